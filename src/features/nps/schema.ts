/** What comes in for this room, from commands, forms, the web API and files, checked once and trusted inside. */
import { z } from 'zod';
import { isNoWords } from '../../chat/no-words.js';
import { isStorable, unstorable } from '../../chat/typed.js';
import type { FieldErrors } from '../../kernel/errors.js';
import { InvalidInput, noProblems } from '../../kernel/errors.js';
import { readNumber } from '../../kernel/read-number.js';
import { dayNumberOf } from '../../kernel/time/calendar-date.js';
import { startOfDate } from '../../kernel/time/local-day.js';
import { wordsFor } from './cards/refusals.js';
import { type MetricKind, npsShape, rangeOf, wellKnownShape } from './rules/metric.js';
import { firstYear } from './rules/period.js';

/** An answer as it was told, before its customer and its metric are found. */
export interface ScoreDraft {
  readonly score: number;
  readonly comment?: string;
  readonly customer?: string;
  readonly segment?: string;
  /** Who answered, by the address at which they can be asked again. */
  readonly email?: string;
  /** What they are called; only with an address. */
  readonly person?: string;
  /** An instant, or a date `YYYY-MM-DD` in the organisation's zone. Absent: now. */
  readonly givenAt?: Date | string;
  readonly sourceId?: string;
  readonly link?: string;
  /** Absent: NPS. */
  readonly metric?: string;
}

const fields = [
  'score',
  'comment',
  'customer',
  'segment',
  'email',
  'person',
  'givenAt',
  'sourceId',
  'link',
  'metric',
] as const;
type Field = (typeof fields)[number];

const known = new Set<string>(fields);

/** In characters. */
const maxLengths = {
  comment: 10_000,
  customer: 200,
  segment: 60,
  email: 320,
  person: 120,
  sourceId: 500,
  link: 2_000,
  metric: 60,
  givenAt: 60,
} as const satisfies Record<Exclude<Field, 'score'>, number>;

const text = (field: keyof typeof maxLengths) => z.string().max(maxLengths[field]).optional();

/** One item as JSON, field by field: the description of the web API is made of it, and `readScore` reads. */
export const itemSchema = z.strictObject({
  score: z.number().meta({ description: '0 to 10 for NPS, or a value of `metric`.' }),
  comment: text('comment'),
  customer: text('customer'),
  segment: text('segment'),
  email: text('email'),
  person: text('person'),
  givenAt: z
    .string()
    .optional()
    .meta({
      anyOf: [
        { type: 'string', format: 'date-time' },
        { type: 'string', format: 'date' },
      ],
      description: 'An instant; a date alone is one in the organisation’s zone.',
    }),
  sourceId: text('sourceId').meta({ description: 'What is known by it is not taken twice.' }),
  link: z.url().max(maxLengths.link).optional(),
  metric: text('metric').meta({ description: 'Absent: NPS.' }),
} satisfies Record<Field, z.ZodType>);

/** A little ahead of us is another machine's clock, not the future. */
const toleranceMs = 5 * 60_000;

/** Where every date begins first. */
const earliestZone = 'Pacific/Kiritimati';

export type ReadScore = { readonly draft: ScoreDraft } | { readonly problems: FieldErrors };

/**
 * Reads one item; it may come as JSON or as text out of a file, where an empty cell means not given. By hand and not
 * by a schema library, because a hundred thousand of them come at once.
 * @param timeZone the organisation's, in which a date after today is refused; where it is not known yet, only what is
 *   tomorrow everywhere is
 */
export function readScore(item: unknown, now: Date, timeZone: string = earliestZone): ReadScore {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return { problems: { '': wordsFor.notAnItem } };
  const given = item as Readonly<Record<string, unknown>>;
  const problems = noProblems();
  for (const key in given) if (!known.has(key)) problems[key] = wordsFor.unknownField(key, fields);
  const text = (field: keyof typeof maxLengths) => readText(given[field], field, problems);
  const metric = text('metric');
  const link = text('link');
  if (link !== undefined && !isWebAddress(link)) problems.link = wordsFor.link;
  const draft: ScoreDraft = {
    score: readValue(given.score, metric, problems),
    comment: text('comment'),
    customer: text('customer'),
    segment: text('segment'),
    email: text('email'),
    person: text('person'),
    givenAt: readMoment(given.givenAt instanceof Date ? given.givenAt : text('givenAt'), { now, timeZone }, problems),
    sourceId: text('sourceId'),
    link,
    metric,
  };
  for (const _ in problems) return { problems };
  return { draft };
}

