/** What customers get: the invitation and what became of it, as a mail and as a text that their owner hands on. */
import { actions, note, quote, text, titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { type Trial, titleOf } from '../rules/trial.js';
import type { NamedInvitation } from '../store/invitations.js';
import { show } from './trial-card.js';
import { customers, lastDay, people } from './trial-words.js';

/** Whose words these are, and where they lead. */
export interface Addressed {
  readonly invitation: NamedInvitation;
  /** Their own page. */
  readonly url: string;
}

/** How the organisation speaks. */
export interface Voice {
  readonly name: string;
  /** A sentence of theirs; null: none. */
  readonly words: string | null;
  readonly now: Date;
}

/** What was written on several lines stays so in a mail. */
const linesOf = (words: string | null): readonly Block[] =>
  (words ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [text(line)]));

/** The mail that invites. Its link answers nothing by itself. */
export const inviteMail = (trial: Trial, { url }: Pick<Addressed, 'url'>, { words, now }: Voice): Card =>
  titledCard(`Would you try “${trial.title}” before everybody else?`, [
    ...(words === null ? [] : [text(words)]),
    ...linesOf(trial.about),
    text(
      `You can use it until ${lastDay(trial, now)}. What you say about it reaches the people who build it, and they tell you what became of your words.`,
    ),
    actions([{ kind: 'openLink', label: 'Say yes or no', url }]),
  ]);

/** The mail that tells what became of their words. */
export const toldMail = (trial: Trial): Card =>
  titledCard(`What became of your words about “${trial.title}”`, [
    text(`Thank you for trying “${trial.title}” early. Everybody has it now.`),
    { kind: 'heading', text: 'What you and others said' },
    ...linesOf(trial.said),
    { kind: 'heading', text: 'What changed because of you' },
    ...linesOf(trial.changed),
  ]);

const hello = ({ personName }: NamedInvitation): string => (personName === null ? 'Hello,' : `Hello ${personName},`);

function inviteText(trial: Trial, { invitation, url }: Addressed, { name, now }: Voice): string {
  return [
    hello(invitation),
    `would you try something before everybody else? It is “${trial.title}”, and you can use it until ${lastDay(trial, now)}.`,
    ...(trial.about === null ? [] : [trial.about]),
    `Say yes or no here: ${url}`,
    `What you say about it reaches the people at ${name} who build it, and they tell you what became of your words.`,
  ].join('\n\n');
}

const toldText = (trial: Trial, invitation: NamedInvitation): string =>
  [
    hello(invitation),
    `thank you for trying “${trial.title}” early. Everybody has it now.`,
    `What you and others said: ${trial.said ?? ''}`,
    `What changed because of you: ${trial.changed ?? ''}`,
  ].join('\n\n');

const whom = ({ customerName, personName }: NamedInvitation): string =>
  personName === null ? customerName : `${personName} at ${customerName}`;

const namesOf = (all: readonly NamedInvitation[]): string =>
  firstFew([...new Set(all.map(({ customerName }) => customerName))], 3);

/** To whoever looks after them: texts that are ready to paste, each with that person's own link. */
export const handInviteCard = (trial: Trial, all: readonly Addressed[], voice: Voice): Card => ({
  ...titledCard(`Please invite ${namesOf(all.map(({ invitation }) => invitation))} to ${titleOf(trial)}`, [
    text('Copy the text into a mail or a chat. Each link is for that person alone.'),
    ...all.flatMap((each): Block[] => [note(`For ${whom(each.invitation)}:`), quote(inviteText(trial, each, voice))]),
    actions([show(trial)]),
  ]),
  summary: `Please invite customers to ${titleOf(trial)}`,
});

/** To whoever looks after them: what became of their words, ready to paste. */
export const handToldCard = (trial: Trial, all: readonly NamedInvitation[]): Card => ({
  ...titledCard(`Please tell ${namesOf(all)} what became of ${titleOf(trial)}`, [
    text('They took part in the early test. Copy the text into a mail or a chat.'),
    ...all.flatMap((each): Block[] => [note(`For ${whom(each)}:`), quote(toldText(trial, each))]),
    actions([show(trial)]),
  ]),
  summary: `Please tell customers what became of ${titleOf(trial)}`,
});

/** To whoever runs it and looks after the customer: somebody said yes. */
export const acceptedCard = (trial: Trial, invitation: NamedInvitation): Card =>
  titledCard(
    `${invitation.customerName} takes part in ${titleOf(trial)}`,
    [text('What they say and score from now on carries its name.'), actions([show(trial)])],
    'good',
  );

/** What came of inviting, on top of the test. */
export function invitedLine(done: {
  readonly names: readonly string[];
  readonly mailCount: number;
  readonly handedNames: readonly string[];
  readonly unwillingNames: readonly string[];
}): string {
  const { names, mailCount, handedNames, unwillingNames } = done;
  return [
    `Invited: ${firstFew(names, 5)}.`,
    ...(mailCount > 0
      ? [`${people(mailCount)} ${mailCount === 1 ? 'gets' : 'get'} a mail, in your working hours.`]
      : []),
    ...(handedNames.length > 0
      ? [
          `Who looks after ${handedNames.length > 3 ? customers(handedNames.length) : firstFew(handedNames, 3)} got a text with a link to hand on.`,
        ]
      : []),
    ...(unwillingNames.length > 0
      ? [`Not invited, since they want no early tests: ${firstFew(unwillingNames, 5)}.`]
      : []),
  ].join(' ');
}
