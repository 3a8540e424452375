/**
 * The rows of a CSV file with their line numbers, and the lines whose quoting is broken. Asked by import-file.ts.
 *
 * Plain rows are taken off by plain-rows.ts. The others csv-parse takes apart, but it ends at the first fault (or, told to go on, swallows every row up to the next
 * quotation mark). So here it is started again on the line after the one where the faulty row began: what follows is
 * read as if the fault had never been. To do so the bytes of the row in work are kept, at most `maxRowBytes`.
 */
import { CsvError, type Parser, parse } from 'csv-parse';
import { brokenUntil, leadingLineEnds, lineEnd, lineEndCount } from './csv-lines.js';
import { takePlainRows } from './plain-rows.js';

/** More than any honest row; what is longer has a quotation mark that nobody closed. */
export const maxRowBytes = 256 * 1024;

/** A row with the number of its line, or a line that can't be taken apart. */
export type CsvRow =
  | { readonly kind: 'row'; readonly line: number; readonly cells: readonly string[] }
  /** `raw`: the start of what could not be read. */
  | { readonly kind: 'broken'; readonly line: number; readonly reason: string; readonly raw: string };

/**
 * One list per piece of `text`, which is UTF-8 without a byte order mark. Lines with nothing on them are left out.
 * @param delimiter one character
 */
export async function* readCsvRows(text: AsyncIterable<Buffer>, delimiter: string): AsyncGenerator<readonly CsvRow[]> {
  const reading: Reading = {
    delimiter,
    unread: Buffer.alloc(0),
    line: 1,
    columnCount: 0,
    fault: null,
    isSkipping: false,
  };
  for await (const piece of text) yield await read(reading, piece, false);
  yield await read(reading, Buffer.alloc(0), true);
}

interface Reading {
  readonly delimiter: string;
  /** What no row was made of yet. Begins where a line begins, except while `isSkipping`. */
  unread: Buffer;
  /** The number of the line that `unread` begins with. */
  line: number;
  /** Of the first row; 0 before it. */
  columnCount: number;
  /** Ended the last parser at the row that `unread` begins with; null: none did, or that row was left out. */
  fault: CsvError | null;
  /** What `unread` begins with is the rest of a line that was left out. */
  isSkipping: boolean;
}

interface ParserRun {
  readonly parser: Parser;
  /** Rows that were not taken yet; `end` in bytes from where this parser began. */
  readonly parsed: readonly { readonly cells: readonly string[]; readonly end: number }[];
}

async function read(reading: Reading, piece: Buffer, isEnd: boolean): Promise<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  reading.unread = reading.unread.length > 0 ? Buffer.concat([reading.unread, piece]) : piece;
  for (;;) {
    if (reading.fault !== null) {
      const broken = leaveOutBroken(reading, reading.fault, isEnd);
      if (broken === null) return rows;
      rows.push(broken);
      reading.fault = null;
    }
    if (reading.isSkipping) {
      skip(reading, lineEnd(reading.unread, 0, isEnd));
      if (reading.isSkipping) return rows;
    }
    if (takePlain(reading, rows, isEnd)) return rows;
    const { parser, parsed } = startParser(reading.delimiter);
    reading.fault = await feed(parser, reading.unread, isEnd);
    takeParsed(reading, parsed, rows);
    if (reading.fault === null) return rows;
  }
}

/** Whether there is nothing left to judge until more comes. */
function takePlain(reading: Reading, rows: CsvRow[], isEnd: boolean): boolean {
  const { unread, line, delimiter } = reading;
  const plain = takePlainRows(unread, line, { delimiter, isEnd });
  const tooLong = plain.byteCount > maxRowBytes && plain.rows.some(({ cells }) => lengthOf(cells) > maxRowBytes);
  if (tooLong) return false;
  for (const row of plain.rows) rows.push(row);
  reading.columnCount ||= plain.rows[0]?.cells.length ?? 0;
  reading.line += plain.lineCount;
  reading.unread = unread.subarray(plain.byteCount);
  return reading.unread.length === 0 || (plain.rest === 'unfinished' && reading.unread.length <= maxRowBytes && !isEnd);
}

