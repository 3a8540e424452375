/** What one row says, as an item for the room, and by what it is known again. Asked by batches.ts. */
import { hash } from 'node:crypto';
import type { Columns, ImportField } from './columns.js';
import type { Fields, Item, ItemOf } from './item.js';
import { createSeenRows, type SeenRows } from './seen-rows.js';

/** An item with the source that the row names. */
export interface RowItem {
  readonly source: string;
  readonly item: Item;
}

export type RowReading = RowItem | { readonly refused: string };

/** Takes the rows of one file apart, in their order. */
export type RowReader = (cells: readonly string[]) => RowReading;

/** As long as an API key's name, and as plain: sources are typed in routing rules. */
export const sourcePattern = /^[^\p{Cc}]{1,60}$/u;

export interface RowWish {
  /** The field whose spaces count. */
  readonly words: string;
  readonly itemOf: ItemOf;
  /** Of rows that name none. */
  readonly source: string;
}

/**
 * A row is known again by its id column. Without one, by all it says together with how many rows before it say just
 * the same: so a second run of the file finds every row, and two customers who wrote the same count as two.
 */
export function createRowReader(columns: Columns, { words, itemOf, source: defaultSource }: RowWish): RowReader {
  const seenIds = createSeenRows();
  const seenContents = createSeenRows();
  const contentOf = contentReader(columns);
  return (cells) => {
    const widthFault = widthFaultOf(columns, cells);
    if (widthFault !== null) return { refused: widthFault };
    const { source = defaultSource, ...fields } = fieldsOf(columns, cells, words);
    if (!sourcePattern.test(source))
      return { refused: `${nameOf(columns, 'source')}: A source has 1 to 60 characters, on one line.` };
    const item = itemOf(fields);
    if (isFault(item)) return { refused: `${nameOf(columns, item.field)}: ${item.fault}` };
    const named = { source, item };
    if (fields.sourceId === undefined) return withContentId(named, contentOf(cells), seenContents);
    return isOtherRow(named, fields.sourceId, seenIds) ? { refused: doubled(columns, fields.sourceId) } : named;
  };
}

/** The column's name as the file has it, for whoever mends the row. */
export function nameOf({ header, indexes }: Columns, field: ImportField): string {
  return header[indexes.get(field) ?? -1]?.trim() ?? field;
}

function widthFaultOf({ header }: Columns, cells: readonly string[]): string | null {
  const isWider = cells.slice(header.length).some((cell) => cell.trim() !== '');
  if (cells.length >= header.length && !isWider) return null;
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
function fieldsOf({ indexes }: Columns, cells: readonly string[], words: string): Fields {
  const fields: Record<string, string> = {};
  for (const [field, index] of indexes) {
    const cell = cells[index] ?? '';
    if (cell.trim() !== '') fields[field] = field === words ? cell : cell.trim();
    else if (field === words) fields[field] = cell;
  }
  return fields;
}

function isFault(item: ReturnType<ItemOf>): item is { readonly field: string; readonly fault: string } {
  return typeof item.fault === 'string';
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

/** Columns in the order of their names, so that moving one changes no row. */
function contentReader({ header }: Columns): (cells: readonly string[]) => Buffer {
  const names = header.map((name, index) => ({ name: name.trim(), index }));
  const inOrder = names.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  return (cells) =>
    digest(JSON.stringify(inOrder.flatMap(({ name, index }) => (cells[index] ? [name, cells[index]] : []))));
}

function withContentId(row: RowItem, content: Buffer, seen: SeenRows): RowItem {
  const occurrence = seen.get(content) + 1;
  seen.set(content, occurrence);
  const sourceId = `row:${content.toString('base64url')}${occurrence === 1 ? '' : `:${occurrence}`}`;
  return { ...row, item: { ...row.item, sourceId } };
}

/** Whether a row above has this id and says something else: the room would take the two for one and lose the second. */
function isOtherRow({ source, item }: RowItem, sourceId: string, seen: SeenRows): boolean {
  const id = digest(`${source}\n${sourceId}`);
  const said = checksum(item);
  const before = seen.get(id);
  if (before === 0) seen.set(id, said);
  return before !== 0 && before !== said;
}
