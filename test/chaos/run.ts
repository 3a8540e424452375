/** Plays one scenario: sets up, lets people live in its weather, calms down, and counts. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createKey } from '../../src/adapters/web-api/api-keys.js';
import { createLogger } from '../../src/kernel/logger.js';
import { type Database, openDatabase } from '../../src/storage/database.js';
import { createChance } from '../support/chance.js';
import { databaseUrl, onServer } from '../support/migrated-databases.js';
import { type Book, liveAll } from './acts.js';
import { countAll, type Line } from './count.js';
import { launch } from './fleet.js';
import { openProxy } from './proxy.js';
import type { Scenario } from './scenarios.js';
import { buildTown, type Town } from './town.js';

export interface Account {
  readonly scenario: string;
  readonly seed: number;
  readonly figures: Readonly<Record<string, number>>;
  readonly lines: readonly Line[];
}

export interface Terms {
  readonly seed: number;
  /** Of a PostgreSQL that may be filled with databases; for scenarios on a server. */
  readonly serverUrl: string | undefined;
  readonly lastsMs: number;
  readonly kills: number;
  /** Default: as many as the scenario has. */
  readonly copies?: number;
}

const hourMs = 3_600_000;
const run = promisify(execFile);

/** A small disk in memory, where this process may make one. */
async function smallDisk(folder: string): Promise<() => Promise<void>> {
  await run('mount', ['-t', 'tmpfs', '-o', 'size=192m', 'tmpfs', folder]);
  return async () => void (await run('umount', [folder]));
}

export async function play(scenario: Scenario, terms: Terms): Promise<Account> {
  const { seed, serverUrl, lastsMs } = terms;
  const startedAt = performance.now();
  const chance = createChance(seed);
  const town = await buildTown();
  const folder = await mkdtemp(join(tmpdir(), 'empty-chair-chaos-'));
  const unmount = scenario.hasSmallDisk ? await smallDisk(folder) : async () => undefined;
  const name = `chaos_${process.pid}_${seed}_${scenario.name}`;
  const isServed = scenario.isOnServer && serverUrl !== undefined;
  if (isServed) await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const directUrl = isServed ? databaseUrl(serverUrl, name) : undefined;
  const proxy = directUrl === undefined ? null : await openProxy(directUrl);
  const env = { ...town.env, ...(proxy ? { DATABASE_URL: proxy.url } : { DATA_DIR: join(folder, 'data') }) };
  const open = () =>
    openDatabase({
      ...{ url: directUrl, dataDir: join(folder, 'data'), log: createLogger('silent') },
      rowSecurity: 'off',
    }) as Promise<Database>;

  const apiKey = await setUp(town, () => launch(1, { env, chance }), open);
  const startAt = town.slack.world.now();
  const fleet = await launch(terms.copies ?? scenario.copies, { env, chance });
  town.door = () => {
    const urls = fleet.urls();
    return urls[Math.floor(chance.between(0, urls.length))] ?? 'http://127.0.0.1:9';
  };
  town.deaths = () => fleet.figures.killCount;
  const pass = async (hours: number) => {
    town.aheadMs += hours * hourMs;
    await fleet.setClocks(town.aheadMs);
  };
  const book: Book = { acts: [], strange: [] };
  let isOver = false;
  const living = liveAll({ town, chance, book, apiKey, isUp: () => fleet.someUp() }, () => isOver);
  await scenario.weather({ town, fleet, chance, proxy, folder, lastsMs, kills: terms.kills, pass });
  town.slack.faults.rule(null);
  town.carry = (send) => send;
  isOver = true;
  await living;

  for (let round = 0; round < 6; round += 1) {
    await fleet.calm();
    if (round === 0) await pass(72);
    await quiet(town);
    await fleet.rest();
    const database = await open();
    const left = await unsettled(database);
    await database.close();
    if (left === 0) break;
  }
  const endAt = town.slack.world.now();
  await fleet.close();
  const database = await open();
  const lines = await countAll({ database, town, book, meetings: dailyBetween(startAt, endAt) });
  await database.close();
  const { killCount, startCount, diedByThemselves } = fleet.figures;
  const died = scenario.mayEnd ? [] : diedByThemselves;
  const acknowledgedCount = book.acts.filter(({ isAcknowledged }) => isAcknowledged).length;
  const figures = {
    kills: killCount,
    starts: startCount,
    'ended by themselves': diedByThemselves.length,
    acts: book.acts.length,
    acknowledged: acknowledgedCount,
    messages: town.slack.world.messages.length,
    seconds: Math.round((performance.now() - startedAt) / 1_000),
  };
  await proxy?.close();
  if (isServed) await onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await unmount();
  await rm(folder, { recursive: true, force: true });
  await town.close();
  return {
    scenario: scenario.name,
    seed,
    figures,
    lines: [...lines, { name: 'copies: none ended by itself', checkedCount: startCount, faults: died }],
  };
}

/** The first life: the workspace is met, somebody is the champion, a meeting is planned, a system has its key. */
async function setUp(
  town: Town,
  start: () => ReturnType<typeof launch>,
  open: () => Promise<Database>,
): Promise<string> {
  const fleet = await start();
  town.door = () => fleet.urls()[0] ?? '';
  const say = (who: string, line: string) =>
    town.see(who, (driver) => driver.command(town.userId(who), line, town.channelId('support')));
  await say('dana', 'champion @grace');
  await say('grace', 'meeting every weekday 10:00 zone:Europe/London name:Daily');
  await say('maya', 'feedback "The first" owner:@maya customer:Acme');
  await fleet.rest();
  await fleet.close();
  const database = await open();
  const { rows } = await database.executeSql('SELECT id::text FROM organisations');
  const [organisation] = rows as { id: string }[];
  const clock = { now: () => town.slack.world.now() };
  const wish = { organisationId: organisation?.id ?? '', name: 'survey', signed: false };
  const { key } = await createKey({ database, clock }, wish);
  await database.close();
  return key;
}

/** Nothing reached the platform for a while. */
async function quiet({ slack }: Town): Promise<void> {
  const quietMs = 6_000;
  let seen = -1;
  for (let since = performance.now(); performance.now() - since < quietMs; ) {
    const { length } = slack.world.calls;
    if (length !== seen) since = performance.now();
    seen = length;
    await pause(100);
  }
}

/** How many messages are still to be sent. Their waits pass, and so do the claims of copies that were killed. */
async function unsettled(database: Database): Promise<number> {
  const { rows } = await database.executeSql(
    `UPDATE deliveries SET not_before = NULL, claimed_at = claimed_at - interval '1 hour'
     WHERE state IN ('queued', 'sending') OR owes_telling RETURNING 1`,
  );
  return rows.length;
}

/** Weekdays at ten in London, reckoned without the bot's own code. */
function dailyBetween(from: Date, to: Date): string[] {
  const london = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
    hourCycle: 'h23',
    weekday: 'short',
  });
  const starts: string[] = [];
  const at = new Date(from);
  for (at.setUTCMinutes(60, 0, 0); at < to; at.setTime(at.getTime() + hourMs)) {
    const read = london.format(at);
    if (/10$/.test(read.replaceAll(/[^\d]/g, '')) && !/Sat|Sun/.test(read)) starts.push(at.toISOString());
  }
  return starts;
}
