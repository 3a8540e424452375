/**
 * Pages of OData, lists of the web API and whole downloads against the bare queries that they stand on, in an organisation of
 * a hundred thousand pieces of feedback, scores and audited deeds. ODATA_BENCH_ITEMS makes it smaller for a try.
 */
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { createAllowance } from '../../src/adapters/http/allowance.js';
import { composeBot } from '../../src/bot.js';
import { createKey } from '../../src/features/keys/create-key.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { inOrganisation } from '../../src/storage/database.js';
import { serve } from '../adapters/web-api/web-api-server.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import { makeCustomers, makeLatestScores } from './make-customers.js';
import { type Figure, median } from './report.js';

const itemCount = Number(process.env.ODATA_BENCH_ITEMS ?? 100_000);
/** Those that count, after as many that don't: a bot that has just begun compiles its code with its first answers. */
const rounds = 50;
const columns =
  'number, text, topic, severity, state, captured_at, captured_on::text, resolved_at, used_hours, changed_at';
const names = columns.replace('::text', '').replaceAll(' ', '');

const page = (where: string, order: string) =>
  `SELECT ${columns} FROM bi_feedback WHERE organisation_id = $1::uuid AND ${where} ORDER BY ${order} LIMIT 1000`;
const odata = (query: string) => `/odata/Feedback?$select=${names}&${query.replaceAll(' ', '%20')}&$top=1000`;

/** Each question, as a person would write it in SQL and as it is asked of the bot. */
const questions = [
  { what: 'a page of 1,000 rows', sql: page('true', 'number'), path: odata('') },
  {
    what: 'a page deep inside',
    sql: page(`number > ${itemCount / 2}`, 'number'),
    path: odata(`$filter=number gt ${itemCount / 2}`),
  },
  {
    what: 'a filter on words',
    sql: page(`strpos(text, '99 times') > 0`, 'number'),
    path: odata("$filter=contains(text,'99 times')"),
  },
  {
    what: 'the newest 1,000',
    sql: page('true', 'captured_at DESC, number'),
    path: odata('$orderby=captured_at desc'),
  },
  {
    what: 'a list of 200 pieces of feedback',
    sql: `SELECT f.number, f.state, f.text, f.confidential, c.name AS customer, f.topic, f.severity, f.source, f.source_item_id,
      f.author, f.link, f.bought, f.score, f.trial, f.routing, m.name AS owner, f.captured_at, f.said_at, f.promise_ends_at,
      f.resolved_at, f.outcome
      FROM feedback f LEFT JOIN customers c ON c.organisation_id = f.organisation_id AND c.id = f.customer_id
        LEFT JOIN members m ON m.organisation_id = f.organisation_id AND m.id = f.owner_id
      WHERE f.organisation_id = $1::uuid AND f.number > ${itemCount / 2} ORDER BY f.number LIMIT 200`,
    path: `/api/v1/feedback?limit=200&after=${itemCount / 2}`,
  },
  {
    what: 'a list of 200 scores',
    sql: `SELECT s.id, t.name AS metric, s.value, s.comment, c.name AS customer, coalesce(s.segment, c.segment) AS segment,
      s.given_at, s.source, s.source_item_id, s.link
      FROM scores s JOIN metrics t ON t.organisation_id = s.organisation_id AND t.id = s.metric_id
        LEFT JOIN customers c ON c.organisation_id = s.organisation_id AND c.id = s.customer_id
      WHERE s.organisation_id = $1::uuid AND s.id > ${itemCount / 2} ORDER BY s.id LIMIT 200`,
    path: `/api/v1/scores?limit=200&after=${itemCount / 2}`,
  },
  {
    what: 'a list of 200 audited deeds',
    sql: `SELECT a.id, a.at, a.what, m.name, a.actor_id, a.surface, a.subject, a.before, a.after
      FROM audit a LEFT JOIN members m ON m.organisation_id = a.organisation_id AND m.id = a.actor_id
      WHERE a.organisation_id = $1::uuid AND a.id > ${itemCount / 2} ORDER BY a.id LIMIT 200`,
    path: `/api/v1/audit?limit=200&after=${itemCount / 2}`,
  },
] as const;

/** Asks the bot, and answers how many bytes came. */
type Ask = (path: string) => Promise<number>;

