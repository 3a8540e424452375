/** The languages that the bot speaks: English, which stands in the code, and each folder of src/languages. */
import { readdirSync, readFileSync } from 'node:fs';

/** What English messages are in another language; undefined: it has no such message. */
export type Translate = (english: string) => string | undefined;

/** The language in which the messages stand in the code. */
export const english = 'en';

/** One folder a language, named by its BCP 47 tag: `ur`. */
const folder = new URL('../../languages/', import.meta.url);

let foldersFound: readonly string[] | undefined;

const folders = (): readonly string[] =>
  (foldersFound ??= readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort());

const translations = new Map<string, Translate>();

/** The tags of all languages, English first. */
export function languages(): readonly string[] {
  return [english, ...folders()];
}

/** That of these languages which somebody with this BCP 47 tag reads: `ur` for `ur-PK`, English for what there is not. */
export function languageFor(tag: string | null | undefined): string {
  const [base = ''] = (tag ?? '').toLowerCase().split(/[-_]/u);
  return languages().find((each) => each === base) ?? english;
}

/** How a language calls itself: `اردو`. */
export function ownName(language: string): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
}

/** How English calls it: `Urdu`. */
export function englishName(language: string): string {
  return new Intl.DisplayNames(english, { type: 'language' }).of(language) ?? language;
}

/** Lines from right to left: by the script that is usual for the language. */
export function isRightToLeft(language: string): boolean {
  return /^(Arab|Hebr|Thaa|Syrc|Nkoo|Adlm)$/u.test(new Intl.Locale(language).maximize().script ?? '');
}

/**
 * For numbers and dates. Figures are Latin in every language, because ids and amounts are compared between them, and the
 * calendar is the Gregorian one.
 */
export function localeOf(language: string): string {
  return language === english ? 'en-GB' : `${language}-u-ca-gregory-nu-latn`;
}

/** Reads the language's files when it is first asked for. */
export function translateTo(language: string): Translate {
  const known = translations.get(language);
  if (known) return known;
  const messages = folders().includes(language) ? readMessages(language) : new Map<string, string>();
  const translate: Translate = (message) => messages.get(message);
  translations.set(language, translate);
  return translate;
}

/** All messages of a language by their English patterns, for a page that says them itself; none of English. */
export function messagesOf(language: string): Readonly<Record<string, string>> {
  return language === english ? {} : Object.fromEntries(readMessages(language));
}

const aliases = new Map<string, Readonly<Record<string, string>>>();

/** What people type in this language for a command: `مدد` for `help`. */
export function commandAliases(language: string): Readonly<Record<string, string>> {
  const known = aliases.get(language);
  if (known) return known;
  const read = folders().includes(language) ? readJson(language, 'commands.json') : {};
  aliases.set(language, read);
  return read;
}

function readMessages(language: string): Map<string, string> {
  const files = readdirSync(new URL(`${language}/`, folder)).filter((name) => name.endsWith('.json'));
  const messages = files.filter((name) => name !== 'commands.json').map((name) => readJson(language, name));
  return new Map(messages.flatMap((each) => Object.entries(each)));
}

function readJson(language: string, name: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), 'utf8')) as Record<string, string>;
}

/** The language that somebody names by its tag, by its own name or by its English one; undefined: none of ours. */
export function readLanguage(typed: string): string | undefined {
  const fold = (name: string) => name.normalize('NFKC').trim().toLocaleLowerCase();
  return languages().find((each) =>
    [each, ownName(each), englishName(each)].some((name) => fold(name) === fold(typed)),
  );
}
