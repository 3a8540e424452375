/** What customers get: the invitation and what became of it, as a mail and as a text that their owner hands on. */

import { actions, note, quote, text, titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { inLanguage } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import { type Trial, titleOf } from '../rules/trial.js';
import type { NamedInvitation } from '../store/invitations.js';
import { show } from './trial-card.js';
import { customers, lastDay } from './trial-words.js';

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
  /** In which customers read it, whoever hands it on. */
  readonly language: string;
}

/** What was written on several lines stays so in a mail. */
const linesOf = (words: string | null): readonly Block[] =>
  (words ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [text(line)]));

/** The mail that invites. Its link answers nothing by itself. */
export const inviteMail = (trial: Trial, { url }: Pick<Addressed, 'url'>, { words, now }: Voice): Card =>
  titledCard(say('Would you try “{title}” before everybody else?', { title: trial.title }), [
    ...(words === null ? [] : [text(words)]),
    ...linesOf(trial.about),
    text(
      say(
        'You can use it until {date}. What you say about it reaches the people who build it, and they tell you what became of your words.',
        { date: lastDay(trial, now) },
      ),
    ),
    actions([{ kind: 'openLink', label: say('Say yes or no'), url }]),
  ]);

/** The mail that tells what became of their words. */
export const toldMail = (trial: Trial): Card =>
  titledCard(say('What became of your words about “{title}”', { title: trial.title }), [
    text(say('Thank you for trying “{title}” early. Everybody has it now.', { title: trial.title })),
    { kind: 'heading', text: say('What you and others said') },
    ...linesOf(trial.said),
    { kind: 'heading', text: say('What changed because of you') },
    ...linesOf(trial.changed),
  ]);

const hello = ({ personName }: NamedInvitation): string =>
  personName === null ? say('Hello,') : say('Hello {name},', { name: personName });

function inviteText(trial: Trial, { invitation, url }: Addressed, { name, now }: Voice): string {
  return [
    hello(invitation),
    say('would you try something before everybody else? It is “{title}”, and you can use it until {date}.', {
      title: trial.title,
      date: lastDay(trial, now),
    }),
    ...(trial.about === null ? [] : [trial.about]),
    say('Say yes or no here: {url}', { url }),
    say(
      'What you say about it reaches the people at {name} who build it, and they tell you what became of your words.',
      { name },
    ),
  ].join('\n\n');
}

const toldText = (trial: Trial, invitation: NamedInvitation): string =>
  [
    hello(invitation),
    say('thank you for trying “{title}” early. Everybody has it now.', { title: trial.title }),
    say('What you and others said: {words}', { words: trial.said ?? '' }),
    say('What changed because of you: {words}', { words: trial.changed ?? '' }),
  ].join('\n\n');

const whom = ({ customerName, personName }: NamedInvitation): string =>
  personName === null ? customerName : say('{person} at {customer}', { person: personName, customer: customerName });

const namesOf = (all: readonly NamedInvitation[]): string =>
  firstFew([...new Set(all.map(({ customerName }) => customerName))], 3);

/** To whoever looks after them: texts that are ready to paste, each with that person's own link. */
export const handInviteCard = (trial: Trial, all: readonly Addressed[], voice: Voice): Card => ({
  ...titledCard(
    say('Please invite {customers} to {trial}', {
      customers: namesOf(all.map(({ invitation }) => invitation)),
      trial: titleOf(trial),
    }),
    [
      text(say('Copy the text into a mail or a chat. Each link is for that person alone.')),
      ...all.flatMap((each): Block[] => [
        note(say('For {whom}:', { whom: whom(each.invitation) })),
        quote(inLanguage(voice.language, () => inviteText(trial, each, voice))),
      ]),
      actions([show(trial)]),
    ],
  ),
  summary: say('Please invite customers to {trial}', { trial: titleOf(trial) }),
});

/** To whoever looks after them: what became of their words, ready to paste. */
export const handToldCard = (
  trial: Trial,
  all: readonly NamedInvitation[],
  { language }: Pick<Voice, 'language'>,
): Card => ({
  ...titledCard(
    say('Please tell {customers} what became of {trial}', { customers: namesOf(all), trial: titleOf(trial) }),
    [
      text(say('They took part in the early test. Copy the text into a mail or a chat.')),
      ...all.flatMap((each): Block[] => [
        note(say('For {whom}:', { whom: whom(each) })),
        quote(inLanguage(language, () => toldText(trial, each))),
      ]),
      actions([show(trial)]),
    ],
  ),
  summary: say('Please tell customers what became of {trial}', { trial: titleOf(trial) }),
});

/** To whoever runs it and looks after the customer: somebody said yes. */
export const acceptedCard = (trial: Trial, invitation: NamedInvitation): Card =>
  titledCard(
    say('{customer} takes part in {trial}', { customer: invitation.customerName, trial: titleOf(trial) }),
    [text(say('What they say and score from now on carries its name.')), actions([show(trial)])],
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
    say('Invited: {customers}.', { customers: firstFew(names, 5) }),
    ...(mailCount > 0
      ? [
          say('{count, plural, one {1 person gets} other {# people get}} a mail, in your working hours.', {
            count: mailCount,
          }),
        ]
      : []),
    ...(handedNames.length > 0
      ? [
          say('Who looks after {customers} got a text with a link to hand on.', {
            customers: handedNames.length > 3 ? customers(handedNames.length) : firstFew(handedNames, 3),
          }),
        ]
      : []),
    ...(unwillingNames.length > 0
      ? [say('Not invited, since they want no early tests: {customers}.', { customers: firstFew(unwillingNames, 5) })]
      : []),
  ].join(' ');
}
