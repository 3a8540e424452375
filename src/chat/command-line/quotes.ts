/** Where quotation marks open and close in a typed line; the parser's readers of details and of text ask. */
import type { Reading } from './reading.js';

/** By opening mark, what closes it best first: people's keyboards mix typewriter and typographic marks. */
const CLOSERS: Readonly<Record<string, readonly string[]>> = {
  '"': ['"', '”', '“'],
  '＂': ['＂', '"'],
  '“': ['”', '"', '“'],
  '”': ['”', '"', '“'],
  '„': ['“', '”', '"'],
  '‟': ['”', '"'],
  '«': ['»'],
  '»': ['«', '»'],
};

/** Single marks are apostrophes in running text; only directly after `key:` do they quote. */
const SINGLE_CLOSERS: Readonly<Record<string, readonly string[]>> = { "'": ["'"], '‘': ['’', "'"], '’': ['’'] };

/** Whether the character can open a quotation. */
export function isQuote(character: string): boolean {
  return Object.hasOwn(CLOSERS, character);
}

export function isSingleQuote(character: string): boolean {
  return Object.hasOwn(SINGLE_CLOSERS, character);
}

/** The mark that closes what this one opens. */
export function closerOf(opener: string): string {
  return CLOSERS[opener]?.[0] ?? opener;
}

/**
 * The index of the mark that closes the quotation opened at `openAt`, or -1 when none does.
 * To be asked from left to right: what was not found behind one place is not looked for behind a later one.
 */
export function findClosingQuote({ line, absentMarks }: Reading, openAt: number): number {
  const opener = line.charAt(openAt);
  for (const closer of CLOSERS[opener] ?? SINGLE_CLOSERS[opener] ?? []) {
    const byNeighbours = isAmbiguous(opener, closer);
    const find = byNeighbours ? closeByNeighbours : closeByPair;
    const absence = `${closer} ${byNeighbours}`;
    const closeAt = absentMarks.has(absence) ? -1 : find(line, openAt, closer);
    if (closeAt >= 0) return closeAt;
    absentMarks.add(absence);
  }
  return -1;
}

/** Whether the closing mark also opens or stands inside words, so that only its neighbours tell which it is. */
function isAmbiguous(opener: string, closer: string): boolean {
  return opener === closer || closer === '"' || closer === "'" || closer === '’';
}

/** Deeper nesting than this is no nesting: somebody measures in inches. It also keeps a hostile line cheap. */
const DEEPEST = 3;

/** Marks that differ, “ and ”: they nest. Where the count does not come out, the first that can close does. */
function closeByPair(line: string, openAt: number, closer: string): number {
  const opener = line.charAt(openAt);
  let depth = 0;
  for (let at = openAt; at < line.length && depth <= DEEPEST; at += 1) {
    const character = line.charAt(at);
    if (character === opener) depth += 1;
    else if (character === closer) depth -= 1;
    if (depth === 0) return at;
  }
  return line.indexOf(closer, openAt + 1);
}

/**
 * Marks that look alike: one with nothing behind it closes, one with nothing before it opens, one between
 * letters (17"-screen) is a letter. So `"He said "no" to me"` is one quotation.
 */
function closeByNeighbours(line: string, openAt: number, closer: string): number {
  let depth = 1;
  let firstCloser = -1;
  for (let at = line.indexOf(closer, openAt + 1); at >= 0; at = line.indexOf(closer, at + 1)) {
    if (endsWord(line, at + 1)) {
      depth -= 1;
      if (firstCloser < 0) firstCloser = at;
    } else if (startsWord(line, at)) depth += 1;
    if (depth === 0) return at;
    if (depth > DEEPEST && firstCloser >= 0) break;
  }
  return firstCloser;
}

/** Whether a word may begin at `at`: the line does, or space, an opening bracket, a dash or a colon stands before it. */
export function startsWord(line: string, at: number): boolean {
  return at === 0 || /[\s\u200B-\u200F([{<:：\u2010-\u2015]/.test(line.charAt(at - 1));
}

/** Whether a word may end before `at`: the line does, or space or punctuation stands there. */
function endsWord(line: string, at: number): boolean {
  return at >= line.length || /[\s\u200B-\u200F)\]}>.,;:!?…،؛؟。，；、！？\u2010-\u2015]/.test(line.charAt(at));
}

/** Where the quotation ends in which the character at `at` stands; null: it stands in none. */
export function inQuotes(line: string, at: number): number | null {
  const reading: Reading = { line, specs: [], absentMarks: new Set() };
  for (let open = 0; open < at; open += 1) {
    const mark = line.charAt(open);
    const mayOpen = isQuote(mark) && (startsWord(line, open) || /[:：]/.test(line.charAt(open - 1)));
    const close = mayOpen ? findClosingQuote(reading, open) : -1;
    if (close >= at) return close;
    if (close >= 0) open = close;
  }
  return null;
}
