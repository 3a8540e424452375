/** Reads a file's text in batches of rows: which column is what first, then the rows. Asked by import-file.ts. */
import { InvalidInput } from '../../../kernel/errors.js';
import { type Columns, matchColumns } from './columns.js';
import { type CsvRow, readCsvRows } from './csv-rows.js';
import type { DateOrder } from './dates.js';
import { detectDelimiter } from './delimiter.js';
import type { FileKind } from './kinds.js';
import { createRowReader, type RowItem, type RowReader } from './row-item.js';

/** The file as it was understood, before its first row goes in. */
export interface ImportPlan {
  readonly columns: Columns;
  readonly delimiter: string;
}

export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
  /** As in the file; a row that could not be taken apart is one cell, as far as it goes. */
  readonly cells: readonly string[];
}

export interface BatchRow extends RowItem {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Batch {
  readonly columns: Columns;
  readonly rows: readonly BatchRow[];
  readonly refused: readonly RefusedRow[];
}

export interface ReadWish {
  readonly file: FileKind;
  readonly maps: readonly string[];
  readonly source: string;
  readonly delimiter?: string;
  /** How the file's dates are written; asked when its columns are known. */
  readonly dateOrder: (plan: ImportPlan) => Promise<DateOrder>;
}

/** Rows are gathered so that each source of a file with several still comes in large batches. */
const charactersPerBatch = 1_000_000;

/** @throws InvalidInput when there is no header, or none that can be used. */
export async function* readBatches(
  text: AsyncGenerator<Buffer>,
  wish: ReadWish,
): AsyncGenerator<{ readonly plan: ImportPlan } | Batch> {
  const { file } = wish;
  const { delimiter, pieces } = await withDelimiter(text, wish.delimiter);
  let filling: Filling | null = null;
  for await (const rows of readCsvRows(pieces, delimiter)) {
    for (const row of rows) {
      if (filling === null) {
        const columns = matchColumns(headerOf(row), wish.maps, file.fields);
        const itemOf = file.itemOf(await wish.dateOrder({ columns, delimiter }));
        yield { plan: { columns, delimiter } };
        const { source } = wish;
        filling = emptyFilling(columns, createRowReader(columns, { words: file.fields.words, itemOf, source }));
        continue;
      }
      addRow(filling, row);
      if (!isFull(filling, file.rowsPerBatch)) continue;
      yield filling;
      filling = emptyFilling(filling.columns, filling.readRow);
    }
  }
  if (filling === null)
    throw unreadable(`The file is empty. Its first line names the columns, each line after it is ${file.row}.`);
  if (filling.rows.length + filling.refused.length > 0) yield filling;
}

interface Filling extends Batch {
  readonly rows: BatchRow[];
  readonly refused: RefusedRow[];
  readonly readRow: RowReader;
  characterCount: number;
}

function emptyFilling(columns: Columns, readRow: RowReader): Filling {
  return { columns, readRow, rows: [], refused: [], characterCount: 0 };
}

function isFull({ rows, refused, characterCount }: Filling, rowsPerBatch: number): boolean {
  return rows.length + refused.length >= rowsPerBatch || characterCount >= charactersPerBatch;
}

async function withDelimiter(
  text: AsyncGenerator<Buffer>,
  asked: string | undefined,
): Promise<{ delimiter: string; pieces: AsyncIterable<Buffer> }> {
  const first = await text.next();
  const start = first.done ? Buffer.alloc(0) : first.value;
  async function* pieces(): AsyncGenerator<Buffer> {
    yield start;
    yield* text;
  }
  return { delimiter: asked ?? detectDelimiter(start.toString()), pieces: pieces() };
}

function headerOf(row: CsvRow): readonly string[] {
  if (row.kind === 'row') return row.cells;
  throw unreadable(`Line ${row.line}, which names the columns, can’t be read. ${row.reason}`);
}

function unreadable(message: string): InvalidInput {
  return InvalidInput.field('import.header', 'header', message);
}

function addRow(filling: Filling, row: CsvRow): void {
  const { line } = row;
  if (row.kind === 'broken') {
    filling.refused.push({ line, reason: row.reason, cells: [row.raw] });
    return;
  }
  const { cells } = row;
  // Spreadsheets leave rows of nothing but separators behind the last one.
  if (cells.every((cell) => cell.trim() === '')) return;
  const reading = filling.readRow(cells);
  if ('refused' in reading) filling.refused.push({ line, reason: reading.refused, cells });
  // Written out: a spread would cost more than everything else that is done with the row.
  else filling.rows.push({ source: reading.source, item: reading.item, line, cells });
  for (const cell of cells) filling.characterCount += cell.length;
}
