/** Every column that says that something was sent, or when something is due, has its place in the ledger of side effects. */
import { expect, test } from '@jest/globals';
import { sideEffects } from '../../src/backup/side-effects.js';
import { buildHouse } from '../../src/house.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import type { RunSql } from '../../src/storage/database.js';
import { describeOnDatabase } from '../support/database.js';

/** Names that say so where the type does not. */
const tellingNames =
  '(^|_)(state|told|telling|sent|posted|ask|asked|mailed|delivered|warned|notified|nudge|nudged|reminded|invited|thanked|published|announced|queued|handled|owes|message|channel|claimed|arrived|due|next)(_|$)';

const listed = [
  ...sideEffects.facts,
  ...sideEffects.states,
  ...sideEffects.sent,
  ...Object.values(sideEffects.due).flat(),
  ...Object.values(sideEffects.freed).flat(),
];

describeOnDatabase('The ledger of side effects', (database) => {
  /** What may say it in the schema that there is. */
  const telling = async (run: RunSql = (text, values) => database().executeSql(text, values)) => {
    const { rows } = await run(
      `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
         AND c.relname <> '_prisma_migrations' AND (a.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype, 'bool'::regtype) OR a.attname ~ $1)
       ORDER BY 1`,
      [tellingNames],
    );
    return (rows as { name: string }[]).map(({ name }) => name);
  };

  test('has every instant, every yes or no and every state of the schema, once', async () => {
    const found = await telling();
    // What a new column is: src/backup/side-effects.ts says which kinds there are.
    expect(found.filter((name) => !listed.includes(name))).toEqual([]);
    expect(listed.filter((name) => !found.includes(name))).toEqual([]);
    expect(listed.filter((name, at) => listed.indexOf(name) !== at)).toEqual([]);
  });

  test.each([
    ['is_thanked_by_mail', 'boolean'],
    ['mailed_on', 'date'],
    ['last_nudged', 'text'],
    ['ask_total', 'integer'],
  ])('would miss a new column %s %s', async (name, type) => {
    let found: readonly string[] = [];
    const tried = database().transaction(async (tx) => {
      await tx.executeText(`ALTER TABLE customers ADD COLUMN ${name} ${type}`);
      found = await telling(async (text, values = []) => ({ rows: await tx.queryText(text, ...values) }));
      throw new Error('Enough.');
    });
    await expect(tried).rejects.toThrow('Enough.');
    expect(found.filter((each) => !listed.includes(each))).toEqual([`customers.${name}`]);
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
