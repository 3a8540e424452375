import { expect, test } from '@jest/globals';
import { describeOnEachDatabase } from '../support/database.js';
import { gone, refuse } from '../support/recording-messenger.js';
import { buildHouse, card, states, to } from './small-house.js';

describeOnEachDatabase('Delivery', (database) => {
  test('sends what was ordered and tells the room where it stands', async () => {
    const house = await buildHouse(database());
    await house.order(card('F-1', '#sales'));
    await house.delivery.drain();
    expect(house.messenger.sent).toMatchObject([{ how: 'post', to: to('#sales'), card: { title: 'F-1' } }]);
    expect(house.told).toEqual([['F-1', { ref: { channel: 'sales', message: 'm1' } }]]);
    expect(await states(database())).toEqual(['F-1 sent']);
  });

  test('sends nothing that was ordered in a transaction that was rolled back', async () => {
    const house = await buildHouse(database());
    const capturing = database().transaction(async (tx) => {
      await house.delivery.enqueue(tx, [card('F-1', '#sales'), card('F-1', '@maya')]);
      throw new Error('the capture failed');
    });
    await expect(capturing).rejects.toThrow('the capture failed');
    await house.delivery.drain();
    expect(house.messenger.attemptCount()).toBe(0);
    expect(await states(database())).toEqual([]);
  });

  test('takes an empty list of orders for what it is', async () => {
    const house = await buildHouse(database());
    await house.order();
    await house.delivery.drain();
    expect(house.messenger.attemptCount()).toBe(0);
  });

  test('keeps the order of what goes to one destination, however it was enqueued', async () => {
    const house = await buildHouse(database());
    await house.order(card('1', '#sales'), card('2', '#sales'), card('a', '@maya'));
    await house.order(card('3', '#sales'), card('b', '@maya'), card('4', '#sales'));
    await house.delivery.drain();
    expect(house.messenger.titles().filter((title) => title >= 'a')).toEqual(['a', 'b']);
    expect(house.messenger.titles().filter((title) => title < 'a')).toEqual(['1', '2', '3', '4']);
  });

  test('sends to other destinations while one is slow', async () => {
    let letGo: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const house = await buildHouse(database());
    const answer = async () => {
      await slow;
      return { kind: 'sent', ref: { channel: 'sales', message: 'slow' } } as const;
    };
    house.messenger.meetAlways(to('#sales'), { arrives: true, answer });
    await house.order(card('slow', '#sales'), card('a', '@maya'), card('b', '@omar'), card('c', '@lena'));
    const draining = house.delivery.drain();
    await house.messenger.asked(4);
    expect([...house.messenger.titles()].sort()).toEqual(['a', 'b', 'c', 'slow']);
    expect((await states(database()))[0]).toBe('slow sending');
    letGo();
    await draining;
    expect(await states(database())).toEqual(['slow sent', 'a sent', 'b sent', 'c sent']);
  });

  test('reads the state again just before sending and skips what is no longer true', async () => {
    const house = await buildHouse(database());
    await house.order(card('nudge', '@maya'), card('news', '@maya'));
    house.outdated.add('nudge');
    await house.delivery.drain();
    expect(house.messenger.titles()).toEqual(['news']);
    expect(await states(database())).toEqual(['nudge skipped', 'news sent']);
    expect(house.told.map(([title]) => title)).toEqual(['news']);
  });

  test('posts a living message once and edits it ever after, in each of its destinations', async () => {
    const house = await buildHouse(database());
    await house.order(card('open', '#sales', { living: 'F-1' }), card('open', '@maya', { living: 'F-1' }));
    await house.delivery.drain();
    await house.order(card('resolved', '#sales', { living: 'F-1' }));
    await house.delivery.drain();
    const inSales = house.messenger.sent.filter(({ ref }) => ref.channel === 'sales');
    expect(inSales.map(({ how, card: { title } }) => `${how} ${title}`)).toEqual(['post open', 'update resolved']);
    expect(new Set(inSales.map(({ ref }) => ref.message)).size).toBe(1);
    expect(house.messenger.sent.filter(({ ref }) => ref.channel === 'maya')).toHaveLength(1);
  });

  test('brings a message up to date where it stands, and posts none where there is none', async () => {
    const house = await buildHouse(database());
    await house.order(card('open', '#sales', { living: 'F-1' }));
    await house.delivery.drain();
    const edits = ['#sales', '@maya'].map((to) => card('overdue', to, { living: 'F-1', onlyEdit: true }));
    await house.order(...edits);
    await house.delivery.drain();
    expect(house.messenger.sent.map(({ how, card: { title } }) => [how, title])).toEqual([
      ['post', 'open'],
      ['update', 'overdue'],
    ]);
  });

  test('edits a living message once for several changes that wait together', async () => {
    const house = await buildHouse(database());
    const change = card('F-1', '#sales', { living: 'F-1' });
    await house.order(change, card('note', '#sales'), change);
    await house.order(change);
    await house.delivery.drain();
    expect(house.messenger.titles()).toEqual(['F-1', 'note']);
    expect(await states(database())).toEqual(['F-1 sent', 'note sent', 'F-1 skipped', 'F-1 skipped']);
  });

  test('posts a living message anew when somebody deleted it, and edits the new one from then on', async () => {
    const house = await buildHouse(database());
    await house.order(card('1', '#sales', { living: 'F-1' }));
    await house.delivery.drain();
    house.messenger.meet(gone);
    await house.order(card('2', '#sales', { living: 'F-1' }));
    await house.delivery.drain();
    await house.order(card('3', '#sales', { living: 'F-1' }));
    await house.delivery.drain();
    const [first, second, third] = house.messenger.sent;
    expect([first?.how, second?.how, third?.how]).toEqual(['post', 'post', 'update']);
    expect(third?.ref).toEqual(second?.ref);
    expect(second?.ref).not.toEqual(first?.ref);
  });

  test('posts in the thread of the living message at that destination', async () => {
    const house = await buildHouse(database());
    await house.order(card('F-1', '#sales', { living: 'F-1' }), card('overdue', '#sales', { threadOf: 'F-1' }));
    await house.delivery.drain();
    expect(house.messenger.sent[1]).toMatchObject({
      card: { title: 'overdue' },
      threadOf: house.messenger.sent[0]?.ref,
    });
  });

  test('knows where a living message stands that went out just before, also when nobody wants to be told of it', async () => {
    const house = await buildHouse(database());
    const quiet = { kind: 'test.quiet' };
    await house.order(
      card('open', '#sales', { ...quiet, living: 'F-1' }),
      card('resolved', '#sales', { ...quiet, living: 'F-1' }),
      card('open', '@maya', { ...quiet, living: 'F-1' }),
      card('overdue', '@maya', { ...quiet, threadOf: 'F-1' }),
    );
    await house.delivery.drain();
    const inSales = house.messenger.sent.filter(({ ref }) => ref.channel === 'sales');
    expect(inSales.map(({ how }) => how)).toEqual(['post', 'update']);
    const atMaya = house.messenger.sent.filter(({ ref }) => ref.channel === 'maya');
    expect(atMaya[1]?.threadOf).toEqual(atMaya[0]?.ref);
  });

  test('posts without a thread where the living message never got through or was deleted', async () => {
    const house = await buildHouse(database());
    house.messenger.meet(refuse());
    await house.order(card('F-1', '#sales', { living: 'F-1' }), card('overdue', '#sales', { threadOf: 'F-1' }));
    await house.delivery.drain();
    await house.order(card('F-2', '@maya', { living: 'F-2' }));
    await house.delivery.drain();
    house.messenger.meet(gone);
    await house.order(card('nudge', '@maya', { threadOf: 'F-2' }));
    await house.delivery.drain();
    const unthreaded = house.messenger.sent.filter(({ card: { title } }) => title === 'overdue' || title === 'nudge');
    expect(unthreaded).toHaveLength(2);
    expect(unthreaded.every(({ threadOf }) => threadOf === undefined)).toBe(true);
  });

  test('sends also what a room orders while it is told of an earlier one', async () => {
    const compose = async () => ({ kind: 'send', card: { title: 'x', summary: 'x', blocks: [] } }) as const;
    const house = await buildHouse(database(), {
      outgoing: () => ({
        'test.card': { compose, settled: () => house.order(card('thanks', '@maya', { kind: 'test.thanks' })) },
        'test.thanks': { compose },
      }),
    });
    await house.order(card('F-1', '#sales'));
    await house.delivery.drain();
    expect(await states(database())).toEqual(['F-1 sent', 'thanks sent']);
  });

  test('works a hundred destinations and more than one batch of lanes', async () => {
    const house = await buildHouse(database());
    for (let count = 0; count < 120; count += 1) await house.order(card(`${count}`, `@member${count}`));
    await house.delivery.drain();
    expect(house.messenger.sent).toHaveLength(120);
  });

  test('answers that it is alive', async () => {
    const house = await buildHouse(database());
    expect(await house.delivery.isAlive()).toBe(true);
  });

  test('sends what is committed while started, and nothing after it was stopped', async () => {
    const house = await buildHouse(database());
    await house.delivery.start();
    await house.order(card('1', '#sales'));
    await house.messenger.asked(1);
    await house.delivery.stop();
    await house.order(card('2', '#sales'));
    await house.delivery.stop();
    expect(await states(database())).toEqual(['1 sent', '2 queued']);
  });

  test('finds by itself, once started, what was enqueued in a transaction of somebody else', async () => {
    const house = await buildHouse(database());
    await house.delivery.start();
    await database().transaction((tx) => house.delivery.enqueue(tx, [card('1', '#sales')]));
    await house.messenger.asked(1);
    await house.delivery.stop();
    expect(await states(database())).toEqual(['1 sent']);
  });

  test('waits for what is in flight when it is stopped, and begins nothing more', async () => {
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const house = await buildHouse(database());
    house.messenger.meet({
      arrives: true,
      answer: () => answered.then(() => ({ kind: 'sent', ref: { channel: 'sales', message: 'm1' } })),
    });
    await house.delivery.start();
    await house.order(card('1', '#sales'), card('2', '#sales'));
    await house.messenger.asked(1);
    const stopping = house.delivery.stop();
    answer();
    await stopping;
    expect(await states(database())).toEqual(['1 sent', '2 queued']);
  });
});
