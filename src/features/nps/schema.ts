/** What comes in for this room, from commands, forms, the web API and files, checked once and trusted inside. */
import { isStorable, unstorable } from '../../chat/storable.js';
import type { FieldErrors } from '../../kernel/errors.js';
import { InvalidInput } from '../../kernel/errors.js';
import { dayNumberOf } from '../../kernel/time/calendar-date.js';
import { startOfDate } from '../../kernel/time/local-day.js';
import { wordsFor } from './cards/refusals.js';
import { type MetricKind, metricKey, npsShape, rangeOf, wellKnownShape } from './rules/metric.js';
import { firstYear } from './rules/period.js';

/** An answer as it was told, before its customer and its metric are found. */
export interface ScoreDraft {
  readonly score: number;
  readonly comment?: string;
  readonly customer?: string;
  readonly segment?: string;
  /** An instant, or a date `YYYY-MM-DD` in the organisation's zone. Absent: now. */
  readonly givenAt?: Date | string;
  readonly sourceId?: string;
  readonly link?: string;
  /** Absent: NPS. */
  readonly metric?: string;
}

const fields = ['score', 'comment', 'customer', 'segment', 'givenAt', 'sourceId', 'link', 'metric'] as const;
type Field = (typeof fields)[number];

const known = new Set<string>(fields);

/** In characters. */
const maxLengths = {
  comment: 10_000,
  customer: 200,
  segment: 60,
  sourceId: 500,
  link: 2_000,
  metric: 60,
  givenAt: 60,
} as const satisfies Record<Exclude<Field, 'score'>, number>;

/** A little ahead of us is another machine's clock, not the future. */
const toleranceMs = 5 * 60_000;

/** Where every date begins first. */
const earliestZone = 'Pacific/Kiritimati';

export type ReadScore = { readonly draft: ScoreDraft } | { readonly problems: FieldErrors };

/**
 * Reads one item; it may come as JSON or as text out of a file, where an empty cell means not given. By hand and not
 * by a schema library, because a hundred thousand of them come at once.
 */
export function readScore(item: unknown, now: Date): ReadScore {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return { problems: { '': wordsFor.notAnItem } };
  const given = item as Readonly<Record<string, unknown>>;
  const problems: Record<string, string> = {};
  for (const key in given) if (!known.has(key)) problems[key] = wordsFor.unknownField(key, fields);
  const text = (field: keyof typeof maxLengths) => readText(given[field], field, problems);
  const metric = text('metric');
  const link = text('link');
  if (link !== undefined && !isWebAddress(link)) problems.link = wordsFor.link;
  const draft: ScoreDraft = {
    score: readNumber(given.score, metric, problems),
    comment: text('comment'),
    customer: text('customer'),
    segment: text('segment'),
    givenAt: readMoment(given.givenAt instanceof Date ? given.givenAt : text('givenAt'), now, problems),
    sourceId: text('sourceId'),
    link,
    metric,
  };
  for (const _ in problems) return { problems };
  return { draft };
}

/** Of an item by itself; whether it fits a metric of the organisation's own is found out by intake. */
function readNumber(given: unknown, metric: string | undefined, problems: Record<string, string>): number {
  const shape = metric === undefined ? npsShape : wellKnownShape(metric);
  const value = numberOf(given);
  const fault = value === null ? missingNumber(given, shape?.kind === 'nps') : shape && faultOf(shape, value);
  if (fault) problems.score = fault;
  return value ?? Number.NaN;
}

function missingNumber(given: unknown, isNps: boolean): string {
  const isEmpty = given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
  if (!isNps) return wordsFor.number;
  return isEmpty ? wordsFor.noScore : wordsFor.score;
}

/** `9`, `"9"`, `"9.0"`, `"81,5"`; null: no number. */
export function numberOf(given: unknown): number | null {
  if (typeof given === 'number') return Number.isFinite(given) && Math.abs(given) <= 1e12 ? given : null;
  if (typeof given !== 'string') return null;
  const typed = given.trim().replace('\u2212', '-');
  return /^[-+]?\d{1,12}(?:[.,]\d{1,12})?$/.test(typed) ? Number(typed.replace(',', '.')) : null;
}

/** Why the metric does not take this value; null when it does. */
export function faultOf(metric: MetricKind & { readonly name: string }, value: number): string | null {
  const range = rangeOf(metric);
  if (range === null) return wordsFor.byHand(metric);
  const isIn = value >= range.min && value <= range.max;
  if (metric.kind === 'nps') return isIn && Number.isInteger(value) ? null : wordsFor.score;
  return isIn ? null : wordsFor.scale(metric, range);
}

function readText(
  given: unknown,
  field: keyof typeof maxLengths,
  problems: Record<string, string>,
): string | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given !== 'string') {
    problems[field] = wordsFor.notText;
    return undefined;
  }
  // A customer's words stay exactly as they are.
  const text = field === 'comment' ? given : given.trim();
  if (text === '' || (field === 'comment' && text.trim() === '')) return undefined;
  const max = maxLengths[field];
  // Units are never fewer than characters.
  if (text.length > max && [...text].length > max) problems[field] = wordsFor.long([...text].length, max);
  else if (!isStorable(text)) problems[field] = unstorable;
  return text;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i;

function readMoment(
  given: Date | string | undefined,
  now: Date,
  problems: Record<string, string>,
): Date | string | undefined {
  if (given === undefined || problems.givenAt !== undefined) return undefined;
  const isDate = typeof given === 'string' && dayNumberOf(given) !== null;
  const at = isDate ? startOfDate(earliestZone, given) : typeof given === 'string' ? instantOf(given) : given;
  const fault = at === null || Number.isNaN(at.getTime()) ? wordsFor.time : faultOfMoment(at, now);
  if (fault !== null) {
    problems.givenAt = fault;
    return undefined;
  }
  return isDate ? given : (at ?? undefined);
}

const instantOf = (text: string): Date | null =>
  instant.test(text) && dayNumberOf(text.slice(0, 10)) !== null ? new Date(text) : null;

function faultOfMoment(at: Date, now: Date): string | null {
  if (at.getTime() > now.getTime() + toleranceMs) return wordsFor.future;
  // With a day's room, so that the year 2000 has begun everywhere.
  return at.getUTCFullYear() < firstYear || at.getTime() < Date.UTC(firstYear, 0, 2) ? wordsFor.early : null;
}

/** When the answer was given: a date is its first moment in the organisation's zone, though never after now. */
export function momentOf({ givenAt }: Pick<ScoreDraft, 'givenAt'>, timeZone: string, now: Date): Date {
  if (givenAt === undefined) return now;
  if (givenAt instanceof Date) return givenAt;
  return new Date(Math.min(startOfDate(timeZone, givenAt).getTime(), now.getTime()));
}

/** The metric that a draft is for, as it is compared. */
export const keyOf = ({ metric }: Pick<ScoreDraft, 'metric'>): string => metricKey(metric ?? npsShape.name);

/** Throws InvalidInput with these fields; the message is the first of them. */
export function refuse(problems: FieldErrors): void {
  const [message] = Object.values(problems);
  if (message !== undefined) throw new InvalidInput('nps.invalid', message, problems);
}
