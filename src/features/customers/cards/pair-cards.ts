/** Two customers that may be one, in words: in the list, in the message to the champion, and when it is decided. */
import { actions, button, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { View } from '../../../reminders/index.js';
import type { Pair, PairReason } from '../store/pairs.js';
import { shown } from './refusals.js';

/** How the list is headed. */
export const pairsHeading = (): ListHeading => ({
  title: say('Customers that may be one'),
  noneTitle: say('No customers look like one'),
  none: sayLine('Where systems tell of two that may be one, they are proposed here. Others are merged by {command}.', {
    command: code('customer merge OTHER into NAME'),
  }),
});

/** Below the list. */
export const pairsNote = (): Line => say('Nothing is merged by itself. A merge can be taken back for a week.');

/** Leads to the list. */
export const pairsButton = () => button(say('Show all pairs'), 'customers.pairs', 'all');

const why: Readonly<Record<PairReason, string>> = {
  name: phrase('Their names are nearly the same.'),
  domain: phrase('A system tells the same domain of both.'),
  id: phrase('A system tells that two of its ids are one user, and they are at both.'),
  person: phrase('A system tells that the same person is both.'),
};

const namesOf = ({ part, whole }: Pair) => ({ part: shown(part.name), whole: shown(whole.name) });

const boldNamesOf = ({ part, whole }: Pair) => ({ part: bold(shown(part.name)), whole: bold(shown(whole.name)) });

const decisions = (pair: Pair): Block => {
  const { id, part, whole } = pair;
  const merging = say('Everything of {part} goes to {whole}. For a week it can be taken back.', namesOf(pair));
  return actions([
    {
      ...button(say('Merge'), 'customers.merge', `${part.id} ${whole.id}`, 'primary'),
      confirm: { title: say('Make them one customer?'), text: merging, yes: say('Merge') },
    },
    button(say('Different // two customers'), 'customers.different', id),
    button(say('Show {name}', { name: shown(part.name) }), 'customers.show', part.id),
    button(say('Show {name}', { name: shown(whole.name) }), 'customers.show', whole.id),
  ]);
};

/** A pair in the list. */
export const pairBlocks = (pair: Pair, mayDecide: boolean): readonly Block[] => [
  { kind: 'row', line: sayLine('{part} and {whole}', boldNamesOf(pair)), detail: say(why[pair.reason]) },
  ...(mayDecide ? [decisions(pair)] : []),
];

/** In the message to the champion. @param pair null: they are one by now, or one of them is gone */
export function pairView(pair: Pair | null): View {
  if (pair === null) {
    const line = say('Nothing is to decide any more: two customers were merged, or one of them is gone.');
    return { card: titledCard(line, [], 'good'), row: [{ kind: 'row', line }] };
  }
  if (pair.differentAt !== null) {
    const line = sayLine('{part} and {whole} are two customers.', boldNamesOf(pair));
    return {
      card: titledCard(say('{part} and {whole} are two customers', namesOf(pair)), []),
      row: [{ kind: 'row', line }],
    };
  }
  const title = say('Are {part} and {whole} one customer?', namesOf(pair));
  return {
    card: titledCard(title, [text(say(why[pair.reason])), decisions(pair)]),
    row: [
      {
        kind: 'row',
        line: sayLine('{part} and {whole}: one customer?', boldNamesOf(pair)),
        detail: say(why[pair.reason]),
      },
      decisions(pair),
    ],
  };
}

/** It is decided, with the way back. */
export const differentCard = (pair: Pair, isDifferent: boolean): Card =>
  isDifferent
    ? titledCard(
        say('{part} and {whole} are two customers', namesOf(pair)),
        [
          text(say('They are not proposed again.')),
          actions([button(say('Take back'), 'customers.pairBack', pair.id), pairsButton()]),
        ],
        'good',
      )
    : titledCard(say('{part} and {whole} may be one customer', namesOf(pair)), [decisions(pair)]);

/** What is refused, in words. */
export const pairWords = {
  notYours: () => say('Only the customer champion and admins can decide whether two customers are one. Ask them.'),
  gone: () => say('These two are one customer by now, or one of them is gone. `customer pairs` lists the others.'),
} as const;
