/**
 * Customers by the hundred thousand: the profile before a call, facts of systems against a bare upsert of the rows that they
 * write, and everybody looked at anew when a segment's rule changes. CUSTOMERS_BENCH makes it smaller for a try.
 */
import pg from 'pg';
import { type Bot, composeBot } from '../../src/bot.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import type { Actor } from '../../src/kernel/person.js';
import { harbourLights } from '../support/harbour-lights.js';
import { recordStatements } from '../support/record-statements.js';
import { openBenchDatabase } from './bench-database.js';
import { makeCustomers, makeFeedback, makeLatestScores } from './make-customers.js';
import { type Figure, median } from './report.js';

const customerCount = Number(process.env.CUSTOMERS_BENCH ?? 200_000);
const feedbackCount = customerCount * 5;
const facts = {
  plan: `(ARRAY['free', 'team', 'enterprise'])[1 + n % 3]`,
  revenue: 'n % 100000',
  since: `(2015 + n % 11) || '-03-01'`,
  industry: `'manufacturing'`,
  seats: 'n % 50',
  partner: 'false',
};

export async function* customersBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const log = createLogger('silent');
  const bot = await composeBot({ database: bench.database, log, clock: systemClock, platforms: [] });
  try {
    const { memberIds } = await bot.house.people.connectWorkspace(harbourLights);
    const actor = await bot.house.people.actorOf(memberIds.get('U-grace') ?? '');
    if (!actor) throw new Error('Grace is missing.');
    const { organisationId } = actor;
    await makeCustomers(client, organisationId, { count: customerCount, segments: ['Hotels', 'Shops', null], facts });
    await makeLatestScores(client, organisationId);
    await makeFeedback(client, organisationId, {
      ...{ count: feedbackCount, customerCount, ownerIds: [...memberIds.values()] },
    });
    await client.query('VACUUM ANALYZE');
    yield* profiles(bot, actor);
    yield* compareFacts(bot, client, organisationId);
    yield* segments(bot, actor);
  } finally {
    await bot.house.delivery.stop();
    await client.end();
    await bench.close();
  }
}

const say = ({ handle }: Bot, actor: Actor, text: string) =>
  handle({ kind: 'command', text }, { interactionId: '', platform: 'playground', actor, place: null });

async function* profiles(bot: Bot, actor: Actor): AsyncGenerator<Figure> {
  const times: number[] = [];
  let most = 0;
  for (let count = 0; count < 60; count += 1) {
    const name = `Customer ${1 + ((count * 7919) % customerCount)}`;
    let ms = 0;
    const statements = await recordStatements(async () => {
      const start = performance.now();
      const reply = await say(bot, actor, `who "${name}"`);
      ms = performance.now() - start;
      if (reply.kind !== 'card' || !JSON.stringify(reply.card).includes(name)) throw new Error(JSON.stringify(reply));
    });
    most = Math.max(most, statements.length);
    // The first ones open connections.
    if (count >= 10) times.push(ms);
  }
  yield { bench: 'customers', what: 'a profile', value: median(times), unit: 'ms', atMost: 150 };
  yield { bench: 'customers', what: 'the slowest of 50', value: Math.max(...times), unit: 'ms' };
  yield { bench: 'customers', what: 'statements of a profile', value: most, unit: '', atMost: 6 };
}

const batchCount = 20;
const batchLength = 1_000;

/** What a product or a CRM sends of its users every night: who they are, where they work and what has changed. */
const message = (index: number, round: number) => ({
  type: 'identify',
  userId: `u-${index}`,
  messageId: `m-${round}-${index}`,
  timestamp: new Date(Date.UTC(2026, 0, 1) + round * 1_000).toISOString(),
  traits: {
    ...{ name: `Person ${index}`, email: `person${index}@company${index % 5_000}.example`, title: 'Buyer' },
    ...{ plan: index % 3 === 0 ? 'team' : 'free', seats: round, lastLogin: `2026-01-0${1 + (round % 9)}` },
    company: { id: `c-${index % 5_000}`, name: `Company ${index % 5_000}`, industry: 'Food', employees: round },
  },
});