export async function* odataBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const { database } = bench;
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const clock = systemClock;
  const { house } = await composeBot({ database, log: createLogger('silent'), clock, platforms: [] });
  const keyAllowance = createAllowance({ clock, name: 'key', perMinute: 1_000_000 });
  const server = await serve({ ...house, database, clock, keyAllowance });
  try {
    const { memberIds } = await house.people.connectWorkspace(harbourLights);
    const ownerId = memberIds.get('U-grace') ?? '';
    const { organisationId } = (await house.people.actorOf(ownerId)) ?? {};
    if (organisationId === undefined) throw new Error('Grace is missing.');
    await fill(client, organisationId, ownerId);
    const wish = { organisationId, name: 'bench', signed: false, scopes: ['read', 'admin'] } as const;
    const { key } = await inOrganisation(organisationId, () => createKey({ database, clock }, wish));
    const ask = getter(server.url, key);
    await client.query(`SET ROLE empty_chair_rows; SET jit TO off;
      SET empty_chair.first_organisation = '${organisationId}'; SET empty_chair.last_organisation = '${organisationId}'`);
    yield* pages(client, organisationId, ask);
    yield* downloads(ask);
  } finally {
    await house.delivery.stop();
    await server.close();
    await client.end();
    await bench.close();
  }
}

/** Over a connection that stays. `fetch` takes 0.3 to 0.7 ms more for an answer, which is no part of what the bot does. */
function getter(url: string, key: string): Ask {
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: `Bearer ${key}` };
  return async (path) => {
    const [response] = (await once(get(`${url}${path}`, { agent, headers }), 'response')) as [IncomingMessage];
    // Piece by piece: joining megabytes here would stop this event loop, which is the bot's too.
    let size = 0;
    for await (const piece of response) size += (piece as Buffer).length;
    if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
    return size;
  };
}

async function* pages(client: pg.Client, organisationId: string, ask: Ask): AsyncGenerator<Figure> {
  const [one, hello] = await inTurns(
    () => client.query('SELECT 1'),
    () => ask('/odata/Feedback?$top=0'),
  );
  yield { bench: 'odata', what: 'SELECT 1', value: one, unit: 'ms' };
  yield { bench: 'odata', what: 'an answer without a row: HTTP and the key', value: hello, unit: 'ms' };
  for (const { what, sql, path } of questions) {
    const [bare, whole] = await inTurns(
      () => client.query(sql, [organisationId]),
      () => ask(path),
    );
    yield { bench: 'odata', what: `${what}, the bare query`, value: bare, unit: 'ms' };
    yield { bench: 'odata', what: `${what}, over the bare query`, value: whole / bare, unit: 'times', atMost: 2 };
  }
}

async function* downloads(ask: Ask): AsyncGenerator<Figure> {
  for (const format of ['csv', 'parquet']) {
    await ask(`/api/v1/bi/answers.${format}`);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const start = performance.now();
    const byteLength = await ask(`/api/v1/bi/feedback.${format}`);
    delay.disable();
    yield {
      bench: 'odata',
      what: `${itemCount} rows as ${format}, ${Math.round(byteLength / 1e5) / 10} MB`,
      value: (performance.now() - start) / 1000,
      unit: 's',
    };
    yield {
      bench: 'odata',
      what: `the longest stop of the event loop, ${format}`,
      value: delay.max / 1e6,
      unit: 'ms',
      atMost: 100,
    };
  }
}

async function fill(client: pg.Client, organisationId: string, ownerId: string): Promise<void> {
  await makeCustomers(client, organisationId, { count: itemCount, segments: ['Hotels', 'Shops', null] });
  await makeLatestScores(client, organisationId);
  await client.query(
    `INSERT INTO feedback (id, organisation_id, number, text, source, topic, severity, captured_at, surface, state, owner_id,
       customer_id, routing, promise_ms, clock_used_ms, resolved_at, confidential)
     SELECT gen_random_uuid(), $1::uuid, n, 'The export was empty again, ' || n % 100 || ' times this week, and nobody called back.',
       'bench', 'Exports', 'normal', now() - n * interval '1 minute', 'api', CASE WHEN n % 50 = 0 THEN 'open' ELSE 'resolved' END,
       $3::uuid, id, '{"kind":"champion"}', 86400000, (n % 40) * 3600000,
       CASE WHEN n % 50 > 0 THEN now() - n * interval '1 minute' END, n % 20 = 0
     FROM (SELECT id, row_number() OVER () AS n FROM customers LIMIT $2::int) AS numbered`,
    [organisationId, itemCount, ownerId],
  );
  await client.query(
    `INSERT INTO audit (organisation_id, at, what, actor_id, surface, subject, before, after)
     SELECT $1::uuid, now(), 'people.changeSettings', $3::uuid, 'slack', 'promiseHours', to_jsonb(n), to_jsonb(n + 1)
     FROM generate_series(1, $2::int) AS n`,
    [organisationId, itemCount, ownerId],
  );
  await client.query('VACUUM ANALYZE');
}

/** The medians, in ms; one after the other, so that a slow moment of the machine meets both. */
async function inTurns(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < 2 * rounds; round += 1) {
    for (const [index, work] of [one, other].entries()) {
      const start = performance.now();
      await work();
      if (round >= rounds) times[index]?.push(performance.now() - start);
    }
  }
  return [median(times[0]), median(times[1])];
}
