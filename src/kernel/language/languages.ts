/** The languages that the bot speaks: English, which stands in the code, and each folder of src/languages. */
import { readdirSync, readFileSync } from 'node:fs';

/** The language in which the messages stand in the code. */
export const english = 'en';

/** One folder a language, named by its BCP 47 tag: `ur`. */
const folder = new URL('../../languages/', import.meta.url);

/** What is worked out or read once for each language. */
function perLanguage<T>(make: (language: string) => T): (language: string) => T {
  const made = new Map<string, T>();
  return (language) => {
    const known = made.get(language);
    if (known !== undefined) return known;
    const found = make(language);
    made.set(language, found);
    return found;
  };
}

/** Read at once: a program that was built without them ends at its start, not at the first message that it writes. */
const folders: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** The tags of all languages, English first. */
export function languages(): readonly string[] {
  return [english, ...folders];
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
export const isRightToLeft = perLanguage((language) =>
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
export const messagesOf = perLanguage((language): ReadonlyMap<string, string> => {
  if (!folders.includes(language)) return new Map();
  const files = readdirSync(new URL(`${language}/`, folder)).filter((name) => name.endsWith('.json'));
  const messages = files.filter((name) => name !== 'commands.json').map((name) => readJson(language, name));
  return new Map(messages.flatMap((each) => Object.entries(each)));
});

/** What people type in this language for a command: `مدد` for `help`. */
export const commandAliases = perLanguage(
  (language): Readonly<Record<string, string>> =>
    folders.includes(language) ? readJson(language, 'commands.json') : {},
);

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
