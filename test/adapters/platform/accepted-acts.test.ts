/** An act counts once, also where nobody knows whether the database kept that it was accepted. */
import { expect, test } from '@jest/globals';
import { createAcceptedActs } from '../../../src/adapters/platform/accepted-acts.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { createTestClock } from '../../support/clock.js';
import { describeOnEachDatabase } from '../../support/database.js';

describeOnEachDatabase('An act that was accepted while the connection broke', (database) => {
  test.each([
    ['kept', true],
    ['not kept', false],
  ])('is done once when it was %s', async (_, isKept) => {
    const clock = createTestClock('2026-11-20T10:00:00Z');
    const log = createLogger('silent');
    const whole = database();
    const deps = { platform: 'teams', database: whole, clock, log } as const;
    const query = async (...asked: Parameters<typeof whole.query>) => {
      if (isKept) await whole.query(...asked);
      throw new Error('The connection broke');
    };
    const broken = Object.assign(Object.create(whole), { query });
    const act = await createAcceptedActs({ ...deps, database: broken }).accept('1', { text: 'learn' });
    if (typeof act === 'string') throw new Error(act);
    await act.within(() => whole.transaction(async (tx) => void (await tx.query`SELECT 1`)));

    // The copy is killed over its answer. Teams tells it again, and the clock of another copy finds it.
    const other = createAcceptedActs(deps);
    expect(await other.accept('1', { text: 'learn' })).toBe('done');
    const found: boolean[] = [];
    const sweep = other.sweep(async ({ isDone }) => void found.push(isDone));
    await sweep.run(new Date('2026-11-20T10:01:00Z'));
    expect(found).toEqual(isKept ? [true] : []);
  });
});
