/** One early test as a card: shown to whoever asks, and living in its place; the list of them, and who is invited. */
import { actions, button, facts, heading, note, quote, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, code, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { moreBlocks } from '../../../chat/list.js';
import { type Page, pageButtons } from '../../../chat/pages.js';
import { shorten } from '../../../chat/shorten.js';
import type { PersonRef } from '../../../kernel/person.js';
import type { Proposal } from '../rules/reason.js';
import { endOf, isOpen, limits, type Trial, type TrialFigures, titleOf, trialName } from '../rules/trial.js';
import type { NamedInvitation } from '../store/invitations.js';
import { cameText, customers, invitedText, lastDay, reasonsText } from './trial-words.js';

/** What a card of a test shows. */
export interface TrialView {
  readonly trial: Trial & TrialFigures;
  readonly owner: PersonRef | null;
  /** The idea that is tried: `I-7 · Invoices that explain themselves`. */
  readonly idea: { readonly name: string; readonly title: string } | null;
  readonly now: Date;
  /** The organisation's. */
  readonly timeZone: string;
}

/** What one reader may do with it, and whom they may invite. */
export interface TrialReader {
  readonly mayChange: boolean;
  /** The first of those who asked for it, and how many there are. */
  readonly proposed: { readonly items: readonly Proposal[]; readonly totalCount: number };
}

/** Proposals on one card; the rest is counted. */
export const shownProposals = 5;

/** Everything that its reader may see and do. */
export function trialCard(view: TrialView, { mayChange, proposed }: TrialReader): Card {
  const { trial, now } = view;
  const goesOn = isOpen(trial, now);
  return titledCard(titleOf(trial), [
    ...(trial.about === null ? [] : [quote(trial.about)]),
    facts(factsOf(view)),
    ...summaryBlocks(trial),
    ...(mayChange && goesOn ? proposalBlocks(trial, proposed) : []),
    actions(actionsOf(view, { mayChange, proposed })),
  ]);
}

/** The living card: no customer's name stands on it. */
export function placeTrialCard(view: TrialView): Card {
  const { trial } = view;
  return {
    ...titledCard(titleOf(trial), [
      ...(trial.about === null ? [] : [quote(trial.about)]),
      facts(factsOf(view)),
      ...summaryBlocks(trial),
      actions([show(trial), history(trial)]),
    ]),
    summary: `${titleOf(trial)}: an early test with customers`,
  };
}

function factsOf({ trial, owner, idea, now, timeZone }: TrialView): readonly { label: string; value: Line }[] {
  const came = cameText(trial);
  const end = endOf(trial);
  const ended: Line = [{ kind: 'time', at: new Date(end.getTime() - 1), timeZone, style: 'date' }];
  return [
    isOpen(trial, now) ? { label: 'Goes on until', value: lastDay(trial, now) } : { label: 'Ended', value: ended },
    { label: 'Run by', value: owner?.name ?? 'somebody who left' },
    ...(idea ? [{ label: 'Tries', value: `${idea.name} · ${idea.title}` }] : []),
    { label: 'Invited', value: invitedText(trial) },
    ...(came === null ? [] : [{ label: 'Came of it', value: came }]),
    ...(trial.toldCount > 0 ? [{ label: 'Told what became of it', value: customers(trial.toldCount) }] : []),
  ];
}

function summaryBlocks({ said, changed }: Trial): readonly Block[] {
  if (said === null || changed === null) return [];
  return [
    heading('What they said'),
    text(shorten(said, 1_000)),
    heading('What changed because of them'),
    text(shorten(changed, 1_000)),
  ];
}

function proposalBlocks(trial: Trial, proposed: TrialReader['proposed']): readonly Block[] {
  const more = { action: 'trials.proposals', label: 'Show all', value: `${trialName(trial.number)} 1` };
  if (proposed.totalCount === 0) {
    return [
      note([
        'Nobody is left to propose. ',
        code(`trial invite ${trialName(trial.number)} customer:Acme`),
        ' invites a customer by name.',
      ]),
    ];
  }
  return [
    heading('Who asked for it'),
    ...proposed.items.map((proposal) => proposalRow(trial, proposal)),
    ...moreBlocks(proposed, more),
  ];
}

const proposalRow = (trial: Trial, { customerId, name, reasons }: Proposal): Block => ({
  kind: 'row',
  line: name,
  detail: reasonsText(reasons),
  action: button('Invite', 'trials.invite', `${trialName(trial.number)} ${customerId}`),
});

/** All of them, a page at a time. */
export const proposalsCard = (trial: Trial, page: Page<Proposal>, totalCount: number): Card =>
  titledCard(`${titleOf(trial)}: ${customers(totalCount)} asked for it`, [
    ...page.items.map((proposal) => proposalRow(trial, proposal)),
    ...pageButtons(page, 'trials.proposals', (target) => `${trialName(trial.number)} ${target}`),
    ...(totalCount === 0
      ? [text('Nobody is left to propose.')]
      : [actions([inviteAll(trial, totalCount), show(trial)])]),
  ]);

const answers = { accepted: 'takes part', declined: 'said no' } as const;
const ways = { mail: 'by mail', owner: 'by whoever looks after them' } as const;

/** Who is invited and what they answered, a page at a time. */
export const guestsCard = (
  trial: Trial,
  page: Omit<Page<NamedInvitation>, 'items'> & {
    readonly items: readonly NamedInvitation[];
    readonly totalCount: number;
  },
): Card =>
  titledCard(`${titleOf(trial)}: who is invited`, [
    ...(page.items.length === 0
      ? [text('Nobody is invited yet.')]
      : page.items.map(
          ({ customerName, personName, answer, way }): Block => ({
            kind: 'row',
            line: personName === null ? customerName : `${customerName}: ${personName}`,
            detail: `${answer === null ? 'No answer yet' : capital(answers[answer])} · invited ${ways[way]}`,
          }),
        )),
    ...pageButtons(page, 'trials.guests', (target) => `${trialName(trial.number)} ${target}`),
    actions([show(trial)]),
  ]);

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export const show = ({ number }: Pick<Trial, 'number'>, label = 'Show'): Action =>
  button(label, 'trials.show', trialName(number));

const history = ({ number }: Pick<Trial, 'number'>): Action => button('History', 'trials.history', trialName(number));

export const inviteAll = (trial: Pick<Trial, 'number'>, count: number): Action => {
  const name = trialName(trial.number);
  const many = Math.min(count, limits.atOnce);
  return {
    ...button(`Invite ${many === count ? 'all' : 'the first'} ${many}`, 'trials.invite', `${name} all`, 'primary'),
    confirm: {
      title: `Invite ${customers(many)} to ${name}?`,
      text: 'They get a mail where mail is set up; who looks after them gets a text with a link otherwise.',
      yes: 'Invite',
    },
  };
};

function actionsOf({ trial, now }: TrialView, { mayChange, proposed }: TrialReader): readonly Action[] {
  const name = trialName(trial.number);
  const goesOn = isOpen(trial, now);
  const end: Action = {
    ...button('End it now', 'trials.end', name, 'danger'),
    confirm: {
      title: `End ${name} now?`,
      text: 'From then on everybody has it: its links take no more answers, and what comes in carries its name no more.',
      yes: 'End it',
    },
  };
  return [
    ...(mayChange && goesOn && proposed.totalCount > 1 ? [inviteAll(trial, proposed.totalCount)] : []),
    ...(mayChange && trial.acceptedCount > 0 && trial.toldCount === 0
      ? [button(trial.summarisedAt ? 'Change the summary' : 'Write the summary', 'trials.summary', name)]
      : []),
    ...(trial.invitedCount > 0 ? [button('Who is invited', 'trials.guests', `${name} 1`)] : []),
    history(trial),
    ...(mayChange && goesOn ? [end] : []),
  ];
}

/** How the lists are headed. */
export const headings: Readonly<Record<'open' | 'all', ListHeading>> = {
  open: {
    title: 'Early tests',
    noneTitle: 'No early test goes on',
    none: [
      'Let customers try something before everybody has it: ',
      code('trial "New invoices" until:2027-02-01 for:I-7'),
      '.',
    ],
  },
  all: {
    title: 'All early tests',
    noneTitle: 'No early test yet',
    none: [code('trial'), ' starts the first.'],
  },
};

/** One in a list. */
export function trialRow(trial: Trial & TrialFigures, now: Date): Block {
  const state = isOpen(trial, now) ? `until ${lastDay(trial, now)}` : 'over';
  const came = cameText(trial);
  return {
    kind: 'row',
    line: titleOf(trial),
    detail: `${capital(state)} · ${invitedText(trial)}${came === null ? '' : ` · ${came}`}`,
    action: show(trial),
  };
}

type Theirs = Trial & { readonly theirAnswer: 'accepted' | 'declined' | null };

/** `T-1 · New invoices (takes part until Mon 1 Feb 2027)`, of one customer. */
export function theirTrialText(trial: Theirs, now: Date): string {
  return `${titleOf(trial)} (${theirWords(trial, now)})`;
}

/** The same as a row of their full history. */
export const theirTrialRow = (trial: Theirs, now: Date): Block => ({
  kind: 'row',
  line: titleOf(trial),
  detail: capital(theirWords(trial, now)),
  action: show(trial),
});

function theirWords(trial: Theirs, now: Date): string {
  if (trial.theirAnswer === 'declined') return 'said no';
  if (!isOpen(trial, now)) return trial.theirAnswer === 'accepted' ? 'took part' : 'was invited';
  return trial.theirAnswer === 'accepted' ? `takes part until ${lastDay(trial, now)}` : 'invited, no answer yet';
}
