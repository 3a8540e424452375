/**
 * Killed with SIGKILL at random moments, over and over, and started again each time: nothing that was acknowledged is
 * missing, and nobody gets a nudge twice. KILL_SEED=… rolls the same dice again (the moments still vary a little).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createLogger } from '../../src/kernel/logger.js';
import { type Database, openDatabase } from '../../src/storage/database.js';
import { type Chance, createChance } from '../support/chance.js';
import { openCopy } from '../support/database.js';
import { databaseUrl } from '../support/migrated-databases.js';
import type { MortalBotOptions, PlatformMessage } from '../support/mortal-bot.js';
import { buildBot, type MortalProcess, startBot } from '../support/mortal-process.js';
import { openPlatform, type StandInPlatform } from '../support/stand-in-platform.js';

const serverUrl = process.env.TEST_DATABASE_URL;
const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1e9));
const hourMs = 3_600_000;
const minuteMs = 60_000;

describe('A bot that is killed at random moments', () => {
  test(
    'loses nothing that was acknowledged and sends no nudge twice (embedded)',
    async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'empty-chair-kill-'));
      const open = () => openDatabase({ dataDir, log: createLogger('silent') });
      await (await open()).close();
      await dieAndCheck(
        'embedded',
        { dataDir },
        { killCount: serverUrl ? 12 : 50, open, afterDeath: async () => undefined },
      );
      await rm(dataDir, { recursive: true });
    },
    10 * minuteMs,
  );

  const onServer = serverUrl ? test : test.skip;
  onServer(
    `loses nothing that was acknowledged and sends no nudge twice (server${serverUrl ? '' : ': skipped, because TEST_DATABASE_URL is not set'})`,
    async () => {
      const copy = await openCopy(serverUrl ?? '');
      const { rows } = await copy.executeSql('SELECT current_database() AS name');
      const url = databaseUrl(serverUrl ?? '', (rows[0] as { name: string }).name);
      // Another copy of the bot might be sending, so a claim holds for a minute: it is over before the next life.
      const afterDeath = async () => {
        await copy.executeSql(
          "UPDATE deliveries SET claimed_at = claimed_at - interval '1 hour' WHERE claimed_at IS NOT NULL",
        );
      };
      const open = async () => ({ ...copy, close: async () => undefined });
      await dieAndCheck('server', { url, dataDir: '' }, { killCount: 40, open, afterDeath });
      await copy.close();
    },
    10 * minuteMs,
  );
});

interface Fates {
  readonly killCount: number;
  readonly open: () => Promise<Database>;
  readonly afterDeath: () => Promise<void>;
}

/** What people were told, and how late it is. */
interface Story {
  now: Date;
  readonly acknowledged: { readonly number: number; readonly text: string }[];
}

async function dieAndCheck(
  name: string,
  where: Pick<MortalBotOptions, 'url' | 'dataDir'>,
  fates: Fates,
): Promise<void> {
  const chance = createChance(seed);
  const platform = await openPlatform(() => chance.between(0, 25));
  const bot = await buildBot();
  const story: Story = { now: new Date('2026-11-16T10:00:00Z'), acknowledged: [] };
  const options = () => ({ ...where, platform: platform.url, now: story.now.toISOString() });
  for (let life = 0; life < fates.killCount; life += 1) {
    await liveAndDie((killed) => startBot(bot.program, options(), killed), { story, chance, platform });
    await fates.afterDeath();
  }
  await liveOn(await startBot(bot.program, options(), new Promise(() => undefined)), story);
  const database = await fates.open();
  const found = await readAll(database);
  await Promise.all([database.close(), platform.close(), bot.remove()]);
  report(name, fates.killCount, story, found, platform.arrived);
  nothingIsMissing(story, found, platform.arrived);
  noNudgeIsDoubled(found, platform.arrived);
  noCardStandsTwice(found, platform.standing);
  expect(found.deliveries.filter(({ attempts }) => attempts > 1).length).toBeGreaterThan(0);
}

interface Stage {
  readonly story: Story;
  readonly chance: Chance;
  readonly platform: StandInPlatform;
}

/** One life: something is always under way, and the end comes shortly after an event of its, or while starting. */
async function liveAndDie(
  start: (killed: Promise<void>) => Promise<MortalProcess | null>,
  { story, chance, platform }: Stage,
): Promise<void> {
  let strike: () => void = () => undefined;
  const killed = new Promise<void>((resolve) => {
    strike = resolve;
  });
  // Every other death waits for a reminder: reminders are seldom, and what a crash does to them matters most.
  const waitsForNudge = chance.isLucky(0.5);
  let eventsLeft = Math.floor(waitsForNudge ? chance.between(1, 3) : chance.between(1, 16));
  const happened = (kind: string) => {
    if (waitsForNudge && kind !== 'reminders.message') return;
    eventsLeft -= 1;
    if (eventsLeft === 0) void pause(chance.between(0, 40)).then(strike);
  };
  platform.onArrival = happened;
  if (chance.isLucky(0.1)) void pause(chance.between(200, 1_000)).then(strike);
  const bot = await start(killed);
  if (!bot) return;
  do happened('command');
  while (await goOn(bot, story, chance));
  await bot.gone;
}

