/** Shortens text to a limit, visibly. Used by renderers, and by rooms that quote in a title. */
import { type Inline, inlines, type Line } from './card.js';

export const ELLIPSIS = '…';

/** `und`: grapheme borders hardly differ by language, and who typed what in which one is not known. */
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The text when it fits, else its beginning and "…", together at most `max` UTF-16 units (platforms count
 * characters or units: units are never fewer). Never cuts through an emoji, a letter and its accent, or a
 * surrogate pair; only a single "letter" that is longer than `max` itself is cut between code points. It ends after a
 * whole word, unless more than 30 units would go with the word that is cut.
 */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  return toWord(text.slice(0, borderBefore(text, max - 1)).trimEnd(), text) + ELLIPSIS;
}

/** Words that somebody typed, on one line, as a list or a refusal repeats them. */
export function excerpt(text: string, max = 110): string {
  return shorten(text.replace(/\s+/gu, ' ').trim(), max);
}

/** As much of a word as is given up so that a text doesn't end in the middle of it; longer ones are cut. */
const longestWord = 30;

/** @param cut the beginning of `text` */
function toWord(cut: string, text: string): string {
  if (/\s/u.test(text.charAt(cut.length))) return cut;
  const from = Math.max(0, cut.length - longestWord);
  const at = cut.slice(from).search(/\s\S*$/u);
  return at < 0 ? cut : cut.slice(0, from + at).trimEnd();
}

/** The last border between letters at or before `index`. */
function borderBefore(text: string, index: number): number {
  const start = graphemes.segment(text.slice(0, index + 100)).containing(index)?.index ?? index;
  return start > 0 ? start : codePointBorder(text, index);
}

function codePointBorder(text: string, index: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(index - 1)) ? index - 1 : index;
}

/**
 * The text in pieces of at most `max` UTF-16 units, cut like `shorten` does; together they are the text again.
 * For platforms that limit the piece and not the whole.
 */
export function split(text: string, max: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const border = Math.max(borderBefore(rest, max), 1);
    pieces.push(rest.slice(0, border));
    rest = rest.slice(border);
  }
  return rest ? [...pieces, rest] : pieces;
}

/**
 * A line of at most `max` units of visible text. What crosses the limit is shortened, what follows is left out;
 * a mention or a time is kept whole or becomes the "…".
 */
export function shortenLine(line: Line, max: number): readonly Inline[] {
  if (lineLength(line) <= max) return inlines(line);
  const kept: Inline[] = [];
  let room = max - ELLIPSIS.length;
  for (const inline of inlines(line)) {
    if (inlineLength(inline) > room) return [...kept, shortenInline(inline, room + ELLIPSIS.length)];
    kept.push(inline);
    room -= inlineLength(inline);
  }
  return kept;
}

/** Units of visible text. A time counts 40: its longest written form with a zone. */
export function lineLength(line: Line): number {
  return inlines(line).reduce((sum, inline) => sum + inlineLength(inline), 0);
}

function inlineLength(inline: Inline): number {
  if (typeof inline === 'string') return inline.length;
  if (inline.kind === 'time') return 40;
  return inline.kind === 'mention' ? inline.person.name.length + 1 : inline.text.length;
}

function shortenInline(inline: Inline, room: number): Inline {
  // With a "…" behind it, a text that just fits is cut too: something follows it, and that must not vanish unseen.
  if (typeof inline === 'string') return shorten(inline + ELLIPSIS, room);
  if (inline.kind === 'time' || inline.kind === 'mention') return ELLIPSIS;
  return { ...inline, text: shorten(inline.text + ELLIPSIS, room) };
}
