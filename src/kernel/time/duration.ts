/** Lengths of time as people type them (`24h`, `PT6H`, `1d 3h`) and read them (`20 h`, `1 day 3 h`). */
import { Temporal } from 'temporal-polyfill';
import { InvalidInput } from '../errors.js';
import { currentLocale } from '../language/reader.js';
import { say } from '../language/say.js';
import { numberFormatter } from './format.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const longestMs = 3_660 * dayMs;

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: minuteMs, h: hourMs, d: dayMs, w: 7 * dayMs };
const part = /(\d+(?:[.,]\d+)?)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)(?![a-z])[\s,]*/y;

/**
 * What a person or a program wrote as a length of time, in ms: `90m`, `24 hours`, `1d 3h`, or ISO 8601 `PT6H`.
 * A day is 24 h, a week 7 days; months and years are refused because their lengths differ. 0 is a length.
 * @throws InvalidInput `time.invalidDuration` on `field`
 */
export function parseDuration(typed: string, field: string): number {
  const text = typed.trim();
  const ms = /^p/i.test(text) ? isoDurationMs(text) : typedDurationMs(text.toLowerCase());
  if (ms === null) {
    throw InvalidInput.field(
      'time.invalidDuration',
      field,
      say('This is not a length of time. Write it as 90m, 24h or 2d, or as PT6H.'),
    );
  }
  if (ms > longestMs)
    throw InvalidInput.field('time.invalidDuration', field, say('Ten years is the longest there is.'));
  return ms;
}

function isoDurationMs(text: string): number | null {
  try {
    const duration = Temporal.Duration.from(text);
    if (duration.years || duration.months || duration.sign < 0) return null;
    return Math.round(duration.total({ unit: 'milliseconds', relativeTo: '1970-01-01' }));
  } catch {
    return null;
  }
}

function typedDurationMs(text: string): number | null {
  let ms = 0;
  let at = 0;
  while (at < text.length) {
    part.lastIndex = at;
    const match = part.exec(text);
    const unit = match?.[2]?.[0];
    if (!match?.[1] || !unit) return null;
    ms += Number(match[1].replace(',', '.')) * (unitMs[unit] ?? Number.NaN);
    at = part.lastIndex;
  }
  return text === '' ? null : Math.round(ms);
}

type Unit = 'day' | 'hour' | 'minute';
const sizes: readonly (readonly [Unit, number])[] = [
  ['day', dayMs],
  ['hour', hourMs],
  ['minute', minuteMs],
];

/**
 * A length of time in words, in its two largest units, rounded to the smaller: `20 h`, `1 day 3 h`, `45 min`.
 * English is written as our cards write it, other languages by Intl.
 * @param ms not negative; below one minute it says `under 1 min`
 */
export function formatDuration(ms: number): string {
  const locale = currentLocale();
  const roundTo = ms >= dayMs ? hourMs : minuteMs;
  let left = Math.round(ms / roundTo) * roundTo;
  if (left === 0) return say('under 1 min');
  const words: string[] = [];
  for (const [unit, size] of sizes) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) words.push(formatUnit(count, unit, locale));
  }
  return words.join(' ');
}

function formatUnit(count: number, unit: Unit, locale: string): string {
  if (isEnglish(locale) && unit !== 'day') {
    return `${numberFormatter(locale, {}).format(count)} ${unit === 'hour' ? 'h' : 'min'}`;
  }
  return numberFormatter(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count);
}

function isEnglish(locale: string): boolean {
  return /^en\b/i.test(locale);
}
