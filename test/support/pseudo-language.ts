/**
 * A made-up language: every message with an accent on each letter, and longer by a third. Words that a reader of it sees in
 * plain Latin letters are said past the languages. It goes by the tag of Greek, so that dates, lists and names of languages
 * that come from Unicode's data have no Latin letters either.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js';
import { saidMessages } from './language-files.js';
import { temporaryFolder } from './temporary-folder.js';

export const pseudo = 'el';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'áƀçđéƒğĥíĵķļḿñöṕɋřšţúṽŵẋýžÁɃÇĐÉƑĞĤÍĴĶĻḾÑÖṔɊŘŠŢÚṼŴẊÝŽ';

/** Writes the language. Gives the folder that it stands in, for `addLanguages` or LANGUAGES_DIR. */
export async function writePseudoLanguage(): Promise<string> {
  const languages = await temporaryFolder();
  const folder = join(languages, pseudo);
  const messages = [...saidMessages().keys()].map((pattern) => [pattern, pseudoOf(pattern)]);
  mkdirSync(folder);
  writeFileSync(join(folder, 'messages.json'), JSON.stringify(Object.fromEntries(messages)));
  writeFileSync(join(folder, 'commands.json'), '{}');
  return languages;
}

/** `Ḱéý "{name}" ːː` for `Key "{name}"`. Commands between backticks stay as they are typed. */
export function pseudoOf(pattern: string): string {
  const shown = pattern.replace(/ \/\/ .*$/su, '');
  const letters = shown.replaceAll(/\{[^}]*\}|[^a-z]/giu, '').length;
  return `${printAST(accent(parse(shown, { ignoreTag: true }), { isTyped: false }))}${' ːːː'.repeat(Math.ceil(letters / 12))}`;
}

function accent(elements: readonly MessageFormatElement[], at: { isTyped: boolean }): MessageFormatElement[] {
  return elements.map((element) => {
    if (element.type === TYPE.literal) return { type: TYPE.literal, value: accentText(element.value, at) };
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return element;
    const options = Object.entries(element.options).map(([name, option]) => [
      name,
      { ...option, value: accent(option.value, { ...at }) },
    ]);
    return { ...element, options: Object.fromEntries(options) } as typeof element;
  });
}

/** @param at whether a command began that has not ended: it may have values within */
function accentText(text: string, at: { isTyped: boolean }): string {
  const letters = Array.from(text, (letter) => {
    if (letter === '`') at.isTyped = !at.isTyped;
    const place = at.isTyped ? -1 : plain.indexOf(letter);
    return place < 0 ? letter : Array.from(accented)[place];
  });
  return letters.join('');
}