/** False when the bot died over it. */
async function goOn(bot: MortalProcess, story: Story, chance: Chance): Promise<boolean> {
  if (chance.isLucky(0.5)) {
    story.now = new Date(story.now.getTime() + Math.round(chance.between(1, 12)) * hourMs);
    return (await bot.ask({ advanceTo: story.now.toISOString() })) !== null;
  }
  const text = `words ${Math.round(chance.between(0, 1e9))}`;
  const owner = ['grace', 'maya', 'ben'][Math.floor(chance.between(0, 3))];
  const answer = await bot.ask({ capture: `feedback "${text}" owner:@${owner}` });
  if (answer === null) return false;
  const number = /This is F-(\d+)/.exec(answer)?.[1];
  if (number === undefined) throw new Error(`Capturing was answered with: ${answer}`);
  story.acknowledged.push({ number: Number(number), text });
  return true;
}

/** The last life ends in its own time, three days later. */
async function liveOn(bot: MortalProcess | null, story: Story): Promise<void> {
  const later = new Date(story.now.getTime() + 72 * hourMs);
  await bot?.ask({ advanceTo: later.toISOString() });
  await bot?.ask({ stop: true });
  await bot?.gone;
}

/** Whenever the bot died between posting a card and noting where it stands, it found it again. */
function noCardStandsTwice({ feedback }: Found, standing: StandInPlatform['standing']): void {
  const kinds = ['feedback.ownerCard', 'feedback.placeCard'];
  const cards = [...standing.values()].filter(({ kind }) => kinds.includes(kind));
  const stands = cards.map(({ kind, channel, text }) => `${kind} ${channel} ${/\bF-\d+\b/.exec(text)?.[0]}`);
  expect(stands.filter((card, at) => stands.indexOf(card) !== at)).toEqual([]);
  expect(cards.length).toBeGreaterThanOrEqual(2 * feedback.length);
}

interface Found {
  readonly feedback: readonly { readonly number: number; readonly text: string }[];
  readonly deliveries: readonly {
    readonly id: string;
    readonly kind: string;
    readonly lane: string;
    readonly state: string;
    readonly attempts: number;
    readonly atMostOnce: boolean;
  }[];
  readonly nudges: readonly { readonly number: number; readonly recipientId: string; readonly state: string }[];
  readonly nudgedEventCount: number;
}

async function readAll(database: Database): Promise<Found> {
  const read = async <T>(sql: string) => (await database.executeSql(sql)).rows as T[];
  const [events] = await read<{ count: number }>(
    "SELECT count(*)::int AS count FROM history WHERE subject LIKE 'feedback:%' AND what = 'nudged'",
  );
  return {
    feedback: await read('SELECT number, text FROM feedback ORDER BY number'),
    deliveries: await read(
      `SELECT id::text, kind, destination AS lane, state, attempt_count AS attempts, at_most_once AS "atMostOnce"
       FROM deliveries ORDER BY deliveries.id`,
    ),
    nudges: await read(
      `SELECT f.number, n.recipient_id::text AS "recipientId", n.state FROM reminders n JOIN feedback f ON f.id = n.subject_id`,
    ),
    nudgedEventCount: events?.count ?? 0,
  };
}

function nothingIsMissing(story: Story, found: Found, arrived: readonly PlatformMessage[]): void {
  const kept = new Map(found.feedback.map(({ number, text }) => [number, text]));
  expect(story.acknowledged.filter(({ number, text }) => kept.get(number) !== text)).toEqual([]);

  const arrivedIds = new Set(arrived.map(({ deliveryId }) => deliveryId));
  const unsettled = found.deliveries.filter(({ state }) => !['sent', 'skipped', 'unknown'].includes(state));
  expect(unsettled).toEqual([]);
  expect(found.deliveries.filter(({ state, atMostOnce }) => state === 'unknown' && !atMostOnce)).toEqual([]);
  expect(found.deliveries.filter(({ id, state }) => state === 'sent' && !arrivedIds.has(id))).toEqual([]);

  for (const { number } of found.feedback) {
    const named = new RegExp(`\\bF-${number}\\b`);
    const kinds = arrived.filter(({ text }) => named.test(text)).map(({ kind }) => kind);
    expect([number, ...new Set(kinds)]).toEqual(expect.arrayContaining(['feedback.ownerCard', 'feedback.placeCard']));
  }
}

function noNudgeIsDoubled(found: Found, arrived: readonly PlatformMessage[]): void {
  const reminders = arrived.filter(({ kind, message }) => kind === 'reminders.message' && !message);
  expect(reminders.length).toBeGreaterThan(0);
  expect(new Set(reminders.map(({ deliveryId }) => deliveryId)).size).toBe(reminders.length);
  for (const { number } of found.feedback) {
    const named = new RegExp(`\\bF-${number}\\b`);
    const planned = found.nudges.filter((nudge) => nudge.number === number && nudge.state !== 'dropped');
    for (const recipientId of new Set(planned.map((nudge) => nudge.recipientId))) {
      const told = reminders.filter(({ channel, text }) => channel.endsWith(`:${recipientId}`) && named.test(text));
      expect(told.length).toBeLessThanOrEqual(planned.filter((nudge) => nudge.recipientId === recipientId).length);
    }
  }
  expect(found.nudgedEventCount).toBe(found.nudges.filter(({ state }) => state === 'sent').length);
}

function report(
  name: string,
  killCount: number,
  story: Story,
  found: Found,
  arrived: StandInPlatform['arrived'],
): void {
  const count = (state: string) => found.deliveries.filter((delivery) => delivery.state === state).length;
  const again = found.deliveries.filter(({ attempts }) => attempts > 1).length;
  process.stderr.write(
    `killed ${killCount} times (${name}, KILL_SEED=${seed}): ${story.acknowledged.length} captures acknowledged, ` +
      `${found.feedback.length} kept; ${arrived.length} messages arrived, ${again} were begun again, ` +
      `${count('unknown')} nudges left unrepeated\n`,
  );
}
