/** Tips in words: on a customer's card, in the list, and after a press. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Inline, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { currentLocale } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import { numberFormatter } from '../../../kernel/time/format.js';
import { type Movement, type Tip, tipLimits } from '../rules/tip.js';
import type { ListedTip } from '../store/tips.js';

/** How the list is headed. */
export const tipsHeading = (): ListHeading => ({
  title: say('Tips'),
  none: sayLine('No tip yet. What would some of your customers gain from? {command}', {
    command: code('tip add "Offer the payroll webinar" when:"new_users >= 3"'),
  }),
});

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
  const { toldCount: count, unwantedCount: unwanted } = tip;
  const told =
    unwanted === 0
      ? say('{count, plural, =0 {not told yet} =1 {told once} other {told # times}}', { count })
      : say('{count, plural, =0 {not told yet} =1 {told once} other {told # times}}, {unwanted, number} not for them', {
          count,
          unwanted,
        });
  return {
    kind: 'row',
    line: [bold(`${number}. `), ...tipLine(tip)],
    detail: [say('For {condition}', { condition: tip.condition }), told, ...movedWords(movement)].join(' · '),
    action: button(say('Remove'), 'customers.tipRemove', tip.id),
  };
}

function movedWords(movement: TipRow['movement']): readonly string[] {
  if (movement === null) return [];
  const figure = (value: number) => numberFormatter(currentLocale(), { maximumFractionDigits: 1 }).format(value);
  const { count, before, after } = movement;
  return [
    say('scores of {count, plural, one {# customer} other {# customers}}: {before} before, {after} after', {
      count,
      before: figure(before),
      after: figure(after),
    }),
  ];
}

/** Below the list. */
export const tipsNote = (): Line =>
  say(
    'Scores are the last within 60 days before somebody was told and the last within 60 days after. Other things may have moved them.',
  );

/** One was added. */
export const tipAddedCard = (tip: Tip): Card =>
  titledCard(
    say('The tip is kept'),
    [
      text(tipLine(tip)),
      note(
        say('It shows for customers with {condition}, and rests {days} days once they were told.', {
          condition: tip.condition,
          days: tip.restDays,
        }),
      ),
    ],
    'good',
  );

/** What was pressed, with the way back. */
export function tipNotedCard(
  { words, isTold, restDays }: { readonly words: string; readonly isTold: boolean; readonly restDays: number },
  ids: { readonly tellingId: string; readonly customerId: string },
): Card {
  const title = isTold ? say('Noted: they were told') : say('Noted: not for them');
  const after = isTold
    ? say('It rests for {days} days.', { days: restDays })
    : say('It is not offered for this customer any more.');
  return titledCard(title, [
    text(words),
    note(after),
    actions([
      button(say('Take back'), 'customers.tipBack', ids.tellingId),
      button(say('Show the customer'), 'customers.show', ids.customerId),
    ]),
  ]);
}

/** One was taken off the list. */
export const tipRemovedCard = (id: string): Card =>
  titledCard(say('The tip is removed'), [
    note(say('What was told stays counted.')),
    actions([button(say('Put it back'), 'customers.tipRestore', id)]),
  ]);

/** What is refused, in words. */
export const tipWords = {
  empty: () => say('The tip is missing. Write it as `tip add "Offer the payroll webinar" when:"new_users >= 3"`.'),
  long: (length: number) =>
    say('{length, number} characters are too long for a tip. The limit is {limit, number}.', {
      length,
      limit: tipLimits.text,
    }),
  noCondition: () => say('The condition is missing. Say which customers it is for, such as when:"plan = starter".'),
  many: () => say('There are {limit, number} tips, which is the limit. Remove one first.', { limit: tipLimits.tips }),
  once: () => say('A tip rests for 1 day to 10 years. Write it as once:90d.'),
  link: () => say('This is not a link. It starts with https:// or http://.'),
  gone: () => say('This tip is not there any more. `tips` lists those that are.'),
  number: () => say('There is no tip of this number. `tips` lists them.'),
  notYours: () => say('Only whoever added a tip, the customer champion and admins can remove it.'),
} as const;
