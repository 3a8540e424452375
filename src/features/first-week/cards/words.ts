/** What this room answers and refuses. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { bold, type Card, code } from '../../../chat/card.js';
import { formatDay } from '../../../kernel/time/format.js';
import { type Life, lifeNumbers } from '../rules/life.js';
import { days, type Newcomer, stateOf } from '../rules/newcomer.js';

export const startedCard = (name: string): Card =>
  titledCard(`${name} gets to know our customers`, [
    text(`${days.length} private cards, one on each working day, in ${name}’s own hours.`),
    actions([button('Show everybody', 'firstWeek.list', 'all')]),
  ]);

export const skippedCard = titledCard('No more cards', [
  text('Whenever you like, go on where you stopped.'),
  actions([button('Go on', 'firstWeek.resume', '')]),
]);

export const resumedCard = titledCard('The next card comes on your next working day', [
  actions([button('Skip the rest', 'firstWeek.skip', '')]),
]);

export const promisedCard = (customer: string, followUp: string): Card =>
  titledCard(`You talk with ${customer}`, [
    text([`It is ${followUp}. Tell the others afterwards what you heard, with `, code('learn'), '.']),
    actions([button(`Show ${followUp}`, 'meetings.showFollowUp', followUp)]),
  ]);

export const neverStarted =
  'You have no first week with our customers. Your champion starts one: `newcomers add @you`.';
export const hadIt = (name: string): string => `${name} had the first week already. \`newcomers\` shows everybody.`;
export const allSent = 'You have all five cards. Nothing more comes.';
export const alreadyPromised = 'You have said already with whom you talk. `follow mine` shows it.';
export const onlyChampion = 'Only the champion and admins change these texts.';
export const linkProblem = 'A link starts with https:// or http:// and has at most 2,000 characters.';
export const tooMany = (most: number): string =>
  `There are ${most} texts already. Take one away first: \`life remove LT-1\`.`;

/** One of a list. */
export function newcomerRow(newcomer: Newcomer, name: string, now: Date) {
  const { startedAt, sentCount } = newcomer;
  const since = formatDay(startedAt.toISOString().slice(0, 10), now);
  return text([bold(name), ` · ${stateOf(newcomer)} · ${sentCount} of ${days.length} cards · since ${since}`]);
}

/** What the champion has written. */
export function livesCard(lives: readonly Life[], mayChange: boolean): Card {
  if (lives.length === 0)
    return titledCard('Nobody has written yet how our customers live', [
      text([
        'The champion does, for whoever is new: ',
        code('life add "Maya opens the front desk at six: …" link:https://example.com/film'),
      ]),
    ]);
  return titledCard('How our customers live', [
    ...lives.flatMap(({ number, text: words, link }) => [
      text([
        bold(lifeNumbers.nameOf(number)),
        ` ${words} `,
        ...(link === null ? [] : [{ kind: 'link' as const, url: link, text: 'Open' }]),
      ]),
      ...(mayChange
        ? [
            actions([
              button(`Take ${lifeNumbers.nameOf(number)} away`, 'firstWeek.removeLife', lifeNumbers.nameOf(number)),
            ]),
          ]
        : []),
    ]),
    note('Whoever is new reads it on their third day.'),
  ]);
}

export const lifeAdded = (name: string): Card =>
  titledCard(`${name} is kept`, [
    text('Whoever is new reads it on their third day.'),
    actions([button('Show all', 'firstWeek.lives', ''), button('Take it away', 'firstWeek.removeLife', name)]),
  ]);

export const lifeRemoved = (name: string): Card =>
  titledCard(`${name} is taken away`, [actions([button('Bring it back', 'firstWeek.restoreLife', name)])]);

export const lifeRestored = (name: string): Card =>
  titledCard(`${name} is back`, [actions([button('Show all', 'firstWeek.lives', '')])]);
