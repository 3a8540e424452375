/** The files of src/languages: read, completed and put in order. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../../src/kernel/language/languages.js';
import { messagesInSource } from './messages-in-source.js';

const folder = 'src/languages';

/** A translated message and the file that holds it. */
export interface Translated {
  readonly pattern: string;
  readonly translation: string;
  readonly file: string;
}

/** Everything that a language's files hold, without the aliases of commands. */
export interface LanguageFiles {
  readonly tag: string;
  readonly all: readonly Translated[];
  readonly messages: ReadonlyMap<string, string>;
}

/** Of every language but English, as they stand. */
export function readLanguages(): readonly LanguageFiles[] {
  return languages().slice(1).map(readLanguage);
}

function readLanguage(tag: string): LanguageFiles {
  const files = readdirSync(join(folder, tag)).filter((name) => name.endsWith('.json') && name !== 'commands.json');
  const all = files.flatMap((name) =>
    Object.entries(readFile(join(folder, tag, name))).map(([pattern, translation]) => ({
      pattern,
      translation,
      file: name,
    })),
  );
  return { tag, all, messages: new Map(all.map(({ pattern, translation }) => [pattern, translation])) };
}

function readFile(path: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** Each message once, with the room that says it first. */
export function saidMessages(): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const { pattern, room } of messagesInSource())
    if (pattern !== null && !said.has(pattern)) said.set(pattern, room);
  return said;
}

/** What the program says and the language does not hold. @param room of this one alone */
export function lacking(tag: string, room?: string): readonly { readonly pattern: string; readonly room: string }[] {
  const { messages } = readLanguage(tag);
  return [...saidMessages()]
    .map(([pattern, ofRoom]) => ({ pattern, room: ofRoom }))
    .filter((each) => !messages.has(each.pattern) && (room === undefined || each.room === room));
}

/** Adds translations to the file of a room; empty ones are left out. */
export function writeMessages(tag: string, room: string, messages: Readonly<Record<string, string>>): void {
  const path = join(folder, tag, `${room}.json`);
  mkdirSync(join(folder, tag), { recursive: true });
  const filled = Object.entries(messages).filter(([, translation]) => translation !== '');
  write(path, { ...readFile(path), ...Object.fromEntries(filled) });
}

/** Takes out what is said no more or stands twice, puts each message into the file of its room, and sorts. */
export function tidy(): void {
  const said = saidMessages();
  for (const { tag, all } of readLanguages()) {
    const byFile = new Map<string, Record<string, string>>(all.map(({ file }) => [file, {}]));
    const seen = new Set<string>();
    for (const { pattern, translation } of all) {
      const room = said.get(pattern);
      if (room === undefined || seen.has(pattern)) continue;
      seen.add(pattern);
      const file = `${room}.json`;
      byFile.set(file, { ...byFile.get(file), [pattern]: translation });
    }
    for (const [file, messages] of byFile) write(join(folder, tag, file), messages);
  }
}

function write(path: string, messages: Readonly<Record<string, string>>): void {
  const sorted = Object.fromEntries(Object.entries(messages).sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);
}
