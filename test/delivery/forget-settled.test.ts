import { expect, test } from '@jest/globals';
import { describeOnEachDatabase } from '../support/database.js';
import { dueAt } from '../support/due-at.js';
import { retry } from '../support/recording-messenger.js';
import { buildHouse, card, letWaitsPass, states } from './small-house.js';

describeOnEachDatabase('Settled deliveries', (database) => {
  test('are forgotten after thirty days, and no others', async () => {
    const house = await buildHouse(database());
    house.messenger.meet(retry(60));
    await house.order(card('unsent', '@omar'));
    await house.delivery.drain();
    await house.order(card('old', '@maya'));
    await house.delivery.drain();
    house.clock.moveTo(new Date('2026-11-25T10:00:00Z'));
    await house.order(card('young', '@maya'));
    await house.delivery.drain();
    const [sweep] = house.delivery.sweeps;
    expect(await sweep?.run(new Date('2026-12-20T09:59:59Z'))).toBe(0);
    expect(await sweep?.run(new Date('2026-12-20T10:00:01Z'))).toBe(1);
    expect(await states(database())).toEqual(['unsent queued', 'young sent']);
    await letWaitsPass(database());
    await house.delivery.drain();
    expect(house.messenger.titles().at(-1)).toBe('unsent');
  });

  test('are looked for once a day', async () => {
    const house = await buildHouse(database());
    const [sweep] = house.delivery.sweeps;
    if (!sweep) throw new Error('There is none.');
    expect(await dueAt(database(), sweep)).toEqual(new Date('2026-11-20T10:00:00Z'));
    await sweep.run(new Date('2026-11-20T10:00:05Z'));
    expect(await dueAt(database(), sweep)).toEqual(new Date('2026-11-21T10:00:05Z'));
  });
});
