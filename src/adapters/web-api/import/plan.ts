/** What an import has understood of a file before its first row counts, and what a person has to say first. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { InvalidInput } from '../../../kernel/errors.js';
import { type Columns, matchColumns } from './columns.js';
import { type CsvRow, readCsvRows } from './csv-rows.js';
import { decode, type Encoding, type SettledEncoding, settleEncoding } from './decode.js';
import { detectDelimiter } from './delimiter.js';
import { instantOf } from './feedback-item.js';
import type { ItemOf, ReadStyle } from './item.js';
import type { FileKind } from './kinds.js';
import { openQuestions, type Question, settleOrder } from './questions.js';
import { headRowCount, type Layout, layoutOf } from './read/layout.js';
import type { DecimalMark } from './read/numbers.js';
import { familyOf, keyOf, type RowKeys, recognise, rowMarker, shapeOf } from './row-keys.js';
import { type Facts, scan } from './scan.js';
import { type RowFilter, rowFilter, surveyTypeColumn } from './where.js';
import type { ImportWish } from './wish.js';

/** The file as it was understood, before its first row goes in. */
export interface ImportPlan {
  readonly layout: Layout;
  readonly columns: Columns;
  readonly delimiter: string;
  readonly encoding: SettledEncoding;
  readonly style: ReadStyle;
  readonly filter: RowFilter;
  readonly itemOf: ItemOf;
  readonly facts: Facts;
  /** SHA-256 of the file, in hex. */
  readonly digest: string;
  readonly shape: string;
  readonly keys: RowKeys;
  /** Rows are known without their line: by ids of their own, or by whom they are about. */
  readonly hasIds: boolean;
  /** By what a row without an id is known. */
  readonly rowKey: (cells: readonly string[], line: number) => string;
  /** What nobody has said yet. Nothing goes in while there is one. */
  readonly questions: readonly Question[];
}

/** @throws InvalidInput when the file's encoding, header or mapping can't be used, or nobody could tell what it says. */
export async function planImport(wish: ImportWish): Promise<ImportPlan> {
  const { path, file, ground } = wish;
  const encoding = await settleEncoding(path, wish.encoding);
  const delimiter = wish.delimiter ?? (await delimiterOf(path, encoding.name));
  const rows = () => readCsvRows(decode(path, encoding.name), delimiter);
  const head = await firstRows(rows(), headRowCount);
  const layout = readLayout(head, file);
  const dataRows = head.flatMap((row) => (row.kind === 'row' && !layout.headLines.has(row.line) ? [row.cells] : []));
  const ownCount = layout.ours?.count ?? 0;
  const columns = matchColumns(layout.columns, wish.maps, file.fields, { rows: dataRows, ownCount });
  const filter = rowFilter(layout.columns, wish.wheres ?? [], columns.indexes.get(file.fields.date) ?? null);
  const zone = wish.zone ?? layout.columns[columns.indexes.get(file.fields.date) ?? -1]?.zone ?? ground.timeZone;
  const { kinds } = columns;
  const unsettled: ReadStyle = {
    ...{ order: 'day-first', zone, undated: '', timeZone: ground.timeZone, now: ground.now, decimal: '.', kinds },
  };
  const hasIds = file.fields.knownBy === 'content' || columns.indexes.has(file.fields.id);
  const marker = hasIds || layout.ours ? null : rowMarker(columns.header, ownCount);
  const surveyType = file.kind === 'scores' && file.metric === null ? surveyTypeColumn(layout.columns, dataRows) : null;
  const reading = { layout, columns, fields: file.fields, filter, zone, surveyType, marker };
  const itemOf = {
    'day-first': file.itemOf(unsettled),
    'month-first': file.itemOf({ ...unsettled, order: 'month-first' }),
  };
  const facts = await scan(rows(), { ...reading, itemOf });
  const digest = await digestOf(path);
  const shape = shapeOf(columns.header.slice(ownCount));
  const undated = wish.undated ?? null;
  const earlier = wish.repeated === 'count' ? [] : ground.earlier;
  const keys = recognise({ digest, shape, undated, rows: facts.rows }, earlier);
  const order = settleOrder(facts, wish.dateOrder) ?? 'day-first';
  const style: ReadStyle = { ...unsettled, undated, order, decimal: settleDecimal(facts, delimiter) };
  return {
    ...{ layout, columns, delimiter, encoding, style, filter, facts, digest, shape, keys, hasIds },
    itemOf: file.itemOf(style),
    rowKey: rowKeyOf({ layout, keys, digest, isNew: wish.repeated === 'count', now: ground.now }),
    questions: openQuestions(wish, { facts, columns, keys, isOurs: layout.ours !== null, surveyType, encoding }),
  };
}

