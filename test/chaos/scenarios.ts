/** Kinds of rough weather. Each ends when it has done what it promises, or when its time is over. */
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../support/chance.js';
import type { Transport } from '../support/stand-in-slack/driver.js';
import type { ApiCall, Fault } from '../support/stand-in-slack/faults.js';
import type { Fleet } from './fleet.js';
import type { DatabaseWay } from './proxy.js';
import type { Town } from './town.js';

/** What a weather can do. */
export interface Sky {
  readonly town: Town;
  readonly fleet: Fleet;
  readonly chance: Chance;
  /** The way to the database; null: it is embedded. */
  readonly proxy: DatabaseWay | null;
  /** The embedded database's folder, on a disk of its own where `hasSmallDisk`. */
  readonly folder: string;
  /** How long it may last in all, in ms. */
  readonly lastsMs: number;
  /** How many kills are wanted. */
  readonly kills: number;
  /** Time passes for everybody. */
  pass(hours: number): Promise<void>;
}

export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly copies: number;
  readonly isOnServer: boolean;
  readonly hasSmallDisk?: true;
  /** Copies may end by themselves: they start anew as a service does. */
  readonly mayEnd?: true;
  weather(sky: Sky): Promise<void>;
}

const hourMs = 3_600_000;

/** Kills that come shortly after something reached the platform, or at any moment, also of a start. */
async function kills({ town, fleet, chance, kills: wanted, lastsMs, pass }: Sky): Promise<void> {
  const endsAt = performance.now() + lastsMs;
  let calls = 0;
  town.slack.faults.rule(() => {
    calls += 1;
    return null;
  });
  while (fleet.figures.killCount < wanted && performance.now() < endsAt) {
    const isAnytime = chance.isLucky(0.2);
    if (!isAnytime) await fleet.someUp();
    const until = calls + Math.floor(chance.between(1, 25));
    const givenUpAt = performance.now() + (isAnytime ? chance.between(50, 3_000) : 8_000);
    while (performance.now() < givenUpAt && (isAnytime || calls < until)) await pause(5);
    await pause(chance.between(0, 60));
    fleet.kill();
    if (chance.isLucky(0.5)) await pass(Math.round(chance.between(1, 9)));
  }
}

async function timePasses({ chance, pass }: Sky, forMs: number): Promise<void> {
  const endsAt = performance.now() + forMs;
  while (performance.now() < endsAt) {
    await pause(Math.min(chance.between(500, 3_000), Math.max(0, endsAt - performance.now())));
    await pass(Math.round(chance.between(1, 5)));
  }
}

async function databaseAway(sky: Sky): Promise<void> {
  const outagesMs = [1_000, 30_000, 300_000].filter((ms) => ms * 1.2 < sky.lastsMs || ms === 1_000);
  for (const outageMs of outagesMs) {
    await timePasses(sky, 4_000);
    sky.proxy?.set('closed');
    await timePasses(sky, outageMs);
    sky.proxy?.set('open');
    await timePasses(sky, 4_000);
  }
}

/** Connections are reset, and answers, of commits too, are lost before that. */
async function failover(sky: Sky): Promise<void> {
  const endsAt = performance.now() + sky.lastsMs;
  while (performance.now() < endsAt) {
    await timePasses(sky, sky.chance.between(500, 3_000));
    if (sky.chance.isLucky(0.7)) {
      sky.proxy?.set('deaf');
      await pause(sky.chance.between(5, 800));
      sky.proxy?.set('open');
    }
    sky.proxy?.reset();
  }
}

const posting = new Set(['chat.postMessage', 'chat.update', 'chat.delete', 'chat.postEphemeral', 'response_url']);

function platformFault(chance: Chance, { method }: ApiCall): Fault | null {
  if (!posting.has(method) || !chance.isLucky(0.25)) return null;
  const faults: readonly Fault[] = [
    { kind: 'throttled', retryAfter: 1 },
    { kind: 'broken', arrives: true },
    { kind: 'broken', arrives: false },
    { kind: 'reset', arrives: true },
    { kind: 'reset', arrives: false },
    { kind: 'cut' },
    { kind: 'page', text: '<html>' },
    { kind: 'hangs' },
  ];
  return faults[Math.floor(chance.between(0, faults.length))] ?? null;
}