/** In characters, which are never more than bytes: at the border csv-parse judges. */
function lengthOf(cells: readonly string[]): number {
  let length = 0;
  for (const cell of cells) length += cell.length;
  return length;
}

function startParser(delimiter: string): ParserRun {
  const parsed: { readonly cells: readonly string[]; readonly end: number }[] = [];
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxRowBytes,
    on_record: (cells: string[], { bytes }) => {
      parsed.push({ cells, end: bytes });
      // Nothing is handed on, so that no reader has to keep up.
      return null;
    },
  });
  // Faults are taken from the callbacks of `feed`; without a listener Node would end the process.
  parser.on('error', () => {});
  return { parser, parsed };
}

/** Resolves when the piece is parsed: with the fault that ended this parser, or null. */
async function feed(parser: Parser, piece: Buffer, isEnd: boolean): Promise<CsvError | null> {
  try {
    await new Promise<void>((resolve, reject) => {
      parser.write(piece, (error) => (error ? reject(error) : resolve()));
    });
    if (isEnd) {
      await new Promise<void>((resolve, reject) => {
        parser.once('error', reject).end(resolve);
      });
    }
    return null;
  } catch (error) {
    if (error instanceof CsvError) return error;
    throw error;
  }
}

function takeParsed(reading: Reading, parsed: ParserRun['parsed'], rows: CsvRow[]): void {
  let begin = 0;
  for (const { cells, end } of parsed) {
    const bytes = reading.unread.subarray(0, end - begin);
    const blank = bytes.subarray(0, leadingLineEnds(bytes));
    rows.push({ kind: 'row', line: reading.line + lineEndCount(blank), cells });
    reading.columnCount ||= cells.length;
    advance(reading, bytes.length);
    begin = end;
  }
}

/** Null: the broken line goes on in the next piece, and is reported when it is there whole. */
function leaveOutBroken(reading: Reading, fault: CsvError, isEnd: boolean): CsvRow | null {
  advance(reading, leadingLineEnds(reading.unread));
  const { unread, line } = reading;
  const isOneColumn = reading.columnCount === 1;
  const end = lineEnd(unread, brokenUntil(unread, isOneColumn && fault.code === 'CSV_INVALID_CLOSING_QUOTE'), isEnd);
  if (end === null && unread.length <= maxRowBytes) return null;
  skip(reading, end);
  const raw = unread.subarray(0, Math.min(end ?? unread.length, 2000)).toString();
  return { kind: 'broken', line, reason: reasonOf(fault, end ?? unread.length), raw: raw.trimEnd() };
}

/** Goes on after `end`, the end of a broken line; null: it has not come yet. */
function skip(reading: Reading, end: number | null): void {
  const { unread } = reading;
  reading.isSkipping = end === null;
  // A \r at the very end is kept: the \n that belongs to it may follow.
  const keptFrom = unread.at(-1) === 13 ? unread.length - 1 : unread.length;
  advance(reading, end ?? keptFrom);
}

function advance(reading: Reading, byteCount: number): void {
  reading.line += lineEndCount(reading.unread.subarray(0, byteCount));
  reading.unread = reading.unread.subarray(byteCount);
}

function reasonOf(fault: CsvError, brokenBytes: number): string {
  const mend = 'Put the whole field in quotation marks and double those inside it: "She said ""no""".';
  if (fault.code === 'CSV_MAX_RECORD_SIZE') {
    const isLong = brokenBytes > maxRowBytes;
    return isLong
      ? `The row is longer than ${maxRowBytes / 1024} KB.`
      : `A quotation mark on this line is never closed. ${mend}`;
  }
  if (fault.code === 'CSV_QUOTE_NOT_CLOSED') return `A quotation mark on this line is never closed. ${mend}`;
  return `There is a quotation mark where none may stand. ${mend}`;
}
