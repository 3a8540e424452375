/** Two customers that may be one, in words: in the list, in the message to the champion, and when it is decided. */
import { actions, button, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Inline, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import type { View } from '../../../reminders/index.js';
import type { Pair, PairReason } from '../store/pairs.js';
import { shown } from './refusals.js';

/** How the list is headed. */
export const pairsHeading: ListHeading = {
  title: 'Customers that may be one',
  noneTitle: 'No customers look like one',
  none: [
    'Where systems tell of two that may be one, they are proposed here. Others are merged by ',
    code('customer merge OTHER into NAME'),
    '.',
  ],
};

/** Below the list. */
export const pairsNote: Line = 'Nothing is merged by itself. A merge can be taken back for a week.';

/** Leads to the list. */
export const pairsButton = button('Show all pairs', 'customers.pairs', 'all');

const why: Readonly<Record<PairReason, string>> = {
  name: 'Their names are nearly the same.',
  domain: 'A system tells the same domain of both.',
  id: 'A system tells that two of its ids are one user, and they are at both.',
  person: 'A system tells that the same person is both.',
};

const namesOf = ({ part, whole }: Pair): readonly Inline[] => [
  bold(shown(part.name)),
  ' and ',
  bold(shown(whole.name)),
];

const decisions = ({ id, part, whole }: Pair): Block => {
  const merging = `Everything of ${shown(part.name)} goes to ${shown(whole.name)}. For a week it can be taken back.`;
  return actions([
    {
      ...button('Merge', 'customers.merge', `${part.id} ${whole.id}`, 'primary'),
      confirm: { title: 'Make them one customer?', text: merging, yes: 'Merge' },
    },
    button('Different', 'customers.different', id),
    button(`Show ${shown(part.name)}`, 'customers.show', part.id),
    button(`Show ${shown(whole.name)}`, 'customers.show', whole.id),
  ]);
};

/** A pair in the list. */
export const pairBlocks = (pair: Pair, mayDecide: boolean): readonly Block[] => [
  { kind: 'row', line: namesOf(pair), detail: why[pair.reason] },
  ...(mayDecide ? [decisions(pair)] : []),
];

/** In the message to the champion. @param pair null: they are one by now, or one of them is gone */
export function pairView(pair: Pair | null): View {
  if (pair === null) {
    const line = 'Nothing is to decide any more: two customers were merged, or one of them is gone.';
    return { card: titledCard(line, [], 'good'), row: [{ kind: 'row', line }] };
  }
  if (pair.differentAt !== null) {
    const line: Line = [...namesOf(pair), ' are two customers.'];
    return {
      card: titledCard(`${shown(pair.part.name)} and ${shown(pair.whole.name)} are two customers`, []),
      row: [{ kind: 'row', line }],
    };
  }
  const title = `Are ${shown(pair.part.name)} and ${shown(pair.whole.name)} one customer?`;
  return {
    card: titledCard(title, [text(why[pair.reason]), decisions(pair)]),
    row: [{ kind: 'row', line: [...namesOf(pair), ': one customer?'], detail: why[pair.reason] }, decisions(pair)],
  };
}

/** It is decided, with the way back. */
export const differentCard = (pair: Pair, isDifferent: boolean): Card =>
  isDifferent
    ? titledCard(
        `${shown(pair.part.name)} and ${shown(pair.whole.name)} are two customers`,
        [
          text('They are not proposed again.'),
          actions([button('Take back', 'customers.pairBack', pair.id), pairsButton]),
        ],
        'good',
      )
    : titledCard(`${shown(pair.part.name)} and ${shown(pair.whole.name)} may be one customer`, [decisions(pair)]);

/** What is refused, in words. */
export const pairWords = {
  notYours: 'Only the customer champion and admins can decide whether two customers are one. Ask them.',
  gone: 'These two are one customer by now, or one of them is gone. `customer pairs` lists the others.',
} as const;
