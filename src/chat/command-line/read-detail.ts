/**
 * Reads one `key:value` of a typed line, or finds that there is none; the reader of the whole line asks at every word.
 *
 * What counts as a detail: a word of ASCII letters and a colon, where a word may begin.
 * - A key that the command knows: always. Its value stands right behind the colon, bare or in quotes. Behind a
 *   space it is taken where that is clear: one of the listed values, or a last single word.
 * - Any other key: an error when it was plausibly meant as a detail: a value stands right behind the colon and begins
 *   with a letter, digit, quote, @, < or #, and either the key is a slip of a known one, or it is
 *   at least two letters long, no address's scheme (mailto:…) and the value no smiley (sad:D) and without a colon of its own (`slow:tired:`, `a:b:c`).
 * - Everything else is text: `10:30`, `https://…`, `Note: this`, `C:\temp`, `std::map`, keys in other scripts.
 * In quotes nothing is a detail.
 */
import { fold, nearest } from '../nearest.js';
import { type LineProblem, missingValue, unknownDetail, unknownValue } from './problem.js';
import { isQuote } from './quotes.js';
import { bareWordAt, chosen, readSpacedValue, readValue, type Value } from './read-value.js';
import type { Reading } from './reading.js';
import type { DetailSpec } from './shape.js';

export interface DetailPiece {
  readonly kind: 'detail';
  readonly spec: DetailSpec;
  /** Without its quotes, trimmed; as registered where the values are listed. */
  readonly value: string;
  /** Behind it and the punctuation that trails it. */
  readonly end: number;
}

/** Dashes in front come from people who know command lines; phones join the two. Marks without width come from pasting and from right-to-left keyboards. */
const KEY = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069]*(?:--|[—–])?([A-Za-z][A-Za-z0-9_-]*)[:：]/y;
const SCHEMES = /^(?:https?|ftp|file|mailto|tel|sms|data|urn|geo|callto|skype|msteams|slack|javascript|localhost)$/i;
const VALUE_START = /^[\p{L}\p{N}"＂“”„‟«»'‘@<#]/u;
const SMILEY = /^[DPpOoXxSs3]$/;

interface Key {
  readonly typed: string;
  /** Where its letters begin. */
  readonly from: number;
  /** Behind the colon. */
  readonly end: number;
}

/** The detail that begins at `at`, what is wrong with it, or null when the words there are text. */
export function readDetail(reading: Reading, at: number): DetailPiece | LineProblem | null {
  const { line, specs } = reading;
  const key = keyAt(line, at);
  if (key === null) return null;
  const spec = specOf(key.typed, specs);
  if (spec === null) return isMeant(line, key, specs) ? unknownKey(key, specs) : null;
  const isDetailAt = (place: number) => specOf(keyAt(line, place)?.typed ?? '', specs) !== null;
  const value = readValue(reading, key.end, spec.key) ?? readSpacedValue(line, key.end, { spec, isDetailAt });
  return value.kind === 'problem' ? value : checkValue(spec, value);
}

function keyAt(line: string, at: number): Key | null {
  KEY.lastIndex = at;
  const typed = KEY.exec(line)?.[1];
  if (typed === undefined) return null;
  return { typed, from: KEY.lastIndex - 1 - typed.length, end: KEY.lastIndex };
}

function specOf(typed: string, specs: readonly DetailSpec[]): DetailSpec | null {
  return specs.find((spec) => fold(spec.key) === fold(typed)) ?? null;
}

function nearestKey(typed: string, specs: readonly DetailSpec[]): string | null {
  return nearest(
    typed,
    specs.map((spec) => spec.key),
  );
}

/** Whether a key that the command does not know was meant as one; the rule stands at the top of this file. */
function isMeant(line: string, key: Key, specs: readonly DetailSpec[]): boolean {
  const value = bareWordAt(line, key.end);
  if (!VALUE_START.test(value) || !/^[A-Za-z]{2,}$/.test(key.typed)) return false;
  if (nearestKey(key.typed, specs) !== null) return true;
  if (SCHEMES.test(key.typed) || SMILEY.test(value)) return false;
  return isQuote(value.charAt(0)) || !value.includes(':');
}

function unknownKey(key: Key, specs: readonly DetailSpec[]): LineProblem {
  const guess = nearestKey(key.typed, specs);
  const problem = unknownDetail(
    key.typed,
    specs.map((spec) => spec.key),
    guess,
  );
  if (guess === null) return problem;
  return { ...problem, mend: { from: key.from, to: key.from + key.typed.length, replacement: guess } };
}

function checkValue(spec: DetailSpec, found: Value): DetailPiece | LineProblem {
  if (found.value === '') return missingValue(spec.key, spec.oneOf);
  const value = spec.oneOf === undefined ? found.value : chosen(spec.oneOf, found.value);
  if (value !== null) return { kind: 'detail', spec, value, end: found.end };
  const guess = nearest(found.value, spec.oneOf ?? []) ?? onlyBeginning(found.value, spec.oneOf ?? []);
  const problem = unknownValue(spec.key, found.value, { oneOf: spec.oneOf ?? [], nearest: guess });
  return guess === null ? problem : { ...problem, mend: { from: found.from, to: found.to, replacement: guess } };
}

/** `hi` of low, normal and high: among so few a beginning says enough when no other begins so. */
function onlyBeginning(typed: string, oneOf: readonly string[]): string | null {
  const [only, another] = oneOf.filter((each) => fold(each).startsWith(fold(typed)));
  return only !== undefined && another === undefined ? only : null;
}
