import { expect, test } from '@jest/globals';
import { currentTrace, type Trace } from '../../src/kernel/trace.js';
import { asWork, listenToWork, type WorkListener } from '../../src/kernel/work.js';
import { describeOnEachDatabase } from '../support/database.js';
import { createRecordingMessenger } from '../support/recording-messenger.js';
import { buildHouse, card, states } from './small-house.js';

describeOnEachDatabase('Several copies of the bot', (database) => {
  test('share the work: each message once, and in order to each destination', async () => {
    const messenger = createRecordingMessenger();
    const copies = await Promise.all([1, 2, 3, 4].map(() => buildHouse(database(), { messenger })));
    const orders = Array.from({ length: 200 }, (_, index) => card(`${index}`, `@member${index % 10}`));
    for (let start = 0; start < orders.length; start += 20) {
      await copies[0]?.order(...orders.slice(start, start + 20));
    }
    await Promise.all(copies.flatMap(({ delivery }) => [delivery.drain(), delivery.drain()]));
    await Promise.all(copies.map(({ delivery }) => delivery.drain()));
    expect([...messenger.titles()].sort()).toEqual(orders.map(({ payload }) => payload.title).sort());
    for (let member = 0; member < 10; member += 1) {
      const numbers = messenger
        .titles()
        .map(Number)
        .filter((number) => number % 10 === member);
      expect(numbers).toEqual([...numbers].sort((left, right) => left - right));
    }
    expect((await states(database())).every((line) => line.endsWith(' sent'))).toBe(true);
  });

  test('post a living message once when they meet over it', async () => {
    const messenger = createRecordingMessenger();
    const copies = await Promise.all([1, 2, 3].map(() => buildHouse(database(), { messenger })));
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(
        copies.map(async ({ order, delivery }, index) => {
          await order(card(`${round}.${index}`, '#sales', { living: 'F-1' }));
          await delivery.drain();
        }),
      );
    }
    await Promise.all(copies.map(({ delivery }) => delivery.drain()));
    expect(messenger.sent.filter(({ how }) => how === 'post')).toHaveLength(1);
    expect(messenger.sent).toHaveLength(30);
  });

  test('post once what was claimed by a commit that a standby never got', async () => {
    const recording = createRecordingMessenger();
    const losing: typeof recording = {
      ...recording,
      async post(...asked) {
        await database().executeSql(
          "UPDATE deliveries SET state = 'queued', attempt_count = attempt_count - 1 WHERE state = 'sending' AND attempt_count = 1",
        );
        return recording.post(...asked);
      },
    };
    const house = await buildHouse(database(), { messenger: losing });
    await house.order(card('F-1', '#sales', { living: 'F-1' }), card('F-2', '@maya'));
    await house.delivery.drain();
    const other = await buildHouse(database(), { messenger: recording });
    await other.delivery.drain();
    expect(recording.titles().toSorted()).toEqual(['F-1', 'F-2']);
    expect(await states(database())).toEqual(['F-1 sent', 'F-2 sent']);
  });

  test('help with what another has enqueued and does not send itself', async () => {
    const messenger = createRecordingMessenger();
    const idle = await buildHouse(database(), { messenger });
    const busy = await buildHouse(database(), { messenger });
    await busy.delivery.start();
    await idle.order(card('F-1', '#sales'));
    await messenger.asked(1);
    await busy.delivery.stop();
    expect(await states(database())).toEqual(['F-1 sent']);
  });

  test('go on with the trace of what caused a message, in whichever of them sends it', async () => {
    const first = await buildHouse(database());
    const second = await buildHouse(database());
    let cause: Trace | undefined;
    await asWork({ kind: 'interaction', name: 'test' }, async () => {
      cause = currentTrace();
      await first.order(card('F-1', '#sales'));
    });
    await first.order(card('F-2', '@maya'));
    const sent: (Trace | undefined)[] = [];
    const ended: WorkListener['ended'] = ({ kind }, _ms, trace) => kind === 'delivery' && sent.push(trace);
    const stop = listenToWork({ ended });
    // What is being done while it is sent did not cause it.
    await asWork({ kind: 'sweep', name: 'test' }, () => second.delivery.drain());
    stop();
    const told = sent.map((trace) => [trace?.parentId, trace?.traceId === cause?.traceId]);
    expect(new Map(told as [string | null, boolean][])).toEqual(
      new Map([
        [cause?.spanId ?? '', true],
        [null, false],
      ]),
    );
    const line = second.lines.find(({ msg, requestId }) => msg === 'delivery sent' && requestId === cause?.traceId);
    expect(line).toMatchObject({ kind: 'test.card' });
  });

  test('hear who sends what was committed: its own copy, or nobody yet', async () => {
    const heard: (string | null)[] = [];
    const stop = await database().listen('deliveries', (payload) => void heard.push(payload));
    const house = await buildHouse(database());
    await house.order(card('F-1', '#sales'));
    await house.order();
    await database().transaction((tx) => house.delivery.enqueue(tx, [card('F-2', '#sales')]));
    await database().executeSql("SELECT pg_notify('deliveries', 'end')::text", []);
    while (heard.at(-1) !== 'end') await new Promise((resolve) => setImmediate(resolve));
    await stop();
    expect(heard).toEqual([null, expect.stringMatching(/^[0-9a-f-]{36}$/), '', 'end']);
  });
});
