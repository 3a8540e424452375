/** `npm run backup`: writes everything into one sealed file, while the bot runs; `--about FILE` says what is in one. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { exitCodeOf } from '../adapters/web-api/command-line/run-command.js';
import { UsageError } from '../adapters/web-api/command-line/usage-error.js';
import type { Config } from '../config.js';
import { Conflict } from '../kernel/errors.js';
import { versionOf } from '../kernel/version.js';
import {
  copyUnused,
  keyFileName,
  openCopySource,
  openServerSource,
  readKeyFile,
  type Source,
  type TableFigures,
} from '../storage/copy/index.js';
import { type BackupDeps, inWords, momentInWords } from './deps.js';
import { type BackupHead, readHead } from './file-head.js';
import { readPassphrase } from './passphrase.js';
import { createProgress } from './progress.js';
import { writeBackup } from './write-file.js';

const usage = `Usage:
  npm run backup                          writes empty-chair-DATE.backup into this folder
  npm run backup -- FILE [--passphrase-file FILE]
  npm run backup -- --about FILE          what is in one; asks for no passphrase`;

const options = { about: { type: 'string' }, 'passphrase-file': { type: 'string' } } as const;

/** @returns the exit code: 0 done, 1 failed, 2 the words were wrong */
export function backupCommand(words: readonly string[], deps: BackupDeps): Promise<number> {
  return exitCodeOf(deps.terminal, usage, async () => {
    const { values, positionals } = read(words);
    if (values.about !== undefined) return about(values.about, deps);
    await backUp(positionals[0], values['passphrase-file'], deps);
    return 0;
  });
}

function read(words: readonly string[]) {
  try {
    const parsed = parseArgs({ args: [...words], options, allowPositionals: true });
    if (parsed.positionals.length > (parsed.values.about === undefined ? 1 : 0))
      throw new UsageError('One file is enough. Put a name with spaces in quotes.');
    return parsed;
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function backUp(typed: string | undefined, file: string | undefined, deps: BackupDeps): Promise<void> {
  const { terminal, clock } = deps;
  const config = deps.config();
  const madeAt = clock.now();
  const path = typed ?? `empty-chair-${madeAt.toISOString().replaceAll(':', '').slice(0, 15)}.backup`;
  if (existsSync(path)) throw new Conflict('backup.fileThere', `${path} is there already. Name another file.`);
  const { askSecret } = terminal;
  const from = { file, environment: config.BACKUP_PASSPHRASE, ...(askSecret && { askSecret }) };
  const passphrase = await readPassphrase(from, true);
  const source = await openSource(config, deps);
  try {
    const head = headOf(source, madeAt);
    const total = rowCountOf(head);
    const progress = createProgress(terminal.progress, 'backed up', total);
    const settings = { env: deps.settings(), files: await keyFileOf(config) };
    const size = await writeBackup(path, { head, settings, source }, passphrase, progress.add).finally(progress.stop);
    terminal.say(
      `${path} is written: ${inWords(total)} rows in ${inWords(size)} bytes, as of ${momentInWords(madeAt)}.`,
    );
    terminal.error('Without its passphrase nobody can read it. Keep the passphrase elsewhere than the file.');
  } finally {
    await source.close();
  }
}

/** What the bot has open is copied by the bot; of a server one snapshot is read. */
async function openSource(
  { DATABASE_URL: url, DATA_DIR: dataDir }: Config,
  { copyOfOwner }: BackupDeps,
): Promise<Source> {
  if (url !== undefined) return openServerSource(url);
  return openCopySource(dataDir, async () => (await copyOfOwner(dataDir)) ?? copyUnused(dataDir));
}

/** An embedded database's key, where no setting gives one. */
async function keyFileOf({ DATABASE_URL: url, DATA_DIR: dataDir }: Config): Promise<Readonly<Record<string, string>>> {
  const key = url === undefined ? await readKeyFile(dataDir) : null;
  return key === null ? {} : { [keyFileName]: key };
}

function headOf({ contents }: Source, madeAt: Date): BackupHead {
  const { kind, migrations, tables, counters } = contents;
  return {
    format: 1,
    app: versionOf(),
    schema: migrations.at(-1)?.migration_name ?? '',
    madeAt: madeAt.toISOString(),
    kind,
    migrations: [...migrations],
    tables: [...tables],
    counters: [...counters],
  };
}

/** How many rows a backup has in all. */
export const rowCountOf = ({ tables }: { readonly tables: readonly TableFigures[] }): number =>
  tables.reduce((sum, { count }) => sum + count, 0);

async function about(path: string, { terminal }: BackupDeps): Promise<number> {
  const { head } = await readHead(path);
  const { size } = await stat(resolve(path));
  const from = head.kind === 'server' ? 'a PostgreSQL server' : 'an embedded database';
  terminal.say(`A backup of ${from}, as of ${momentInWords(new Date(head.madeAt))}: ${inWords(size)} bytes.`);
  terminal.say(`Written by version ${head.app}; its newest migration is ${head.schema}.`);
  for (const { name, count } of head.tables.toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name)))
    if (count > 0) terminal.say(`${count}\t${name.replaceAll('_', ' ')}`);
  return 0;
}
