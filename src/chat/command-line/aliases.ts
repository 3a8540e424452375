/** Second names of commands, in all our languages: `مدد` for `help`. Each stands in its language's commands.json. */
import { commandAliases, languages } from '../../kernel/language/languages.js';
import { currentLanguage } from '../../kernel/language/reader.js';
import { fold } from '../nearest.js';

/** As two typed names are compared. */
const plain = (typed: string): string => fold(typed).replaceAll(/\s+/gu, ' ');

let known: ReadonlyMap<string, string> | undefined;

/** Command by alias, of every language: people type in the one that comes to mind. */
const byAlias = (): ReadonlyMap<string, string> =>
  (known ??= new Map(
    languages().flatMap((language) =>
      Object.entries(commandAliases(language)).map(([alias, name]) => [plain(alias), name] as const),
    ),
  ));

/** The command's own name where one of its others was typed; else what was typed. */
export const commandMeant = (typed: string): string => byAlias().get(plain(typed)) ?? typed;

/** What else can be typed for a command in the reader's language. */
export const aliasesOf = (name: string): readonly string[] =>
  Object.entries(commandAliases(currentLanguage())).flatMap(([alias, command]) => (command === name ? [alias] : []));

/** Whether a line begins with this command, by whichever of its names. */
export function beginsWithCommand(line: string, name: string): boolean {
  const typed = `${plain(line)} `;
  const names = [name, ...[...byAlias()].flatMap(([alias, command]) => (command === name ? [alias] : []))];
  return names.some((each) => typed.startsWith(`${each} `));
}
