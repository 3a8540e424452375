/** Every column that says that something was sent, or when something is due, has its place in the ledger of side effects. */
import { expect, test } from '@jest/globals';
import { sideEffects } from '../../src/backup/side-effects.js';
import { buildHouse } from '../../src/house.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { describeOnDatabase } from '../support/database.js';

/** Names that say so where the type does not. */
const tellingNames =
  '(^|_)(state|told|telling|sent|posted|asked|warned|notified|queued|handled|owes|message|channel|claimed|arrived|due|next)(_|$)';

const listed = [
  ...sideEffects.facts,
  ...sideEffects.states,
  ...sideEffects.sent,
  ...Object.values(sideEffects.due).flat(),
  ...Object.values(sideEffects.freed).flat(),
];

describeOnDatabase('The ledger of side effects', (database) => {
  test('has every instant and every state of the schema, once', async () => {
    const { rows } = await database().executeSql(
      `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
         AND c.relname <> '_prisma_migrations' AND (a.atttypid = 'timestamptz'::regtype OR a.attname ~ $1)
       ORDER BY 1`,
      [tellingNames],
    );
    const found = (rows as { name: string }[]).map(({ name }) => name);
    // What a new column is: src/backup/side-effects.ts says which kinds there are.
    expect(found.filter((name) => !listed.includes(name))).toEqual([]);
    expect(listed.filter((name) => !found.includes(name))).toEqual([]);
    expect(listed.filter((name, at) => listed.indexOf(name) !== at)).toEqual([]);
  });

  test('has every sweep of the house, and no other', async () => {
    const log = createLogger('silent');
    const house = await buildHouse({ database: database(), log, clock: systemClock, messengerFor: async () => null });
    expect(Object.keys(sideEffects.due).toSorted()).toEqual(house.sweeps.map(({ name }) => name).toSorted());
    await house.delivery.stop();
  });

  test('frees by statements that the schema knows', async () => {
    for (const statement of Object.keys(sideEffects.freed)) await database().executeSql(statement);
  });
});
