/**
 * Takes in a planned CSV file of feedback or scores: good rows go in, bad ones are reported with their line and reason.
 * Asked by the command line; `take` is the room, here or in the process that runs. What went in stays in when the
 * import is killed, and a second run finds it and goes on from there.
 */
import { type ImportCounts, noRows } from '../../../chat/import-book.js';
import type { Taken } from '../host/host.js';
import { type Batch, type BatchRow, type RefusedRow, readBatches, rowCountOf } from './batches.js';
import type { Columns } from './columns.js';
import { decode } from './decode.js';
import type { ImportPlan } from './plan.js';
import { nameOf } from './row-item.js';
import type { ImportWish } from './wish.js';

export type { RefusedRow } from './batches.js';

/** What happens on the way, in its order. */
export type ImportEvent =
  | { readonly kind: 'refused'; readonly row: RefusedRow }
  /** A row that is known and says something else now. `id`: its own, or whom it is about; null: the file's rows have none. */
  | { readonly kind: 'updated'; readonly line: number; readonly id: string | null }
  /** Nobody was called so before: the customer was made with this name. */
  | { readonly kind: 'newCustomer'; readonly name: string }
  /** Something of a row was left out. */
  | { readonly kind: 'note'; readonly line: number; readonly note: string }
  /** After every few hundred rows. `byteCount`: how much of the file is done. */
  | { readonly kind: 'progress'; readonly counts: ImportCounts; readonly byteCount: number };

/** Takes these items of one source, in order: each with what became of it. */
export type TakeItems = (items: readonly unknown[], source: string) => Promise<readonly Taken[]>;

/** Takes the file in as it was planned. Throws what `take` throws; what went in until then stays in. */
export async function* importFile(take: TakeItems, wish: ImportWish, plan: ImportPlan): AsyncGenerator<ImportEvent> {
  let doneCount = 0;
  let counts = noRows;
  for await (const { batch, readCount } of ahead(countedBatches(wish, plan))) {
    const bytesPerRow = (readCount - doneCount) / Math.max(rowCountOf(batch), 1);
    const refused: RefusedRow[] = [...batch.refused];
    for await (const came of takeBatch(take, batch, wish.file.itemsPerTake)) {
      refused.push(...came.refused);
      for (const updated of came.updated) yield { kind: 'updated', ...updated };
      for (const name of came.newCustomers) yield { kind: 'newCustomer', name };
      for (const note of came.notes) yield { kind: 'note', ...note };
      counts = sumOf(counts, { ...came.counts, refusedCount: came.refused.length });
      doneCount += came.counts.rowCount * bytesPerRow;
      yield { kind: 'progress', counts, byteCount: doneCount };
    }
    for (const row of refused.toSorted((a, b) => a.line - b.line)) yield { kind: 'refused', row };
    counts = sumOf(counts, neverTaken(batch));
    doneCount = readCount;
    yield { kind: 'progress', counts, byteCount: doneCount };
  }
}

/** The rows that never get as far as the room. */
function neverTaken(batch: Batch): ImportCounts {
  const { refused, repeatedCount, rows } = batch;
  const rowCount = rowCountOf(batch) - rows.length;
  const leftOutCount = rowCount - refused.length - repeatedCount;
  return { ...noRows, rowCount, leftOutCount, knownCount: repeatedCount, refusedCount: refused.length };
}

/** Each batch with how many bytes of the file were read for it and those before. */
async function* countedBatches(wish: ImportWish, plan: ImportPlan) {
  let readCount = 0;
  const text = decode(wish.path, plan.encoding.name, (byteCount) => {
    readCount += byteCount;
  });
  const { file, source, repeated } = wish;
  for await (const batch of readBatches(text, plan, { file, source, skipsRepeated: repeated === 'skip' }))
    yield { batch, readCount };
}

/** The same, the next one being read while this one goes in: the database works elsewhere, so the two take turns no more. */
async function* ahead<Each>(source: AsyncGenerator<Each>): AsyncGenerator<Each> {
  try {
    for (let next = source.next(); ; ) {
      const { value, done } = await next;
      if (done) return;
      next = source.next();
      // Whoever comes for it hears of its fault; nobody may come.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}

function sumOf(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    rowCount: a.rowCount + b.rowCount,
    addedCount: a.addedCount + b.addedCount,
    updatedCount: a.updatedCount + b.updatedCount,
    knownCount: a.knownCount + b.knownCount,
    refusedCount: a.refusedCount + b.refusedCount,
    leftOutCount: a.leftOutCount + b.leftOutCount,
  };
}

interface TakeOutcome {
  readonly counts: ImportCounts;
  readonly refused: readonly RefusedRow[];
  readonly updated: readonly { readonly line: number; readonly id: string | null }[];
  readonly newCustomers: readonly string[];
  readonly notes: readonly { readonly line: number; readonly note: string }[];
}

/** What became of the batch, a few hundred rows at a time. */
async function* takeBatch(
  take: TakeItems,
  { columns, rows }: Batch,
  itemsPerTake: number,
): AsyncGenerator<TakeOutcome> {
  for (const some of takesOf(rows, itemsPerTake)) {
    const items = some.map(({ item }) => item);
    const answers = await take(items, some[0]?.source ?? '');
    const refused = some.flatMap((row, index) => refusalOf(columns, row, answers[index]));
    const addedCount = answers.filter((answer) => 'isNew' in answer && answer.isNew).length;
    const updated = some.flatMap(({ line, item, key }, index) => {
      const answer = answers[index];
      if (!answer || !('isUpdate' in answer) || !answer.isUpdate) return [];
      return [{ line, id: answer.name ?? (key === null ? String(item.sourceId) : null) }];
    });
    const knownCount = some.length - refused.length - addedCount - updated.length;
    const counts = { ...noRows, rowCount: some.length, addedCount, knownCount, updatedCount: updated.length };
    const newCustomers = answers.flatMap((answer) => ('isNew' in answer && answer.newCustomer) || []);
    const notes = some.flatMap(({ line }, index) => {
      const answer = answers[index];
      return (answer && 'notes' in answer && answer.notes ? answer.notes : []).map((note) => ({ line, note }));
    });
    yield { counts, refused, updated, newCustomers, notes };
  }
}

/** Rows of one source each, in the file's order. */
function takesOf(rows: readonly BatchRow[], itemsPerTake: number): BatchRow[][] {
  const takes: BatchRow[][] = [];
  const openBySource = new Map<string, BatchRow[]>();
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

function refusalOf(columns: Columns, { line, cells, key }: BatchRow, answer: Taken | undefined): RefusedRow[] {
  if (answer === undefined) throw new Error('the room left an item without an answer');
  return 'refused' in answer ? [{ line, reason: reasonOf(columns, answer.refused), cells, key }] : [];
}

/** Fields under the names that their columns have in the file. */
function reasonOf(columns: Columns, fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([field, message]) => `${nameOf(columns, field)}: ${message}`)
    .join(' ');
}
