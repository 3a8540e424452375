/** Splits the rest of a typed line, after the command, into details and text. Called by the parser. */
import { type LineProblem, unclosedQuote } from './problem.js';
import { closerOf, findClosingQuote, isQuote, startsWord } from './quotes.js';
import { type DetailPiece, readDetail } from './read-detail.js';
import { straightenDashes } from './read-value.js';
import { type Reading, startReading } from './reading.js';
import type { DetailSpec } from './shape.js';

export interface Rest {
  readonly kind: 'rest';
  readonly text: string;
  /** Whether the person marked the text as such, by quotes or `--`. */
  readonly isLiteral: boolean;
  readonly details: readonly DetailPiece[];
}

interface WordPiece {
  readonly kind: 'word';
  readonly raw: string;
  readonly end: number;
  /** Behind `--`: as typed, quotes and all. */
  readonly isLiteral?: boolean;
}

interface SpacePiece {
  readonly kind: 'space';
  readonly raw: string;
  readonly end: number;
}

type Piece = DetailPiece | WordPiece | SpacePiece;

/** `--` alone before the text: all that follows is text. A phone's long dash only where a `word:` follows, since dialogue begins with one. */
const LITERAL_MARK = /(?:--(?=\s|$)|—(?=\s+[A-Za-z]{2,}[:：]\S))/y;

/** `F–12`, `9:00–17:00`, `2026–12–01`: the only texts in which dashes are made plain. */
const NUMBERED = /^[A-Za-z]{0,2}[\d:.]*(?:\p{Pd}[\d:.]+)+$/u;

/** How far the text has come. */
interface TextReading extends Reading {
  hasWords: boolean;
  /** Where a quotation opened that nothing closes; -1: none did. */
  loneQuoteAt: number;
}

/** @param from where in the line the command ends. */
export function readText(line: string, from: number, specs: readonly DetailSpec[]): Rest | LineProblem {
  const reading: TextReading = { ...startReading(line, specs), hasWords: false, loneQuoteAt: -1 };
  const pieces: Piece[] = [];
  for (let at = from; at < line.length; ) {
    const piece = readPiece(reading, at);
    if (piece.kind === 'problem') return piece;
    pieces.push(piece);
    at = piece.end;
  }
  return toRest(pieces);
}

function readPiece(reading: TextReading, at: number): Piece | LineProblem {
  const { line, hasWords, loneQuoteAt } = reading;
  const space = readSpace(line, at) ?? (hasWords ? null : readLiteral(line, at));
  if (space !== null) return space;
  const detail = readDetail(reading, at);
  // A detail behind a quotation that never closes may be part of what was quoted: only the person knows.
  if (detail !== null) return loneQuoteAt < 0 ? detail : unclosedAt(line, loneQuoteAt);
  const word = readWord(reading, at);
  if (!hasWords && reading.loneQuoteAt === at) return unclosedAt(line, at);
  reading.hasWords = true;
  return word;
}

function unclosedAt(line: string, at: number): LineProblem {
  return unclosedQuote('text', line, { at, closer: closerOf(line.charAt(at)) });
}

function readSpace(line: string, at: number): SpacePiece | null {
  let end = at;
  while (end < line.length && /\s/.test(line.charAt(end))) end += 1;
  return end === at ? null : { kind: 'space', raw: line.slice(at, end), end };
}

function readLiteral(line: string, at: number): WordPiece | null {
  LITERAL_MARK.lastIndex = at;
  if (!LITERAL_MARK.test(line)) return null;
  return { kind: 'word', raw: line.slice(LITERAL_MARK.lastIndex).trim(), end: line.length, isLiteral: true };
}

/** Up to the next space outside quotes. */
function readWord(reading: TextReading, at: number): WordPiece {
  const { line } = reading;
  let end = at;
  while (end < line.length && !/\s/.test(line.charAt(end))) {
    end = opensQuote(reading, end) ? endOfQuote(reading, end) : end + 1;
  }
  return { kind: 'word', raw: line.slice(at, end), end };
}

function opensQuote({ line, hasWords }: TextReading, at: number): boolean {
  const mark = line.charAt(at);
  if (!isQuote(mark) || !startsWord(line, at)) return false;
  // French puts a space inside its marks; of the others, one before a space is a lone mark, unless the text begins with it.
  return mark === '«' || !hasWords || /\S/.test(line.charAt(at + 1));
}

/** Behind the closing mark; behind the opening one, noting that it stands alone, when nothing closes it. */
function endOfQuote(reading: TextReading, at: number): number {
  const closeAt = findClosingQuote(reading, at);
  if (closeAt >= 0) return closeAt + 1;
  if (reading.loneQuoteAt < 0) reading.loneQuoteAt = at;
  return at + 1;
}

function toRest(pieces: readonly Piece[]): Rest {
  const details = pieces.filter((piece) => piece.kind === 'detail');
  const words = pieces.filter((piece) => piece.kind === 'word');
  const [only] = words;
  if (only === undefined) return { kind: 'rest', text: '', isLiteral: false, details };
  if (words.length > 1) return { kind: 'rest', text: joined(pieces), isLiteral: false, details };
  return { kind: 'rest', ...unwrapped(only), details };
}

function unwrapped({ raw, isLiteral }: WordPiece): { text: string; isLiteral: boolean } {
  if (isLiteral) return { text: raw, isLiteral };
  const isWrapped =
    raw.length > 1 && isQuote(raw.charAt(0)) && findClosingQuote(startReading(raw, []), 0) === raw.length - 1;
  if (isWrapped) return { text: raw.slice(1, -1), isLiteral: true };
  return { text: NUMBERED.test(raw) ? straightenDashes(raw) : raw, isLiteral: false };
}

/** The words with the space that stood between them. Where details were taken out, the space around them that breaks the most lines stays. */
function joined(pieces: readonly Piece[]): string {
  let text = '';
  let gap = '';
  for (const piece of pieces) {
    if (piece.kind === 'space' && breaks(piece.raw) >= breaks(gap) + (gap === '' ? 0 : 1)) gap = piece.raw;
    if (piece.kind !== 'word') continue;
    text += text === '' ? piece.raw : gap + piece.raw;
    gap = '';
  }
  return text;
}

function breaks(space: string): number {
  return space.split('\n').length - 1;
}
