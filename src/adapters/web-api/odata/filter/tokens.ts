/** Takes the text of a `$filter` apart. */
import { faulty } from '../fault.js';

/** `word`: a name, an operator, `null`, `true`. */
export type TokenKind = 'word' | 'text' | 'number' | 'instant' | 'date' | 'guid' | 'open' | 'close' | 'comma';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** From 0, in the filter. */
  readonly at: number;
}

/** What is longer than any filter a tool writes. */
const longest = 8_000;

/** The more particular first. A quote inside a text is doubled. */
const shapes: readonly (readonly [TokenKind, RegExp])[] = [
  ['text', /'(?:[^']|'')*'/y],
  ['instant', /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?:Z|[+-]\d\d:\d\d)/iy],
  ['guid', /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/iy],
  ['date', /\d{4}-\d\d-\d\d/y],
  ['number', /[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy],
  ['word', /[a-z_][\w.]*/iy],
  ['open', /\(/y],
  ['close', /\)/y],
  ['comma', /,/y],
];

/** @throws Problem 400 that says where */
export function tokensOf(filter: string): readonly Token[] {
  if (filter.length > longest)
    throw faulty('$filter', `The filter has ${filter.length} characters. The limit is ${longest}.`);
  if (filter.includes('\0')) throw faulty('$filter', 'The filter has a character that stands in no text: NUL.');
  const tokens: Token[] = [];
  let at = skipSpace(filter, 0);
  while (at < filter.length) {
    const token = tokenAt(filter, at);
    tokens.push(token);
    at = skipSpace(filter, at + token.text.length);
  }
  return tokens;
}

function skipSpace(filter: string, from: number): number {
  let at = from;
  while (/\s/.test(filter.charAt(at))) at += 1;
  return at;
}

function tokenAt(filter: string, at: number): Token {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const [text] = shape.exec(filter) ?? [];
    if (text !== undefined) return { kind, text, at };
  }
  const what = filter.charAt(at) === "'" ? 'begins a text that does not end' : `“${filter.charAt(at)}” can’t stand`;
  throw faulty('$filter', `At character ${at + 1} ${what}.`);
}
