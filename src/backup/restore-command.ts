/** `npm run restore -- FILE`: makes the database of a backup anew, and settles what had been sent after it. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { exitCodeOf } from '../adapters/web-api/command-line/run-command.js';
import { UsageError } from '../adapters/web-api/command-line/usage-error.js';
import { type Config, secretKeys } from '../config.js';
import {
  countForPlans,
  type FolderTarget,
  fillTable,
  goOnCounting,
  keyFileName,
  openFolderTarget,
  openServerTarget,
  prepare,
  readKeyFile,
  requireKnown,
  requireSame,
  type Target,
  writeKeyFile,
} from '../storage/copy/index.js';
import { rowCountOf } from './backup-command.js';
import { type BackupDeps, inWords, momentInWords, placeOf } from './deps.js';
import { envFileOf } from './env-file.js';
import { type BackupHead, readHead } from './file-head.js';
import { readPassphrase } from './passphrase.js';
import { createProgress } from './progress.js';
import { type OpenedBackup, openBackup } from './read-file.js';
import { type Span, settleRestored } from './settle.js';
import type { KeptSettings } from './write-file.js';

const usage = `Usage:
  npm run restore -- FILE [--passphrase-file FILE]
                          into the empty DATA_DIR or DATABASE_URL that is set
  --stopped-at 2026-11-28T10:30:00Z   when the bot that was backed up stopped: what fell due later is sent.
                          Absent: just now. "backup": it stopped before the backup, and nothing is settled.
  --replace               sets aside the database that is in DATA_DIR`;

const options = {
  'passphrase-file': { type: 'string' },
  'stopped-at': { type: 'string' },
  replace: { type: 'boolean' },
} as const;

interface Wish {
  readonly path: string;
  readonly passphraseFile: string | undefined;
  readonly stoppedAt: Date | 'backup' | null;
  readonly replace: boolean;
}

/** @returns the exit code: 0 done, 1 failed, 2 the words were wrong */
export function restoreCommand(words: readonly string[], deps: BackupDeps): Promise<number> {
  return exitCodeOf(deps.terminal, usage, () => restore(read(words, deps.clock.now()), deps));
}

function read(words: readonly string[], now: Date): Wish {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [path, ...stray] = positionals;
  if (path === undefined || stray.length > 0) throw new UsageError('Say which file: npm run restore -- FILE');
  return {
    path,
    passphraseFile: values['passphrase-file'],
    stoppedAt: momentOf(values['stopped-at'], now),
    replace: values.replace ?? false,
  };
}

function momentOf(typed: string | undefined, now: Date): Wish['stoppedAt'] {
  if (typed === undefined || typed === 'backup') return typed ?? null;
  const read = z.iso.datetime({ offset: true }).safeParse(typed);
  const at = new Date(typed);
  if (!read.success) throw new UsageError(`--stopped-at takes a moment with its zone, such as ${now.toISOString()}.`);
  if (at > now) throw new UsageError(`--stopped-at ${typed} lies ahead. It takes a moment that has passed.`);
  return at;
}

async function restore(wish: Wish, deps: BackupDeps): Promise<number> {
  const { terminal, clock, log } = deps;
  const config = deps.config();
  const { path } = wish;
  const { head, byteCount } = await readHead(path);
  await requireKnown(head);
  const { askSecret } = terminal;
  const from = { file: wish.passphraseFile, environment: config.BACKUP_PASSPHRASE, ...(askSecret && { askSecret }) };
  const backup = await openBackup(path, { head, byteCount }, await readPassphrase(from, false));
  const target = await openTarget(config, head, wish, deps);
  const keys = await keysOf(config, backup.settings);
  try {
    await fill(target, head, backup, deps);
    const span = spanOf(head, wish, clock.now());
    const { perhapsCount, untoldCount } = await settleRestored(
      await target.open(keys.all),
      { ...span, forgotten: target.forgotten ?? undefined },
      log,
    );
    await target.finish();
    if (keys.forFile !== null) await writeKeyFile(config.DATA_DIR, keys.forFile);
    const where = config.DATABASE_URL === undefined ? config.DATA_DIR : placeOf(config.DATABASE_URL);
    terminal.say(
      `Restored into ${where}: ${inWords(rowCountOf(head))} rows of ${head.tables.length} tables. Counts and checksums agree.`,
    );
    if (target.forgotten === null)
      terminal.say('Who was forgotten in the database before can’t be read any more. Forget them once more.');
    for (const line of settledLines(span, perhapsCount, untoldCount)) terminal.say(line);
  } finally {
    await target.close();
  }
  terminal.say(await keepSettings(backup.settings, deps.folder));
  terminal.say('Start the bot: npm start');
  return 0;
}

