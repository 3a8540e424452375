/** The words of `import`, checked before anything is opened. Asked by import-command.ts. */

import { resolve } from 'node:path';
import type { FileColumns } from '../../../chat/column-names.js';
import { dayNumberOf } from '../../../kernel/time/calendar-date.js';
import { type Encoding, encodingNamed } from '../import/decode.js';
import { customerFile, type FileKind, feedbackFile, peopleFile, scoreFile } from '../import/kinds.js';
import { type DateOrder, dateOrders } from '../import/read/dates.js';
import { type ZoneMark, zoneMark } from '../import/read/zones.js';
import { sourcePattern } from '../import/row-item.js';
import type { ImportWish } from '../import/wish.js';
import { UsageError } from './usage-error.js';

export interface ImportOptions {
  readonly kind?: string;
  readonly metric?: string;
  readonly 'date-format'?: string;
  readonly 'given-at'?: string;
  readonly undated?: string;
  readonly zone?: string;
  readonly scale?: string;
  readonly repeated?: string;
  readonly 'older-as'?: string;
  readonly map?: readonly string[];
  readonly where?: readonly string[];
  readonly source?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly organisation?: string;
  readonly yes?: boolean;
  readonly 'dry-run'?: boolean;
  readonly list?: boolean;
  readonly undo?: string;
}

/** What the words say of how a file is read; what they do not say is left out. */
export interface Typed {
  readonly path: string;
  readonly source: string;
  /** In the order in which they are tried: a file of no kind that was said may be of the second. */
  readonly kinds: readonly FileKind[];
  readonly reading: Partial<ImportWish>;
  /** `--undated today` is the organisation's today, and that is known later. */
  readonly isUndatedToday: boolean;
  /** What is old when it comes: `history`, or `open` as if it were new. */
  readonly olderAs: 'history' | 'open';
}

/** @param columns of files of feedback @throws UsageError naming the first that makes no sense. */
export function typedImport([path, ...stray]: readonly string[], options: ImportOptions, columns: FileColumns): Typed {
  if (path === undefined) throw new UsageError('Say which file: npm run import -- FILE.csv');
  if (stray.length > 0) throw new UsageError(`One file at a time; ${stray[0]} is one too many.`);
  const { map, where, source = 'import', delimiter, encoding, undated, zone, scale, repeated } = options;
  const givenAt = givenAtOf(options['given-at'], undated);
  const dateFormat = options['date-format'];
  const reading = {
    ...(map && { maps: map }),
    ...(where && { wheres: where }),
    ...(dateFormat !== undefined && { dateOrder: dateOrderOf(dateFormat) }),
    ...(zone !== undefined && { zone: zoneOf(zone) }),
    ...(givenAt !== undefined && { undated: givenAt }),
    ...(scale !== undefined && { isFullScale: isFullScale(scale) }),
    ...(repeated !== undefined && { repeated: oneOf('repeated', repeated, ['count', 'skip']) }),
    ...(delimiter !== undefined && { delimiter: delimiterOf(delimiter) }),
    ...(encoding !== undefined && { encoding: encodingOf(encoding) }),
  };
  return {
    path: resolve(path),
    source: sourceOf(source),
    kinds: kindsOf(options, columns),
    reading,
    isUndatedToday: undated !== undefined,
    olderAs: oneOf('older-as', options['older-as'] ?? 'history', ['history', 'open']),
  };
}

function kindsOf({ kind, metric }: ImportOptions, columns: FileColumns): readonly FileKind[] {
  if (metric !== undefined && kind !== 'metric') throw new UsageError('--metric belongs to --kind metric.');
  if (kind === undefined) return [scoreFile(), feedbackFile(columns)];
  if (kind === 'feedback') return [feedbackFile(columns)];
  if (kind === 'scores') return [scoreFile()];
  if (kind === 'customers') return [customerFile];
  if (kind === 'people') return [peopleFile];
  if (kind !== 'metric')
    throw new UsageError(
      'Say what the file holds: --kind feedback, --kind scores, --kind customers, --kind people or --kind metric --metric CSAT.',
    );
  if (metric === undefined || metric.trim() === '')
    throw new UsageError('Say which number: --kind metric --metric CSAT.');
  return [scoreFile(metric.trim())];
}

function oneOf<Value extends string>(name: string, typed: string, values: readonly Value[]): Value {
  const value = values.find((each) => each === typed.trim().toLowerCase());
  if (value === undefined) throw new UsageError(`--${name} is ${values.join(' or ')}.`);
  return value;
}

function givenAtOf(givenAt: string | undefined, undated: string | undefined): string | undefined {
  if (undated !== undefined && undated.trim().toLowerCase() !== 'today')
    throw new UsageError('--undated is today. For another day: --given-at 2026-10-01.');
  if (givenAt === undefined) return undefined;
  if (undated !== undefined) throw new UsageError('--given-at and --undated say two different days. Leave one out.');
  if (dayNumberOf(givenAt.trim()) === null) throw new UsageError('--given-at is a date such as 2026-10-01.');
  return givenAt.trim();
}

function zoneOf(typed: string): ZoneMark {
  const zone = zoneMark(typed.trim());
  if (zone === null) throw new UsageError('--zone is a time zone such as Europe/Berlin or UTC.');
  return zone;
}

function isFullScale(typed: string): boolean {
  if (/^0\s*(?:-|–|to|\.\.)\s*10$/.test(typed.trim())) return true;
  throw new UsageError('--scale is 0-10. Answers on another scale: --kind metric --metric CSAT.');
}

function dateOrderOf(typed: string): DateOrder {
  const order = dateOrders.find((one) => datePatterns[one].test(typed.trim()));
  if (order === undefined)
    throw new UsageError(`--date-format is ${dateOrders.join(' or ')}: which comes first in 03/04/2026.`);
  return order;
}

/** By its name, or as spreadsheets write it: DD/MM/YYYY. */
const datePatterns = {
  'day-first': /^(?:day-?first|d{1,2}[-/.]m{1,2}[-/.]y{2,4})$/i,
  'month-first': /^(?:month-?first|m{1,2}[-/.]d{1,2}[-/.]y{2,4})$/i,
} as const satisfies Record<DateOrder, RegExp>;

function sourceOf(typed: string): string {
  const source = typed.trim();
  if (!sourcePattern.test(source)) throw new UsageError('--source has 1 to 60 characters.');
  return source;
}

function delimiterOf(typed: string): string {
  const delimiter = /^(?:tab|\\t)$/i.test(typed) ? '\t' : typed;
  if (!/^[^"\r\n\p{L}\p{N}]$/u.test(delimiter))
    throw new UsageError('--delimiter is one character, such as ";", or the word tab.');
  return delimiter;
}

function encodingOf(typed: string): Encoding {
  const encoding = encodingNamed(typed);
  if (encoding === null) throw new UsageError('--encoding is a name such as utf-8, windows-1252 or utf-16le.');
  return encoding;
}
