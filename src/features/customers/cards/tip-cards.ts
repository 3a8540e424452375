/** Tips in words: on a customer's card, in the list, and after a press. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Inline, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { say } from '../../../kernel/language/say.js';
import { type Movement, type Tip, tipLimits } from '../rules/tip.js';
import type { ListedTip } from '../store/tips.js';

/** How the list is headed. */
export const tipsHeading: ListHeading = {
  title: 'Tips',
  none: [
    'No tip yet. What would some of your customers gain from? ',
    code('tip add "Offer the payroll webinar" when:"new_users >= 3"'),
  ],
};

const tipLine = ({ text: words, link }: Tip): readonly Inline[] => [
  words,
  ...(link === null ? [] : [' · ', { kind: 'link', text: say('more // a link'), url: link } as const]),
];

/** A tip on a customer's card, with what can be said of it. */
export const tipBlocks = (tip: Tip, customerId: string): readonly Block[] => [
  text(tipLine(tip)),
  actions([
    button(say('Told them'), 'customers.tipTold', `${tip.id} ${customerId}`),
    button(say('Not for them'), 'customers.tipUnwanted', `${tip.id} ${customerId}`),
  ]),
];

/** A tip with how its customers moved. */
export interface TipRow {
  readonly number: number;
  readonly tip: ListedTip;
  /** Of their scores within 60 days; null: nobody has one before and one after. */
  readonly movement: (Movement & { readonly count: number }) | null;
}

/** One line of the list. */
export function tipRow({ number, tip, movement }: TipRow): Block {
  const told = tip.toldCount === 0 ? 'not told yet' : `told ${tip.toldCount.toLocaleString('en-GB')} times`;
  const unwanted = tip.unwantedCount === 0 ? '' : `, ${tip.unwantedCount.toLocaleString('en-GB')} not for them`;
  return {
    kind: 'row',
    line: [bold(`${number}. `), ...tipLine(tip)],
    detail: `For ${tip.condition} · ${tip.toldCount === 1 ? 'told once' : told}${unwanted}${movedWords(movement)}`,
    action: button('Remove', 'customers.tipRemove', tip.id),
  };
}

function movedWords(movement: TipRow['movement']): string {
  if (movement === null) return '';
  const figure = (value: number) => value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
  const of = movement.count === 1 ? '1 customer' : `${movement.count.toLocaleString('en-GB')} customers`;
  return ` · scores of ${of}: ${figure(movement.before)} before, ${figure(movement.after)} after`;
}

/** Below the list. */
export const tipsNote: Line =
  'Scores are the last within 60 days before somebody was told and the last within 60 days after. Other things may have moved them.';

/** One was added. */
export const tipAddedCard = (tip: Tip): Card =>
  titledCard(
    'The tip is kept',
    [
      text(tipLine(tip)),
      note(`It shows for customers with ${tip.condition}, and rests ${tip.restDays} days once they were told.`),
    ],
    'good',
  );

/** What was pressed, with the way back. */
export function tipNotedCard(
  { words, isTold, restDays }: { readonly words: string; readonly isTold: boolean; readonly restDays: number },
  ids: { readonly tellingId: string; readonly customerId: string },
): Card {
  const title = isTold ? 'Noted: they were told' : 'Noted: not for them';
  const after = isTold ? `It rests for ${restDays} days.` : 'It is not offered for this customer any more.';
  return titledCard(title, [
    text(words),
    note(after),
    actions([
      button('Take back', 'customers.tipBack', ids.tellingId),
      button('Show the customer', 'customers.show', ids.customerId),
    ]),
  ]);
}

/** One was taken off the list. */
export const tipRemovedCard = (id: string): Card =>
  titledCard('The tip is removed', [
    note('What was told stays counted.'),
    actions([button('Put it back', 'customers.tipRestore', id)]),
  ]);

/** What is refused, in words. */
export const tipWords = {
  empty: 'The tip is missing. Write it as `tip add "Offer the payroll webinar" when:"new_users >= 3"`.',
  long: (length: number) =>
    `${length.toLocaleString('en-GB')} characters are too long for a tip. The limit is ${tipLimits.text}.`,
  noCondition: 'The condition is missing. Say which customers it is for, such as when:"plan = starter".',
  many: `There are ${tipLimits.tips} tips, which is the limit. Remove one first.`,
  once: 'A tip rests for 1 day to 10 years. Write it as once:90d.',
  link: 'This is not a link. It starts with https:// or http://.',
  gone: 'This tip is not there any more. `tips` lists those that are.',
  number: 'There is no tip of this number. `tips` lists them.',
  notYours: 'Only whoever added a tip, the customer champion and admins can remove it.',
} as const;