async function platform(sky: Sky): Promise<void> {
  sky.town.slack.faults.rule((call) => platformFault(sky.chance, call));
  await timePasses(sky, sky.lastsMs);
}

/** Slack tells events again, and what was told later may come first. */
async function events(sky: Sky): Promise<void> {
  const { chance, town } = sky;
  const repeating =
    (send: Transport): Transport =>
    async (kind, json) => {
      if (chance.isLucky(0.5)) await pause(chance.between(0, 1_500));
      const again = kind === 'event' ? Math.floor(chance.between(0, 4)) : 0;
      for (let count = 0; count < again; count += 1) {
        void pause(chance.between(0, 2_000)).then(() => send(kind, json).catch(() => undefined));
      }
      return send(kind, json);
    };
  town.carry = repeating;
  await timePasses(sky, sky.lastsMs);
}

/** One copy's clock is an hour ahead of the others' or behind, and everybody's jumps an hour ahead and back. */
async function clocks(sky: Sky): Promise<void> {
  const { chance, fleet, town } = sky;
  const endsAt = performance.now() + sky.lastsMs;
  while (performance.now() < endsAt) {
    await fleet.setClocks(town.aheadMs, chance.isLucky(0.5) ? hourMs : -hourMs);
    await pause(chance.between(1_000, 3_000));
    const jumpMs = chance.isLucky(0.5) ? hourMs : -hourMs;
    for (const ms of [jumpMs, -jumpMs]) {
      town.aheadMs += ms;
      await fleet.setClocks(town.aheadMs);
      await pause(chance.between(500, 2_000));
    }
    await sky.pass(Math.round(chance.between(1, 5)));
  }
}

/** The disk of the embedded folder is filled to its end, and freed again. */
async function diskFull(sky: Sky): Promise<void> {
  const endsAt = performance.now() + sky.lastsMs;
  const filler = join(sky.folder, 'filler');
  while (performance.now() < endsAt) {
    await timePasses(sky, sky.chance.between(1_000, 4_000));
    const { bavail, bsize } = await statfs(sky.folder);
    const leaves = sky.chance.between(0, 200_000);
    await writeFile(filler, Buffer.alloc(Math.max(0, Math.floor(bavail * bsize - leaves)))).catch(() => undefined);
    await timePasses(sky, sky.chance.between(2_000, 6_000));
    await rm(filler, { force: true });
  }
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'kills',
    about: 'one copy on the embedded folder, killed over and over',
    copies: 1,
    isOnServer: false,
    weather: kills,
  },
  {
    name: 'copies',
    about: 'ten copies on one PostgreSQL, killed over and over',
    copies: 10,
    isOnServer: true,
    weather: kills,
  },
  {
    name: 'database',
    about: 'the database is gone for 1 s, 30 s and 5 min',
    copies: 2,
    isOnServer: true,
    mayEnd: true,
    weather: databaseAway,
  },
  {
    name: 'failover',
    about: 'connections reset, answers of commits lost',
    copies: 2,
    isOnServer: true,
    mayEnd: true,
    weather: failover,
  },
  {
    name: 'platform',
    about: 'the platform answers 429, 500, nothing, or half',
    copies: 2,
    isOnServer: true,
    weather: platform,
  },
  { name: 'events', about: 'events repeated and out of order', copies: 2, isOnServer: true, weather: events },
  { name: 'clocks', about: 'clocks jump an hour either way', copies: 2, isOnServer: true, weather: clocks },
  {
    name: 'disk',
    about: 'a full disk under the embedded folder',
    copies: 1,
    isOnServer: false,
    hasSmallDisk: true,
    mayEnd: true,
    weather: diskFull,
  },
];
