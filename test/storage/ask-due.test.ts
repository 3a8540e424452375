/** Whether anything is due is one question to the database, however many sweeps there are and however much waits. */
import { describe, expect, test } from '@jest/globals';
import { composeBot } from '../../src/bot.js';
import { createLogger } from '../../src/kernel/logger.js';
import { askDue, type Database, sql } from '../../src/storage/database.js';
import { createTestClock } from '../support/clock.js';
import { makeCompany } from '../support/company.js';
import { describeOnDatabase, describeOnEachDatabase } from '../support/database.js';
import { statementsOf } from '../support/record-statements.js';

describeOnEachDatabase('Asking what is due', (database) => {
  test('answers each by name', async () => {
    const at = new Date('2026-11-20T10:00:00.123Z');
    const works = [
      { name: 'a.b', due: sql`${at}` },
      { name: 'c.d', due: sql`NULL` },
      { name: 'e.f', due: sql`(SELECT min(created_at) FROM organisations)` },
      { name: 'g.h', due: sql`(SELECT ${at}::timestamptz + interval '1 minute')` },
    ];
    const answers = await askDue(database(), works);
    expect([...answers]).toEqual([
      ['a.b', at],
      ['c.d', null],
      ['e.f', null],
      ['g.h', new Date('2026-11-20T10:01:00.123Z')],
    ]);
    expect(await askDue(database(), [])).toEqual(new Map());
  });
});

const title = 'A tick with nothing due';
if (process.env.TEST_DATABASE_URL) describeOnDatabase(title, countStatements);
else describe.skip(`${title}: skipped, because TEST_DATABASE_URL is not set`, () => countStatements(noDatabase));

function countStatements(database: () => Database): void {
  test('is one statement', async () => {
    const clock = createTestClock();
    const log = createLogger('silent');
    const { house, scheduler } = await composeBot({ database: database(), log, clock, platforms: [] });
    await makeCompany(house.people);
    // The first tick forgets what was settled long ago.
    await scheduler.tick();
    expect(house.sweeps.length).toBeGreaterThan(10);
    expect(await statementsOf(() => scheduler.tick())).toEqual([expect.stringMatching(/^SELECT ARRAY\[/)]);
  });
}

function noDatabase(): never {
  throw new Error('TEST_DATABASE_URL is not set.');
}
