/**
 * One bad row stops nobody: whatever of one organisation's can't be written, every other organisation's work is done at
 * its time, and its own when it can be written again.
 */
import { afterEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { countPutAside, type Database } from '../../src/storage/database.js';
import { describeOnDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage, type Stage } from '../support/stage.js';

jest.setTimeout(120_000);

const organisationCount = 3;
/** What the sweeps write. An organisation of whose rows one of these refuses to be written is poisonous. */
const tables = ['feedback', 'scores', 'metrics', 'meetings', 'meeting_series', 'deliveries'];

/** An organisation with something due for every sweep. */
interface Organisation {
  readonly id: string;
  readonly stage: Stage;
}

async function found(database: Database, index: number): Promise<Organisation> {
  const workspace = { ...harbourLights, externalId: `T-${index}`, name: `Organisation ${index}` };
  const stage = await createStage({ database, workspace, start: '2026-11-23T09:30:00Z' });
  const id = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
  await stage.say('grace', 'settings scores:#news posts:off');
  await stage.say('grace', 'meeting every monday 10:00 zone:Europe/London length:45m', '#support');
  const from = { organisationId: id, source: 'crm', surface: 'api', actorId: null } as const;
  const answers = (score: number, rest: Readonly<Record<string, unknown>>) =>
    stage.house.nps.intake(
      Array.from({ length: 40 }, () => ({ score, ...rest })),
      from,
    );
  await answers(0, { givenAt: '2026-10-01' });
  await answers(10, { givenAt: '2026-11-19' });
  await stage.house.nps.intake([{ score: 3, comment: 'Too slow' }], from);
  return { id, stage };
}

/** Every write of this organisation's rows in these tables fails from now on. */
async function poison(database: Database, organisationId: string, poisoned: readonly string[]): Promise<void> {
  await database.executeSql(`
    CREATE OR REPLACE FUNCTION refuse_poisoned() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.organisation_id = '${organisationId}' THEN RAISE EXCEPTION 'poisoned'; END IF;
      RETURN NEW;
    END $$`);
  for (const table of poisoned) {
    await database.executeSql(
      `CREATE TRIGGER poisoned BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_poisoned()`,
    );
  }
}

async function heal(database: Database): Promise<void> {
  for (const table of tables) await database.executeSql(`DROP TRIGGER IF EXISTS poisoned ON ${table}`);
}

/** What the sweeps have done for an organisation. */
async function workOf(database: Database, organisationId: string): Promise<readonly string[]> {
  const { rows } = await database.executeSql(
    `SELECT 'captured ' || text AS what FROM feedback WHERE organisation_id = $1::uuid
     UNION ALL SELECT 'meeting ' || state || ' ' || to_char(starts_at, 'YYYY-MM-DD') FROM meetings
       WHERE organisation_id = $1::uuid
     UNION ALL SELECT DISTINCT 'ordered ' || kind FROM deliveries
       WHERE organisation_id = $1::uuid AND kind IN ('nps.post', 'meetings.minutes') ORDER BY what`,
    [organisationId],
  );
  return rows.map((row) => (row as { what: string }).what);
}

describeOnDatabase('One poisonous organisation', (database) => {
  let stages: Stage[] = [];
  afterEach(async () => {
    await heal(database());
    for (const stage of stages) await stage.stop();
    stages = [];
  });

  const choice = fc.record({
    index: fc.nat({ max: organisationCount - 1 }),
    poisoned: fc.subarray(tables, { minLength: 1 }),
  });
  const all = { index: 0, poisoned: tables };
  test.each([all, ...fc.sample(choice, { seed: 11, numRuns: 2 }).slice(1)])('stops no other (%j)', async (chosen) => {
    const organisations: Organisation[] = [];
    for (let index = 0; index < organisationCount; index += 1) organisations.push(await found(database(), index));
    stages = organisations.map(({ stage }) => stage);
    const [one] = stages;
    const bad = organisations[chosen.index];
    if (!one || !bad) throw new Error('There is none.');
    await poison(database(), bad.id, chosen.poisoned);
    await one.clock.advanceTo('2026-11-23T11:00:00Z');
    const done = [
      'captured Too slow',
      'meeting closed 2026-11-23',
      'meeting planned 2026-11-30',
      'meeting planned 2026-12-07',
      'ordered meetings.minutes',
      'ordered nps.post',
    ];
    for (const { id } of organisations) if (id !== bad.id) expect(await workOf(database(), id)).toEqual(done);
    expect(await countPutAside(database())).toBeGreaterThan(0);
    expect(await workOf(database(), bad.id)).not.toEqual(done);

    await heal(database());
    // The longest wait, and what comes of it.
    await one.clock.advance({ hours: 13 });
    const late = (await workOf(database(), bad.id)).map((what) => what.replace('missed', 'closed'));
    expect(late).toEqual(expect.arrayContaining(done.filter((what) => what !== 'ordered meetings.minutes')));
    expect(await countPutAside(database())).toBe(0);
  });
});
