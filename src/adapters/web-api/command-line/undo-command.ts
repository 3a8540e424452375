/** `npm run import -- --list` and `npm run import -- --undo 7`: which files came in, and taking one back. */
import type { ImportEntry } from '../../../chat/import-book.js';
import { importedText, importedWhat, undoLines } from '../../../chat/import-words.js';
import type { Host } from '../host/host.js';
import { chooseOrganisation } from './choose-organisation.js';
import type { ImportOptions } from './import-options.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** Lists the imports, the newest first. */
export async function listImports(host: Host, terminal: Terminal, options: ImportOptions): Promise<number> {
  const { id: organisationId, name } = await chooseOrganisation(host, options.organisation);
  const entries = await host.imports({ organisationId });
  if (entries.length === 0) terminal.say(`Nothing was imported into ${name} yet.`);
  for (const entry of entries) terminal.say(lineOf(entry));
  return 0;
}

function lineOf(entry: ImportEntry): string {
  const { number, source, fileName, startedAt, undoneAt } = entry;
  const said = [number, fileName, importedWhat(entry), source, startedAt, importedText(entry)];
  return [...said, ...(undoneAt ? [`taken back ${undoneAt}`] : [])].join('\t');
}

/** @throws UsageError where nobody can be asked and nobody said --yes */
export async function undoImport(host: Host, terminal: Terminal, options: ImportOptions): Promise<number> {
  const number = Number(options.undo);
  const { id: organisationId, name } = await chooseOrganisation(host, options.organisation);
  const preview = await host.undoPreview({ organisationId, number });
  terminal.say(`Import ${number}, ${preview.fileName} into ${name}.`);
  for (const line of undoLines(preview)) terminal.say(line);
  if (!options.yes) {
    if (!terminal.ask)
      throw new UsageError('There is no terminal to ask at. Add --yes to take it back without asking.');
    if (!/^y(?:es)?$/i.test((await terminal.ask(`Take import ${number} back? [y/N] `)).trim())) {
      terminal.error('Nothing was taken back.');
      return 1;
    }
  }
  await host.undoImport({ organisationId, number });
  terminal.say(`Import ${number} was taken back. Places that were told its numbers get a correction.`);
  return 0;
}
