/** Connections to a server: what they keep of the statements that they were asked. */
import { expect, test } from '@jest/globals';
import { createLogger } from '../../src/kernel/logger.js';
import { openServer } from '../../src/storage/server.js';
import { describeOnServer } from '../support/database.js';

describeOnServer('Connections', (emptyDatabase) => {
  test('keep a bounded number of statements, and those that come most, whatever came before', async () => {
    const database = await openServer({ url: await emptyDatabase(), log: createLogger('silent') });
    try {
      const ask = async (text: string, times = 3) => {
        for (let time = 0; time < times; time += 1) await database.queryText(text);
      };
      for (let seldom = 0; seldom < 450; seldom += 1) await ask(`SELECT ${seldom} AS seldom`);
      await ask('SELECT 1 AS often', 10);
      const kept = await database.queryText<{ statement: string }[]>('SELECT statement FROM pg_prepared_statements');
      expect(kept.length).toBeLessThanOrEqual(401);
      expect(kept.map(({ statement }) => statement)).toContain('SELECT 1 AS often');
    } finally {
      await database.close();
    }
  });
});
