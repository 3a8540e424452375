/** Open feedback in a house of the stories, as much of it as a bench wants. */
import type { Database } from '../../src/storage/database.js';
import type { Stage } from '../support/stage.js';

export const start = '2026-11-18T12:00:00Z';

/** Running feedback of Maya's, due for nothing yet. */
export async function seedFeedback(database: Database, stage: Stage, count: number): Promise<void> {
  const actor = await stage.house.people.actorOf(stage.id('maya'));
  await database.executeSql(
    `INSERT INTO feedback (id, organisation_id, number, text, source, severity, captured_at, surface, state, owner_id,
       routing, promise_ms, clock_started_at, promise_ends_at, due_at)
     SELECT gen_random_uuid(), $1::uuid, n, 'The export is empty again.', 'bench', 'normal', $2, 'api', 'open',
       $3::uuid, '{"kind":"champion"}', 86400000, $2, $2::timestamptz + interval '1 day', $2::timestamptz + interval '6 hours'
     FROM generate_series(1, $4::int) AS n`,
    [actor?.organisationId ?? '', start, stage.id('maya'), count],
  );
}
