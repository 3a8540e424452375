/** Reads what stands behind the colon of a detail; read-detail.ts asks. */
import { trimEndOf } from '../../kernel/long-text.js';
import { fold } from '../nearest.js';
import { type LineProblem, missingValue, spacedValue, unclosedQuote } from './problem.js';
import { closerOf, findClosingQuote, isQuote, isSingleQuote } from './quotes.js';
import type { Reading } from './reading.js';
import type { DetailSpec } from './shape.js';

export interface Value {
  readonly kind: 'value';
  /** Without its quotes, trimmed. */
  readonly value: string;
  /** Where it stands in the line, quotes included, the punctuation that trails it not. */
  readonly from: number;
  readonly to: number;
  /** Behind the punctuation that trails it. */
  readonly end: number;
}

/** Up to the next space; `<…>` is one piece, because platforms write mentions and links so. */
const BARE = /(?:<[^<>\n]*>)?\S*/y;
const BEFORE_SIGN = /[\p{L}\p{N}_.-]{1,60}=/uy;
/** Commas and full stops that belong to the sentence and not to the value. `!` and `?` stay: Yahoo! */
const TRAILING = /[,;.،؛。，；、]/u;
const TRAILING_AFTER_QUOTE = /[,;.،؛。，；、]*(?=\s|$)/uy;
const EDGE = /[\s\u200B-\u200F\u2060]/u;
const EDGES = /^[\s\u200B-\u200F\u2060]+/u;
const DASHES = /[\u2010-\u2015\u2212\uFE63\uFF0D]/gu;

const withoutEdges = (text: string): string => trimEndOf(text.replace(EDGES, ''), EDGE);

/** A value right behind the colon, or null when there is a space or nothing. */
export function readValue(reading: Reading, from: number, key: string): Value | LineProblem | null {
  const { line } = reading;
  const first = line.charAt(from);
  if (first === '' || /\s/.test(first)) return null;
  if (isQuote(first) || isSingleQuote(first)) {
    const closeAt = findClosingQuote(reading, from);
    if (closeAt >= 0) return quotedValue(line, from, closeAt);
    if (isQuote(first)) return unclosedQuote(key, line, { at: from, closer: closerOf(first) });
  }
  return quotedBehindSign(reading, from) ?? bareValue(line, from);
}

/** `industry="family hotel"`: a name and a sign, and only what follows is in quotes. null: it is not that. */
function quotedBehindSign(reading: Reading, from: number): Value | null {
  const { line } = reading;
  BEFORE_SIGN.lastIndex = from;
  const name = BEFORE_SIGN.exec(line)?.[0] ?? '';
  const openAt = from + name.length;
  if (name === '' || !isQuote(line.charAt(openAt))) return null;
  const closeAt = findClosingQuote(reading, openAt);
  if (closeAt < 0) return null;
  const quoted = quotedValue(line, openAt, closeAt);
  return { ...quoted, value: `${name}${quoted.value}`, from };
}

function quotedValue(line: string, from: number, closeAt: number): Value {
  TRAILING_AFTER_QUOTE.lastIndex = closeAt + 1;
  const trailing = TRAILING_AFTER_QUOTE.exec(line)?.[0] ?? '';
  const value = withoutEdges(line.slice(from + 1, closeAt));
  return { kind: 'value', value, from, to: closeAt + 1, end: closeAt + 1 + trailing.length };
}

function bareValue(line: string, from: number): Value {
  const word = bareWordAt(line, from);
  const kept = trimEndOf(word, TRAILING) || word;
  const value = straightenDashes(withoutEdges(kept));
  return { kind: 'value', value, from, to: from + kept.length, end: from + word.length };
}

/** What stands at `from` up to the next space. */
export function bareWordAt(line: string, from: number): string {
  BARE.lastIndex = from;
  return BARE.exec(line)?.[0] ?? '';
}

/** Dates and numbers (2026–12–01, F–12) with the dashes that phones put there; other words stay as they are. */
export function straightenDashes(word: string): string {
  const plain = word.replace(DASHES, '-');
  return /^[A-Za-z0-9:.]+(?:-[A-Za-z0-9:.]+)+$/.test(plain) && /\d/.test(plain) ? plain : word;
}

interface Expected {
  readonly spec: DetailSpec;
  readonly isDetailAt: (place: number) => boolean;
}

/**
 * `customer: Acme`, with a space: taken where nothing else can be meant, which is one of the listed values or
 * a last single word. In the middle of a sentence ("the customer: he is angry") the person is asked, so that no words are lost.
 */
export function readSpacedValue(line: string, colonEnd: number, { spec, isDetailAt }: Expected): Value | LineProblem {
  const from = skipSpace(line, colonEnd);
  if (from === line.length || isDetailAt(from)) return missingValue(spec.key, spec.oneOf);
  const found = bareValue(line, from);
  const isListed = spec.oneOf !== undefined && chosen(spec.oneOf, found.value) !== null;
  const next = skipSpace(line, found.end);
  const isLast = next === line.length || isDetailAt(next);
  if (isListed || (isLast && !isQuote(line.charAt(from)))) return found;
  const mend = { from: colonEnd, to: from, replacement: '' };
  return { ...spacedValue(spec.key, found.value), mend };
}

/** The listed value that was typed, as it is registered; null when it is none of them. */
export function chosen(oneOf: readonly string[], typed: string): string | null {
  const wanted = fold(trimEndOf(typed, /[\p{P}\p{S}]/u));
  const isOf = (word: string | undefined) => oneOf.find((value) => fold(value) === word);
  return isOf(wanted) ?? isOf(fold(typed)) ?? isOf(sameAs.get(wanted)) ?? null;
}

/** Other words for yes and no, where these are among the listed. */
const sameAs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    on: 'yes',
    true: 'yes',
    y: 'yes',
    off: 'no',
    false: 'no',
    n: 'no',
  }),
);

function skipSpace(line: string, from: number): number {
  let at = from;
  while (at < line.length && /\s/.test(line.charAt(at))) at += 1;
  return at;
}
