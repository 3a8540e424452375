/** The words of `import`, checked before anything is opened. Asked by import-command.ts. */

import { resolve } from 'node:path';
import type { FileColumns } from '../../../chat/column-names.js';
import { type DateOrder, dateOrders } from '../import/dates.js';
import { type Encoding, encodings } from '../import/decode.js';
import type { ImportWish } from '../import/import-file.js';
import { type FileKind, feedbackFile, scoreFile } from '../import/kinds.js';
import { sourcePattern } from '../import/row-item.js';
import { UsageError } from './usage-error.js';

export interface ImportOptions {
  readonly kind?: string;
  readonly metric?: string;
  readonly 'date-format'?: string;
  readonly map?: readonly string[];
  readonly source?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly organisation?: string;
}

/** @param columns of files of feedback @throws UsageError naming the first that makes no sense. */
export function wishOf([path, ...stray]: readonly string[], options: ImportOptions, columns: FileColumns): ImportWish {
  if (path === undefined) throw new UsageError('Say which file: import FILE.csv --kind feedback.');
  if (stray.length > 0) throw new UsageError(`One file at a time; ${stray[0]} is one too many.`);
  const file = fileOf(options, columns);
  const { map = [], source = 'import', delimiter, encoding } = options;
  return {
    file,
    path: resolve(path),
    dateOrder: dateOrderOf(options['date-format'], file),
    maps: map,
    source: sourceOf(source),
    delimiter: delimiter === undefined ? undefined : delimiterOf(delimiter),
    encoding: encoding === undefined ? undefined : encodingOf(encoding),
  };
}

function fileOf({ kind, metric }: ImportOptions, columns: FileColumns): FileKind {
  if (metric !== undefined && kind !== 'metric') throw new UsageError('--metric belongs to --kind metric.');
  if (kind === 'feedback') return feedbackFile(columns);
  if (kind === 'scores') return scoreFile();
  if (kind !== 'metric')
    throw new UsageError('Say what the file holds: --kind feedback, --kind scores or --kind metric --metric CSAT.');
  if (metric === undefined || metric.trim() === '')
    throw new UsageError('Say which number: --kind metric --metric CSAT.');
  return scoreFile(metric.trim());
}

function dateOrderOf(typed: string | undefined, { dateField }: FileKind): DateOrder | undefined {
  if (typed === undefined) return undefined;
  if (dateField === null) throw new UsageError('--date-format belongs to --kind scores and --kind metric.');
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
  const folded = typed
    .toLowerCase()
    .replace(/^(?:iso-?8859-1|windows-1252|latin-1)$/, 'latin1')
    .replace(/^utf-?(8|16)/, 'utf-$1');
  const encoding = encodings.find((one) => one === folded);
  if (encoding === undefined) throw new UsageError(`--encoding is one of ${encodings.join(', ')}.`);
  return encoding;
}
