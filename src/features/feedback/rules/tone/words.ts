/** Cuts what a customer wrote into words, without what others said: quotations, quoted mail, code and addresses. Pure. */

import { wordSegments } from '../../../../kernel/long-text.js';

/** One word of the customer's own. */
export interface Word {
  /** In small letters, apostrophes straight. */
  readonly word: string;
  /** Where it stands in the text that was read. */
  readonly start: number;
  readonly end: number;
  /** Words of one number stand in one clause. */
  readonly clause: number;
}

/** No more of a text is looked at: feedback has at most as many characters. */
export const longestRead = 10_000;

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** @param turns words that begin a clause */
export function wordsOf(text: string, turns: ReadonlySet<string>): readonly Word[] {
  const words: Word[] = [];
  let clause = 0;
  for (const { segment, index, isWordLike } of wordSegments(segmenter, text)) {
    if (!isWordLike) {
      if (/[^\s'’\-_*]|\n/u.test(segment)) clause += 1;
      continue;
    }
    const word = segment.normalize('NFKC').toLowerCase().replaceAll('’', "'");
    if (turns.has(word)) clause += 1;
    words.push({ word, start: index, end: index + segment.length, clause });
  }
  return words;
}

/**
 * The customer's own words, with spaces in place of what is not theirs, so that places stay. Where more than half of it
 * stands in quotation marks, somebody passed the customer's words on in them, and they count.
 */
export function ownWords(text: string): string {
  const read = withoutAddresses(withoutQuotedMail(text.slice(0, longestRead)));
  const marked = quotations(read);
  const quoted = marked.reduce((sum, { from, to }) => sum + to - from, 0);
  const kept = quoted * 2 > read.trim().length ? [] : marked;
  return blank(read, kept);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function blank(text: string, spans: readonly Span[]): string {
  let result = '';
  let at = 0;
  for (const { from, to } of spans) {
    // A full stop: what stands before and after it are clauses of their own.
    result += `${text.slice(at, from)}.${' '.repeat(Math.max(to - from - 1, 0))}`;
    at = to;
  }
  return result + text.slice(at);
}

/** Lines that a mail program quoted. */
function withoutQuotedMail(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.trimStart().startsWith('>') ? ' '.repeat(line.length) : line))
    .join('\n');
}

/** Web and mail addresses hold words that nobody said. */
function withoutAddresses(text: string): string {
  return text.replace(/\S+/gu, (chunk) => (/:\/\/|^www\.|@/iu.test(chunk) ? ' '.repeat(chunk.length) : chunk));
}

/** What closes what opens; a straight mark closes itself. */
const closing: Readonly<Record<string, string>> = {
  '"': '"',
  '`': '`',
  '“': '”',
  '„': '“',
  '«': '»',
  '»': '«',
  '‹': '›',
  '‘': '’',
  "'": "'",
};

/** Passages in quotation marks that open and close in one line, in their order. */
function quotations(text: string): Span[] {
  const spans: Span[] = [];
  let open: { readonly at: number; readonly closedBy: string } | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charAt(at);
    if (mark === '\n') open = null;
    else if (open && closes(text, at, open.closedBy)) {
      spans.push({ from: open.at, to: at + 1 });
      open = null;
    } else if (!open && opens(text, at)) open = { at, closedBy: closing[mark] ?? '' };
  }
  return spans;
}

const isLetter = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

/** An apostrophe stands behind a letter, and a quotation mark before a word. */
function opens(text: string, at: number): boolean {
  const mark = text.charAt(at);
  if (!Object.hasOwn(closing, mark)) return false;
  return !isLetter(text.charAt(at - 1)) && text.charAt(at + 1).trim() !== '';
}

function closes(text: string, at: number, closedBy: string): boolean {
  const mark = text.charAt(at);
  const isOne = mark === closedBy || (closedBy === '“' && '”"'.includes(mark));
  return isOne && !isLetter(text.charAt(at + 1));
}
