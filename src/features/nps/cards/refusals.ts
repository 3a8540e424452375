/** Why an answer, a number or a question can't be taken as it is, and what to do instead. */

import { firstFew } from '../../../chat/counted.js';
import { shorten } from '../../../chat/shorten.js';
import { tooLong } from '../../../chat/typed.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { withCommas } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { daysText } from '../../../kernel/time/period.js';
import type { Metric, MetricKind, MetricShape, Scale } from '../rules/metric.js';

/** What is said of a field that does not fit. */
export const wordsFor = {
  get score() {
    return say('This is not a score. Write a whole number from 0 to 10.');
  },
  get noScore() {
    return say('The score is missing. Write a whole number from 0 to 10.');
  },
  get number() {
    return say('The value is not a number. Write it as 81.5.');
  },
  unclear: (typed: string) =>
    say(
      '{typed} can be read in more than one way. Write it without separators, and with a point before decimals: 1250.5.',
      { typed: shorten(typed, 30) },
    ),
  get time() {
    return say('A time looks like 2026-11-20T09:30:00Z, a date like 2026-11-20.');
  },
  get future() {
    return say('This answer would come from the future. Check its date.');
  },
  get early() {
    return say('This answer would be from before the year 2000. Check its date.');
  },
  valueAhead: (date: string, today: string) =>
    say('{date} has not come yet. Today is {today}: write that date or an earlier one.', {
      date: daysText(date, date),
      today: daysText(today, today),
    }),
  valueEarly: (date: string) => say('{date} is before the year 2000. Check the date.', { date: daysText(date, date) }),
  get empty() {
    return say('This is empty.');
  },
  get notText() {
    return say('This is not text. Write it in quotes.');
  },
  long: tooLong,
  get link() {
    return say('A link starts with https:// or http:// and has at most 2,000 characters.');
  },
  unknownField: (field: string, known: readonly string[]) =>
    say('There is no field {field}. Known fields: {known}.', { field, known: withCommas(known) }),
  get notAnItem() {
    return say('An answer needs its score, such as {example}.', { example: '{ "score": 9 }' });
  },
  scale: ({ name }: { readonly name: string }, { min, max }: Scale) =>
    say('{name} takes numbers from {min} to {max}.', { name, min, max }),
  unknownMetric: (name: string, known: readonly string[]) => {
    const command = `\`metric ${quoted(name)} scale:1-5\``;
    return known.length > 0
      ? say('There is no metric called {name}. There are {known}. {command} makes one that answers can be sent to.', {
          name,
          known: withCommas(known),
          command,
        })
      : say('There is no metric called {name}. {command} makes one that answers can be sent to.', { name, command });
  },
} as const;

/** A name as it has to be typed. */
export const quoted = (name: string): string => (/[\s:]/u.test(name) ? `"${name}"` : name);

/** `nps Enterprise`: what is no period is narrowed to behind a key. */
export function narrowBy(typed: string): InvalidInput {
  const shown = shorten(typed.trim(), 60);
  const words = say('“{shown}” is not a period, such as 90d or 2026-Q2. For a segment write {command}.', {
    shown,
    command: `\`nps segment:${quoted(shown)}\``,
  });
  return InvalidInput.field('nps.text', 'text', words);
}

/** A segment or source that is longer than any can be. */
export const longFilter = (): InvalidInput =>
  InvalidInput.field('nps.query', 'segment', say('A segment or source has at most 200 characters.'));

const someOf = (names: readonly string[]): string => firstFew(names, 20);

/** No answer has this segment; the message names those that are there. */
export function noSuchSegment(typed: string, known: readonly string[]): InvalidInput {
  const words =
    known.length > 0
      ? say('No answer has the segment {typed}. There are {known}.', { typed, known: someOf(known) })
      : say('No answer has the segment {typed}. No customer has a segment yet: {command} gives one to a customer.', {
          typed,
          command: `\`customer NAME segment:${quoted(typed)}\``,
        });
  return InvalidInput.field('nps.segment', 'segment', words);
}

/** No answer came by this source; the message names those that are there. */
export function noSuchSource(typed: string, known: readonly string[]): InvalidInput {
  const words =
    known.length > 0
      ? say('No answer came from {typed}. Answers came from {sources}.', { typed, sources: someOf(known) })
      : say('No answers have come yet. `score 9` records the first.');
  return InvalidInput.field('nps.source', 'source', words);
}

