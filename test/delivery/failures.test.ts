import { afterEach, describe, expect, test } from '@jest/globals';
import { maxDefectCount, stepAsideAttemptCount } from '../../src/delivery/verdict.js';
import { countPutAside, type Database } from '../../src/storage/database.js';
import { describeOnEachDatabase } from '../support/database.js';
import {
  arrivesUnanswered,
  createRecordingMessenger,
  hangs,
  refuse,
  retry,
  throws,
} from '../support/recording-messenger.js';
import { buildHouse, card, letWaitsPass, states, stopHouses, to } from './small-house.js';

const champion = (title: string, reason: string) => expect.objectContaining({ payload: { title }, reason });

afterEach(stopHouses);

describeOnEachDatabase('Delivery that does not get through', (database) => {
  test('is tried again when the platform said so, and not before', async () => {
    const house = await buildHouse(database());
    house.messenger.meet(retry(30));
    await house.order(card('F-1', '@maya'));
    await house.delivery.drain();
    await house.delivery.drain();
    expect(house.messenger.attemptCount()).toBe(1);
    expect(await secondsToWait(database())).toBeGreaterThan(28);
    await letWaitsPass(database());
    await house.delivery.drain();
    expect(await states(database())).toEqual(['F-1 sent']);
    expect(house.told).toHaveLength(1);
    expect(house.failures).toEqual([]);
  });

  test('holds back the later ones of its destination, and those of no other', async () => {
    const house = await buildHouse(database());
    house.messenger.meet(retry(30));
    await house.order(card('1', '@maya'), card('2', '@maya'));
    await house.delivery.drain();
    await house.order(card('3', '@maya'), card('a', '@omar'));
    await house.delivery.drain();
    expect(house.messenger.titles()).toEqual(['a']);
    await letWaitsPass(database());
    await house.delivery.drain();
    expect(house.messenger.titles()).toEqual(['a', '1', '2', '3']);
  });

  test('lets the later ones pass when it is refused again and again', async () => {
    const house = await buildHouse(database());
    house.messenger.meet(...Array.from({ length: stepAsideAttemptCount }, () => retry()));
    await house.order(card('poison', '@maya'), card('news', '@maya'));
    for (let count = 1; count < stepAsideAttemptCount; count += 1) await tryAgain(house.delivery, database());
    expect(house.messenger.titles()).toEqual([]);
    await tryAgain(house.delivery, database());
    expect(house.messenger.titles()).toEqual(['news']);
    expect(await states(database())).toEqual(['poison queued', 'news sent']);
    await tryAgain(house.delivery, database());
    expect(await states(database())).toEqual(['poison sent', 'news sent']);
  });

  test('sends all that has gathered, in order, as soon as one gets through after an outage', async () => {
    const house = await buildHouse(database());
    house.messenger.meetAlways(to('@maya'), retry(600));
    await house.order(card('1', '@maya'), card('2', '@maya'), card('3', '@maya'));
    for (let count = 0; count < stepAsideAttemptCount + 2; count += 1) await tryAgain(house.delivery, database());
    house.messenger.meetAlways(to('@maya'), null);
    await database().executeSql(
      "UPDATE deliveries SET not_before = now() - interval '1 s' WHERE payload ->> 'title' = '2'",
    );
    await house.delivery.drain();
    await house.order(card('4', '@maya'));
    await house.delivery.drain();
    expect(house.messenger.titles()).toEqual(['2', '1', '3', '4']);
  });

  test('fails for good when the platform refuses: the room and the champion are told', async () => {
    const house = await buildHouse(database());
    house.messenger.meet(refuse('is_archived'));
    await house.order(card('F-1', '#sales'), card('F-2', '#sales'));
    await house.delivery.drain();
    expect(await states(database())).toEqual(['F-1 failed', 'F-2 sent']);
    expect(house.told[0]).toEqual(['F-1', { failed: 'is_archived' }]);
    expect(house.failures).toEqual([champion('F-1', 'is_archived')]);
    expect(house.failures[0]?.to).toEqual(to('#sales'));
  });

  test('waits where nobody is connected through whom it could go, and goes when somebody is', async () => {
    const heldUp: unknown[] = [];
    let isConnected = false;
    const messenger = createRecordingMessenger();
    const house = await buildHouse(database(), {
      messenger,
      messengerFor: async () => (isConnected ? messenger : null),
      onHeldUp: async (delivery) => void heldUp.push(delivery),
    });
    await house.order(card('F-1', '#sales'), card('F-2', '#sales'));
    await house.delivery.drain();
    expect(heldUp).toEqual([champion('F-1', 'destination_not_connected')]);
    expect(house.failures).toEqual([]);
    expect(await secondsToWait(database())).toBeGreaterThan(3_000);
    isConnected = true;
    await house.delivery.retryHeldUp();
    await house.delivery.drain();
    expect(messenger.titles()).toEqual(['F-1', 'F-2']);
  });

  test('that our own room breaks on is tried a few times and given up; others go on', async () => {
    const house = await buildHouse(database());
    house.broken.add('F-1');
    await house.order(card('F-1', '#sales'), card('a', '@maya'));
    for (let count = 0; count < maxDefectCount; count += 1) await tryAgain(house.delivery, database());
    expect(house.messenger.titles()).toEqual(['a']);
    expect(await states(database())).toEqual(['F-1 failed', 'a sent']);
    expect(house.failures).toEqual([champion('F-1', 'defect:TypeError')]);
    expect(house.lines.filter(({ msg }) => msg === 'delivery threw')).toHaveLength(maxDefectCount);
  });

  test('lets the later ones of its destination pass at once when our own room breaks on it', async () => {
    const house = await buildHouse(database());
    house.broken.add('1');
    await house.order(card('1', '@maya'), card('2', '@maya'));
    await house.delivery.drain();
    expect(house.messenger.titles()).toEqual(['2']);
    house.broken.clear();
    await tryAgain(house.delivery, database());
    expect(house.messenger.titles()).toEqual(['2', '1']);
  });

  test('is not blamed when the database is away while its card is composed, however often', async () => {
    let isAway = true;
    const shown = { title: 'F-1', summary: 'F-1', blocks: [] };
    const compose = () =>
      isAway
        ? Promise.reject(Object.assign(new Error('the server is starting up'), { code: '57P03' }))
        : Promise.resolve({ kind: 'send', card: shown } as const);
    const house = await buildHouse(database(), { outgoing: () => ({ 'test.card': { compose } }) });
    await house.order(card('F-1', '@maya'));
    for (let count = 0; count < maxDefectCount + 2; count += 1) await tryAgain(house.delivery, database());
    expect(await states(database())).toEqual(['F-1 queued']);
    expect(house.failures).toEqual([]);
    isAway = false;
    await tryAgain(house.delivery, database());
    expect(await states(database())).toEqual(['F-1 sent']);
  });

  test('is told to its room later when the database was away as it was told', async () => {
    const told: unknown[] = [];
    let isAway = true;
    const compose = async () => ({ kind: 'send', card: { title: 'x', summary: 'x', blocks: [] } }) as const;
    const settled = async (payload: unknown) => {
      if (isAway) throw Object.assign(new Error('the server is starting up'), { code: '57P03' });
      told.push(payload);
    };
    const outgoing = () => ({ 'test.card': { compose, settled } });
    const house = await buildHouse(database(), { outgoing });
    await house.order(card('F-1', '@maya'));
    await house.delivery.drain();
    isAway = false;
    const next = await buildHouse(database(), { outgoing, claimExpiryMs: 0 });
    await next.delivery.drain();
    expect(told).toEqual([{ title: 'F-1' }]);
  });

  test('that no room knows how to compose is a defect, not a silence', async () => {
    const house = await buildHouse(database());
    await house.order(card('F-1', '#sales', { kind: 'test.unheardOf' }));
    for (let count = 0; count < maxDefectCount; count += 1) await tryAgain(house.delivery, database());
    expect(house.failures).toEqual([champion('F-1', 'defect:Error')]);
  });

  test('is tried again when the adapter throws, but not a nudge, which may have arrived', async () => {
    const house = await buildHouse(database());
    house.messenger.meetAlways(to('@maya'), throws);
    await house.order(card('F-1', '@maya'), card('nudge', '@omar', { atMostOnce: true }));
    house.messenger.meetAlways(to('@omar'), throws);
    await house.delivery.drain();
    expect(await states(database())).toEqual(['F-1 queued', 'nudge unknown']);
    expect(house.told).toEqual([['nudge', { failed: 'defect:TypeError', mayHaveArrived: true }]]);
    expect(house.failures).toEqual([]);
  });

  test('is tried again when the platform does not answer in time, but not a nudge', async () => {
    const house = await buildHouse(database(), { deadlineMs: 30 });
    house.messenger.meetAlways(to('@maya'), hangs);
    house.messenger.meetAlways(to('@omar'), arrivesUnanswered);
    await house.order(card('F-1', '@maya'), card('nudge', '@omar', { atMostOnce: true }));
    await house.delivery.drain();
    expect(await states(database())).toEqual(['F-1 queued', 'nudge unknown']);
    house.messenger.meetAlways(to('@maya'), null);
    await tryAgain(house.delivery, database());
    await tryAgain(house.delivery, database());
    expect([...house.messenger.titles()].sort()).toEqual(['F-1', 'nudge']);
  });

  test('waits for a room that does not compose in time, however often, and the operator reads of it', async () => {
    let isSlow = true;
    const shown = { title: 'F-1', summary: 'F-1', blocks: [] };
    const house = await buildHouse(database(), {
      deadlineMs: 10,
      outgoing: () => ({
        'test.card': {
          compose: () => (isSlow ? new Promise(() => undefined) : Promise.resolve({ kind: 'send', card: shown })),
        },
      }),
    });
    await house.order(card('F-1', '@maya'));
    for (let count = 0; count < maxDefectCount + 2; count += 1) await tryAgain(house.delivery, database());
    expect(house.lines.filter(({ msg }) => msg === 'room did not compose in time')).toHaveLength(maxDefectCount + 2);
    expect(await states(database())).toEqual(['F-1 queued']);
    isSlow = false;
    await tryAgain(house.delivery, database());
    expect(await states(database())).toEqual(['F-1 sent']);
  });

  test('does not stop for a room that throws when told', async () => {
    const compose = async () => ({ kind: 'send', card: { title: 'x', summary: 'x', blocks: [] } }) as const;
    const settled = () => Promise.reject(new TypeError('room bug'));
    const house = await buildHouse(database(), { outgoing: () => ({ 'test.card': { compose, settled } }) });
    await house.order(card('1', '@maya'), card('2', '@maya'));
    await house.delivery.drain();
    expect(await states(database())).toEqual(['1 sent', '2 sent']);
    expect(house.lines.filter(({ msg }) => msg === 'delivery settled but not told')).toHaveLength(2);
  });

  test('is told to its room again with growing waits, and keeps no other from being told', async () => {
    const heard: unknown[] = [];
    const broken = new Set(['bad']);
    const compose = async () => ({ kind: 'send', card: { title: 'x', summary: 'x', blocks: [] } }) as const;
    const settled = async (payload: unknown) => {
      const { title } = payload as { title: string };
      if (broken.has(title)) throw new TypeError('room bug');
      heard.push(title);
    };
    /** A copy of the bot that starts then, and looks what others left behind. */
    const startAt = async (at: string) => {
      const outgoing = () => ({ 'test.card': { compose, settled } });
      const house = await buildHouse(database(), { outgoing, claimExpiryMs: 0 });
      house.clock.moveTo(new Date(at));
      return house;
    };
    const first = await startAt('2026-11-20T10:00:00Z');
    await first.order(card('bad', '@maya'), card('good', '@maya'));
    await first.delivery.drain();
    expect(heard).toEqual(['good']);
    await (await startAt('2026-11-20T10:00:59Z')).delivery.drain();
    await (await startAt('2026-11-20T10:01:00Z')).delivery.drain();
    broken.clear();
    await (await startAt('2026-11-20T10:02:59Z')).delivery.drain();
    expect(heard).toEqual(['good']);
    expect(await countPutAside(database())).toBe(1);
    await (await startAt('2026-11-20T10:03:00Z')).delivery.drain();
    await (await startAt('2026-11-20T10:04:00Z')).delivery.drain();
    expect(heard).toEqual(['good', 'bad']);
    expect(await countPutAside(database())).toBe(0);
  });

  test('is noted, and not sent twice, when the database is away for a moment after the send', async () => {
    const flaky = withOutages(database());
    const house = await buildHouse(flaky.database);
    await house.order(card('F-1', '@maya'));
    flaky.failNext((text) => text.includes("IN ('sending', 'unknown')"), 2);
    await house.delivery.drain();
    expect(flaky.failuresLeft()).toBe(0);
    expect(house.messenger.titles()).toEqual(['F-1']);
    expect(await states(database())).toEqual(['F-1 sent']);
  });

  test('waits for a database that is away and is sent when it is back', async () => {
    const flaky = withOutages(database());
    const house = await buildHouse(flaky.database);
    await house.order(card('F-1', '@maya'));
    flaky.failNext(isClaim, 1);
    await house.delivery.drain();
    await house.delivery.drain();
    expect(house.lines).toContainEqual(expect.objectContaining({ msg: 'lane broke off' }));
    expect(await states(database())).toEqual(['F-1 sent']);
  });

  test('is sent as soon as the database is back, also when it was claimed and the answer to that got lost', async () => {
    const flaky = withOutages(database());
    const house = await buildHouse(flaky.database);
    await house.order(card('F-1', '@maya', { atMostOnce: true }), card('F-2', '@maya'));
    flaky.loseAnswer(isClaim);
    await house.delivery.drain();
    await house.delivery.drain();
    expect(house.lines).toContainEqual(expect.objectContaining({ msg: 'lane broke off' }));
    expect(house.messenger.titles()).toEqual(['F-1', 'F-2']);
    expect(await states(database())).toEqual(['F-1 sent', 'F-2 sent']);
  });

  test('whose lost claim was another copy’s is left to that copy', async () => {
    const lost = withOutages(database());
    const dead = await buildHouse({ ...lost.database, kind: 'server' });
    await dead.order(card('F-1', '@maya'));
    lost.loseAnswer(isClaim);
    lost.failNext((text) => text.includes("SET state = 'queued'"), 100);
    await dead.delivery.drain();
    const other = await buildHouse({ ...database(), kind: 'server' });
    await other.delivery.drain();
    expect(await states(database())).toEqual(['F-1 sending']);
    lost.failNext(() => false, 0);
    await dead.delivery.drain();
    expect(await states(database())).toEqual(['F-1 sent']);
  });
});

