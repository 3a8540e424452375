/**
 * Takes in a CSV file of feedback: good rows go in, bad ones are reported with their line and reason. Asked by the
 * command line; `take` is the feedback room, here or in the process that runs. What went in stays in when the
 * import is killed, and a second run finds it and goes on from there.
 */
import { InvalidInput } from '../../../kernel/errors.js';
import type { Taken } from '../host/host.js';
import { type Columns, type ImportField, matchColumns } from './columns.js';
import { type CsvRow, readCsvRows } from './csv-rows.js';
import { decode, type Encoding, settleEncoding } from './decode.js';
import { detectDelimiter } from './delimiter.js';
import { createRowReader, nameOf, type RowItem, type RowReader } from './row-item.js';

export interface ImportWish {
  readonly path: string;
  /** `FIELD=COLUMN`, each. */
  readonly maps: readonly string[];
  /** What rows that name no source come from. */
  readonly source: string;
  readonly delimiter?: string;
  readonly encoding?: Encoding;
}

export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
  /** As in the file; a row that could not be taken apart is one cell, as far as it goes. */
  readonly cells: readonly string[];
}

/** The file as it was understood, before its first row goes in. */
export interface ImportPlan {
  readonly columns: Columns;
  readonly delimiter: string;
}

export interface ImportCounts {
  readonly rowCount: number;
  readonly addedCount: number;
  /** In already: from an earlier run, or by another way from the same source. */
  readonly knownCount: number;
  readonly refusedCount: number;
}

/** What happens on the way, in its order. */
export type ImportEvent =
  /** Once, before the first row goes in. */
  | { readonly kind: 'planned'; readonly plan: ImportPlan }
  | { readonly kind: 'refused'; readonly row: RefusedRow }
  /** After every batch. `byteCount`: how much of the file was read. */
  | { readonly kind: 'progress'; readonly counts: ImportCounts; readonly byteCount: number };

/** Takes these items of one source, in order: each with what became of it. */
export type TakeItems = (items: readonly unknown[], source: string) => Promise<readonly Taken[]>;

/** Few enough for a short transaction, many enough that statements don't count. */
const itemsPerTake = 500;
/** Rows are gathered so that each source of a file with several still comes in large batches. */
const rowsPerBatch = 2000;
const charactersPerBatch = 1_000_000;

/** @throws InvalidInput before any row went in, when the file's encoding, header or mapping can't be used. */
export async function* importFile(take: TakeItems, wish: ImportWish): AsyncGenerator<ImportEvent> {
  const encoding = await settleEncoding(wish.path, wish.encoding);
  let byteCount = 0;
  const text = decode(wish.path, encoding, (read) => {
    byteCount += read;
  });
  let counts: ImportCounts = { rowCount: 0, addedCount: 0, knownCount: 0, refusedCount: 0 };
  for await (const batch of batchesOf(wish, text)) {
    if ('plan' in batch) {
      yield { kind: 'planned', plan: batch.plan };
      continue;
    }
    counts = sumOf(counts, await takeBatch(take, batch));
    for (const row of batch.refused.sort((a, b) => a.line - b.line)) yield { kind: 'refused', row };
    yield { kind: 'progress', counts, byteCount };
  }
}

function sumOf(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    rowCount: a.rowCount + b.rowCount,
    addedCount: a.addedCount + b.addedCount,
    knownCount: a.knownCount + b.knownCount,
    refusedCount: a.refusedCount + b.refusedCount,
  };
}

interface Batch {
  readonly columns: Columns;
  readonly rows: (RowItem & { readonly line: number; readonly cells: readonly string[] })[];
  readonly refused: RefusedRow[];
  characterCount: number;
}

/** The plan first, then the rows in batches. */
async function* batchesOf(
  wish: ImportWish,
  text: AsyncGenerator<Buffer>,
): AsyncGenerator<{ readonly plan: ImportPlan } | Batch> {
  const { delimiter, pieces } = await withDelimiter(text, wish.delimiter);
  let batch: Batch | null = null;
  let readRow: RowReader | null = null;
  for await (const rows of readCsvRows(pieces, delimiter)) {
    for (const row of rows) {
      if (batch === null || readRow === null) {
        const columns = matchColumns(headerOf(row), wish.maps);
        readRow = createRowReader(columns, wish.source);
        batch = emptyBatch(columns);
        yield { plan: { columns, delimiter } };
        continue;
      }
      addRow(batch, row, readRow);
      if (!isFull(batch)) continue;
      yield batch;
      batch = emptyBatch(batch.columns);
    }
  }
  if (batch === null)
    throw unreadable(
      'The file is empty. Its first line names the columns; each line after it is one piece of feedback.',
    );
  yield batch;
}

const emptyBatch = (columns: Columns): Batch => ({ columns, rows: [], refused: [], characterCount: 0 });

function isFull({ rows, refused, characterCount }: Batch): boolean {
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
  if (row.kind === 'broken')
    throw unreadable(`Line ${row.line}, which names the columns, can't be read. ${row.reason}`);
  return row.cells;
}

function unreadable(message: string): InvalidInput {
  return InvalidInput.field('import.header', 'header', message);
}

function addRow(batch: Batch, row: CsvRow, readRow: RowReader): void {
  if (row.kind === 'broken') return void batch.refused.push({ line: row.line, reason: row.reason, cells: [row.raw] });
  const { line, cells } = row;
  // Spreadsheets leave rows of nothing but separators behind the last one.
  if (cells.every((cell) => cell.trim() === '')) return;
  const reading = readRow(cells);
  if ('refused' in reading) batch.refused.push({ line, reason: reading.refused, cells });
  else batch.rows.push({ ...reading, line, cells });
  for (const cell of cells) batch.characterCount += cell.length;
}

/** What became of the batch's rows; those that the room refused join the batch's other refused ones. */
async function takeBatch(take: TakeItems, batch: Batch): Promise<ImportCounts> {
  const rowCount = batch.rows.length + batch.refused.length;
  let addedCount = 0;
  let knownCount = 0;
  for (const rows of takesOf(batch)) {
    const answers = await take(
      rows.map(({ item }) => item),
      rows[0]?.source ?? '',
    );
    for (const [index, { line, cells }] of rows.entries()) {
      const taken = answers[index];
      if (taken === undefined) throw new Error('the feedback room left an item without an answer');
      if ('refused' in taken) batch.refused.push({ line, reason: reasonOf(batch.columns, taken.refused), cells });
      else if (taken.isNew) addedCount += 1;
      else knownCount += 1;
    }
  }
  return { rowCount, addedCount, knownCount, refusedCount: batch.refused.length };
}

/** Rows of one source each, in the file's order. */
function takesOf({ rows }: Batch): Batch['rows'][] {
  const takes: Batch['rows'][] = [];
  const openBySource = new Map<string, Batch['rows']>();
  for (const row of rows) {
    let take = openBySource.get(row.source);
    if (take === undefined || take.length === itemsPerTake) {
      take = [];
      takes.push(take);
      openBySource.set(row.source, take);
    }
    take.push(row);
  }
  return takes;
}

/** Fields under the names that their columns have in the file. */
function reasonOf(columns: Columns, fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([field, message]) => `${nameOf(columns, field as ImportField)}: ${message}`)
    .join(' ');
}