/** Of an item by itself; whether it fits a metric of the organisation's own is found out by intake. */
function readValue(given: unknown, metric: string | undefined, problems: Record<string, string>): number {
  const shape = metric === undefined ? npsShape : wellKnownShape(metric);
  const value = numberOf(given);
  // A survey of 1 to 5 may come as a share of good answers: intake knows which of both it is. A 6 is a slip.
  const isShare = shape?.kind === 'scale' && value !== null && value > 10 && value <= 100;
  const fault =
    value === null ? faultOfNoNumber(given, shape?.kind === 'nps') : shape && !isShare && faultOf(shape, value);
  if (fault) problems.score = fault;
  return value ?? Number.NaN;
}

function faultOfNoNumber(given: unknown, isNps: boolean): string {
  const isEmpty = given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
  if (!isNps)
    return typeof given === 'string' && readNumber(given) === 'unclear' ? wordsFor.unclear(given) : wordsFor.number;
  return isEmpty ? wordsFor.noScore : wordsFor.score;
}

const farthest = 1e12;

/** `9`, `"9"`, `"9.0"`, `"81,5"`, `"1,250"`; null: no number that can be kept, or one that can be read in several ways. */
function numberOf(given: unknown): number | null {
  const value = typeof given === 'string' ? readNumber(given.trim().replace(/%$/u, '')) : given;
  return typeof value === 'number' && Math.abs(value) <= farthest ? value : null;
}

/** A value that somebody typed. Throws InvalidInput on `text` when it is none, or can be read in several ways. */
export function readTypedNumber(typed: string): number {
  const value = numberOf(typed);
  if (value !== null) return value;
  const words = readNumber(typed) === 'unclear' ? wordsFor.unclear(typed) : wordsFor.number;
  throw InvalidInput.field('nps.value', 'text', words);
}

/** Why the metric does not take this value; null when it does. */
export function faultOf(metric: MetricKind & { readonly name: string }, value: number): string | null {
  const range = rangeOf(metric);
  if (range === null) return null;
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
  if (text === '' || (field === 'comment' && isNoWords(text))) return undefined;
  const max = maxLengths[field];
  // Units are never fewer than characters.
  if (text.length > max && [...text].length > max) problems[field] = wordsFor.long([...text].length, max);
  else if (!isStorable(text)) problems[field] = unstorable();
  return text;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i;

function readMoment(
  given: Date | string | undefined,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
  problems: Record<string, string>,
): Date | string | undefined {
  if (given === undefined || problems.givenAt !== undefined) return undefined;
  const isDate = typeof given === 'string' && dayNumberOf(given) !== null;
  const at = isDate ? startOfDate(timeZone, given) : typeof given === 'string' ? instantOf(given) : given;
  const latest = isDate ? now.getTime() : now.getTime() + toleranceMs;
  const fault = at === null || Number.isNaN(at.getTime()) ? wordsFor.time : faultOfMoment(at, latest);
  if (fault !== null) {
    problems.givenAt = fault;
    return undefined;
  }
  return isDate ? given : (at ?? undefined);
}

const instantOf = (text: string): Date | null =>
  instant.test(text) && dayNumberOf(text.slice(0, 10)) !== null ? new Date(text) : null;

function faultOfMoment(at: Date, latest: number): string | null {
  if (at.getTime() > latest) return wordsFor.future;
  // With a day's room, so that the year 2000 has begun everywhere.
  return at.getUTCFullYear() < firstYear || at.getTime() < Date.UTC(firstYear, 0, 2) ? wordsFor.early : null;
}

/** When the answer was given: a date is its first moment in the organisation's zone. */
export function momentOf({ givenAt }: Pick<ScoreDraft, 'givenAt'>, timeZone: string, now: Date): Date {
  if (givenAt === undefined) return now;
  if (givenAt instanceof Date) return givenAt;
  return startOfDate(timeZone, givenAt);
}

/** Throws InvalidInput with these fields; the message is the first of them. */
export function refuse(problems: FieldErrors): void {
  const [message] = Object.values(problems);
  if (message !== undefined) throw new InvalidInput('nps.invalid', message, problems);
}
