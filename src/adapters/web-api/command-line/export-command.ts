/** `npm run export`: everything of an organisation into a folder, as JSON Lines and CSV with a schema. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { csvCell } from '../csv-cell.js';
import type { Host } from '../host/host.js';
import { chooseOrganisation } from './choose-organisation.js';
import { type ExportedTable, exportReadme, exportSchema } from './export-words.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

export interface ExportOptions {
  /** The folder; absent: one named after the organisation. */
  readonly to?: string;
  readonly organisation?: string;
}

/** @throws UsageError at once; the rest happens when the answer is called. */
export function exportCommand(
  words: readonly string[],
  options: ExportOptions,
): (host: Host, terminal: Terminal) => Promise<number> {
  if (words.length > 0) throw new UsageError(`That is a word too many: ${words[0]}. A folder is given by --to FOLDER.`);
  return (host, terminal) => run(host, terminal, options);
}

async function run(host: Host, terminal: Terminal, { to, organisation: typed }: ExportOptions): Promise<number> {
  const { id: organisationId, name } = await chooseOrganisation(host, typed);
  const folder = to ?? `export-${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}`;
  await makeFolder(folder);
  const { tables, at } = await host.exportBegun({ organisationId });
  const done: ExportedTable[] = [];
  for (const table of tables) {
    const rowCount = await writeTable(host, { organisationId, folder, table });
    done.push({ ...table, rowCount });
    terminal.progress.write(`${rowCount.toLocaleString('en-GB')} ${table.table}\n`);
  }
  const about = { name, at, tables: done };
  await writeFile(join(folder, 'schema.json'), `${JSON.stringify(exportSchema(about), null, 2)}\n`, secret);
  await writeFile(join(folder, 'README.md'), exportReadme(about), secret);
  terminal.say(`Everything of ${name} is in ${folder}: ${done.length} tables. Read README.md there first.`);
  terminal.error(
    'It holds customers’ words and people’s names, confidential ones too: keep it where secrets are kept.',
  );
  return 0;
}

/** For its owner alone. */
const secret = { mode: 0o600 } as const;

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0)
    throw new UsageError(`${folder} is not empty. Name another folder with --to FOLDER.`);
  for (const part of ['json', 'csv']) await mkdir(join(folder, part), { mode: 0o700 });
}

interface OneTable {
  readonly organisationId: string;
  readonly folder: string;
  readonly table: Omit<ExportedTable, 'rowCount'>;
}

/** A page at a time, so that memory stays bounded. */
async function writeTable(host: Host, { organisationId, folder, table }: OneTable): Promise<number> {
  const names = table.columns.map((column) => column.name);
  const json = createWriteStream(join(folder, 'json', `${table.table}.jsonl`), secret);
  const csv = createWriteStream(join(folder, 'csv', `${table.table}.csv`), secret);
  await write(csv, `${names.map(csvCell).join(',')}\r\n`);
  let rowCount = 0;
  for (let after: readonly string[] | null | undefined; after !== null; ) {
    const page = await host.exportRows({ organisationId, table: table.table, after: after ?? null });
    await write(json, page.rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await write(csv, page.rows.map((row) => `${names.map((name) => csvCell(row[name])).join(',')}\r\n`).join(''));
    rowCount += page.rows.length;
    after = page.after;
  }
  for (const stream of [json, csv]) {
    stream.end();
    await finished(stream);
  }
  return rowCount;
}

function write(stream: WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));
}
