import { expect, test } from '@jest/globals';
import type { Outgoing } from '../../src/chat/feature.js';
import type { DeliveryDependencies } from '../../src/delivery/index.js';
import type { Database } from '../../src/storage/database.js';
import { describeOnEachDatabase } from '../support/database.js';
import {
  arrivesUnanswered,
  createRecordingMessenger,
  hangs,
  type RecordingMessenger,
} from '../support/recording-messenger.js';
import { buildHouse, card, letWaitsPass, type SmallHouse, states } from './small-house.js';

/** Where the bot dies: from there on it never gets an answer again, and does nothing more. */
interface Death {
  readonly where: string;
  /** How often each message arrives in all, the bot having been started again. */
  readonly nudges: number;
  /** Posts that arrive of what is no nudge; where it had arrived already, it is found again and edited. */
  readonly others: number;
  readonly kill: (house: Killable) => Partial<DeliveryDependencies>;
}

interface Killable {
  readonly database: Database;
  readonly messenger: RecordingMessenger;
  readonly died: () => void;
}

const ok: Outgoing['compose'] = async (payload) => {
  const { title } = payload as { title: string };
  return { kind: 'send', card: { title, summary: title, blocks: [] } };
};
const rooms = (room: Outgoing) => ({ outgoing: () => ({ 'test.card': room }) });

const deaths: readonly Death[] = [
  {
    where: 'before its card was composed',
    nudges: 0,
    others: 1,
    kill: ({ died }) => rooms({ compose: () => stopHere(died) }),
  },
  {
    where: 'before it was sent',
    nudges: 0,
    others: 1,
    kill: ({ messenger, died }) => {
      messenger.meet({ ...hangs, answer: () => stopHere(died) });
      return {};
    },
  },
  {
    where: 'between send and note',
    nudges: 1,
    others: 1,
    kill: ({ messenger, died }) => {
      messenger.meet({ ...arrivesUnanswered, answer: () => stopHere(died) });
      return {};
    },
  },
  {
    where: 'while noting that it was sent',
    nudges: 1,
    others: 1,
    kill: ({ database, died }) => ({ database: stoppingAt(database, "IN ('sending', 'unknown')", died) }),
  },
  {
    where: 'before the room was told',
    nudges: 1,
    others: 1,
    kill: ({ died }) => rooms({ compose: ok, settled: () => stopHere(died) }),
  },
  {
    where: 'before it was noted that the room was told',
    nudges: 1,
    others: 1,
    kill: ({ database, died }) => ({ database: stoppingAt(database, 'SET owes_telling = false', died) }),
  },
];

describeOnEachDatabase('A bot that dies over a message', (database) => {
  test.each(deaths)('$where sends all but nudges once, and nudges at most once', async (death) => {
    for (const atMostOnce of [false, true]) {
      const { messenger, revived } = await dieAndRevive(database(), death, atMostOnce);
      const posts = messenger.sent.filter(({ how }) => how === 'post');
      const arrived = posts.filter(({ card: { title } }) => title === `F-1 ${atMostOnce}`).length;
      expect(arrived).toBe(atMostOnce ? death.nudges : death.others);
      expect(messenger.titles().at(-1)).toBe(`after ${atMostOnce}`);
      expect(revived.lines.filter(({ msg }) => msg.startsWith('delivery threw'))).toEqual([]);
    }
    expect((await states(database())).filter((line) => !/ (sent|unknown)$/.test(line))).toEqual([]);
  });

  test.each(deaths)('$where leaves the room told how it ended', async (death) => {
    for (const atMostOnce of [false, true]) {
      const { told } = await dieAndRevive(database(), death, atMostOnce);
      const isUnknown =
        atMostOnce && !['before the room', 'before it was noted'].some((start) => death.where.startsWith(start));
      const expected = isUnknown
        ? { failed: 'stopped_while_sending', mayHaveArrived: true }
        : { ref: expect.anything() };
      expect(told.filter(([title]) => title === `F-1 ${atMostOnce}`).at(-1)?.[1]).toEqual(expected);
    }
  });

  test('is not taken for dead by another copy while it may be alive', async () => {
    const messenger = createRecordingMessenger();
    const first = await buildHouse(database(), { messenger, deadlineMs: 60_000 });
    messenger.meet(hangs);
    await first.order(card('F-1', '@maya'));
    void first.delivery.drain();
    await messenger.asked(1);
    const second = await buildHouse({ ...database(), kind: 'server' }, { messenger });
    await second.delivery.drain();
    expect(messenger.attemptCount()).toBe(1);
    expect(await states(database())).toEqual(['F-1 sending']);
  });

  test('again and again over one message sends the others meanwhile', async () => {
    const messenger = createRecordingMessenger();
    const first = await buildHouse(database(), { messenger });
    await first.order(card('deadly', '@maya'), card('news', '@omar'));
    await database().executeSql(
      `UPDATE deliveries SET state = 'sending', attempt_count = 9, claimed_at = now() - interval '1 day'
       WHERE payload ->> 'title' = 'deadly'`,
    );
    await first.delivery.drain();
    expect(messenger.titles()).toEqual(['news']);
    await letWaitsPass(database());
    await first.delivery.drain();
    expect(messenger.titles()).toEqual(['news', 'deadly']);
  });
});

interface Aftermath {
  readonly messenger: RecordingMessenger;
  readonly revived: SmallHouse;
  readonly told: SmallHouse['told'];
}

async function dieAndRevive(database: Database, death: Death, atMostOnce: boolean): Promise<Aftermath> {
  const messenger = createRecordingMessenger();
  let died: () => void = () => undefined;
  const dead = new Promise<void>((resolve) => {
    died = resolve;
  });
  const mortal = await buildHouse(database, {
    messenger,
    deadlineMs: 3_600_000,
    ...death.kill({ database, messenger, died }),
  });
  await mortal.order(card(`F-1 ${atMostOnce}`, '@maya', { atMostOnce }));
  void mortal.delivery.drain();
  await dead;
  const revived = await buildHouse(database, { messenger, claimExpiryMs: 0 });
  await revived.order(card(`after ${atMostOnce}`, '@maya'));
  await revived.delivery.drain();
  return { messenger, revived, told: [...mortal.told, ...revived.told] };
}

function stopHere(died: () => void): Promise<never> {
  died();
  return new Promise(() => undefined);
}

/** The same database; the process dies when it comes to such a statement. */
function stoppingAt(database: Database, part: string, died: () => void): Database {
  return {
    ...database,
    executeSql: (text, values) => (text.includes(part) ? stopHere(died) : database.executeSql(text, values)),
  };
}
