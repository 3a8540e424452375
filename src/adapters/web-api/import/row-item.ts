/** What one row says, as an item for the room, and by what it is known again. Asked by batches.ts. */
import { hash } from 'node:crypto';
import { isNoWords } from '../../../chat/no-words.js';
import { wholeDate } from './beside-date.js';
import type { FieldSet } from './column-names.js';
import type { Columns, ImportField } from './columns.js';
import { type Fields, type Item, type ItemOf, isFault, isLeftOut } from './item.js';
import type { OwnColumns } from './read/layout.js';
import { unguarded } from './read/plain-text.js';
import { createSeenRows, type SeenRows } from './seen-rows.js';

/** An item with the source that the row names. */
export interface RowItem {
  readonly source: string;
  readonly item: Item;
}

export type RowReading = RowItem | { readonly refused: string } | { readonly leftOut: string };

/** Takes the rows of one file apart, in their order. `line`: of the file where the row first stood. */
export type RowReader = (cells: readonly string[], line: number) => RowReading;

/** As long as an API key's name, and as plain: sources are typed in routing rules. */
export const sourcePattern = /^[^\p{Cc}]{1,60}$/u;

export interface RowWish {
  readonly fields: Pick<FieldSet, 'words' | 'knownBy'>;
  readonly itemOf: ItemOf;
  /** Of rows that name none. */
  readonly source: string;
  /** By what a row without an id is known. */
  readonly keyOf: (cells: readonly string[], line: number) => string;
}

/** A row is known again by its id column, or by its line in the file that first brought it. */
export function createRowReader(columns: Columns, wish: RowWish): RowReader {
  const seenIds = createSeenRows();
  return (cells, line) => {
    const wide = widthFaultOf(columns, cells);
    if (wide !== null) return { refused: wide };
    const { source = wish.source, ...fields } = fieldsOf(columns, cells, wish.fields.words);
    if (!sourcePattern.test(source))
      return { refused: `${nameOf(columns, 'source')}: A source has 1 to 60 characters, on one line.` };
    const isRow = wish.fields.knownBy === 'rows';
    const id = fields.sourceId;
    const hasOwnId = !isRow || (id !== undefined && !isNoWords(id));
    const read = wish.itemOf(hasOwnId ? fields : { ...fields, sourceId: wish.keyOf(cells, line) });
    if (isLeftOut(read)) return read;
    if (isFault(read)) return { refused: `${nameOf(columns, read.field)}: ${read.fault}` };
    const named = { source, item: read };
    return id !== undefined && isOtherRow(named, id, seenIds) ? { refused: doubled(columns, id) } : named;
  };
}

/** The column's name as the file has it, for whoever mends the row. */
export function nameOf({ header, indexes }: Columns, field: ImportField): string {
  return header[indexes.get(field) ?? -1]?.trim() ?? field;
}

/** Fewer cells are no fault: Excel leaves out the separators behind the last one that is filled. */
export function widthFaultOf({ header }: Columns, cells: readonly string[]): string | null {
  if (cells.slice(header.length).every((cell) => cell.trim() === '')) return null;
  return (
    `The row has ${count(cells.length)} where the header has ${count(header.length)}. ` +
    'A text with the separator, a quotation mark or a line break in it must stand in quotation marks.'
  );
}

function doubled(columns: Columns, id: string): string {
  const mend = 'Give each row its own, or leave the ids out with --map id=';
  return `${nameOf(columns, 'sourceId')}: Another row above has the id ${id}. ${mend}`;
}

const count = (columnCount: number): string => `${columnCount} ${columnCount === 1 ? 'column' : 'columns'}`;

/** What is not empty, and the words even if they are. */
export function fieldsOf({ indexes, beside }: Columns, cells: readonly string[], words: string): Fields {
  const fields: Record<string, string> = {};
  for (const [field, index] of indexes) {
    const further = beside.get(field);
    const cell = (further && wholeCell(cells, [index, ...further], field === words)) ?? cells[index] ?? '';
    if (cell.trim() !== '') fields[field] = field === words ? cell : unguarded(cell.trim());
    else if (field === words) fields[field] = cell;
  }
  return fields;
}

/** Of words the column that is filled; of a date all of them. */
function wholeCell(cells: readonly string[], indexes: readonly number[], isWords: boolean): string | undefined {
  const values = indexes.map((index) => cells[index] ?? '');
  return isWords ? values.find((value) => !isNoWords(value)) : wholeDate(values);
}

/** The row's own line, which an errors file of ours still knows. */
export function lineIn(ours: OwnColumns | null, cells: readonly string[], line: number): number {
  const told = ours === null ? Number.NaN : Number(cells[0]);
  return Number.isInteger(told) && told > 0 ? told : line;
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

/** FNV-1a over what the item says, from 1 up: two rows of one id that differ share it once in four billion times. */
function checksum(item: Item): number {
  let sum = 0x811c9dc5;
  for (const field in item) {
    const value = String(item[field]);
    for (let at = 0; at <= value.length; at += 1) sum = Math.imul(sum ^ (value.charCodeAt(at) | 0), 0x01000193);
  }
  return sum >>> 0 || 1;
}

/** Whether a row above has this id and says something else: the room would take the two for one and lose the second. */
function isOtherRow({ source, item }: RowItem, sourceId: string, seen: SeenRows): boolean {
  const id = digest(`${source}\n${sourceId}`);
  const said = checksum(item);
  const before = seen.get(id);
  if (before === 0) seen.set(id, said);
  return before !== 0 && before !== said;
}
