/** Where a file's columns are named and where its rows begin: titles above, second and third rows of names, our own columns. */
import type { CsvRow } from '../csv-rows.js';
import { type ZoneMark, zoneInName, zoneMark } from './zones.js';

/** A column of a file: its names, and the zone of its times. */
export interface Column {
  /** As the header has it; a column without a name is `column 3`. */
  readonly name: string;
  /** What a second row of names calls it: Qualtrics' question, SurveyMonkey's choice. */
  readonly also: string | null;
  /** The zone that the file says its times are in. */
  readonly zone: ZoneMark | null;
}

/** Which lines hold names and which rows, and what the columns are called. */
export interface Layout {
  readonly columns: readonly Column[];
  /** The first lines, which hold no rows: titles, names. */
  readonly headLines: ReadonlySet<number>;
  /** An errors file of ours: its first columns are marks and no data. */
  readonly ours: OwnColumns | null;
}

/** Which of the columns of an errors file are our own. */
export interface OwnColumns {
  readonly count: number;
  /** The column that says by what a row without an id is known; null: its rows have ids. */
  readonly keyAt: number | null;
}

/** What an errors file of ours puts before the file's own columns. */
export const ownNames = ['Line', 'Reason', 'Row key'] as const;

/** How many rows are looked at to find the names. */
export const headRowCount = 500;

type Cells = readonly string[];

/** @param rows the first of the file; @returns null when there is none that can name columns */
export function layoutOf(rows: readonly CsvRow[]): Layout | null {
  const readable = rows.flatMap((row) => (row.kind === 'row' && isFilled(row.cells) ? [row] : []));
  const at = readable.findIndex(({ cells }) =>
    namesColumns(
      cells,
      readable.slice(0, 40).map((row) => row.cells),
    ),
  );
  const header = readable[at];
  if (header === undefined) return null;
  const following = readable.slice(at + 1);
  const second = secondNames(
    header.cells,
    following.map(({ cells }) => cells),
  );
  const head = [...readable.slice(0, at + 1), ...following.slice(0, second.length)];
  const columns = columnsOf(header.cells, second);
  const ours = ownColumnsIn(
    header.cells,
    following.slice(second.length).map(({ cells }) => cells),
  );
  return { columns, headLines: new Set(head.map(({ line }) => line)), ours };
}

const isFilled = (cells: Cells): boolean => cells.some((cell) => cell.trim() !== '');
const filledCount = (cells: Cells): number => cells.filter((cell) => cell.trim() !== '').length;

/** Titles and dates of the export stand alone on their lines; the names fill at least half of the widest row. */
function namesColumns(cells: Cells, near: readonly Cells[]): boolean {
  if (/^sep=.?$/i.test(cells.join('').trim())) return false;
  const widest = near.reduce((most, row) => Math.max(most, filledCount(row)), 0);
  const count = filledCount(cells);
  return widest <= 1 || (count >= 2 && count >= widest / 2);
}

/** Rows of further names behind the header: at most two. */
function secondNames(header: Cells, rows: readonly Cells[]): readonly Cells[] {
  const importIds = rows.slice(0, 2).findIndex((cells) => cells.some((cell) => /^\{"ImportId"/.test(cell.trim())));
  if (importIds >= 0) return rows.slice(0, importIds + 1);
  const [first, ...rest] = rows;
  if (first === undefined) return [];
  const isRepeated = header.every((name, index) => (first[index] ?? '').trim() === name.trim());
  return isRepeated || isRowOfNames(header, first, rest.slice(0, 50)) ? [first] : [];
}

const answerNames =
  /^(?:response|open-ended response|other \(please specify\)|score|comment|antwort|réponse|respuesta)$/i;

/** SurveyMonkey's second row: most of what every other row fills is empty here, and what is filled are words. */
function isRowOfNames(header: Cells, first: Cells, rest: readonly Cells[]): boolean {
  const filled = first.filter((cell) => cell.trim() !== '');
  if (filled.length > 0 && filled.every((cell) => answerNames.test(cell.trim()))) return true;
  if (rest.length < 3 || filled.some((cell) => /\d/.test(cell))) return false;
  const always = header
    .map((_, index) => index)
    .filter((index) => rest.every((cells) => (cells[index] ?? '').trim() !== ''));
  const empty = always.filter((index) => (first[index] ?? '').trim() === '');
  return always.length >= 2 && empty.length >= always.length * 0.6;
}

/** Spaces and line breaks are one space. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function columnsOf(header: Cells, second: readonly Cells[]): readonly Column[] {
  const width = Math.max(header.length, ...second.map((cells) => cells.length));
  return Array.from({ length: width }, (_, index) => {
    // A name may go over several lines.
    const name = onOneLine(header[index] ?? '');
    const others = second.map((cells) => cells[index]?.trim() ?? '').filter((text) => text !== '');
    const [also = null] = others.filter((text) => !text.startsWith('{"ImportId"') && text !== name);
    const zone = zoneInName(name) ?? others.map(zoneOfImportId).find((mark) => mark !== null) ?? null;
    return name === ''
      ? { name: also ?? `column ${index + 1}`, also: null, zone }
      : { name, also: also !== null && answerNames.test(also) ? null : also, zone };
  });
}

function zoneOfImportId(text: string): ZoneMark | null {
  const [, zone] = /"timeZone"\s*:\s*"([^"]+)"/.exec(text) ?? [];
  return zone === undefined ? null : zone === 'Z' ? 0 : zoneMark(zone);
}

/** Line numbers under `Line`, reasons under `Reason`: no tool's export looks like that. */
function ownColumnsIn(header: Cells, rows: readonly Cells[]): OwnColumns | null {
  const isNamed = ownNames.slice(0, 2).every((name, index) => header[index]?.trim() === name);
  if (!isNamed || header.length < 3) return null;
  const isOurs = rows.every(([line = '', reason = '']) => /^\d+$/.test(line.trim()) && reason.trim() !== '');
  if (!isOurs) return null;
  const hasKey = header[2]?.trim() === ownNames[2];
  return { count: hasKey ? 3 : 2, keyAt: hasKey ? 2 : null };
}
