/** The languages that the bot speaks: English, which stands in the code, each folder of src/languages, and an operator's own. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../errors.js';

/** The language in which the messages stand in the code. */
export const english = 'en';

/** What is worked out or read once for each language, or each folder of one. */
function once<T>(make: (of: string) => T): (of: string) => T {
  const made = new Map<string, T>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const found = make(of);
    made.set(of, found);
    return found;
  };
}

const ours = fileURLToPath(new URL('../../languages/', import.meta.url));

/** Read at once: a program that was built without them ends at its start, not at the first message that it writes. */
let folders: ReadonlyMap<string, string> = foldersIn(ours);

/** The folder of each language by its tag: `ur`. */
function foldersIn(path: string): ReadonlyMap<string, string> {
  const names = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[a-z]{2,3}$/u.test(entry.name))
    .map(({ name }) => name)
    .sort();
  return new Map(names.map((name) => [name, join(path, name)]));
}

/**
 * The bot speaks the languages of this folder, too, as LANGUAGES_DIR names it; one of ours gives way to one of the same
 * tag there. Called at the start, before anything is said: its files are read at once, because one that can't be read
 * would silence all who read that language.
 * @param path holds what src/languages does; null: ours alone again
 */
export function addLanguages(path: string | null): void {
  try {
    const own = path === null ? [] : [...foldersIn(path)];
    for (const [, folder] of own) {
      messagesIn(folder);
      aliasesIn(folder);
    }
    folders = new Map([...foldersIn(ours), ...own]);
  } catch (error) {
    throw new ConfigError([`LANGUAGES_DIR: must be a folder that holds one for each language (${String(error)})`]);
  }
}

/** The tags of all languages, English first. */
export function languages(): readonly string[] {
  return [english, ...folders.keys()];
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
export const isRightToLeft = once((language) =>
  /^(Arab|Hebr|Thaa|Syrc|Nkoo|Adlm)$/u.test(new Intl.Locale(language).maximize().script ?? ''),
);

/**
 * For numbers and dates. Figures are Latin in every language, because ids and amounts are compared between them, and the
 * calendar is the Gregorian one.
 */
export function localeOf(language: string): string {
  return language === english ? 'en-GB' : `${language}-u-ca-gregory-nu-latn`;
}

/** All messages of a language by their English patterns, read when they are first asked for; none of English. */
export function messagesOf(language: string): ReadonlyMap<string, string> {
  const folder = folders.get(language);
  return folder === undefined ? none : messagesIn(folder);
}

const none: ReadonlyMap<string, string> = new Map();

const messagesIn = once((folder): ReadonlyMap<string, string> => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'commands.json');
  return new Map(files.flatMap((name) => Object.entries(readJson(join(folder, name)))));
});

/** What people type in this language for a command: `مدد` for `help`. */
export function commandAliases(language: string): Readonly<Record<string, string>> {
  const folder = folders.get(language);
  return folder === undefined ? {} : aliasesIn(folder);
}

const aliasesIn = once((folder) => {
  const path = join(folder, 'commands.json');
  return existsSync(path) ? readJson(path) : {};
});

function readJson(path: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  } catch (error) {
    throw new Error(`${path}: ${String(error)}`);
  }
}

/** The language that somebody names by its tag, by its own name or by its English one; undefined: none of ours. */
export function readLanguage(typed: string): string | undefined {
  const fold = (name: string) => name.normalize('NFKC').trim().toLocaleLowerCase();
  return languages().find((each) =>
    [each, ownName(each), englishName(each)].some((name) => fold(name) === fold(typed)),
  );
}
