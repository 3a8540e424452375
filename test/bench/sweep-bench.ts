/** What a sweep costs that finds 1,000 due among 10,000 and among 1,000,000 open items, and one that finds nothing. */
import { composeBot } from '../../src/bot.js';
import type { House } from '../../src/house.js';
import { stoppedClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import type { Database } from '../../src/storage/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import { type Figure, median } from './report.js';

const due = 1_000;
const rounds = 7;
const now = new Date('2026-11-18T12:00:00Z');

export async function* sweepBench(serverUrl: string): AsyncGenerator<Figure> {
  const small = await openBenchDatabase(serverUrl);
  const large = await openBenchDatabase(serverUrl);
  try {
    const few = await prepare(small.database, 10_000);
    const many = await prepare(large.database, 1_000_000);
    const ratios: number[] = [];
    const times: number[] = [];
    const idle: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const fewMs = await sweepOnce(small.database, few);
      const manyMs = await sweepOnce(large.database, many);
      // The first round of each warms its caches.
      if (round === 0) continue;
      ratios.push(manyMs / fewMs);
      times.push(manyMs);
      idle.push(await timed(() => sweep(many)));
    }
    yield* [
      {
        bench: 'sweep',
        what: '1,000 due among 1,000,000 open to among 10,000',
        value: median(ratios),
        unit: 'times',
        atMost: 2,
      },
      {
        bench: 'sweep',
        what: '1,000 due among 1,000,000 open, climbed and put into messages',
        value: median(times),
        unit: 'ms',
      },
      { bench: 'sweep', what: 'nothing due among 1,000,000 open', value: median(idle), unit: 'ms' },
    ];
  } finally {
    await small.close();
    await large.close();
  }
}

async function prepare(database: Database, count: number): Promise<House> {
  const { house } = await composeBot({
    database,
    log: createLogger('silent'),
    clock: stoppedClock(now),
    platforms: [],
  });
  const { organisationId, memberIds } = await house.people.connectWorkspace(harbourLights);
  const owners = [...memberIds.values()];
  await database.executeSql(
    `INSERT INTO feedback (id, organisation_id, number, text, source, severity, captured_at, surface, state, owner_id,
       routing, promise_ms, clock_started_at, promise_ends_at, due_at)
     SELECT gen_random_uuid(), $1::uuid, n, 'The export is empty again.', 'bench', 'normal', $2, 'api', 'open',
       ($3::uuid[])[1 + n % cardinality($3::uuid[])], '{"kind":"champion"}', 86400000, $2,
       $2::timestamptz + interval '1 day', $2::timestamptz + interval '6 hours'
     FROM generate_series(1, $4::int) AS n`,
    [organisationId, now, owners, count],
  );
  await database.executeSql('ANALYZE feedback', []);
  return house;
}

/** Makes 1,000 items due, spread over the whole table, and sweeps them. */
async function sweepOnce(database: Database, house: House): Promise<number> {
  await database.executeSql(
    `UPDATE feedback SET due_at = $1, climbed_percent = 0, clock_started_at = $1::timestamptz - interval '6 hours'
     WHERE number IN (SELECT 1 + (g * (SELECT max(number) FROM feedback) / ${due}) FROM generate_series(0, ${due - 1}) AS g)`,
    [now],
  );
  await database.executeSql('DELETE FROM reminders', ['unused'].slice(1));
  const ms = await timed(async () => {
    const done = await sweep(house);
    if (done < due) throw new Error(`Only ${done} of ${due} were climbed.`);
  });
  return ms;
}

async function sweep({ reminders, askDue }: House): Promise<number> {
  let done = 0;
  for (const each of reminders.sweeps) {
    const dueAt = (await askDue([each])).get(each.name);
    if (dueAt && dueAt <= now) done += await each.run(now);
  }
  return done;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
