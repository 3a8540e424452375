/**
 * Every message that people read. It stands in the code in English, as an ICU pattern, and is put into the reader's
 * language here: `say('{count, plural, one {# key} other {# keys}} of {name}', { count, name })`. The English pattern is
 * the key under which src/languages holds it in other languages (docs/languages.md).
 */
import { IntlMessageFormat } from 'intl-messageformat';
import { english, isRightToLeft, localeOf, messagesOf } from './languages.js';
import { currentLanguage } from './reader.js';

/** What a pattern's arguments stand for. Figures are written by `Intl` only as `{n, number}` or `#`. */
export type Values = Readonly<Record<string, string | number>>;

/** Parsed patterns by language and English pattern: there are as many as messages in the code. */
const formats = new Map<string, IntlMessageFormat>();

/**
 * The message in the language of the work under way; in English where it is not translated.
 * @param pattern an ICU message in English. Behind ` // ` may stand what tells two senses of the same words apart:
 *   `Open // a state`, which is never shown.
 */
export function say(pattern: string, values: Values = {}): string {
  const language = currentLanguage();
  if (language === english && !/[{'#]| \/\/ /u.test(pattern)) return pattern;
  return typeable(String(formatIn(language, pattern, isolated(language, values))));
}

/**
 * The same around parts that are no plain words: bold ones, commands, people, instants. They come in the order of the
 * reader's language.
 */
export function sayParts<Part extends object>(
  pattern: string,
  values: Readonly<Record<string, string | number | Part>>,
): readonly (string | Part)[] {
  const language = currentLanguage();
  const said: unknown = formatIn(language, pattern, isolated(language, values));
  return (Array.isArray(said) ? said : [said]) as readonly (string | Part)[];
}

/** Marks a message that is shown later, by `say(…)` of what holds it: a label in a table, the help of a command. */
export const phrase = <Pattern extends string>(pattern: Pattern): Pattern => pattern;

/** Words that may be a message of ours or somebody's own: translated where they are one, else as they are. */
export function sayIfKnown(words: string): string {
  return messagesOf(currentLanguage()).has(words) ? say(words) : words;
}

function formatIn(language: string, pattern: string, values: Readonly<Record<string, unknown>>): unknown {
  try {
    return formatOf(language, pattern).format(values as Parameters<IntlMessageFormat['format']>[0]);
  } catch (error) {
    // A translation that is no pattern, or wants other values than the code gives: tests find ours, but an operator may
    // have written this one, and a reader still reads something.
    if (language === english) throw error;
    return formatIn(english, pattern, values);
  }
}

function formatOf(language: string, pattern: string): IntlMessageFormat {
  const key = `${language} ${pattern}`;
  const known = formats.get(key);
  if (known) return known;
  const translated = messagesOf(language).get(pattern);
  const locale = translated === undefined ? localeOf(english) : localeOf(language);
  const format = new IntlMessageFormat(translated ?? withoutSense(pattern), locale, undefined, { ignoreTag: true });
  formats.set(key, format);
  return format;
}

const withoutSense = (pattern: string) => pattern.replace(/ \/\/ .*$/su, '');

/**
 * Names, ids and commands within a sentence that runs from right to left keep the order of their letters. A single word
 * of Latin letters keeps it by itself, and may be what a `select` of the pattern compares.
 */
function isolated(language: string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!isRightToLeft(language)) return values;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolatedValue(value)]));
}

/** A command between backticks is copied and typed: no sign that nobody sees may be in it. */
const typeable = (text: string): string =>
  text.includes('`') ? text.replaceAll(/`[^`]*`/gu, (command) => command.replaceAll(/[\u2068\u2069]/gu, '')) : text;

const isolatedValue = (value: unknown) =>
  typeof value === 'string' && !/^[a-z]+$/iu.test(value) && /[\p{Script=Latin}\p{Script=Armenian}\p{N}]/u.test(value)
    ? `\u2068${value}\u2069`
    : value;
