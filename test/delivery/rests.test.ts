import { describe, expect, jest, test } from '@jest/globals';
import { createRests } from '../../src/delivery/rests.js';
import { describeOnEmbedded } from '../support/database.js';
import { createRecordingMessenger, retry } from '../support/recording-messenger.js';
import { buildHouse, card, states } from './small-house.js';

/** As good as for ever: the test is over before. */
const long = 600_000;

describeOnEmbedded('A destination whose platform takes one message at a time', (database) => {
  test('is left alone after each, also when it gets more orders, and its last ones wait in order', async () => {
    const house = await buildHouse(database(), { messenger: createRecordingMessenger(long) });
    await house.order(card('1', '#sales'), card('2', '#sales'));
    await house.delivery.drain();
    await house.order(card('3', '#sales'));
    await house.delivery.drain();
    expect(await states(database())).toEqual(['1 sent', '2 queued', '3 queued']);
    await house.delivery.stop();
  });

  test('gets them all when its rests are over, in order, without being asked', async () => {
    const house = await buildHouse(database(), { messenger: createRecordingMessenger(1) });
    await house.order(card('1', '#sales'), card('2', '#sales'), card('3', '#sales'));
    await house.delivery.drain();
    await house.messenger.asked(3);
    expect(house.messenger.titles()).toEqual(['1', '2', '3']);
    await house.delivery.stop();
  });

  test('holds up no other, however many rest', async () => {
    const house = await buildHouse(database(), { messenger: createRecordingMessenger(long) });
    const busy = Array.from({ length: 50 }, (_, at) => `#busy${at}`);
    await house.order(...busy.flatMap((where) => [card('first', where), card('second', where)]));
    await house.delivery.drain();
    await house.order(card('quiet', '#quiet'));
    await house.delivery.drain();
    expect(house.messenger.titles()).toEqual([...busy.map(() => 'first'), 'quiet']);
    await house.delivery.stop();
  });

  test('is left alone by other copies too, and after a restart, until its rest is over', async () => {
    const messenger = createRecordingMessenger(long);
    const first = await buildHouse(database(), { messenger });
    await first.order(card('1', '#sales'), card('2', '#sales'), card('a', '#quiet'));
    await first.delivery.drain();
    await first.delivery.stop();
    const second = await buildHouse(database(), { messenger });
    await second.order(card('3', '#sales'));
    await second.delivery.drain();
    expect(await states(database())).toEqual(['1 sent', '2 queued', 'a sent', '3 queued']);
    await database().executeSql("UPDATE delivery_rests SET until = now() + interval '5 ms'");
    const third = await buildHouse(database(), { messenger });
    await third.order(card('4', '#other'));
    await third.delivery.drain();
    await messenger.asked(4);
    await third.delivery.drain();
    expect([...messenger.titles()].sort()).toEqual(['1', '2', '4', 'a']);
  });

  test('is tried again to the second when the platform names a short wait, without the queue being asked', async () => {
    const house = await buildHouse(database());
    house.messenger.meet(retry(1));
    await house.order(card('1', '#sales'));
    await house.delivery.drain();
    expect(await states(database())).toEqual(['1 queued']);
    await house.messenger.asked(2);
    await house.delivery.stop();
    expect(await states(database())).toEqual(['1 sent']);
  });
});

describe('A rest', () => {
  test('ends with a look at its destination only when something waits for it', async () => {
    jest.useFakeTimers();
    const woken: string[] = [];
    const rests = createRests((lane) => void woken.push(lane));
    rests.begin('quiet', 1_000);
    rests.begin('busy', 1_000);
    rests.wakeAfter('busy');
    await jest.advanceTimersByTimeAsync(999);
    expect([rests.isResting('quiet'), rests.isResting('busy'), woken]).toEqual([true, true, []]);
    await jest.advanceTimersByTimeAsync(1);
    expect([rests.isResting('quiet'), rests.isResting('busy'), woken]).toEqual([false, false, ['busy']]);
    jest.useRealTimers();
  });
});
