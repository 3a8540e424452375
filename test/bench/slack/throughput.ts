/**
 * How many captures two copies of the bot on one PostgreSQL take in a second, from the signed request to the last of
 * their deliveries, and what each costs. People and channels are many, so that nobody waits for Slack's pace.
 */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { openSlack } from '../../support/stand-in-slack/server.js';
import { createWorld } from '../../support/stand-in-slack/world.js';
import { openBenchDatabase } from '../bench-database.js';
import { cpuMsOf } from '../process-figures.js';
import type { Figure } from '../report.js';
import { type BotProcess, channelId, feedbackLine, populate, startBot, userId } from './bot-process.js';

/** Requests that are under way at the same time. */
const handCount = 16;
/** One to whoever owns it, one to the place. */
const messagesPerCapture = 2;

export async function* slackThroughput(serverUrl: string, isShort: boolean): AsyncGenerator<Figure> {
  const captureCount = isShort ? 200 : 1_000;
  const bench = await openBenchDatabase(serverUrl);
  const slack = await openSlack({ world: createWorld({ now: () => new Date() }) });
  const client = new pg.Client({ connectionString: bench.url });
  const copies: BotProcess[] = [];
  try {
    populate(slack, captureCount);
    await client.connect();
    for (let copy = 0; copy < 2; copy += 1) copies.push(await startBot(slack, { DATABASE_URL: bench.url }));
    const say = async (at: number, line: string): Promise<void> => {
      const { driver } = copies[at % copies.length] as BotProcess;
      const { status, body } = await driver.command(userId(at), line, channelId(at));
      if (status !== 200) throw new Error(`Answered ${status}: ${JSON.stringify(body)}`);
    };
    // Everybody and every place is learned, and the code is warm.
    await inParallel(captureCount, (at) => say(at, 'help'));
    const before = { posted: slack.world.messages.length, cpuMs: await cpuMsOf(copies.map(({ pid }) => pid)) };
    const begin = performance.now();
    await inParallel(captureCount, (at) => say(at, feedbackLine(at)));
    const answeredMs = performance.now() - begin;
    const lost = await untilSent(client, () => slack.world.messages.length - before.posted, captureCount);
    const sentMs = performance.now() - begin;
    const cpuMs = (await cpuMsOf(copies.map(({ pid }) => pid))) - before.cpuMs;
    const what = `${captureCount} captures through two copies`;
    const perSecond = (ms: number) => (captureCount / ms) * 1_000;
    yield* [
      { bench: 'throughput', what: `${what}: answered`, value: perSecond(answeredMs), unit: 'a second' },
      { bench: 'throughput', what: `${what}: all sent`, value: perSecond(sentMs), unit: 'a second' },
      { bench: 'throughput', what: 'CPU of the bot per capture', value: cpuMs / captureCount, unit: 'ms' },
      { bench: 'throughput', what: 'messages lost', value: lost, unit: '', atMost: 0 },
    ];
  } finally {
    for (const copy of copies) await copy.kill();
    await client.end();
    await slack.close();
    await bench.close();
  }
}

async function inParallel(count: number, work: (at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const hand = async () => {
    for (let at = next++; at < count; at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: handCount }, hand));
}

/** Answers how many messages are missing when nothing waits to be sent any more. */
async function untilSent(client: pg.Client, postedCount: () => number, captureCount: number): Promise<number> {
  for (;;) {
    const { rows } = await client.query("SELECT FROM deliveries WHERE state IN ('queued', 'sending') LIMIT 1");
    if (rows.length === 0) return Math.max(0, messagesPerCapture * captureCount - postedCount());
    await wait(20);
  }
}
