/** Checks of the machine: room on the disk, and whether its clock goes as the database's and the platforms' do. */
import { access, constants } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { type Check, type Finding, failing, ok, warning } from '../adapters/platform/check.js';
import type { Clock } from '../kernel/clock.js';
import { type FreeBytes, freeBytes, readServerTime } from '../storage/inspect.js';

const megabyte = 1024 ** 2;
const fewMb = 1_024;
const tooFewMb = 100;

/** Why this user can't write to a folder, as the system names it; null: it can. */
type Refusal = (folder: string) => Promise<string | null>;

const refusal: Refusal = (folder) =>
  access(folder, constants.W_OK).then(
    () => null,
    ({ code }: NodeJS.ErrnoException) => (code === 'ENOENT' ? null : (code ?? 'refused')),
  );

/** @param dataDir null: the data is on a server, whose disk can't be seen from here */
export function diskCheck(dataDir: string | null, free: FreeBytes = freeBytes, refused: Refusal = refusal): Check {
  const folders = dataDir === null ? [tmpdir()] : [resolve(dataDir), tmpdir()];
  return {
    name: 'disk',
    does: 'room where the bot writes',
    run: async () => Promise.all(folders.map((folder) => room(folder, { free, refused }))),
  };
}

/** A folder that is not there yet will be where its parent is. */
async function room(folder: string, asked: { free: FreeBytes; refused: Refusal }, shown = folder): Promise<Finding> {
  const bytes = await asked.free(folder);
  if (bytes === null) {
    if (dirname(folder) !== folder) return room(dirname(folder), asked, shown);
    return failing(`${shown} can’t be looked at.`, `Let the bot’s user read it: ls -ld ${shown} shows who may.`);
  }
  const locked = await asked.refused(folder);
  if (locked !== null)
    return failing(
      `${shown} can’t be written to (${locked}).`,
      `Let the bot’s user write there, or set DATA_DIR to another folder: ls -ld ${folder} shows who may.`,
    );
  const mb = Math.floor(bytes / megabyte);
  const what = `${mb.toLocaleString('en')} MB are free for ${shown}.`;
  const remedy = `Free some: du -xh ${shown} | sort -h | tail shows what takes most.`;
  if (mb < tooFewMb) return failing(`Only ${what}`, remedy);
  return mb < fewMb ? warning(`Only ${what}`, remedy) : ok(what);
}

export interface ClockCheckDeps {
  readonly clock: Clock;
  /** null: it is embedded, and has this machine's clock. */
  readonly databaseUrl: string | null;
  /** Where the platforms answer, by name. Only the header Date is read. */
  readonly platforms: Readonly<Record<string, string>>;
  readonly readDatabaseTime?: (url: string) => Promise<Date>;
  readonly fetchHead?: (url: string) => Promise<Pick<Response, 'headers'>>;
}

/** Slack refuses what is five minutes off, and the Date of an answer has whole seconds. */
const offMs = 5_000;
const farOffMs = 60_000;
const setClock = 'Let the time service set it: timedatectl set-ntp true, then timedatectl shows “synchronized: yes”.';

export function clockCheck(deps: ClockCheckDeps): Check {
  return {
    name: 'clock',
    does: 'this machine’s time against the database’s and the platforms’',
    run: () => look(deps),
  };
}

async function look(deps: ClockCheckDeps): Promise<readonly Finding[]> {
  const { clock, databaseUrl, platforms, readDatabaseTime = readServerTime, fetchHead = head } = deps;
  const asked: (readonly [string, () => Promise<Date>])[] = Object.entries(platforms).map(([name, url]) => [
    name,
    async () => dateOf(await fetchHead(url)),
  ]);
  if (databaseUrl !== null) asked.unshift(['the database', () => readDatabaseTime(databaseUrl)]);
  if (asked.length === 0)
    return [ok('The database has this machine’s clock, and no platform is set up to compare with.')];
  return Promise.all(asked.map(([name, read]) => compare(clock, name, read)));
}

async function compare(clock: Clock, name: string, read: () => Promise<Date>): Promise<Finding> {
  const before = clock.now().getTime();
  let theirs: number;
  try {
    theirs = (await read()).getTime();
  } catch {
    return warning(`The time of ${name} can’t be had.`, 'Mend what the other checks say of it, and look again.');
  }
  const after = clock.now().getTime();
  // What the question took says nothing of the clocks.
  const aheadMs = theirs < before ? before - theirs : Math.min(after - theirs, 0);
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  const what = `This machine’s clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} that of ${name}.`;
  if (Math.abs(aheadMs) > farOffMs) return failing(what, setClock);
  return Math.abs(aheadMs) > offMs ? warning(what, setClock) : ok(`It goes as that of ${name}.`);
}

const head = (url: string) => fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(8_000) });

function dateOf({ headers }: Pick<Response, 'headers'>): Date {
  const date = new Date(headers.get('date') ?? '');
  if (Number.isNaN(date.getTime())) throw new Error('The answer has no date.');
  return date;
}