async function* compareFacts({ house }: Bot, client: pg.Client, organisationId: string): AsyncGenerator<Figure> {
  const source = { organisationId, source: 'bench' };
  const take = async (round: number) => {
    let ms = 0;
    for (let batch = 0; batch < batchCount; batch += 1) {
      const messages = Array.from({ length: batchLength }, (_, index) => message(batch * batchLength + index, round));
      ms += await timed(() => house.customers.takeFacts(messages, source));
    }
    return (batchCount * batchLength * 1_000) / ms;
  };
  const made = await take(1);
  yield {
    bench: 'customers',
    what: 'people and companies made by identify',
    value: made,
    unit: 'items/s',
    atLeast: 5_000,
  };
  await client.query('VACUUM ANALYZE');
  const bare = await bareUpsert(client, organisationId);
  const [rates, ratios]: [number[], number[]] = [[], []];
  for (let round = 2; round < 7; round += 1) {
    const rate = await take(round);
    rates.push(rate);
    ratios.push(rate / (await bare(round)));
  }
  yield { bench: 'customers', what: 'changed by identify', value: median(rates), unit: 'items/s', atLeast: 5_000 };
  yield {
    bench: 'customers',
    what: 'its rate to that of a bare upsert',
    value: median(ratios),
    unit: '',
    atLeast: 0.3,
  };
}

/** Upserts what identify changes, in batches of as many, into tables like those: the messages, the people, the companies. */
async function bareUpsert(client: pg.Client, organisationId: string): Promise<(round: number) => Promise<number>> {
  for (const table of ['customers', 'customer_people', 'customer_messages']) {
    await client.query(`CREATE TABLE bare_${table} (LIKE ${table} INCLUDING ALL)`);
    await client.query(`INSERT INTO bare_${table} SELECT * FROM ${table}`);
  }
  const { rows: people } = await client.query(
    `SELECT p.*, c.name AS company FROM customer_people p JOIN customers c ON c.id = p.customer_id
     WHERE p.email LIKE 'person%' ORDER BY substring(p.email from '[0-9]+')::int`,
  );
  const { rows: companies } = await client.query(
    `SELECT * FROM customers WHERE name LIKE 'Company %' ORDER BY substring(name from '[0-9]+')::int`,
  );
  await client.query('VACUUM ANALYZE');
  return async (round) => {
    let ms = 0;
    for (let batch = 0; batch < batchCount; batch += 1) {
      const some = people.slice(batch * batchLength, (batch + 1) * batchLength);
      const theirs = some.map((_, index) => companies[(batch * batchLength + index) % companies.length]);
      const told = (rows: object[]) =>
        JSON.stringify(
          rows.map((row) => ({ ...row, attributes: { seats: { value: round, source: 'b', at: 'now' } } })),
        );
      const hashes = some.map(() => crypto.randomUUID());
      ms += await timed(async () => {
        await client.query('BEGIN');
        await client.query(
          `INSERT INTO bare_customer_messages SELECT $1::uuid, hash, now() FROM unnest($2::uuid[]) AS t(hash)
           ON CONFLICT DO NOTHING`,
          [organisationId, hashes],
        );
        for (const [table, rows] of [
          ['customers', theirs],
          ['customer_people', some],
        ] as const) {
          await client.query(
            `INSERT INTO bare_${table} SELECT * FROM jsonb_populate_recordset(NULL::bare_${table}, $1::jsonb)
             ON CONFLICT (id) DO UPDATE SET attributes = excluded.attributes`,
            [told(rows)],
          );
        }
        await client.query('COMMIT');
      });
    }
    return (batchCount * batchLength * 1_000) / ms;
  };
}

const rules = {
  Key: 'plan = enterprise or revenue >= 50000',
  Loyal: 'since before 2024-01-01 and not partner',
  Fans: 'score >= 9',
};

async function* segments(bot: Bot, actor: Actor): AsyncGenerator<Figure> {
  const sweep = bot.house.sweeps.find(({ name }) => name === 'customers.segments');
  for (const [name, condition] of Object.entries(rules)) {
    const startMs = performance.now();
    await say(bot, actor, `segment add ${name} when:"${condition}"`);
    const answeredMs = performance.now() - startMs;
    const shown = await say(bot, actor, 'segment list');
    if (!/\d of [\d,]+|looked at/u.test(JSON.stringify(shown))) throw new Error('The progress is not shown.');
    for (let count = 1; count; count = (await sweep?.run(systemClock.now())) ?? 0);
    const ms = performance.now() - startMs;
    yield { bench: 'customers', what: `until ${condition} is answered`, value: answeredMs, unit: 'ms', atMost: 1_000 };
    yield { bench: 'customers', what: 'until everybody is looked at', value: ms / 1_000, unit: 's', atMost: 10 };
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
