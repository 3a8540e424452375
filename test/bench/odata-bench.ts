/**
 * A page of OData and whole downloads against the bare query that they stand on, in an organisation of a hundred thousand
 * pieces of feedback. ODATA_BENCH_ITEMS makes it smaller for a try.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { createAllowance } from '../../src/adapters/http/allowance.js';
import { createKey } from '../../src/features/keys/create-key.js';
import { systemClock } from '../../src/kernel/clock.js';
import { inOrganisation } from '../../src/storage/database.js';
import { serve } from '../adapters/web-api/web-api-server.js';
import { insertOrganisation } from '../support/organisation.js';
import { openBenchDatabase } from './bench-database.js';
import { type Figure, median } from './report.js';

const itemCount = Number(process.env.ODATA_BENCH_ITEMS ?? 100_000);
const rounds = 25;
const organisationId = '00000000-0000-4000-8000-00000000000a';
const columns =
  'number, text, topic, severity, state, captured_at, captured_on::text, resolved_at, used_hours, changed_at';
const names = columns.replace('::text', '').replaceAll(' ', '');

/** Each question, as a person would write it in SQL and as OData has it. */
const questions = [
  { what: 'a page of 1,000 rows', where: 'true', order: 'number', query: '$top=1000' },
  {
    what: 'a page deep inside',
    where: `number > ${itemCount / 2}`,
    order: 'number',
    query: `$filter=number gt ${itemCount / 2}&$top=1000`,
  },
  {
    what: 'a filter on words',
    where: `strpos(text, '99 times') > 0`,
    order: 'number',
    query: "$filter=contains(text,'99 times')&$top=1000",
  },
  {
    what: 'the newest 1,000',
    where: 'true',
    order: 'captured_at DESC, number',
    query: '$orderby=captured_at desc&$top=1000',
  },
] as const;

export async function* odataBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const deps = { database: bench.database, clock: systemClock };
  const keyAllowance = createAllowance({ clock: systemClock, name: 'key', perMinute: 1_000_000 });
  const server = await serve({ ...deps, keyAllowance });
  try {
    await inOrganisation(organisationId, () => insertOrganisation(bench.database, organisationId));
    await fill(client);
    const wish = { organisationId, name: 'bench', signed: false };
    const { key } = await inOrganisation(organisationId, () => createKey(deps, wish));
    const get = async (path: string) => {
      const response = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${key}` } });
      if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
      // Piece by piece: joining megabytes here would stop this event loop, which is the bot's too.
      let size = 0;
      for await (const piece of response.body ?? []) size += piece.length;
      return size;
    };
    await client.query(`SET ROLE empty_chair_rows; SET jit TO off;
      SET empty_chair.first_organisation = '${organisationId}'; SET empty_chair.last_organisation = '${organisationId}'`);
    for (const { what, where, order, query } of questions) {
      const sql = `SELECT ${columns} FROM bi_feedback WHERE organisation_id = $1::uuid AND ${where} ORDER BY ${order} LIMIT 1000`;
      const asked = `/odata/Feedback?$select=${names}&${query.replaceAll(' ', '%20')}`;
      const [bare, whole] = await inTurns(
        () => client.query(sql, [organisationId]),
        () => get(asked),
      );
      yield { bench: 'odata', what: `${what}, the bare query`, value: bare, unit: 'ms' };
      yield { bench: 'odata', what: `${what}, over the bare query`, value: whole / bare, unit: 'times', atMost: 2 };
    }
    for (const format of ['csv', 'parquet']) {
      await get(`/api/v1/bi/answers.${format}`);
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const start = performance.now();
      const byteLength = await get(`/api/v1/bi/feedback.${format}`);
      delay.disable();
      const seconds = (performance.now() - start) / 1000;
      yield {
        bench: 'odata',
        what: `${itemCount} rows as ${format}, ${Math.round(byteLength / 1e5) / 10} MB`,
        value: seconds,
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
  } finally {
    await server.close();
    await client.end();
    await bench.close();
  }
}

async function fill(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO feedback (id, organisation_id, number, text, source, topic, severity, captured_at, surface, state, routing,
       promise_ms, clock_used_ms, resolved_at, confidential)
     SELECT gen_random_uuid(), $1::uuid, n, 'The export was empty again, ' || n % 100 || ' times this week, and nobody called back.',
       'bench', 'Exports', 'normal', now() - n * interval '1 minute', 'api', CASE WHEN n % 50 = 0 THEN 'open' ELSE 'resolved' END, '{}',
       86400000, (n % 40) * 3600000, CASE WHEN n % 50 > 0 THEN now() - n * interval '1 minute' END, n % 20 = 0
     FROM generate_series(1, $2::int) n`,
    [organisationId, itemCount],
  );
  await client.query('VACUUM ANALYZE');
}

/** The medians, in ms; one after the other, so that a slow moment of the machine meets both. */
async function inTurns(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, work] of [one, other].entries()) {
      const start = performance.now();
      await work();
      if (round >= 3) times[index]?.push(performance.now() - start);
    }
  }
  return [median(times[0]), median(times[1])];
}
