/** How late a due nudge is in the outbox while the bot runs: the clock ticks every second, in real time. */
import { setTimeout as wait } from 'node:timers/promises';
import { composeBot } from '../../src/bot.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import { type Figure, quantile } from './report.js';

const count = 300;
const spreadMs = 20_000;

export async function* nudgeBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const { database } = bench;
  const log = createLogger('silent');
  const { house, scheduler } = await composeBot({ database, log, clock: systemClock, platforms: [] });
  try {
    const { organisationId, memberIds } = await house.people.connectWorkspace(harbourLights);
    const from = new Date(systemClock.now().getTime() + 2_000);
    await database.executeSql(
      `INSERT INTO reminders (organisation_id, kind, subject_id, round, step, repeat, role, recipient_id, due_at, state)
       SELECT $1::uuid, 'feedback.promise', gen_random_uuid(), 1, 25, 0, 'owner', ($2::uuid[])[1 + n % cardinality($2::uuid[])],
         $3::timestamptz + n * interval '1 millisecond' * ($4::float8 / $5::int), 'planned'
       FROM generate_series(1, $5::int) AS n`,
      [organisationId, [...memberIds.values()], from, spreadMs, count],
    );
    scheduler.start();
    await wait(spreadMs + 5_000);
    const { rows } = await database.executeSql(
      `SELECT extract(epoch FROM min(d.created_at) - n.due_at) AS late FROM reminders n
       JOIN deliveries d ON d.payload->>'recipientId' = n.recipient_id::text AND d.created_at >= n.due_at
       GROUP BY n.id, n.due_at`,
    );
    const late = rows.map((row) => Number((row as { late: string }).late));
    if (late.length < count) throw new Error(`Only ${late.length} of ${count} nudges reached the outbox.`);
    yield* [
      {
        bench: 'nudge',
        what: 'from due to the outbox, 99th percentile',
        value: quantile(late, 0.99),
        unit: 's',
        atMost: 2,
      },
    ];
  } finally {
    await scheduler.stop();
    await house.delivery.stop();
    await bench.close();
  }
}