async function openTarget(
  { DATABASE_URL: url, DATA_DIR: dataDir }: Config,
  { migrations }: BackupHead,
  { replace }: Wish,
  { clock, log }: BackupDeps,
): Promise<Target & Partial<Pick<FolderTarget, 'forgotten'>>> {
  if (url === undefined) {
    const stamp = clock.now().toISOString().replaceAll(':', '').slice(0, 17);
    return openFolderTarget(dataDir, migrations, replace ? `database.before-${stamp}` : null);
  }
  if (replace)
    throw new UsageError('--replace sets a folder aside. On a server, make an empty database with createdb.');
  return openServerTarget(url, log);
}

async function fill(
  { run }: Target,
  head: BackupHead,
  { tables }: OpenedBackup,
  { terminal }: BackupDeps,
): Promise<void> {
  await prepare(run, head.migrations, false);
  const progress = createProgress(terminal.progress, 'restored', rowCountOf(head));
  try {
    for await (const { rows, ...table } of tables) await fillTable(run, table, rows, progress.add);
  } finally {
    progress.stop();
  }
  await requireSame(run, head.tables);
  await countForPlans(run);
  await goOnCounting(run, head, lostIdCount);
}

/** Ids that are left out: lost things may have them, and systems and platforms may have seen them. */
const lostIdCount = 1_000_000;

function spanOf({ madeAt }: BackupHead, { stoppedAt }: Wish, now: Date): Span {
  const made = new Date(madeAt);
  return { madeAt: made, until: stoppedAt === 'backup' ? made : (stoppedAt ?? now) };
}

function settledLines({ madeAt, until }: Span, perhapsCount: number, untoldCount: number): readonly string[] {
  if (until <= madeAt) return ['Nothing was sent after the backup, so everything goes on where it stood.'];
  return [
    `What happened from ${momentInWords(madeAt)} until ${momentInWords(until)} is missing. Each champion is told when the bot starts.`,
    `${inWords(perhapsCount)} messages of that time may have been sent. They are not sent again.`,
    ...(untoldCount > 0 ? [`${inWords(untoldCount)} organisations have nobody who can be told.`] : []),
  ];
}

interface Keys {
  /** Those that are set now first: what the backup's own sealed is sealed anew with them. undefined: nothing is sealed. */
  readonly all: string | undefined;
  /** For the key file of the folder, which has none; null: it needs none. */
  readonly forFile: string | null;
}

async function keysOf(config: Config, { env, files }: KeptSettings): Promise<Keys> {
  const isFolder = config.DATABASE_URL === undefined;
  const present = [secretKeys(config), isFolder ? await readKeyFile(config.DATA_DIR) : null];
  const now = present.filter((key) => key !== undefined && key !== null);
  const own = [env.SECRET_KEY, env.SLACK_TOKEN_KEY, files[keyFileName]].filter((key) => key !== undefined);
  const all = [...now, ...own].join(',') || undefined;
  return { all, forFile: isFolder && now.length === 0 && own.length > 0 ? own.join(',') : null };
}

/** Never over a file that is there. On a server, a key that was a file is a setting. */
async function keepSettings({ env: kept, files }: KeptSettings, folder: string): Promise<string> {
  const key = kept.SECRET_KEY ?? kept.SLACK_TOKEN_KEY ?? files[keyFileName];
  const env = key === undefined ? kept : { SECRET_KEY: key, ...kept };
  const isNew = !existsSync(join(folder, '.env'));
  const name = isNew ? '.env' : '.env.restored';
  await writeFile(join(folder, name), envFileOf(env), { mode: 0o600 });
  return isNew
    ? 'Its settings are in .env now, without DATABASE_URL and DATA_DIR: these say where it was.'
    : '.env stays as it is. The settings of the backup are in .env.restored: compare them, its SECRET_KEY too, then delete that file.';
}
