/** Goes through a whole file before its first row counts: how many rows, which dates and scores, what stays out. plan.ts asks. */
import type { RowMark } from '../../../chat/import-book.js';
import { isNoWords } from '../../../chat/no-words.js';
import { restore } from '../../../kernel/defuse.js';
import { InvalidInput } from '../../../kernel/errors.js';
import type { FieldSet } from './column-names.js';
import type { Columns } from './columns.js';
import type { CsvRow } from './csv-rows.js';
import { type Fields, type ItemOf, isFault, isLeftOut } from './item.js';
import { isRoundedId } from './judge/profile.js';
import { type DateOrder, dateOrders, instantIn, orderIn } from './read/dates.js';
import type { Layout } from './read/layout.js';
import { type DecimalMark, decimalMarkIn } from './read/numbers.js';
import { scoreIn } from './read/scores.js';
import type { ZoneMark } from './read/zones.js';
import { fieldsOf, lineIn, widthFaultOf } from './row-item.js';
import type { RowFilter } from './where.js';

/** Seen somewhere: a date, with its line. */
interface Sighting {
  readonly typed: string;
  readonly line: number;
}

/** The first and the last date, ISO 8601, read in one order. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

export interface Facts {
  readonly rowCount: number;
  readonly brokenCount: number;
  /** Rows that stay out, by why. */
  readonly leftOut: ReadonlyMap<string, number>;
  readonly blankDateCount: number;
  readonly orders: Readonly<Partial<Record<DateOrder | 'open', Sighting>>>;
  readonly spans: Readonly<Partial<Record<DateOrder, Span>>>;
  readonly scores: ReadonlyMap<number, number>;
  readonly samples: readonly { readonly line: number; readonly fields: Fields }[];
  readonly surveyTypes: ReadonlyMap<string, number>;
  readonly rows: readonly RowMark[];
  /** Decimal marks that numbers show. */
  readonly marks: ReadonlySet<DecimalMark>;
  /** Rows that will be refused, with the first of them, by the order in which dates are read. */
  readonly refused: Readonly<
    Partial<Record<DateOrder, { readonly count: number; readonly line: number; readonly fault: string }>>
  >;
}

export interface ScanWish {
  readonly layout: Layout;
  readonly columns: Columns;
  readonly fields: FieldSet;
  readonly filter: RowFilter;
  readonly zone: ZoneMark;
  readonly surveyType: number | null;
  /** null: rows have ids. */
  readonly marker: ((cells: readonly string[]) => string) | null;
  /** Only to hear what becomes of a row. */
  readonly itemOf: Readonly<Record<DateOrder, ItemOf>>;
}

const sampleCount = 5;

type Tally = { -readonly [Key in keyof Facts]: Facts[Key] } & {
  readonly leftOut: Map<string, number>;
  readonly orders: Partial<Record<DateOrder | 'open', Sighting>>;
  readonly spans: Partial<Record<DateOrder, { first: string; last: string }>>;
  readonly scores: Map<number, number>;
  readonly samples: { line: number; fields: Fields }[];
  readonly surveyTypes: Map<string, number>;
  readonly rows: RowMark[];
  readonly marks: Set<DecimalMark>;
  readonly refused: Partial<Record<DateOrder, { count: number; line: number; fault: string }>>;
};

/** @throws InvalidInput when a spreadsheet has rounded the ids */
export async function scan(pieces: AsyncIterable<readonly CsvRow[]>, wish: ScanWish): Promise<Facts> {
  const tally: Tally = {
    ...{ rowCount: 0, brokenCount: 0, blankDateCount: 0, leftOut: new Map(), orders: {}, spans: {} },
    ...{ scores: new Map(), samples: [], surveyTypes: new Map(), rows: [], marks: new Set(), refused: {} },
  };
  for await (const rows of pieces) for (const row of rows) addRow(tally, row, wish);
  return tally;
}

