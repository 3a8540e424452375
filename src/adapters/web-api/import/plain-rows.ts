/**
 * Takes well-formed rows off the start of a piece of CSV, ten times as fast as csv-parse, which reads sign by sign.
 * csv-rows.ts asks here first and leaves to csv-parse whatever is not plainly a row: it alone judges what is broken.
 */
import { isAscii } from 'node:buffer';

export interface PlainRows {
  readonly rows: readonly { readonly kind: 'row'; readonly line: number; readonly cells: readonly string[] }[];
  /** How many bytes they took, blank lines included, and how many lines ended in them. */
  readonly byteCount: number;
  readonly lineCount: number;
  /** What follows may become a row when more of it comes, or it is none that can be read here. */
  readonly rest: 'unfinished' | 'odd';
}

interface Scan {
  /** A character a byte, so that places in it are places in the bytes. */
  readonly text: string;
  readonly delimiter: string;
  readonly isEnd: boolean;
  readonly decode: (cell: string) => string;
  at: number;
  line: number;
}

/** @param bytes from where a row begins; `line`: the number of its line */
export function takePlainRows(bytes: Buffer, line: number, options: { delimiter: string; isEnd: boolean }): PlainRows {
  const decode = isAscii(bytes) ? (cell: string) => cell : decodeUtf8;
  const delimiter = Buffer.from(options.delimiter).toString('latin1');
  const scan: Scan = { text: bytes.toString('latin1'), delimiter, isEnd: options.isEnd, decode, at: 0, line };
  const rows: { kind: 'row'; line: number; cells: string[] }[] = [];
  for (;;) {
    skipBlankLines(scan);
    const [byteCount, startLine] = [scan.at, scan.line];
    const cells = readRow(scan);
    if (typeof cells !== 'string') {
      rows.push({ kind: 'row', line: startLine, cells });
      continue;
    }
    return { rows, byteCount, lineCount: startLine - line, rest: cells };
  }
}

function decodeUtf8(cell: string): string {
  return /[\x80-\xff]/.test(cell) ? Buffer.from(cell, 'latin1').toString() : cell;
}

function skipBlankLines(scan: Scan): void {
  while (scan.at < scan.text.length && takeLineEnd(scan));
}

/** Goes over a line end that stands here. One that may be half of \r\n is not here yet. */
function takeLineEnd(scan: Scan): boolean {
  const { text, at, isEnd } = scan;
  const sign = text.charCodeAt(at);
  if (sign !== 10 && sign !== 13) return false;
  if (sign === 13 && at + 1 === text.length && !isEnd) return false;
  scan.at += sign === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1;
  scan.line += 1;
  return true;
}

function readRow(scan: Scan): string[] | PlainRows['rest'] {
  const { text, at, delimiter, decode } = scan;
  const end = endOfLine(scan);
  if (end === null) return 'unfinished';
  const line = text.slice(at, end);
  if (line.includes('"')) return readQuotedRow(scan);
  scan.at = end;
  takeLineEnd(scan);
  return line.split(delimiter).map(decode);
}

/** Where the line ends; null: not in this piece, or nothing is left. */
function endOfLine({ text, at, isEnd }: Scan): number | null {
  const lf = text.indexOf('\n', at);
  const upTo = lf < 0 ? text.length : lf;
  const cr = text.slice(at, upTo).indexOf('\r');
  const end = cr < 0 ? upTo : at + cr;
  const isThere = end < text.length && (end + 1 < text.length || text.charCodeAt(end) === 10);
  return isThere || (isEnd && at < text.length) ? end : null;
}

/** A row in which some fields stand in quotation marks, also over several lines. */
function readQuotedRow(scan: Scan): string[] | PlainRows['rest'] {
  const { text, delimiter, decode, isEnd } = scan;
  const cells: string[] = [];
  for (;;) {
    const field = text.charCodeAt(scan.at) === 34 ? readQuoted(scan) : readBare(scan);
    if (field === null) return isEnd ? 'odd' : 'unfinished';
    if (field === undefined) return 'odd';
    cells.push(decode(field));
    if (text.startsWith(delimiter, scan.at)) {
      scan.at += delimiter.length;
      continue;
    }
    if (scan.at === text.length) return isEnd ? cells : 'unfinished';
    if (takeLineEnd(scan)) return cells;
    return text.charCodeAt(scan.at) === 13 ? 'unfinished' : 'odd';
  }
}

/** null: it does not close in this piece. */
function readQuoted(scan: Scan): string | null {
  const { text, at } = scan;
  let close = text.indexOf('"', at + 1);
  while (close >= 0 && text.charCodeAt(close + 1) === 34) close = text.indexOf('"', close + 2);
  if (close < 0) return null;
  scan.at = close + 1;
  const inside = text.slice(at + 1, close);
  if (/[\r\n]/.test(inside)) scan.line += inside.match(/\r\n|\r|\n/g)?.length ?? 0;
  return inside.includes('""') ? inside.replaceAll('""', '"') : inside;
}

/** undefined: there is a quotation mark in it, where none may stand. */
function readBare(scan: Scan): string | undefined {
  const { text, at, delimiter } = scan;
  let end = endOfLine(scan) ?? text.length;
  const next = text.indexOf(delimiter, at);
  if (next >= 0 && next < end) end = next;
  const field = text.slice(at, end);
  scan.at = end;
  return field.includes('"') ? undefined : field;
}
