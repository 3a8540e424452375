/** A thousand messages in one call, on the embedded database: nothing else waits long for it, and all of them count. */
import { expect, test } from '@jest/globals';
import { describeOnEmbedded } from '../../support/database.js';
import type { TestDatabase } from '../../support/models.js';
import { startFacts } from './start-facts.js';

/** The database, and how many rows the longest statement of a transaction was given as JSON. */
function watching(database: TestDatabase): { readonly watched: TestDatabase; longest(): number } {
  let longest = 0;
  const look = (values: readonly unknown[]) => {
    for (const value of values) {
      if (typeof value !== 'string' || !value.startsWith('[')) continue;
      const rows: unknown = JSON.parse(value);
      if (Array.isArray(rows)) longest = Math.max(longest, rows.length);
    }
  };
  const seeing = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(of, name) {
        const own = Reflect.get(of, name);
        if (typeof own !== 'function') return own;
        if (name === 'transaction')
          return (work: (tx: object) => unknown) => own.call(of, (tx: object) => work(seeing(tx)));
        return (...all: unknown[]) => {
          look(all);
          return own.apply(of, all);
        };
      },
    });
  return { watched: seeing(database), longest: () => longest };
}

describeOnEmbedded('A thousand messages in one call', (database) => {
  test('are written in short statements, all or none, in the order of their times', async () => {
    const { watched, longest } = watching(database());
    const facts = await startFacts(watched);
    try {
      const batch = Array.from({ length: 500 }, (_, index) => [
        { type: 'track', userId: `u-${index}`, event: 'Signed in', messageId: `t-${index}` },
        {
          type: 'group',
          userId: `u-${index}`,
          groupId: `g-${index % 50}`,
          traits: { name: `C${index % 50}`, seats: index },
        },
      ]).flat();
      expect(await facts.post('batch', { batch })).toEqual({ status: 200, body: { success: true } });
      expect(longest()).toBeGreaterThan(50);
      expect(longest()).toBeLessThanOrEqual(200);
      expect(await database().models.customer.count()).toBe(50);
      expect(await facts.profile('C7')).toMatchObject({
        attributes: { seats: { value: 457 } },
        personCount: 10,
        events: [{ name: 'Signed in', recentCount: 10 }],
      });
      const broken = [...batch.slice(0, 999), { type: 'group', traits: {} }];
      expect(await facts.post('batch', { batch: broken })).toMatchObject({ status: 422 });
      expect((await facts.post('batch', { batch })).body).toMatchObject({ repeatedCount: 500 });
    } finally {
      await facts.stop();
    }
  });
});
