/**
 * The number's card against the same figures by direct SQL over all rows, with a million scores of 200,000 customers
 * over two years; and an import against a bare COPY of the same rows into a table with the same indexes.
 * NPS_BENCH_SCORES makes it smaller for a try.
 */
import pg from 'pg';
import { composeBot } from '../../src/bot.js';
import type { House } from '../../src/house.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import { makeCustomers } from './make-customers.js';
import { type Figure, median } from './report.js';

const scoreCount = Number(process.env.NPS_BENCH_SCORES ?? 1_000_000);
const customerCount = scoreCount / 5;
const importCount = scoreCount / 10;
const importBatch = 5_000;
const rounds = 7;
const log = createLogger('silent');

export async function* npsBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const { database } = bench;
  const { house, handle } = await composeBot({ database, log, clock: systemClock, platforms: [] });
  try {
    const { memberIds } = await house.people.connectWorkspace(harbourLights);
    const actor = await house.people.actorOf(memberIds.get('U-grace') ?? '');
    if (!actor) throw new Error('Grace is missing.');
    const { organisationId } = actor;
    await makeCustomers(client, organisationId, { count: customerCount, segments });
    await house.nps.intake([{ score: 9 }], { organisationId, source: 'bench', surface: 'import', actorId: null });
    await makeScores(client, organisationId, { scoreCount, customerCount });
    const card = async () => {
      const reply = await handle(
        { kind: 'command', text: 'nps' },
        { interactionId: '', platform: 'playground', actor, place: null },
      );
      if (reply.kind !== 'card' || !reply.card.title.startsWith('NPS: ')) throw new Error(JSON.stringify(reply));
    };
    const before = await compareCard(card, client);
    const figure = { bench: 'nps', unit: '', atMost: 0.2 };
    yield { ...figure, what: 'the card to the same figures by direct SQL', value: before.ratio };
    await importScores(house, organisationId, { count: 1_000, name: 'more' });
    const after = await compareCard(card, client);
    yield { ...figure, what: 'the same after 1,000 more scores', value: after.ratio };
    yield { bench: 'nps', what: 'the card', value: after.cardMs, unit: 'ms' };
    yield* compareImport(house, client, organisationId);
  } finally {
    await house.delivery.stop();
    await client.end();
    await bench.close();
  }
}

const segments = ['Hotels', 'Shops', 'Ports', 'Farms', 'Banks', 'Schools', 'Towns', null];

/** As they would lie there had they come one after the other, and with what the room counts beside them. */
export async function makeScores(
  client: pg.Client,
  organisationId: string,
  { scoreCount, customerCount }: { readonly scoreCount: number; readonly customerCount: number },
): Promise<void> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM metrics');
  const metricId = rows[0]?.id;
  await client.query(
    `WITH numbered AS (SELECT id, row_number() OVER () AS n FROM customers),
     given AS (
       SELECT n, (1 + (n::bigint * 7919 + n / 13) % $3::int)::int AS customer,
         (ARRAY[10, 9, 9, 8, 8, 7, 6, 5, 3, 10])[(1 + (n::bigint * 31 + n / 17) % 10)::int] AS value,
         now() - interval '730 days' * (1 - n::float8 / $4::int) - interval '1 minute' AS given_at
       FROM generate_series(1, $4::int) AS t(n))
     INSERT INTO scores (organisation_id, metric_id, value, customer_id, given_at, taken_at, source, surface)
     SELECT $1::uuid, $2::uuid, value, c.id, given_at, given_at, 'bench', 'import'
     FROM given JOIN numbered c ON c.n = given.customer ORDER BY given.n`,
    [organisationId, metricId, customerCount, scoreCount],
  );
  // Makes the room count its months anew when it is asked next.
  await client.query(`UPDATE metrics SET months_zone = 'nowhere'`);
  await client.query('VACUUM ANALYZE');
}

async function compareCard(card: () => Promise<void>, client: pg.Client) {
  await card();
  await direct(client);
  const ratios: number[] = [];
  const cards: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const cardMs = await timed(card);
    ratios.push(cardMs / (await timed(() => direct(client))));
    cards.push(cardMs);
  }
  return { ratio: median(ratios), cardMs: median(cards) };
}

const zone = 'Europe/London';