function addRow(tally: Tally, row: CsvRow, wish: ScanWish): void {
  if (wish.layout.headLines.has(row.line)) return;
  if (row.kind === 'broken') {
    tally.rowCount += 1;
    tally.brokenCount += 1;
    return;
  }
  const cells = wish.layout.ours === null ? row.cells : row.cells.map(restore);
  if (cells.every((cell) => cell.trim() === '')) return;
  tally.rowCount += 1;
  const line = lineIn(wish.layout.ours, cells, row.line);
  if (wish.marker) tally.rows.push({ line, mark: wish.marker(cells) });
  const fields = fieldsOf(wish.columns, cells, wish.fields.words);
  const wide = widthFaultOf(wish.columns, cells);
  const read = wide === null ? wish.itemOf['day-first'](fields) : { field: '', fault: wide };
  const why = wish.filter(cells) ?? (isLeftOut(read) ? read.leftOut : null);
  if (why !== null) {
    countIn(tally.leftOut, why);
    return;
  }
  if (wish.surveyType !== null) countIn(tally.surveyTypes, (cells[wish.surveyType] ?? '').trim());
  const id = fields[wish.fields.id] ?? '';
  if (isRoundedId(id)) throw roundedIds(wish, id, line);
  const dated = addFaults(tally, { read, fields, line }, wish);
  addDate(tally, { typed: fields[wish.fields.date], line, dated }, wish);
  addFormats(tally, fields, { line, wish });
  const score = scoreIn(fields.score ?? '');
  if (dated.length > 0 && score !== null && 'value' in score) countIn(tally.scores, score.value);
  if (tally.samples.length < sampleCount) tally.samples.push({ line, fields });
}

/** @returns the orders in which its date can be read */
function addFaults(
  { refused }: Tally,
  { read, fields, line }: { readonly read: ReturnType<ItemOf>; readonly fields: Fields; readonly line: number },
  { itemOf, fields: { date, isNps, wanted } }: ScanWish,
): readonly DateOrder[] {
  const dated: DateOrder[] = [];
  const isEither = orderIn(fields[date] ?? '') === null;
  for (const order of dateOrders) {
    const item =
      isFault(read) && read.field === '' ? read : isEither || order === 'day-first' ? read : itemOf[order](fields);
    const fault = isFault(item) ? item.fault : isNps && wanted.field === 'score' ? scoreFault(item) : null;
    if (!isFault(item) || item.field !== date) dated.push(order);
    if (fault === null) continue;
    const found = refused[order] ?? { count: 0, line, fault };
    refused[order] = { ...found, count: found.count + 1 };
  }
  return dated;
}

/** As the room will judge it. */
function scoreFault(item: object): string | null {
  const score: unknown = 'score' in item ? item.score : undefined;
  const isAnswer = typeof score === 'number' && Number.isInteger(score) && score >= 0 && score <= 10;
  return isAnswer ? null : `“${score}” is no whole number from 0 to 10.`;
}

function countIn<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function addDate(
  tally: Tally,
  {
    typed,
    line,
    dated,
  }: { readonly typed: string | undefined; readonly line: number; readonly dated: readonly DateOrder[] },
  { zone }: ScanWish,
): void {
  if (typed === undefined || isNoWords(typed)) {
    tally.blankDateCount += 1;
    return;
  }
  const order = orderIn(typed);
  if (order !== null) tally.orders[order] ??= { typed, line };
  for (const each of dated) {
    const at = instantIn(typed, { order: each, zone });
    if (at === null) continue;
    const span = tally.spans[each];
    if (!span) tally.spans[each] = { first: at, last: at };
    else if (at < span.first) span.first = at;
    else if (at > span.last) span.last = at;
  }
}

/** How the other dates and numbers of the row are written. */
function addFormats(tally: Tally, fields: Fields, { line, wish }: { readonly line: number; readonly wish: ScanWish }) {
  const { kinds } = wish.columns;
  const dates = [...wish.fields.furtherDates, ...[...kinds].flatMap(([field, kind]) => (kind === 'date' ? field : []))];
  for (const field of dates) {
    const order = orderIn(fields[field] ?? '');
    if (order !== null) tally.orders[order] ??= { typed: fields[field] ?? '', line };
  }
  for (const [field, kind] of kinds) {
    const mark = kind === 'number' ? decimalMarkIn(fields[field] ?? '') : null;
    if (mark !== null) tally.marks.add(mark);
  }
}

function roundedIds({ columns, fields }: ScanWish, id: string, line: number): InvalidInput {
  const name = columns.header[columns.indexes.get(fields.id) ?? -1] ?? 'id';
  const message =
    `Excel rounded the ids in the column "${name}", such as ${id} on line ${line}: different rows have one id now. Nothing was imported. ` +
    'Export the file again and import it without opening it in Excel, or leave the ids out: --map id=';
  return InvalidInput.field('import.roundedIds', 'sourceId', message);
}