/** No metric has this name; the message names those that are there. */
export function noSuchMetric(typed: string, known: readonly string[]): InvalidInput {
  const command = `\`metric ${quoted(typed)} 81.5\``;
  const words =
    known.length > 0
      ? say('There is no metric called {typed}. There are {known}. {command} keeps its first value.', {
          typed,
          known: someOf(known),
          command,
        })
      : say('There is no metric called {typed}. There are none yet. {command} keeps its first value.', {
          typed,
          command,
        });
  return InvalidInput.field('nps.metric', 'metric', words);
}

/** A number in another unit is another number: what is kept would be compared with what it can't be compared with. */
export function unitChanged(metric: Metric, typed: string, mayChange: boolean): InvalidInput {
  const { name, unit } = metric;
  const fault =
    unit === null
      ? say('{name} is kept without a unit, and {typed} is another one. Leave unit: away, or use another name.', {
          name,
          typed,
        })
      : say('{name} is kept in {unit}, and {typed} is another one. Leave unit: away, or use another name.', {
          name,
          unit,
          typed,
        });
  const mend = mayChange
    ? say('{command} without a number changes it for all its values.', {
        command: `\`metric ${quoted(name)} unit:${quoted(typed)}\``,
      })
    : say('The champion or an admin can change it.');
  return InvalidInput.field('nps.unitChanged', 'unit', `${fault} ${mend}`);
}

/** Only the champion or an admin changes which direction is better. */
export function directionChanged(metric: Metric): InvalidInput {
  const { name, better } = metric;
  const words =
    better === 'higher'
      ? say('For {name}, higher is better. The champion or an admin changes that with {command}.', {
          name,
          command: `\`metric ${quoted(name)} better:lower\``,
        })
      : say('For {name}, lower is better. The champion or an admin changes that with {command}.', {
          name,
          command: `\`metric ${quoted(name)} better:higher\``,
        });
  return InvalidInput.field('nps.betterChanged', 'better', words);
}

/** A metric's scale stays, because its answers were given on it. */
export function scaleChanged({ name }: MetricShape): InvalidInput {
  const words = say(
    '{name} is there already, and its scale can’t be changed: its answers were given on it. Use another name.',
    { name },
  );
  return InvalidInput.field('nps.scaleChanged', 'scale', words);
}

/** The metric is counted from answers, so a value cannot be typed in. */
export const notByHand = ({ name }: MetricShape): InvalidInput =>
  InvalidInput.field(
    'nps.notByHand',
    'text',
    name === 'NPS'
      ? say('NPS is counted from answers, not typed in. `score 9` records an answer, and `nps` shows the number.')
      : say(
          '{name} is counted from answers, which come by files and systems. A number that you type in needs a name of its own: {command}.',
          { name, command: `\`metric "${name} by hand" 4.2\`` },
        ),
  );

/** Everybody knows its scale, and nobody has answered. */
export function noAnswersYet({ name, scale }: Extract<MetricKind, { kind: 'scale' }> & MetricShape): InvalidInput {
  const words = say(
    '{name} has no values yet. {command} keeps a value by hand; answers from {min} to {max} come by a file that an admin imports, or from a system by the web API.',
    { name, command: `\`metric ${name} 81.5\``, min: scale.min, max: scale.max },
  );
  return InvalidInput.field('nps.noAnswersYet', 'metric', words);
}

/** What the name of a number has to have. */
export const noName = (): InvalidInput =>
  InvalidInput.field(
    'nps.noName',
    'text',
    say('A number needs a name with letters or digits. Write it before the value: `metric "On time" 84`.'),
  );

/** `metric Revenue 1 250`: where does the name end? */
export function whichNumber(name: string, typed: string): InvalidInput {
  const [, head = '', digits = ''] = /^(.*\S)\s+(\d+)$/su.exec(name) ?? [];
  const words = say('Is that {number} of {name}, or {longNumber} of {shortName}? Write {command} or {otherCommand}.', {
    number: typed,
    name,
    longNumber: `${digits}${typed}`,
    shortName: head,
    command: `\`metric "${name}" ${typed}\``,
    otherCommand: `\`metric ${quoted(head)} ${digits}${typed}\``,
  });
  return InvalidInput.field('nps.whichNumber', 'text', words);
}

/** The unit was given twice, and differs. */
export const twoUnits = (typed: string, told: string): InvalidInput =>
  InvalidInput.field(
    'nps.twoUnits',
    'unit',
    say('The number has {typed} and unit: says {told}. Write one of them.', { typed, told }),
  );

/** Taken back before, or never typed. */
export const nothingToTakeBack = phrase(
  'This is not here any more: it was taken back before, or it came with an import.',
);