/** Score, interval and change need the counts of both periods; the trend those of twelve months; segments their own. */
async function direct(client: pg.Client): Promise<void> {
  const day = `(date_trunc('day', now() AT TIME ZONE '${zone}') + interval '1 day')`;
  const counts = `count(*) FILTER (WHERE value >= 9) AS promoters, count(*) FILTER (WHERE value <= 6) AS detractors, count(*)`;
  const latest = (from: string, until: string, what: string) => `
    SELECT ${what}, ${counts} FROM (
      SELECT DISTINCT ON (s.customer_id) s.value, coalesce(s.segment, c.segment) AS segment
      FROM scores s LEFT JOIN customers c ON c.id = s.customer_id
      WHERE given_at >= (${from}) AT TIME ZONE '${zone}' AND given_at < (${until}) AT TIME ZONE '${zone}'
      ORDER BY s.customer_id, given_at DESC, s.id DESC) latest GROUP BY 1`;
  await client.query(latest(`${day} - interval '30 days'`, day, 'segment'));
  await client.query(latest(`${day} - interval '60 days'`, `${day} - interval '30 days'`, 'segment'));
  await client.query(`
    SELECT month, ${counts} FROM (
      SELECT DISTINCT ON (month, customer_id) month, value FROM (
        SELECT date_trunc('month', given_at AT TIME ZONE '${zone}') AS month, customer_id, given_at, id, value FROM scores
      ) s WHERE month > date_trunc('month', now() AT TIME ZONE '${zone}') - interval '12 months'
      ORDER BY month, customer_id, given_at DESC, id DESC) latest GROUP BY month`);
}

async function importScores(
  house: House,
  organisationId: string,
  { count, name }: { readonly count: number; readonly name: string },
): Promise<void> {
  const source = { organisationId, source: name, surface: 'import', actorId: null } as const;
  const at = systemClock.now().getTime();
  for (let from = 0; from < count; from += importBatch) {
    const items = Array.from({ length: Math.min(importBatch, count - from) }, (_, index) => ({
      score: String((from + index) % 11),
      customer: `Customer ${1 + (((from + index) * 7919) % customerCount)}`,
      givenAt: new Date(at - (count - from - index) * 1_000).toISOString(),
      sourceId: `${name}-${from + index}`,
    }));
    await house.nps.intake(items, source);
  }
}

/** COPY writes what the import wrote, into a table made like this one with all its indexes and as many rows in it. */
async function* compareImport(house: House, client: pg.Client, organisationId: string): AsyncGenerator<Figure> {
  const ratios: number[] = [];
  const rates: number[] = [];
  await client.query('CREATE TABLE bare (LIKE scores INCLUDING ALL)');
  await client.query('INSERT INTO bare SELECT * FROM scores');
  const copyClient = await openCopy(client);
  for (let round = 0; round < 3; round += 1) {
    const name = `import-${round}`;
    const importMs = await timed(() => importScores(house, organisationId, { count: importCount, name }));
    const { rows } = await client.query<{ line: string }>({
      text: `SELECT concat_ws(E'\\t', organisation_id, id, metric_id, value, customer_id, given_at, taken_at, source,
        source_item_id, item_key, surface) AS line FROM scores WHERE source = $1`,
      values: [name],
    });
    const data = `${rows.map(({ line }) => line).join('\n')}\n`;
    const bareMs = await timed(() => copyClient(data));
    ratios.push(bareMs / importMs);
    rates.push((importCount / importMs) * 1_000);
  }
  yield* [
    { bench: 'nps', what: 'rate of an import to that of a bare COPY', value: median(ratios), unit: '', atLeast: 0.3 },
    { bench: 'nps', what: 'scores imported', value: median(rates), unit: 'scores/s' },
  ];
}

const columns = `organisation_id, id, metric_id, value, customer_id, given_at, taken_at, source, source_item_id, item_key, surface`;

/** COPY FROM STDIN by the protocol's own messages: pg speaks them and offers no method of its own for it. */
async function openCopy(client: pg.Client): Promise<(data: string) => Promise<void>> {
  return (data) =>
    new Promise((resolve, reject) => {
      const submittable = {
        submit(connection: CopyConnection) {
          connection.query(`COPY bare (${columns}) FROM STDIN`);
        },
        handleCopyInResponse(connection: CopyConnection) {
          connection.sendCopyFromChunk(Buffer.from(data));
          connection.endCopyFrom();
        },
        handleCommandComplete() {},
        handleReadyForQuery: () => resolve(),
        handleError: (error: Error) => reject(error),
        callback() {},
      };
      client.query(submittable as unknown as pg.Submittable);
    });
}

interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
