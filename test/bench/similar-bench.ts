/**
 * What is like a piece of feedback among a million: how long the answer takes, whether a rewritten one is found there, and
 * how quickly what came in is filed. SIMILAR_BENCH makes it smaller for a try.
 */
import pg from 'pg';
import { type Bot, composeBot } from '../../src/bot.js';
import { hashOf } from '../../src/features/feedback/rules/word-hash.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import type { Actor } from '../../src/kernel/person.js';
import { tokensOf } from '../../src/kernel/tokens.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import { type Figure, median } from './report.js';

const itemCount = Number(process.env.SIMILAR_BENCH ?? 1_000_000);
const wordCount = 50_000;
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
    await makeVocabulary(client);
    await makeItems(client, actor.organisationId);
    await client.query('VACUUM ANALYZE');
    yield* answers(bot, client, actor);
    yield* filing(bot, client, actor.organisationId);
  } finally {
    await bot.house.delivery.stop();
    await client.end();
    await bench.close();
  }
}

/** Words that differ in their first six letters, the most common first: `waab`. */
async function makeVocabulary(client: pg.Client): Promise<void> {
  const spelled = (rank: number) =>
    `w${Array.from({ length: 4 }, (_, place) => String.fromCharCode(97 + (Math.floor(rank / 26 ** place) % 26))).join('')}`;
  const words = Array.from({ length: wordCount }, (_, rank) => spelled(rank));
  if (tokensOf(words.slice(0, 50).join(' ')).length !== 50) throw new Error('The words are not told apart.');
  await client.query('CREATE TEMP TABLE vocabulary (rank int PRIMARY KEY, word text, hash int)');
  await client.query(
    'INSERT INTO vocabulary SELECT o - 1, w, h FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS t(w, h, o)',
    [words, words.map(hashOf)],
  );
}

/** Fourteen words each, common ones often (Zipf); the last ones say again what an earlier one said, in half of its words. */
async function makeItems(client: pg.Client, organisationId: string): Promise<void> {
  await client.query('SELECT setseed(0.5)');
  await client.query(
    `CREATE TEMP TABLE said AS
     SELECT n AS number, place, floor(exp(random() * ln($2::float8)))::int - 1 AS rank
     FROM generate_series(1, $1::int) AS n, generate_series(1, 14) AS place`,
    [itemCount, wordCount],
  );
  await client.query(
    `UPDATE said SET rank = again.rank FROM said again
     WHERE said.number > $1::int AND said.place <= 8 AND again.place = said.place
       AND again.number = (said.number::bigint * 7919) % ($1::int - 1000) + 1`,
    [itemCount - askedCount],
  );
  await client.query(
    `INSERT INTO feedback (id, organisation_id, number, text, source, severity, captured_at, surface, state, routing,
       promise_ms, resolved_at, outcome, customer_told, root_cause_category)
     SELECT gen_random_uuid(), $1::uuid, number, string_agg(word, ' ' ORDER BY place), 'bench', 'normal', now(), 'api',
       'resolved', '{"kind":"champion"}', 86400000, now(), 'fixed', 'It is mended.', 'product'
     FROM said JOIN vocabulary USING (rank) GROUP BY number`,
    [organisationId],
  );
  await client.query(
    `INSERT INTO feedback_words (organisation_id, word, part, before, numbers)
     SELECT $1::uuid, hash, part, part * 200, array_agg(number ORDER BY number) FROM (
       SELECT hash, number, (row_number() OVER (PARTITION BY hash ORDER BY number) - 1)::int / 200 AS part
       FROM (SELECT DISTINCT hash, number FROM said JOIN vocabulary USING (rank)) once) placed
     GROUP BY hash, part`,
    [organisationId],
  );
  await client.query(`INSERT INTO numbers VALUES ($1::uuid, 'feedback', $2::int)`, [organisationId, itemCount]);
  await client.query(`INSERT INTO feedback_word_marks (organisation_id, done_number) VALUES ($1::uuid, $2::int)`, [
    organisationId,
    itemCount,
  ]);
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
