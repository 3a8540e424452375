/** Takes names and quotations of what is forgotten out of texts and JSON. Pure. */
import { forgottenWords } from '../../../chat/forgotten.js';

/** What is taken out, wherever it stands. */
export interface Forgotten {
  /** Names, addresses and ids of whoever is forgotten, as they were written. */
  readonly terms: readonly string[];
  /** Their words, of which nobody may keep a quotation. */
  readonly texts: readonly string[];
}

/** Answers the text without what is forgotten; the same text where nothing of it stands there. */
export type Scrub = (text: string) => string;

/** So many words in a row are a quotation; a shorter text is quoted whole. */
const quotationLength = 4;
/** Shorter ones are said by everybody. */
const leastLength = 2;

const escaped = (term: string): string => term.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
const wordsIn = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Builds it once for all texts. */
export function scrubber({ terms, texts }: Forgotten): Scrub {
  const longest = [...new Set(terms.map((term) => term.trim()))]
    .filter((term) => term.length >= leastLength)
    .toSorted((one, other) => other.length - one.length);
  const pattern = longest.map(escaped).join('|');
  const named = pattern === '' ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu');
  const quoted = quotations(texts);
  return (text) => {
    if (quoted(text)) return forgottenWords;
    return named ? text.replace(named, forgottenWords) : text;
  };
}

/** Whether a text quotes one of these. */
function quotations(texts: readonly string[]): (text: string) => boolean {
  const known = new Set<string>();
  const lengths = new Set<number>();
  for (const text of texts) {
    const words = wordsIn(text);
    const length = Math.min(words.length, quotationLength);
    if (length === 0) continue;
    lengths.add(length);
    for (const run of runsOf(words, length)) known.add(run);
  }
  return (text) => {
    if (known.size === 0) return false;
    const words = wordsIn(text);
    // A short text is quoted where it stands alone.
    return [...lengths].some(
      (length) =>
        (length === quotationLength || words.length === length) && runsOf(words, length).some((run) => known.has(run)),
    );
  };
}

const runsOf = (words: readonly string[], length: number): readonly string[] =>
  words.slice(0, Math.max(0, words.length - length + 1)).map((_, at) => words.slice(at, at + length).join(' '));

/** The same of every string in JSON, and of its keys. */
export function scrubJson(value: unknown, scrub: Scrub): unknown {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map((each) => scrubJson(each, scrub));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [scrub(key), scrubJson(each, scrub)]));
}

/** JSON about something that is forgotten whole: only ids, dates, numbers and our own codes stay. */
export const codesOnly = (value: unknown): unknown =>
  scrubJson(value, (text) =>
    /^(?:[a-z][a-zA-Z.]{0,40}|[0-9a-f-]{36}|\d{4}-\d\d-\d\d\S*|[\d.]+)$/u.test(text) ? text : forgottenWords,
  );
