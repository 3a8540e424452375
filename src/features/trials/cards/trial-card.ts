/** One early test as a card: shown to whoever asks, and living in its place; the list of them, and who is invited. */

import { actions, button, facts, heading, note, quote, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, code, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { moreBlocks } from '../../../chat/list.js';
import { type Page, pageButtons } from '../../../chat/pages.js';
import { sayLine } from '../../../chat/say-line.js';
import { shorten } from '../../../chat/shorten.js';
import { phrase, say } from '../../../kernel/language/say.js';
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
    summary: say('{trial}: an early test with customers', { trial: titleOf(trial) }),
  };
}

function factsOf({ trial, owner, idea, now, timeZone }: TrialView): readonly { label: string; value: Line }[] {
  const came = cameText(trial);
  const end = endOf(trial);
  const ended: Line = [{ kind: 'time', at: new Date(end.getTime() - 1), timeZone, style: 'date' }];
  return [
    isOpen(trial, now)
      ? { label: say('Goes on until'), value: lastDay(trial, now) }
      : { label: say('Ended // an early test'), value: ended },
    { label: say('Run by'), value: owner?.name ?? say('somebody who left') },
    ...(idea ? [{ label: say('Tries'), value: `${idea.name} · ${idea.title}` }] : []),
    { label: say('Invited'), value: invitedText(trial) },
    ...(came === null ? [] : [{ label: say('Came of it'), value: came }]),
    ...(trial.toldCount > 0 ? [{ label: say('Told what became of it'), value: customers(trial.toldCount) }] : []),
  ];
}

function summaryBlocks({ said, changed }: Trial): readonly Block[] {
  if (said === null || changed === null) return [];
  return [
    heading(say('What they said')),
    text(shorten(said, 1_000)),
    heading(say('What changed because of them')),
    text(shorten(changed, 1_000)),
  ];
}

function proposalBlocks(trial: Trial, proposed: TrialReader['proposed']): readonly Block[] {
  const more = { action: 'trials.proposals', label: say('Show all'), value: `${trialName(trial.number)} 1` };
  if (proposed.totalCount === 0) {
    return [
      note(
        sayLine('Nobody is left to propose. {command} invites a customer by name.', {
          command: code(`trial invite ${trialName(trial.number)} customer:Acme`),
        }),
      ),
    ];
  }
  return [
    heading(say('Who asked for it')),
    ...proposed.items.map((proposal) => proposalRow(trial, proposal)),
    ...moreBlocks(proposed, more),
  ];
}

const proposalRow = (trial: Trial, { customerId, name, reasons }: Proposal): Block => ({
  kind: 'row',
  line: name,
  detail: reasonsText(reasons),
  action: button(say('Invite'), 'trials.invite', `${trialName(trial.number)} ${customerId}`),
});

/** All of them, a page at a time. */
export const proposalsCard = (trial: Trial, page: Page<Proposal>, totalCount: number): Card =>
  titledCard(
    say('{trial}: {count, plural, one {1 customer} other {# customers}} asked for it', {
      trial: titleOf(trial),
      count: totalCount,
    }),
    [
      ...page.items.map((proposal) => proposalRow(trial, proposal)),
      ...pageButtons(page, 'trials.proposals', (target) => `${trialName(trial.number)} ${target}`),
      ...(totalCount === 0
        ? [text(say('Nobody is left to propose.'))]
        : [actions([inviteAll(trial, totalCount), show(trial)])]),
    ],
  );

const answers = { accepted: phrase('Takes part'), declined: phrase('Said no') } as const;
const ways = {
  mail: phrase('{answer} · invited by mail'),
  owner: phrase('{answer} · invited by whoever looks after them'),
} as const;

/** Who is invited and what they answered, a page at a time. */
export const guestsCard = (
  trial: Trial,
  page: Omit<Page<NamedInvitation>, 'items'> & {
    readonly items: readonly NamedInvitation[];
    readonly totalCount: number;
  },
): Card =>
  titledCard(say('{trial}: who is invited', { trial: titleOf(trial) }), [
    ...(page.items.length === 0
      ? [text(say('Nobody is invited yet.'))]
      : page.items.map(
          ({ customerName, personName, answer, way }): Block => ({
            kind: 'row',
            line: personName === null ? customerName : `${customerName}: ${personName}`,
            detail: say(ways[way], { answer: say(answer === null ? 'No answer yet' : answers[answer]) }),
          }),
        )),
    ...pageButtons(page, 'trials.guests', (target) => `${trialName(trial.number)} ${target}`),
    actions([show(trial)]),
  ]);

