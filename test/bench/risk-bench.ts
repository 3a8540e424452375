/**
 * Everybody looked at for risk: 200,000 customers with scores, feedback and use, as a day's sweep does it. And what the
 * points are worth on made-up histories, beside the latest score alone. RISK_BENCH makes it smaller for a try.
 */
import pg from 'pg';
import { composeBot } from '../../src/bot.js';
import { riskSettings, weightsOf } from '../../src/features/risk/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import { makeCustomers, makeFeedback, makeLatestScores } from './make-customers.js';
import type { Figure } from './report.js';
import { backtest, byPoints, worlds } from './risk-history.js';

const customerCount = Number(process.env.RISK_BENCH ?? 200_000);

/** @param serverUrl absent: in the embedded database, where a tenth is looked at */
export async function* riskBench(serverUrl: string | undefined): AsyncGenerator<Figure> {
  yield* judged();
  if (serverUrl) yield* lookedAt(serverUrl);
}

/** The way by which docs/risk.md judges: each seed once. */
export const historySeed = 11;
export const historyCount = 3_000;

/** The room's own rule beside the latest score alone, in each world. */
export function judgeAll(count = historyCount) {
  const weights = weightsOf({});
  const none = Object.fromEntries(Object.keys(weights).map((kind) => [kind, 0]));
  const alone = { ...weights, ...none, lowScore: 1 };
  const least = Number(riskSettings[0]?.of({}));
  return worlds.map((world) => {
    const [points, score] = backtest(world, [byPoints(weights, least), byPoints(alone, 1)], {
      count,
      seed: historySeed,
    });
    if (!points || !score) throw new Error('Each way has its outcome.');
    return { world: world.name, points, score };
  });
}

function* judged(): Generator<Figure> {
  for (const { world, points, score } of judgeAll()) {
    const percent = (share: number) => Math.round(share * 1_000) / 10;
    for (const [who, outcome] of [
      ['points', points],
      ['latest score', score],
    ] as const) {
      yield {
        bench: 'risk',
        what: `${world}: ${who}, right of its alarms`,
        value: percent(outcome.precision),
        unit: '%',
      };
      yield { bench: 'risk', what: `${world}: ${who}, warned of who left`, value: percent(outcome.recall), unit: '%' };
      yield { bench: 'risk', what: `${world}: ${who}, time before`, value: outcome.leadWeeks ?? 0, unit: 'weeks' };
    }
    yield { bench: 'risk', what: `${world}: any week of anybody`, value: percent(points.base), unit: '%' };
  }
}

async function* lookedAt(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const log = createLogger('silent');
  const { house } = await composeBot({ database: bench.database, log, clock: systemClock, platforms: [] });
  try {
    const { organisationId, memberIds } = await house.people.connectWorkspace(harbourLights);
    await makeCustomers(client, organisationId, { count: customerCount, segments: ['Hotels', 'Shops', null] });
    await makeLatestScores(client, organisationId);
    const ownerIds = [...memberIds.values()];
    await makeFeedback(client, organisationId, { count: customerCount * 5, customerCount, ownerIds });
    await client.query(
      `INSERT INTO customer_events (organisation_id, customer_id, name, day, count, first_at, last_at)
       SELECT $1::uuid, id, 'signed in', d, 5, now() - interval '200 days', now() FROM customers,
         unnest(ARRAY['', to_char(now() - interval '3 days', 'YYYY-MM-DD')]) AS d`,
      [organisationId],
    );
    await client.query('UPDATE risk_sweeps SET due_at = now()');
    await client.query('VACUUM ANALYZE');
    yield* timed(
      house.sweeps.find(({ name }) => name === 'risk.look'),
      'everybody looked at for the first time',
      client,
    );
    await client.query('UPDATE risk_sweeps SET due_at = now()');
    yield* timed(
      house.sweeps.find(({ name }) => name === 'risk.look'),
      'and on the next day',
      client,
    );
  } finally {
    await house.delivery.stop();
    await client.end();
    await bench.close();
  }
}

async function* timed(
  sweep: { run(now: Date): Promise<number> } | undefined,
  what: string,
  client: pg.Client,
): AsyncGenerator<Figure> {
  const startMs = performance.now();
  let slowestMs = 0;
  let last = startMs;
  // What the loop can't do meanwhile: the longest time between two looks at the clock.
  const watch = setInterval(() => {
    slowestMs = Math.max(slowestMs, performance.now() - last);
    last = performance.now();
  }, 5);
  let count = 1;
  while (count > 0) count = (await sweep?.run(systemClock.now())) ?? 0;
  clearInterval(watch);
  yield { bench: 'risk', what, value: (performance.now() - startMs) / 1_000, unit: 's', atMost: 60 };
  yield { bench: 'risk', what: 'the loop held up meanwhile, at most', value: slowestMs, unit: 'ms', atMost: 100 };
  const { rows } = await client.query('SELECT count(*)::int AS count FROM risk_cases WHERE ended_at IS NULL');
  yield { bench: 'risk', what: 'of them at risk', value: rows[0]?.count ?? 0, unit: '' };
}
