/** Reads a planned file in batches of rows. Asked by import-file.ts. */

import { restore } from '../../../kernel/defuse.js';
import type { Columns } from './columns.js';
import { type CsvRow, readCsvRows } from './csv-rows.js';
import type { FileKind } from './kinds.js';
import type { ImportPlan } from './plan.js';
import { createRowReader, lineIn, type RowItem, type RowReader } from './row-item.js';

export interface RefusedRow {
  readonly line: number;
  readonly reason: string;
  /** As in the file; a row that could not be taken apart is one cell, as far as it goes. */
  readonly cells: readonly string[];
  /** By what the row is known when it has no id; null: it has one. */
  readonly key: string | null;
}

export interface BatchRow extends RowItem {
  readonly line: number;
  readonly cells: readonly string[];
  readonly key: string | null;
}

export interface Batch {
  readonly columns: Columns;
  readonly rows: readonly BatchRow[];
  readonly refused: readonly RefusedRow[];
  /** Rows that stay out, by why. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** Rows that an earlier file has brought. */
  readonly repeatedCount: number;
}

/** Rows are gathered so that each source of a file with several still comes in large batches. */
const charactersPerBatch = 1_000_000;

export interface ReadWish {
  readonly file: FileKind;
  readonly source: string;
  readonly skipsRepeated: boolean;
}

/** @param text the file's, from its start */
export async function* readBatches(
  text: AsyncGenerator<Buffer>,
  plan: ImportPlan,
  wish: ReadWish,
): AsyncGenerator<Batch> {
  const { columns, itemOf, rowKey } = plan;
  const readRow = createRowReader(columns, {
    fields: wish.file.fields,
    itemOf,
    source: wish.source,
    keyOf: rowKey,
  });
  let filling = emptyFilling(plan, readRow, wish.skipsRepeated);
  for await (const rows of readCsvRows(text, plan.delimiter)) {
    for (const row of rows) {
      addRow(filling, row);
      if (!isFull(filling, wish.file.rowsPerBatch)) continue;
      yield filling;
      filling = emptyFilling(plan, readRow, wish.skipsRepeated);
    }
  }
  if (rowCountOf(filling) > 0) yield filling;
}

interface Filling extends Batch {
  readonly plan: ImportPlan;
  readonly rows: BatchRow[];
  readonly refused: RefusedRow[];
  readonly leftOut: Map<string, number>;
  readonly readRow: RowReader;
  readonly skipsRepeated: boolean;
  repeatedCount: number;
  characterCount: number;
}

function emptyFilling(plan: ImportPlan, readRow: RowReader, skipsRepeated: boolean): Filling {
  const { columns } = plan;
  const empty = { rows: [], refused: [], leftOut: new Map<string, number>(), repeatedCount: 0, characterCount: 0 };
  return { ...empty, plan, columns, readRow, skipsRepeated };
}

/** How many rows of the file are in it, whatever becomes of them. */
export function rowCountOf({ rows, refused, leftOut, repeatedCount }: Batch): number {
  const leftOutCount = [...leftOut.values()].reduce((sum, count) => sum + count, 0);
  return rows.length + refused.length + leftOutCount + repeatedCount;
}

function isFull(filling: Filling, rowsPerBatch: number): boolean {
  return filling.rows.length + filling.refused.length >= rowsPerBatch || filling.characterCount >= charactersPerBatch;
}

function addRow(filling: Filling, row: CsvRow): void {
  const { plan, leftOut } = filling;
  if (plan.layout.headLines.has(row.line)) return;
  if (row.kind === 'broken') {
    const key = plan.hasIds ? null : plan.rowKey([], row.line);
    filling.refused.push({ line: row.line, reason: row.reason, cells: [row.raw], key });
    return;
  }
  const { ours } = plan.layout;
  // Spreadsheets leave rows of nothing but separators behind the last one.
  if (row.cells.every((cell) => cell.trim() === '')) return;
  const cells = ours === null ? row.cells : row.cells.map(restore);
  const line = lineIn(ours, cells, row.line);
  const why = plan.filter(cells);
  if (why !== null) {
    countIn(leftOut, why);
    return;
  }
  if (filling.skipsRepeated && plan.keys.moved?.lines.has(line)) {
    filling.repeatedCount += 1;
    return;
  }
  const reading = filling.readRow(cells, line);
  for (const cell of cells) filling.characterCount += cell.length;
  if ('leftOut' in reading) {
    countIn(leftOut, reading.leftOut);
    return;
  }
  const key = plan.hasIds ? null : plan.rowKey(cells, line);
  if ('refused' in reading) filling.refused.push({ line, reason: reading.refused, cells, key });
  // Written out: a spread would cost more than everything else that is done with the row.
  else filling.rows.push({ source: reading.source, item: reading.item, line, cells, key });
}

function countIn(counts: Map<string, number>, why: string): void {
  counts.set(why, (counts.get(why) ?? 0) + 1);
}
