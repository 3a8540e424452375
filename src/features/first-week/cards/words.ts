/** What this room answers and refuses. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { bold, type Card, code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { formatDay } from '../../../kernel/time/format.js';
import { type Life, lifeNumbers } from '../rules/life.js';
import { days, type Newcomer, type NewcomerState, stateOf } from '../rules/newcomer.js';

export const startedCard = (name: string): Card =>
  titledCard(say('{name} gets to know our customers', { name }), [
    text(say('{count} private cards, one on each working day, in {name}’s own hours.', { count: days.length, name })),
    actions([button(say('Show everybody'), 'firstWeek.list', 'all')]),
  ]);

export const skippedCard = (): Card =>
  titledCard(say('No more cards'), [
    text(say('Whenever you like, go on where you stopped.')),
    actions([button(say('Go on'), 'firstWeek.resume', '')]),
  ]);

export const resumedCard = (): Card =>
  titledCard(say('The next card comes on your next working day'), [
    actions([button(say('Skip the rest'), 'firstWeek.skip', '')]),
  ]);

export const promisedCard = (customer: string, followUp: string): Card =>
  titledCard(say('You talk with {customer}', { customer }), [
    text(
      sayLine('It is {followUp}. Tell the others afterwards what you heard, with {command}.', {
        followUp,
        command: code('learn'),
      }),
    ),
    actions([button(say('Show {name}', { name: followUp }), 'meetings.showFollowUp', followUp)]),
  ]);

export const neverStarted = (): string =>
  say('You have no first week with our customers. Your champion starts one: `newcomers add @you`.');
export const hadIt = (name: string): string =>
  say('{name} had the first week already. `newcomers` shows everybody.', { name });
export const allSent = (): string => say('You have all five cards. Nothing more comes.');
export const alreadyPromised = (): string => say('You have said already with whom you talk. `follow mine` shows it.');
export const onlyChampion = (): string => say('Only the champion and admins change these texts.');
export const linkProblem = (): string =>
  say('A link starts with https:// or http:// and has at most 2,000 characters.');
export const tooMany = (most: number): string =>
  say('There are {most} texts already. Take one away first: `life remove LT-1`.', { most });

const stateLabels: Readonly<Record<NewcomerState, string>> = {
  'under way': phrase('under way'),
  skipped: phrase('skipped // by a newcomer'),
  'met everybody': phrase('met everybody'),
  'will talk': phrase('will talk'),
};

/** One of a list. */
export function newcomerRow(newcomer: Newcomer, name: string, now: Date) {
  const { startedAt, sentCount } = newcomer;
  const since = formatDay(startedAt.toISOString().slice(0, 10), now);
  return text(
    sayLine('{name} · {state} · {sent} of {count} cards · since {since}', {
      name: bold(name),
      state: say(stateLabels[stateOf(newcomer)]),
      sent: sentCount,
      count: days.length,
      since,
    }),
  );
}

/** What the champion has written. */
export function livesCard(lives: readonly Life[], mayChange: boolean): Card {
  if (lives.length === 0)
    return titledCard(say('Nobody has written yet how our customers live'), [
      text(
        sayLine('The champion does, for whoever is new: {command}', {
          command: code('life add "Maya opens the front desk at six: …" link:https://example.com/film'),
        }),
      ),
    ]);
  return titledCard(say('How our customers live'), [
    ...lives.flatMap(({ number, text: words, link }) => [
      text([
        bold(lifeNumbers.nameOf(number)),
        ` ${words} `,
        ...(link === null ? [] : [{ kind: 'link' as const, url: link, text: say('Open // what a link does') }]),
      ]),
      ...(mayChange
        ? [
            actions([
              button(
                say('Take {name} away', { name: lifeNumbers.nameOf(number) }),
                'firstWeek.removeLife',
                lifeNumbers.nameOf(number),
              ),
            ]),
          ]
        : []),
    ]),
    note(say('Whoever is new reads it on their third day.')),
  ]);
}

export const lifeAdded = (name: string): Card =>
  titledCard(say('{name} is kept', { name }), [
    text(say('Whoever is new reads it on their third day.')),
    actions([
      button(say('Show all'), 'firstWeek.lives', ''),
      button(say('Take it away'), 'firstWeek.removeLife', name),
    ]),
  ]);

export const lifeRemoved = (name: string): Card =>
  titledCard(say('{name} is taken away', { name }), [
    actions([button(say('Bring it back'), 'firstWeek.restoreLife', name)]),
  ]);

export const lifeRestored = (name: string): Card =>
  titledCard(say('{name} is back', { name }), [actions([button(say('Show all'), 'firstWeek.lives', '')])]);
