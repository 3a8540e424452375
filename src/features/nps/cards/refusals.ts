/** Why an answer, a number or a question can't be taken as it is, and what to do instead. */

import { firstFew } from '../../../chat/counted.js';
import { shorten } from '../../../chat/shorten.js';
import { tooLong } from '../../../chat/typed.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { daysText } from '../../../kernel/time/period.js';
import type { Metric, MetricKind, MetricShape, Scale } from '../rules/metric.js';

/** What is said of a field that does not fit. */
export const wordsFor = {
  score: 'This is not a score. Write a whole number from 0 to 10.',
  noScore: 'The score is missing. Write a whole number from 0 to 10.',
  number: 'The value is not a number. Write it as 81.5.',
  unclear: (typed: string) =>
    `${shorten(typed, 30)} can be read in more than one way. Write it without separators, and with a point before decimals: 1250.5.`,
  time: 'A time looks like 2026-11-20T09:30:00Z, a date like 2026-11-20.',
  future: 'This answer would come from the future. Check its date.',
  early: 'This answer would be from before the year 2000. Check its date.',
  valueAhead: (date: string, today: string) =>
    `${daysText(date, date)} has not come yet. Today is ${daysText(today, today)}: write that date or an earlier one.`,
  valueEarly: (date: string) => `${daysText(date, date)} is before the year 2000. Check the date.`,
  empty: 'This is empty.',
  notText: 'This is not text. Write it in quotes.',
  long: tooLong,
  link: 'A link starts with https:// or http:// and has at most 2,000 characters.',
  unknownField: (field: string, known: readonly string[]) =>
    `There is no field ${field}. Known fields: ${known.join(', ')}.`,
  notAnItem: 'An answer needs its score, such as { "score": 9 }.',
  scale: ({ name }: { readonly name: string }, { min, max }: Scale) => `${name} takes numbers from ${min} to ${max}.`,
  unknownMetric: (name: string, known: readonly string[]) =>
    `There is no metric called ${name}. ${known.length > 0 ? `There are ${known.join(', ')}.` : ''} ` +
    `\`metric ${quoted(name)} scale:1-5\` makes one that answers can be sent to.`,
} as const;

/** A name as it has to be typed. */
export const quoted = (name: string): string => (/[\s:]/u.test(name) ? `"${name}"` : name);

/** `nps Enterprise`: what is no period is narrowed to behind a key. */
export function narrowBy(typed: string): InvalidInput {
  const shown = shorten(typed.trim(), 60);
  const words = `“${shown}” is not a period, such as 90d or 2026-Q2. For a segment write \`nps segment:${quoted(shown)}\`.`;
  return InvalidInput.field('nps.text', 'text', words);
}

/** A segment or source that is longer than any can be. */
export const longFilter = (): InvalidInput =>
  InvalidInput.field('nps.query', 'segment', 'A segment or source has at most 200 characters.');

const someOf = (names: readonly string[]): string => firstFew(names, 20);

/** No answer has this segment; the message names those that are there. */
export function noSuchSegment(typed: string, known: readonly string[]): InvalidInput {
  const words =
    known.length > 0
      ? `No answer has the segment ${typed}. There are ${someOf(known)}.`
      : `No answer has the segment ${typed}. No customer has a segment yet: \`customer NAME segment:${quoted(typed)}\` gives one to a customer.`;
  return InvalidInput.field('nps.segment', 'segment', words);
}

/** No answer came by this source; the message names those that are there. */
export function noSuchSource(typed: string, known: readonly string[]): InvalidInput {
  const words =
    known.length > 0
      ? `No answer came from ${typed}. Answers came from ${someOf(known)}.`
      : 'No answers have come yet. `score 9` records the first.';
  return InvalidInput.field('nps.source', 'source', words);
}

/** No metric has this name; the message names those that are there. */
export function noSuchMetric(typed: string, known: readonly string[]): InvalidInput {
  const there = known.length > 0 ? `There are ${someOf(known)}.` : 'There are none yet.';
  const words = `There is no metric called ${typed}. ${there} \`metric ${quoted(typed)} 81.5\` keeps its first value.`;
  return InvalidInput.field('nps.metric', 'metric', words);
}

/** A number in another unit is another number: what is kept would be compared with what it can't be compared with. */
export function unitChanged(metric: Metric, typed: string, mayChange: boolean): InvalidInput {
  const kept = metric.unit === null ? 'without a unit' : `in ${metric.unit}`;
  const mend = mayChange
    ? `\`metric ${quoted(metric.name)} unit:${quoted(typed)}\` without a number changes it for all its values.`
    : 'The champion or an admin can change it.';
  const words = `${metric.name} is kept ${kept}, and ${typed} is another one. Leave unit: away, or use another name. ${mend}`;
  return InvalidInput.field('nps.unitChanged', 'unit', words);
}

/** Only the champion or an admin changes which direction is better. */
export function directionChanged(metric: Metric): InvalidInput {
  const other = metric.better === 'higher' ? 'better:lower' : 'better:higher';
  const words = `For ${metric.name}, ${metric.better} is better. The champion or an admin changes that with \`metric ${quoted(metric.name)} ${other}\`.`;
  return InvalidInput.field('nps.betterChanged', 'better', words);
}

/** A metric's scale stays, because its answers were given on it. */
export function scaleChanged({ name }: MetricShape): InvalidInput {
  const words = `${name} is there already, and its scale can’t be changed: its answers were given on it. Use another name.`;
  return InvalidInput.field('nps.scaleChanged', 'scale', words);
}

/** The metric is counted from answers, so a value cannot be typed in. */
export const notByHand = ({ name }: MetricShape): InvalidInput =>
  InvalidInput.field(
    'nps.notByHand',
    'text',
    name === 'NPS'
      ? 'NPS is counted from answers, not typed in. `score 9` records an answer, and `nps` shows the number.'
      : `${name} is counted from answers, which come by files and systems. ` +
          `A number that you type in needs a name of its own: \`metric "${name} by hand" 4.2\`.`,
  );

/** Everybody knows its scale, and nobody has answered. */
export function noAnswersYet({ name, scale }: Extract<MetricKind, { kind: 'scale' }> & MetricShape): InvalidInput {
  const words =
    `${name} has no values yet. \`metric ${name} 81.5\` keeps a value by hand; answers from ${scale.min} to ` +
    `${scale.max} come by a file that an admin imports, or from a system by the web API.`;
  return InvalidInput.field('nps.noAnswersYet', 'metric', words);
}

/** What the name of a number has to have. */
export const noName = (): InvalidInput =>
  InvalidInput.field(
    'nps.noName',
    'text',
    'A number needs a name with letters or digits. Write it before the value: `metric "On time" 84`.',
  );

/** `metric Revenue 1 250`: where does the name end? */
export function whichNumber(name: string, typed: string): InvalidInput {
  const [, head = '', digits = ''] = /^(.*\S)\s+(\d+)$/su.exec(name) ?? [];
  const words = `Is that ${typed} of ${name}, or ${digits}${typed} of ${head}? Write \`metric "${name}" ${typed}\` or \`metric ${quoted(head)} ${digits}${typed}\`.`;
  return InvalidInput.field('nps.whichNumber', 'text', words);
}

/** The unit was given twice, and differs. */
export const twoUnits = (typed: string, told: string): InvalidInput =>
  InvalidInput.field('nps.twoUnits', 'unit', `The number has ${typed} and unit: says ${told}. Write one of them.`);

/** Taken back before, or never typed. */
export const nothingToTakeBack = 'This is not here any more: it was taken back before, or it came with an import.';
