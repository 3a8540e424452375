/** Answers to whoever records a score or a value, the list of numbers, and what `who` and the home page show. */

import { actions, button, quote, text, titledCard } from '../../../chat/blocks.js';
import { type Block, type Card, code, type Line } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import { excerpt } from '../../../chat/shorten.js';
import { type CustomerRef, newCustomerRow, nobodyNote } from '../../customers/index.js';
import type { Metric } from '../rules/metric.js';
import { becomesFeedback } from '../rules/words.js';
import type { CustomerAnswer } from '../store/figures.js';
import type { DatedValue } from '../store/values.js';
import { feedbackLabel } from './labels.js';
import { showValue } from './number-card.js';
import { categoryText, dateText, valueText } from './words.js';

/** What was just taken back. */
export const takenBackCard = (line: string): Card => ({ ...titledCard('Taken back', [text(line)]), summary: line });

interface RecordedScore {
  readonly score: number;
  /** As typed. */
  readonly customer?: string;
  readonly comment?: string;
  /** That customer is the company itself. */
  readonly isNobody: boolean;
  readonly newCustomer?: CustomerRef;
}

/** A score was recorded by hand. @param scoreId for its way back; null: it was there before */
export function recordedCard(
  { score, customer, comment, isNobody, newCustomer }: RecordedScore,
  now: Line | null,
  scoreId: string | null,
): Card {
  const title = `Recorded: ${score}, ${categoryText(score)}`;
  const whose =
    customer === undefined
      ? [
          'It counts without a customer. To say whose answer it is, take it back and type ',
          code(`score ${score} customer:NAME`),
          '.',
        ]
      : `It counts as ${customer}’s latest answer, unless there is a later one.`;
  const becomes = becomesFeedback(score, comment)
    ? [text('The words become feedback and go to an owner: nobody who says this should wait for an answer.')]
    : [];
  return titledCard(title, [
    ...(comment === undefined ? [] : [quote(comment)]),
    ...(newCustomer ? [newCustomerRow(newCustomer)] : []),
    isNobody ? nobodyNote(customer ?? '') : text(whose),
    ...becomes,
    ...(now === null ? [] : [text(['NPS is now ', ...[now].flat()])]),
    actions([
      button('Show the number', 'nps.show', ''),
      ...(scoreId === null ? [] : [button('Take back', 'nps.takeBack', scoreId)]),
    ]),
  ]);
}

/** @param formId its own: what is opened once counts once, however often it is sent off */
export const scoreForm = (formId: string, customer = ''): Form => ({
  form: 'nps.score',
  subject: formId,
  title: 'Record a score',
  intro: 'How likely is the customer to recommend us?',
  fields: [
    {
      kind: 'choice',
      name: 'score',
      label: 'Score',
      options: Array.from({ length: 11 }, (_, index) => ({ value: String(10 - index), label: `${10 - index}` })),
    },
    { kind: 'text', name: 'comment', label: 'In their words', optional: true, multiline: true, maxLength: 3000 },
    {
      kind: 'text',
      name: 'customer',
      names: 'customer',
      label: 'Customer',
      optional: true,
      maxLength: 200,
      ...(customer && { value: customer }),
    },
    { kind: 'date', name: 'date', label: 'Given on', optional: true, hint: 'Empty: now.' },
  ],
  submit: 'Record',
});

/** A value was typed in. `replaced`: what stood there for that date. */
export function keptCard(metric: Metric, { date, value }: DatedValue, replaced: number | null): Card {
  const title = `Kept: ${metric.name} ${valueText(metric, value)} on ${dateText(date)}`;
  const note =
    replaced === null || replaced === value
      ? []
      : [{ kind: 'note', line: `It replaces ${valueText(metric, replaced)} of that date.` } as const];
  const back = `${metric.id} ${date} ${replaced ?? ''}`.trim();
  return titledCard(
    title,
    [...note, actions([showButton(metric, `Show ${metric.name}`), button('Take back', 'nps.takeBackValue', back)])],
    'good',
  );
}

/** A metric was made or changed. */
export function changedMetricCard(metric: Metric, isNew: boolean): Card {
  const title = isNew ? `${metric.name} can be kept from now on` : `${metric.name} is changed`;
  const unit = metric.unit === null ? 'without a unit' : `in ${metric.unit}`;
  const scale = metric.kind === 'scale' ? `, answers from ${metric.scale.min} to ${metric.scale.max}` : '';
  return titledCard(title, [text(`${metric.name}: ${unit}, ${metric.better} is better${scale}.`)], 'good');
}

const showButton = (metric: Metric, label = 'Show') => button(label, 'nps.show', showValue(metric, { period: '30d' }));

/** A metric in the list of all, with its latest value in words. */
export const metricRow = (metric: Metric, line: Line): Block => ({
  kind: 'row',
  line: [`${metric.name}: `, ...[line].flat()],
  action: showButton(metric),
});

/** How another one is begun, below the list. */
export const newMetricNote: Line = [
  code('metric "On time" 81.5 unit:%'),
  ' keeps one by hand, ',
  code('metric Ease scale:1-7'),
  ' one for answers from a survey.',
];

/** What a customer answered, for `who`. */
export function answerRow(answer: CustomerAnswer, timeZone: string): Block {
  const { metric, value, comment, givenAt, feedbackNumber } = answer;
  const words = comment === null ? '' : `: “${excerpt(comment)}”`;
  const name = metric === 'NPS' ? `Score ${value}` : `${metric} ${value}`;
  const label = feedbackNumber === null ? null : feedbackLabel(feedbackNumber);
  return {
    kind: 'row',
    line: `${name}${words}`,
    detail: [
      'given on ',
      { kind: 'time', at: givenAt, timeZone, style: 'date' },
      ...(label === null ? [] : [`, became ${label}`]),
    ],
    ...(label !== null && {
      action: button('Show', 'feedback.show', label),
    }),
  };
}
