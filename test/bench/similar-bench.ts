/**
 * What is like a piece of feedback among a million: how long the answer takes, whether a rewritten one is found there, and
 * how quickly what came in is filed. SIMILAR_BENCH makes it smaller for a try.
 */
import pg from 'pg';
import { type Bot, composeBot } from '../../src/bot.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import type { Actor } from '../../src/kernel/person.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import { makeSaid } from './make-said.js';
import { type Figure, median } from './report.js';

const itemCount = Number(process.env.SIMILAR_BENCH ?? 1_000_000);
const askedCount = 60;

export async function* similarBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const log = createLogger('silent');
  const bot = await composeBot({ database: bench.database, log, clock: systemClock, platforms: [] });
  try {
    const { memberIds } = await bot.house.people.connectWorkspace(harbourLights);
    const actor = await bot.house.people.actorOf(memberIds.get('U-grace') ?? '');
    if (!actor) throw new Error('Grace is missing.');
    await makeSaid(client, actor.organisationId, { itemCount, askedCount });
    yield* answers(bot, client, actor);
    yield* filing(bot, client, actor.organisationId);
  } finally {
    await bot.house.delivery.stop();
    await client.end();
    await bench.close();
  }
}

async function* answers({ handle }: Bot, client: pg.Client, actor: Actor): AsyncGenerator<Figure> {
  const times: number[] = [];
  let foundCount = 0;
  for (let count = 0; count < askedCount; count += 1) {
    const number = itemCount - count;
    const start = performance.now();
    const context = { interactionId: '', platform: 'playground', actor, place: null } as const;
    const reply = await handle({ kind: 'command', text: `feedback alike F-${number}` }, context);
    times.push(performance.now() - start);
    const first = ((number * 7919) % (itemCount - askedCount - 1000)) + 1;
    if (JSON.stringify(reply).includes(`"F-${first}"`)) foundCount += 1;
  }
  // The first ones open connections.
  const measured = times.slice(10);
  yield { bench: 'similar', what: `what is like one of ${itemCount}`, value: median(measured), unit: 'ms', atMost: 50 };
  yield { bench: 'similar', what: 'the slowest of 50', value: Math.max(...measured), unit: 'ms' };
  yield { bench: 'similar', what: `rewritten ones that are found, of ${askedCount}`, value: foundCount, unit: '' };
  const { rows } = await client.query<{ size: string }>(
    `SELECT pg_total_relation_size('feedback_words')::text AS size`,
  );
  yield { bench: 'similar', what: 'size of the words', value: Number(rows[0]?.size) / 1_048_576, unit: 'MB' };
}

const filedCount = 2_000;

/** The newest are filed once more. */
async function* filing({ house }: Bot, client: pg.Client, organisationId: string): AsyncGenerator<Figure> {
  await client.query(
    'UPDATE feedback_word_marks SET done_number = $1::int, due_at = now() WHERE organisation_id = $2::uuid',
    [itemCount - filedCount, organisationId],
  );
  const sweep = house.sweeps.find(({ name }) => name === 'feedback.alikeIndex');
  const start = performance.now();
  for (let count = 1; count; count = (await sweep?.run(systemClock.now())) ?? 0);
  const rate = (filedCount * 1_000) / (performance.now() - start);
  yield { bench: 'similar', what: 'filed among them', value: rate, unit: 'items/s', atLeast: 500 };
}
