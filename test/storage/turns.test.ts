/** The embedded database runs in this process: whatever is asked of it, everything else gets its turn. */
import { setImmediate as oneTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { describeOnEmbedded } from '../support/database.js';

describeOnEmbedded('Much work on the embedded database', (database) => {
  const busy = `SELECT sum(n * n) FROM generate_series(1, 20000) AS n`;

  /** How often the event loop came round while `work` was done. */
  async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
    let isDone = false;
    let count = 0;
    const counting = (async () => {
      while (!isDone) {
        await oneTurn();
        count += 1;
      }
    })();
    await work();
    isDone = true;
    await counting;
    return count;
  }

  test('lets others have their turn between its statements', async () => {
    const many = async (run: () => Promise<unknown>) => {
      for (let count = 0; count < 100; count += 1) await run();
    };
    expect(await turnsDuring(() => many(() => database().queryText(busy)))).toBeGreaterThan(5);
    const inOne = () => database().transaction((tx) => many(() => tx.queryText(busy)));
    expect(await turnsDuring(inOne)).toBeGreaterThan(5);
  });
});