/** Where no number tells: files with semicolons are of countries that write decimals with a comma. */
function settleDecimal({ marks }: Facts, delimiter: string): DecimalMark {
  if (marks.size === 1) return marks.has(',') ? ',' : '.';
  return delimiter === ';' ? ',' : '.';
}

/** By which columns the file is told apart from files of another shape. */
export async function shapeOfFile({ path, file, ...wish }: ImportWish): Promise<string> {
  const { name: encoding } = await settleEncoding(path, wish.encoding);
  const delimiter = wish.delimiter ?? (await delimiterOf(path, encoding));
  const layout = readLayout(await firstRows(readCsvRows(decode(path, encoding), delimiter), headRowCount), file);
  return shapeOf(layout.columns.slice(layout.ours?.count ?? 0).map(({ name }) => name));
}

/** For `TakeRequest`: the day on which a file is imported, as the items of rows without a date carry it. */
export function undatedOf({ style }: ImportPlan, { file, isUndatedToday }: ImportWish): { readonly undated?: string } {
  if (!isUndatedToday || style.undated === null) return {};
  return { undated: file.kind === 'feedback' ? instantOf(style.undated, style.timeZone) : style.undated };
}

/** @throws InvalidInput with the first of what nobody has said yet. */
export function refuseOpen({ questions }: ImportPlan): void {
  const [first] = questions;
  if (first) throw InvalidInput.field('import.question', first.field, first.message);
}

function rowKeyOf(known: {
  readonly layout: Layout;
  readonly keys: RowKeys;
  readonly digest: string;
  readonly isNew: boolean;
  readonly now: Date;
}): ImportPlan['rowKey'] {
  const { layout, keys, digest } = known;
  const keyAt = layout.ours?.keyAt ?? null;
  const family = known.isNew ? `${familyOf(digest)}.${known.now.getTime().toString(36)}` : keys.family;
  return (cells, line) => {
    const kept = keyAt === null ? '' : (cells[keyAt] ?? '').trim();
    return kept === '' ? keyOf(family, line) : kept;
  };
}

function readLayout(head: readonly CsvRow[], file: FileKind): Layout {
  const [first] = head;
  if (first?.kind === 'broken')
    throw unreadable(`Line ${first.line}, which names the columns, can’t be read. ${first.reason}`);
  const layout = layoutOf(head);
  if (layout === null)
    throw unreadable(`The file is empty. Its first line names the columns, each line after it is ${file.row}.`);
  return layout;
}

function unreadable(message: string): InvalidInput {
  return InvalidInput.field('import.header', 'header', message);
}

async function firstRows(pieces: AsyncIterable<readonly CsvRow[]>, count: number): Promise<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const some of pieces) {
    for (const row of some) rows.push(row);
    if (rows.length >= count) break;
  }
  return rows.slice(0, count);
}

async function delimiterOf(path: string, encoding: Encoding): Promise<string> {
  for await (const piece of decode(path, encoding)) {
    if (piece.length > 0) return detectDelimiter(piece.toString());
  }
  return ',';
}

async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path)) digest.update(piece);
  return digest.digest('hex');
}
