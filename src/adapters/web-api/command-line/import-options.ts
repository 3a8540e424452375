/** The words of `import`, checked before anything is opened. Asked by import-command.ts. */
import { resolve } from 'node:path';
import { type Encoding, encodings } from '../import/decode.js';
import type { ImportWish } from '../import/import-file.js';
import { sourcePattern } from '../import/row-item.js';
import { UsageError } from './usage-error.js';

export interface ImportOptions {
  readonly kind?: string;
  readonly map?: readonly string[];
  readonly source?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly organisation?: string;
}

/** @throws UsageError naming the first that makes no sense. */
export function wishOf([file, ...stray]: readonly string[], options: ImportOptions): ImportWish {
  if (file === undefined) throw new UsageError('Say which file: import FILE.csv --kind feedback.');
  if (stray.length > 0) throw new UsageError(`One file at a time; ${stray[0]} is one too many.`);
  if (options.kind !== 'feedback') throw new UsageError('Say what the file holds: --kind feedback.');
  const { map = [], source = 'import', delimiter, encoding } = options;
  return {
    path: resolve(file),
    maps: map,
    source: sourceOf(source),
    delimiter: delimiter === undefined ? undefined : delimiterOf(delimiter),
    encoding: encoding === undefined ? undefined : encodingOf(encoding),
  };
}

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