export const show = ({ number }: Pick<Trial, 'number'>, label = say('Show')): Action =>
  button(label, 'trials.show', trialName(number));

const history = ({ number }: Pick<Trial, 'number'>): Action =>
  button(say('History'), 'trials.history', trialName(number));

export const inviteAll = (trial: Pick<Trial, 'number'>, count: number): Action => {
  const name = trialName(trial.number);
  const many = Math.min(count, limits.atOnce);
  return {
    ...button(
      say(many === count ? 'Invite all {count}' : 'Invite the first {count}', { count: many }),
      'trials.invite',
      `${name} all`,
      'primary',
    ),
    confirm: {
      title: say('Invite {count, plural, one {1 customer} other {# customers}} to {trial}?', {
        count: many,
        trial: name,
      }),
      text: say('They get a mail where mail is set up; who looks after them gets a text with a link otherwise.'),
      yes: say('Invite'),
    },
  };
};

function actionsOf({ trial, now }: TrialView, { mayChange, proposed }: TrialReader): readonly Action[] {
  const name = trialName(trial.number);
  const goesOn = isOpen(trial, now);
  const end: Action = {
    ...button(say('End it now'), 'trials.end', name, 'danger'),
    confirm: {
      title: say('End {trial} now?', { trial: name }),
      text: say(
        'From then on everybody has it: its links take no more answers, and what comes in carries its name no more.',
      ),
      yes: say('End it'),
    },
  };
  return [
    ...(mayChange && goesOn && proposed.totalCount > 1 ? [inviteAll(trial, proposed.totalCount)] : []),
    ...(mayChange && trial.acceptedCount > 0 && trial.toldCount === 0
      ? [button(trial.summarisedAt ? say('Change the summary') : say('Write the summary'), 'trials.summary', name)]
      : []),
    ...(trial.invitedCount > 0 ? [button(say('Who is invited'), 'trials.guests', `${name} 1`)] : []),
    history(trial),
    ...(mayChange && goesOn ? [end] : []),
  ];
}

/** How the lists are headed. */
export const headings: Readonly<Record<'open' | 'all', () => ListHeading>> = {
  open: () => ({
    title: say('Early tests'),
    noneTitle: say('No early test goes on'),
    none: sayLine('Let customers try something before everybody has it: {command}.', {
      command: code('trial "New invoices" until:2027-02-01 for:I-7'),
    }),
  }),
  all: () => ({
    title: say('All early tests'),
    noneTitle: say('No early test yet'),
    none: sayLine('{command} starts the first.', { command: code('trial') }),
  }),
};

/** One in a list. */
export function trialRow(trial: Trial & TrialFigures, now: Date): Block {
  const state = isOpen(trial, now) ? say('Until {date}', { date: lastDay(trial, now) }) : say('Over');
  const came = cameText(trial);
  return {
    kind: 'row',
    line: titleOf(trial),
    detail: [state, invitedText(trial), ...(came === null ? [] : [came])].join(' · '),
    action: show(trial),
  };
}

type Theirs = Trial & { readonly theirAnswer: 'accepted' | 'declined' | null };

/** `T-1 · New invoices (takes part until Mon 1 Feb 2027)`, of one customer. */
export function theirTrialText(trial: Theirs, now: Date): string {
  return say('{trial} ({state})', { trial: titleOf(trial), state: theirWords(trial, now) });
}

/** The same as a row of their full history. */
export const theirTrialRow = (trial: Theirs, now: Date): Block => ({
  kind: 'row',
  line: titleOf(trial),
  detail: theirState(trial, now),
  action: show(trial),
});

function theirWords(trial: Theirs, now: Date): string {
  if (trial.theirAnswer === 'declined') return say('said no');
  if (!isOpen(trial, now)) return trial.theirAnswer === 'accepted' ? say('took part') : say('was invited');
  return trial.theirAnswer === 'accepted'
    ? say('takes part until {date}', { date: lastDay(trial, now) })
    : say('invited, no answer yet');
}

/** The same where it stands alone. */
function theirState(trial: Theirs, now: Date): string {
  if (trial.theirAnswer === 'declined') return say('Said no');
  if (!isOpen(trial, now)) return trial.theirAnswer === 'accepted' ? say('Took part') : say('Was invited');
  return trial.theirAnswer === 'accepted'
    ? say('Takes part until {date}', { date: lastDay(trial, now) })
    : say('Invited, no answer yet');
}
