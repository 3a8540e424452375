import { expect, test } from '@jest/globals';
import { describeOnEachDatabase } from '../support/database.js';

describeOnEachDatabase('the database', (database) => {
  test('answers', async () => {
    expect(await database().isAlive()).toBe(true);
    await database().prisma.playgroundClock.create({ data: { id: 1, aheadMs: 5 } });
  });
  test('is empty at the start of each test', async () => {
    expect(await database().prisma.playgroundClock.count()).toBe(0);
  });
});
