/** Plays one scenario: sets up, lets people live in its weather, calms down, and counts. */
import { setTimeout as pause } from 'node:timers/promises';
import { createKey } from '../../src/features/keys/create-key.js';
import type { Database } from '../../src/storage/database.js';
import { type Chance, createChance } from '../support/chance.js';
import type { Line } from './account.js';
import { type Book, liveAll } from './acts.js';
import { countAll } from './count.js';
import { type Fleet, launch } from './fleet.js';
import { type Ground, openGround } from './ground.js';
import type { Scenario } from './scenarios.js';
import { hoursUntilTen, say, type Town } from './town.js';

export interface Account {
  readonly scenario: string;
  readonly seed: number;
  readonly figures: Readonly<Record<string, number>>;
  /** How many kills met work of this name under way. */
  readonly met: Readonly<Record<string, number>>;
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

export async function play(scenario: Scenario, terms: Terms): Promise<Account> {
  const { seed, serverUrl } = terms;
  const closing: (() => Promise<void>)[] = [];
  try {
    const town = await scenario.buildTown();
    town.aheadMs = hoursUntilTen(town.now()) * hourMs;
    closing.push(() => town.close());
    const ground = await openGround({
      name: `chaos_${process.pid}_${seed}_${scenario.name.replaceAll('-', '_')}`,
      hasSmallDisk: scenario.hasSmallDisk ?? false,
      hasPair: scenario.hasPair ?? false,
      serverUrl: scenario.isOnServer && !scenario.hasPair ? (serverUrl ?? null) : null,
    });
    closing.push(() => ground.close());
    const settings = { ...town.settings, env: { ...town.settings.env, ...ground.env } };
    const chance = createChance(seed);
    const start = async (count: number) => {
      const fleet = await launch(count, { settings, chance, aheadMs: town.aheadMs });
      closing.push(() => fleet.close());
      return fleet;
    };
    return await playIn({ town, ground, chance, start }, scenario, terms);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

interface Stage {
  readonly town: Town;
  readonly ground: Ground;
  readonly chance: Chance;
  start(count: number): Promise<Fleet>;
}

async function playIn({ town, ground, chance, start }: Stage, scenario: Scenario, terms: Terms): Promise<Account> {
  const startedAt = performance.now();
  const copies = terms.copies ?? scenario.copies;
  const apiKey = await setUp(town, () => start(1), ground);
  const startAt = town.now();
  const fleet = await start(copies);
  town.door = () => {
    const urls = fleet.urls();
    return urls[Math.floor(chance.between(0, urls.length))] ?? 'http://127.0.0.1:9';
  };
  town.deaths = () => fleet.figures.killCount;
  const pass = async (hours: number) => {
    town.aheadMs += hours * hourMs;
    await fleet.setClocks(town.aheadMs);
  };
  const book: Book = { acts: [], strange: [], clicks: new Set(), unanswered: new Map(), restored: null };
  let isOver = false;
  const living = liveAll({ town, chance, book, apiKey, isUp: () => fleet.someUp() }, () => isOver);
  const kills = Math.ceil(terms.kills * scenario.killShare);
  const sky = { town, fleet, chance, book, ground, copies, lastsMs: terms.lastsMs, kills, pass };
  await Promise.race([scenario.weather(sky), living]);
  town.spoil(null);
  town.repeat(null);
  isOver = true;
  await living;

  const strayCount = await calmDown({ town, fleet, ground, pass });
  const endAt = town.now();
  await fleet.close();
  const database = await ground.open();
  const lines = await countAll({ database, town, book, meetings: dailyBetween(startAt, endAt) });
  await database.close();
  const { killCount, startCount, diedByThemselves, met } = fleet.figures;
  const died = scenario.mayEnd ? [] : diedByThemselves;
  const figures = {
    kills: killCount,
    starts: startCount,
    'ended by themselves': diedByThemselves.length,
    acts: book.acts.length,
    acknowledged: book.acts.filter(({ isAcknowledged }) => isAcknowledged).length,
    ...(book.restored && { 'lost with the backup': book.restored.lostCount }),
    messages: town.posts().length,
    ...(strayCount > 0 && { 'taken away when seen twice': strayCount }),
    seconds: Math.round((performance.now() - startedAt) / 1_000),
  };
  return {
    scenario: scenario.name,
    seed: terms.seed,
    figures,
    met: Object.fromEntries([...met].sort(([, a], [, b]) => b - a)),
    lines: [...lines, { name: 'copies: none ended by itself', checkedCount: startCount, faults: died }],
  };
}

interface Calm {
  readonly town: Town;
  readonly fleet: Fleet;
  readonly ground: Ground;
  pass(hours: number): Promise<void>;
}

/** One copy is let live until nothing is left to be sent. Answers how many messages went because they stood twice. */
async function calmDown({ town, fleet, ground, pass }: Calm): Promise<number> {
  let strayCount = 0;
  for (let round = 0; round < 6; round += 1) {
    await fleet.sink();
    fleet.man(1);
    await fleet.someUp();
    if (round === 0) await pass(72);
    await quiet(town);
    strayCount += await town.look();
    await fleet.rest();
    const database = await ground.open();
    const left = await unsettled(database);
    await database.close();
    if (left === 0) break;
  }
  return strayCount;
}

/** The first life: the workspace is met, somebody is the champion, a meeting is planned, a system has its key. */
async function setUp(town: Town, start: () => Promise<Fleet>, ground: Ground): Promise<string> {
  const fleet = await start();
  town.door = () => fleet.urls()[0] ?? '';
  await town.meet();
  await say(town, ['dana', 'champion @grace'], /Grace/);
  await say(town, ['grace', 'meeting every weekday 10:00 zone:Europe/London name:Daily'], /Daily/);
  await say(town, ['maya', 'feedback "The first" owner:@maya customer:Acme'], /F-1/);
  await fleet.rest();
  await fleet.close();
  const database = await ground.open();
  const { rows } = await database.executeSql('SELECT id::text FROM organisations');
  const [organisation] = rows as { id: string }[];
  const clock = { now: town.now };
  const wish = { organisationId: organisation?.id ?? '', name: 'survey', signed: false };
  const { key } = await createKey({ database, clock }, wish);
  await database.close();
  return key;
}

/** Nothing reached the platform for a while. */
async function quiet(town: Town): Promise<void> {
  const quietMs = 6_000;
  let seen = -1;
  for (let since = performance.now(); performance.now() - since < quietMs; ) {
    const length = town.callCount();
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
