/**
 * Whether a file writes the day or the month first, found out from the whole file before its first row goes in: a
 * 13th of the month settles it for all. import-file.ts asks.
 */
import { InvalidInput } from '../../../kernel/errors.js';
import type { ImportPlan } from './batches.js';
import { readCsvRows } from './csv-rows.js';
import { type DateOrder, orderIn } from './dates.js';
import { decode, type Encoding } from './decode.js';

interface OrderWish {
  readonly path: string;
  readonly encoding: Encoding;
  /** What somebody said. */
  readonly dateOrder?: DateOrder;
}

/** Seen somewhere: a date, with its line. */
type Sightings = Partial<Record<DateOrder | 'open', { readonly typed: string; readonly line: number }>>;

/** @throws InvalidInput, once for the file, when its dates can be read either way, or are written both ways */
export async function settleDateOrder(
  wish: OrderWish,
  { plan, field }: { readonly plan: ImportPlan; readonly field: string | null },
): Promise<DateOrder> {
  if (wish.dateOrder !== undefined) return wish.dateOrder;
  const index = field === null ? undefined : plan.columns.indexes.get(field);
  // Most files write years first: those are not taken apart twice.
  if (index === undefined || !(await mayBeOpen(wish))) return 'day-first';
  const seen = await sightings(wish, { index, delimiter: plan.delimiter });
  const { 'day-first': day, 'month-first': month, open } = seen;
  if (day && month) {
    throw refusal(
      `Dates are written in two orders: ${day.typed} on line ${day.line} has the day first, ${month.typed} on line ${month.line} the month. ` +
        'Nothing was imported. Write them as 2026-03-31, or say --date-format day-first or month-first; rows that it does not fit are then refused.',
    );
  }
  if (day || !open) return 'day-first';
  if (month) return 'month-first';
  throw refusal(
    `Dates like ${open.typed} on line ${open.line} can be read in two ways, and no date in the file tells which. ` +
      'Nothing was imported. Say it with --date-format day-first or --date-format month-first.',
  );
}

/** Two short numbers between slashes or dashes, anywhere in the file. Cut at the borders of pieces, so those overlap. */
async function mayBeOpen({ path, encoding }: OrderWish): Promise<boolean> {
  let before = '';
  for await (const piece of decode(path, encoding)) {
    const text = before + piece.toString('latin1');
    if (/(?<!\d)\d{1,2}([-/])\d{1,2}\1\d{2}/.test(text)) return true;
    before = text.slice(-12);
  }
  return false;
}

async function sightings(
  { path, encoding }: OrderWish,
  { index, delimiter }: { readonly index: number; readonly delimiter: string },
): Promise<Sightings> {
  const seen: Sightings = {};
  for await (const rows of readCsvRows(decode(path, encoding), delimiter)) {
    for (const row of rows) {
      const typed = row.kind === 'row' ? (row.cells[index] ?? '').trim() : '';
      const order = orderIn(typed);
      if (order !== null) seen[order] ??= { typed, line: row.line };
    }
    if (seen['day-first'] && seen['month-first']) return seen;
  }
  return seen;
}

function refusal(message: string): InvalidInput {
  return InvalidInput.field('import.dates', 'date-format', message);
}