describe('A queue that does not answer', () => {
  test('is not alive', async () => {
    const { openInMemory } = await import('../support/database.js');
    const own = await openInMemory();
    const house = await buildHouse(own);
    await own.close();
    expect(await house.delivery.isAlive()).toBe(false);
  });
});

const isClaim = (text: string) => /^\s*WITH\s+head/.test(text);

async function tryAgain(delivery: { drain(): Promise<void> }, database: Database): Promise<void> {
  await letWaitsPass(database);
  await delivery.drain();
}

async function secondsToWait(database: Database): Promise<number> {
  const { rows } = await database.executeSql(
    'SELECT EXTRACT(EPOCH FROM max(not_before) - now())::float8 AS seconds FROM deliveries',
  );
  return (rows[0] as { seconds: number }).seconds;
}

/** The same database, whose next statements of a kind are answered as if it were away. */
function withOutages(database: Database) {
  let left = 0;
  let matches: (text: string) => boolean = () => false;
  let losesAnswer: (text: string) => boolean = () => false;
  const executeSql: Database['executeSql'] = async (text, values) => {
    if (losesAnswer(text)) {
      losesAnswer = () => false;
      await database.executeSql(text, values);
      throw new Error('the connection broke');
    }
    if (left > 0 && matches(text)) {
      left -= 1;
      throw new Error('the database is away');
    }
    return database.executeSql(text, values);
  };
  return {
    database: { ...database, executeSql },
    failNext(which: (text: string) => boolean, count: number) {
      matches = which;
      left = count;
    },
    /** The next statement of this kind is done, and nobody hears so. */
    loseAnswer(which: (text: string) => boolean) {
      losesAnswer = which;
    },
    failuresLeft: () => left,
  };
}
