/**
 * Takes in a CSV file of feedback or scores: good rows go in, bad ones are reported with their line and reason. Asked by the
 * command line; `take` is the room, here or in the process that runs. What went in stays in when the
 * import is killed, and a second run finds it and goes on from there.
 */
import type { Taken } from '../host/host.js';
import { type Batch, type BatchRow, type ImportPlan, type RefusedRow, readBatches } from './batches.js';
import type { Columns } from './columns.js';
import { settleDateOrder } from './date-order.js';
import type { DateOrder } from './dates.js';
import { decode, type Encoding, settleEncoding } from './decode.js';
import type { FileKind } from './kinds.js';
import { nameOf } from './row-item.js';

export type { ImportPlan, RefusedRow } from './batches.js';

/** What is to be imported, and how the file is to be read. */
export interface ImportWish {
  readonly file: FileKind;
  readonly path: string;
  /** Which comes first in 03/04/2026; absent: the file tells, or nobody. */
  readonly dateOrder?: DateOrder;
  /** `FIELD=COLUMN`, each. */
  readonly maps: readonly string[];
  /** What rows that name no source come from. */
  readonly source: string;
  readonly delimiter?: string;
  readonly encoding?: Encoding;
}

/** How many rows of a file were read, added, known already and refused. */
export interface ImportCounts {
  readonly rowCount: number;
  readonly addedCount: number;
  /** In already: from an earlier run, or by another way from the same source. */
  readonly knownCount: number;
  readonly refusedCount: number;
}

/** The counts before the first row. */
export const noRows: ImportCounts = { rowCount: 0, addedCount: 0, knownCount: 0, refusedCount: 0 };

/** What happens on the way, in its order. */
export type ImportEvent =
  /** Once, before the first row goes in. */
  | { readonly kind: 'planned'; readonly plan: ImportPlan }
  | { readonly kind: 'refused'; readonly row: RefusedRow }
  /** After every few hundred rows. `byteCount`: how much of the file is done. */
  | { readonly kind: 'progress'; readonly counts: ImportCounts; readonly byteCount: number };

/** Takes these items of one source, in order: each with what became of it. */
export type TakeItems = (items: readonly unknown[], source: string) => Promise<readonly Taken[]>;

/** @throws InvalidInput before any row went in, when the file's encoding, header or mapping can't be used. */
export async function* importFile(take: TakeItems, wish: ImportWish): AsyncGenerator<ImportEvent> {
  const encoding = await settleEncoding(wish.path, wish.encoding);
  let doneCount = 0;
  let counts = noRows;
  for await (const { batch, readCount } of ahead(countedBatches(wish, encoding))) {
    if ('plan' in batch) {
      yield { kind: 'planned', plan: batch.plan };
      continue;
    }
    const bytesPerRow = (readCount - doneCount) / (batch.rows.length + batch.refused.length);
    for await (const { refused, ...came } of takeBatch(take, batch, wish.file.itemsPerTake)) {
      for (const row of refused) yield { kind: 'refused', row };
      counts = sumOf(counts, { ...came, refusedCount: refused.length });
      doneCount += came.rowCount * bytesPerRow;
      yield { kind: 'progress', counts, byteCount: doneCount };
    }
  }
}

/** Each batch with how many bytes of the file were read for it and those before. */
async function* countedBatches(wish: ImportWish, encoding: Encoding) {
  let readCount = 0;
  const text = decode(wish.path, encoding, (byteCount) => {
    readCount += byteCount;
  });
  const field = wish.file.dateField;
  const dateOrder = (plan: ImportPlan) => settleDateOrder({ ...wish, encoding }, { plan, field });
  for await (const batch of readBatches(text, { ...wish, dateOrder })) yield { batch, readCount };
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
    knownCount: a.knownCount + b.knownCount,
    refusedCount: a.refusedCount + b.refusedCount,
  };
}

interface TakeOutcome extends Omit<ImportCounts, 'refusedCount'> {
  readonly refused: readonly RefusedRow[];
}

/** What became of the batch, a few hundred rows at a time; the rows that never got as far as the room come last. */
async function* takeBatch(
  take: TakeItems,
  { columns, rows, refused }: Batch,
  itemsPerTake: number,
): AsyncGenerator<TakeOutcome> {
  for (const some of takesOf(rows, itemsPerTake)) {
    const items = some.map(({ item }) => item);
    const answers = await take(items, some[0]?.source ?? '');
    const refusedNow = some.flatMap((row, index) => refusalOf(columns, row, answers[index]));
    const addedCount = answers.filter((answer) => 'isNew' in answer && answer.isNew).length;
    const knownCount = some.length - refusedNow.length - addedCount;
    yield { rowCount: some.length, addedCount, knownCount, refused: refusedNow };
  }
  if (refused.length > 0) yield { rowCount: refused.length, addedCount: 0, knownCount: 0, refused };
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

function refusalOf(columns: Columns, { line, cells }: BatchRow, answer: Taken | undefined): RefusedRow[] {
  if (answer === undefined) throw new Error('the room left an item without an answer');
  return 'refused' in answer ? [{ line, reason: reasonOf(columns, answer.refused), cells }] : [];
}

/** Fields under the names that their columns have in the file. */
function reasonOf(columns: Columns, fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([field, message]) => `${nameOf(columns, field)}: ${message}`)
    .join(' ');
}
