/** `npm run move -- --to postgresql://…`: copies the embedded database to a server, goes on after a kill, and checks all of it. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitCodeOf } from '../adapters/web-api/command-line/run-command.js';
import { UsageError } from '../adapters/web-api/command-line/usage-error.js';
import { ConfigError, Conflict } from '../kernel/errors.js';
import {
  countForPlans,
  fillTable,
  goOnCounting,
  keyFileName,
  openFolderSource,
  openServerTarget,
  prepare,
  readKeyFile,
  requireKnown,
  requireSame,
  type Source,
  type Target,
} from '../storage/copy/index.js';
import { rowCountOf } from './backup-command.js';
import { type BackupDeps, inWords, placeOf } from './deps.js';
import { createProgress } from './progress.js';

const usage = `Usage:
  npm run move -- --to postgresql://USER:PASSWORD@HOST:5432/DATABASE [--anew]
Stop the bot first. Run it again when it was stopped: it goes on; --anew begins from the start.`;

const options = { to: { type: 'string' }, anew: { type: 'boolean' } } as const;

/** @returns the exit code: 0 done, 1 failed, 2 the words were wrong */
export function moveCommand(words: readonly string[], deps: BackupDeps): Promise<number> {
  return exitCodeOf(deps.terminal, usage, async () => {
    const { to, anew = false } = read(words);
    const { DATA_DIR: dataDir } = deps.config();
    const source = await openFolderSource(dataDir);
    try {
      await requireKnown(source.contents);
      const target = await openServerTarget(to, deps.log).catch(aboutTo);
      await copy(source, target, { goesOn: !anew, deps }).finally(() => target.close());
    } finally {
      await source.close();
    }
    const { terminal } = deps;
    const { tables } = source.contents;
    terminal.say(
      `Moved to ${placeOf(to)}: ${inWords(rowCountOf(source.contents))} rows of ${tables.length} tables. Counts and checksums agree.`,
    );
    terminal.say('Put the address into .env, and start the bot: DATABASE_URL=ADDRESS');
    const keyFile = join(dataDir, keyFileName);
    if ((await readKeyFile(dataDir)) !== null)
      terminal.say(
        `Secrets are sealed with the key in ${keyFile}. Put it into .env too: echo "SECRET_KEY=$(cat '${keyFile}')" >> .env`,
      );
    terminal.say(
      `What is in ${dataDir} is as it was, and the bot uses it no more. Delete it when the bot has run for a while.`,
    );
    return 0;
  });
}

function read(words: readonly string[]): { readonly to: string; readonly anew?: boolean } {
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    ({ values } = parseArgs({ args: [...words], options }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { to, anew = false } = values;
  if (to === undefined || !/^postgres(ql)?:\/\//.test(to) || !URL.canParse(to))
    throw new UsageError('Say where to: --to postgresql://USER:PASSWORD@HOST:5432/DATABASE');
  return { to, anew };
}

/** The address was typed, and stands in no setting. */
function aboutTo(error: unknown): never {
  if (!(error instanceof ConfigError)) throw error;
  throw new ConfigError(error.problems.map((problem) => problem.replaceAll('DATABASE_URL', '--to')));
}

const isAboutRows = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(23...|copy\.differs)$/.test(String(error.code));

const changedSince = (cause: unknown): Conflict =>
  new Conflict(
    'copy.changedSince',
    'What was moved before is not what is in the folder now: the bot ran in between. Begin from the start: add --anew.',
    { cause },
  );

async function copy(
  { contents, columns, rows }: Source,
  { run, finish }: Target,
  { goesOn, deps }: { readonly goesOn: boolean; readonly deps: BackupDeps },
): Promise<void> {
  const { terminal } = deps;
  const there = await prepare(run, contents.migrations, goesOn);
  const known = [...there.values()].reduce((sum, count) => sum + count, 0);
  if (known > 0) terminal.error(`It was begun before: ${inWords(known)} rows are there already.`);
  const progress = createProgress(terminal.progress, 'moved', rowCountOf(contents));
  progress.add(known);
  try {
    for (const { name } of contents.tables)
      await fillTable(run, { name, columns: await columns(name) }, rows(name, there.get(name)), progress.add);
    await requireSame(run, contents.tables);
  } catch (error) {
    throw known > 0 && isAboutRows(error) ? changedSince(error) : error;
  } finally {
    progress.stop();
  }
  await countForPlans(run);
  await goOnCounting(run, contents, 0);
  await finish();
}
