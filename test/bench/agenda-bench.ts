/** How long the openings of many meetings that fall on the same minute take to reach the outbox. */
import { composeBot } from '../../src/bot.js';
import { stoppedClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { harbourLights } from '../support/harbour-lights.js';
import { openBenchDatabase } from './bench-database.js';
import type { Figure } from './report.js';

const count = 500;
const organisationCount = 50;

/** Ten places in each of fifty organisations, each with feedback to speak of. */
export async function* agendaBench(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  const { database } = bench;
  const clock = stoppedClock('2026-11-18T10:00:00Z');
  const { house } = await composeBot({ database, log: createLogger('silent'), clock, platforms: [] });
  try {
    for (let index = 0; index < organisationCount; index += 1) await furnish(index);
    const before = performance.now();
    for (const sweep of house.meetings.sweeps ?? []) {
      if (sweep.name !== 'meetings.open') continue;
      while ((await sweep.run(clock.now())) > 0);
    }
    const seconds = (performance.now() - before) / 1000;
    const { rows } = await database.executeSql(
      `SELECT count(*)::int AS n FROM deliveries WHERE kind = 'meetings.agenda'`,
    );
    const enqueued = (rows[0] as { n: number }).n;
    if (enqueued !== count) throw new Error(`${enqueued} of ${count} agendas reached the outbox.`);
    yield* [
      {
        bench: 'agenda',
        what: `${count} meetings of one minute, opened and enqueued`,
        value: seconds,
        unit: 's',
        atMost: 5,
      },
    ];
  } finally {
    await house.delivery.stop();
    await bench.close();
  }

  async function furnish(index: number): Promise<void> {
    const places = Array.from({ length: count / organisationCount }, (_, place) => ({
      externalId: `C-${index}-${place}`,
      name: `place-${place}`,
    }));
    const workspace = { ...harbourLights, externalId: `T-${index}`, name: `Company ${index}`, places };
    const { organisationId, placeIds } = await house.people.connectWorkspace(workspace);
    const source = { organisationId, source: 'bench', surface: 'api', actorId: null } as const;
    const items = Array.from({ length: 100 }, (_, n) => ({
      text: `Said ${n}`,
      customer: `Customer ${n % 30}`,
      owner: '@maya',
    }));
    await house.feedback.intake(items, source);
    await database.executeSql(
      `INSERT INTO meetings (id, organisation_id, place_id, name, starts_at, ends_at, opens_at, due_at, time_zone, state)
       SELECT gen_random_uuid(), $1::uuid, place, 'Weekly', $3::timestamptz, $3::timestamptz + interval '45 minutes',
         $3::timestamptz, $3::timestamptz, 'UTC', 'planned'
       FROM unnest($2::uuid[]) AS place`,
      [organisationId, [...placeIds.values()], clock.now()],
    );
  }
}
