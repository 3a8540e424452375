/** Answers to whoever records a score or a value, the list of numbers, and what `who` and the home page show. */

import { actions, button, quote, text, titledCard } from '../../../chat/blocks.js';
import { type Block, type Card, code, type Line } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import { type CustomerRef, newCustomerRow, nobodyNote } from '../../customers/index.js';
import type { Metric } from '../rules/metric.js';
import { becomesFeedback } from '../rules/words.js';
import type { CustomerAnswer } from '../store/figures.js';
import type { DatedValue } from '../store/values.js';
import { feedbackLabel } from './labels.js';
import { showValue } from './number-card.js';
import { betterText, categoryText, dateText, valueText } from './words.js';

/** What was just taken back. */
export const takenBackCard = (line: string): Card => ({
  ...titledCard(say('Taken back'), [text(line)]),
  summary: line,
});

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
  const title = say('Recorded: {score}, {category}', { score, category: categoryText(score) });
  const whose =
    customer === undefined
      ? sayLine('It counts without a customer. To say whose answer it is, take it back and type {command}.', {
          command: code(`score ${score} customer:NAME`),
        })
      : say('It counts as {customer}’s latest answer, unless there is a later one.', { customer });
  const becomes = becomesFeedback(score, comment)
    ? [text(say('The words become feedback and go to an owner: nobody who says this should wait for an answer.'))]
    : [];
  return titledCard(title, [
    ...(comment === undefined ? [] : [quote(comment)]),
    ...(newCustomer ? [newCustomerRow(newCustomer)] : []),
    isNobody ? nobodyNote(customer ?? '') : text(whose),
    ...becomes,
    ...(now === null ? [] : [text([`${say('NPS is now')} `, ...[now].flat()])]),
    actions([
      button(say('Show the number'), 'nps.show', ''),
      ...(scoreId === null ? [] : [button(say('Take back'), 'nps.takeBack', scoreId)]),
    ]),
  ]);
}

/** @param formId its own: what is opened once counts once, however often it is sent off */
export const scoreForm = (formId: string, customer = ''): Form => ({
  form: 'nps.score',
  subject: formId,
  title: say('Record a score'),
  intro: say('How likely is the customer to recommend us?'),
  fields: [
    {
      kind: 'choice',
      name: 'score',
      label: say('Score'),
      options: Array.from({ length: 11 }, (_, index) => ({ value: String(10 - index), label: `${10 - index}` })),
    },
    { kind: 'text', name: 'comment', label: say('In their words'), optional: true, multiline: true, maxLength: 3000 },
    {
      kind: 'text',
      name: 'customer',
      names: 'customer',
      label: say('Customer'),
      optional: true,
      maxLength: 200,
      ...(customer && { value: customer }),
    },
    { kind: 'date', name: 'date', label: say('Given on'), optional: true, hint: say('Empty: now.') },
  ],
  submit: say('Record'),
});

/** A value was typed in. `replaced`: what stood there for that date. */
export function keptCard(metric: Metric, { date, value }: DatedValue, replaced: number | null): Card {
  const title = say('Kept: {name} {number} on {date}', {
    name: metric.name,
    number: valueText(metric, value),
    date: dateText(date),
  });
  const note =
    replaced === null || replaced === value
      ? []
      : [
          {
            kind: 'note',
            line: say('It replaces {number} of that date.', { number: valueText(metric, replaced) }),
          } as const,
        ];
  const back = `${metric.id} ${date} ${replaced ?? ''}`.trim();
  return titledCard(
    title,
    [
      ...note,
      actions([
        showButton(metric, say('Show {name}', { name: metric.name })),
        button(say('Take back'), 'nps.takeBackValue', back),
      ]),
    ],
    'good',
  );
}

/** A metric was made or changed. */
export function changedMetricCard(metric: Metric, isNew: boolean): Card {
  const title = isNew
    ? say('{name} can be kept from now on', { name: metric.name })
    : say('{name} is changed', { name: metric.name });
  const unit = metric.unit === null ? say('without a unit') : say('in {unit}', { unit: metric.unit });
  const values = { name: metric.name, unit, better: betterText(metric) };
  const line =
    metric.kind === 'scale'
      ? say('{name}: {unit}, {better}, answers from {min} to {max}.', {
          ...values,
          min: metric.scale.min,
          max: metric.scale.max,
        })
      : say('{name}: {unit}, {better}.', values);
  return titledCard(title, [text(line)], 'good');
}

const showButton = (metric: Metric, label = say('Show')) =>
  button(label, 'nps.show', showValue(metric, { period: '30d' }));

/** A metric in the list of all, with its latest value in words. */
export const metricRow = (metric: Metric, line: Line): Block => ({
  kind: 'row',
  line: [`${metric.name}: `, ...[line].flat()],
  action: showButton(metric),
});

/** How another one is begun, below the list. */
export const newMetricNote = (): Line =>
  sayLine('{byHand} keeps one by hand, {survey} one for answers from a survey.', {
    byHand: code('metric "On time" 81.5 unit:%'),
    survey: code('metric Ease scale:1-7'),
  });

/** What a customer answered, for `who`. */
export function answerRow(answer: CustomerAnswer, timeZone: string): Block {
  const { metric, value, comment, givenAt, feedbackNumber } = answer;
  const words = comment === null ? '' : `: “${excerpt(comment)}”`;
  const name = metric === 'NPS' ? say('Score {score}', { score: value }) : `${metric} ${value}`;
  const date = { kind: 'time', at: givenAt, timeZone, style: 'date' } as const;
  const label = feedbackNumber === null ? null : feedbackLabel(feedbackNumber);
  return {
    kind: 'row',
    line: `${name}${words}`,
    detail:
      label === null
        ? sayLine('given on {date}', { date })
        : sayLine('given on {date}, became {label}', { date, label }),
    ...(label !== null && {
      action: button(say('Show'), 'feedback.show', label),
    }),
  };
}
