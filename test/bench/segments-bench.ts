/**
 * A segment's rule changes with 200,000 customers: how long the sweep takes until everybody is looked at anew.
 * SEGMENTS_BENCH_CUSTOMERS makes it smaller for a try.
 */
import pg from 'pg';
import { composeBot } from '../../src/bot.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import type { Figure } from './report.js';

const customerCount = Number(process.env.SEGMENTS_BENCH_CUSTOMERS ?? 200_000);
const rules = {
  Key: 'plan = enterprise or revenue >= 50000',
  Loyal: 'since before 2024-01-01 and not partner',
  Fans: 'score >= 9',
  Active: "events('signed in') >= 3",
};

export async function* segmentsBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const { database } = bench;
  const log = createLogger('silent');
  const { house, handle } = await composeBot({ database, log, clock: systemClock, platforms: [] });
  try {
    const { memberIds } = await house.people.connectWorkspace(harbourLights);
    const actor = await house.people.actorOf(memberIds.get('U-grace') ?? '');
    if (!actor) throw new Error('Grace is missing.');
    await makeCustomers(client, actor.organisationId);
    const sweep = house.sweeps.find(({ name }) => name === 'customers.segments');
    for (const [name, condition] of Object.entries(rules)) {
      const startMs = performance.now();
      await handle(
        { kind: 'command', text: `segment add ${name} when:"${condition}"` },
        { interactionId: '', platform: 'playground', actor, place: null },
      );
      const answeredMs = performance.now() - startMs;
      for (let count = 1; count; count = (await sweep?.run(systemClock.now())) ?? 0);
      const ms = performance.now() - startMs;
      yield { bench: 'segments', what: `until ${condition} is answered`, value: answeredMs, unit: 'ms', atMost: 1_000 };
      yield { bench: 'segments', what: 'until everybody is looked at', value: ms / 1_000, unit: 's', atMost: 10 };
    }
  } finally {
    await house.delivery.stop();
    await client.end();
    await bench.close();
  }
}

async function makeCustomers(client: pg.Client, organisationId: string): Promise<void> {
  await client.query(
    `INSERT INTO customers (id, organisation_id, name, segment, attributes, created_at)
     SELECT gen_random_uuid(), $1::uuid, 'Customer ' || n, (ARRAY['Hotels', 'Shops', NULL])[1 + n % 3],
       jsonb_build_object('plan', told((ARRAY['free', 'team', 'enterprise'])[1 + n % 3]), 'revenue', told(n % 100000),
         'since', told((2015 + n % 11) || '-03-01'), 'industry', told('manufacturing'), 'seats', told(n % 50), 'partner', told(false)), now()
     FROM generate_series(1, $2::int) AS t(n)`.replaceAll(
      /told\(((?:[^()]|\([^()]*\))*)\)/gu,
      `jsonb_build_object('value', $1, 'source', 'CRM', 'at', '2026-11-01T00:00:00Z')`,
    ),
    [organisationId, customerCount],
  );
  await client.query(
    `INSERT INTO metrics (id, organisation_id, name, key, kind, better, created_at, months_zone)
     VALUES (gen_random_uuid(), $1::uuid, 'NPS', 'nps', 'nps', 'higher', now(), 'UTC')`,
    [organisationId],
  );
  await client.query(
    `INSERT INTO scores (organisation_id, metric_id, value, customer_id, given_at, taken_at, source, surface)
     SELECT $1::uuid, (SELECT id FROM metrics LIMIT 1), (random() * 10)::int, id, now(), now(), 'bench', 'import'
     FROM customers`,
    [organisationId],
  );
  // Of two things on two days each.
  await client.query(
    `INSERT INTO customer_events (organisation_id, customer_id, name, day, count, first_at, last_at)
     SELECT $1::uuid, c.id, what, to_char(now() - ago * interval '1 day', 'YYYY-MM-DD'), 1 + (random() * 3)::int, now(), now()
     FROM customers c, unnest(ARRAY['Signed in', 'Exported']) AS e(what), unnest(ARRAY[1, 9]) AS d(ago)`,
    [organisationId],
  );
  await client.query(
    `INSERT INTO customer_fields (organisation_id, kind, key, name, count, last_at)
     VALUES ($1::uuid, 'event', 'signed in', 'Signed in', 1, now())`,
    [organisationId],
  );
  await client.query('ANALYZE customer_events');
  await client.query('ANALYZE customers');
  await client.query('ANALYZE scores');
}
