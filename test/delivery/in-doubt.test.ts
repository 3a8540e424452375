/** A message that may have arrived without our hearing so is looked for before it is sent again. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { describeOnEachDatabase } from '../support/database.js';
import { createRecordingMessenger, type Fate, gone, type RecordingMessenger } from '../support/recording-messenger.js';
import { buildHouse, card, letWaitsPass, type SmallHouse, states, stopHouses } from './small-house.js';

const lostAnswer: Fate = {
  arrives: true,
  answer: async () => ({ kind: 'retry', reason: 'http_500', mayHaveArrived: true }),
};
const neverArrived: Fate = { ...lostAnswer, arrives: false };
const ref = { channel: 'sales', message: 'm1' };
const away = { kind: 'retry', reason: 'http_503' } as const;
const blind = { kind: 'blind', reason: 'missing_scope' } as const;

describeOnEachDatabase('A message whose post was not answered', (database) => {
  afterEach(stopHouses);

  async function inDoubt(fate: Fate = lostAnswer): Promise<{ house: SmallHouse; messenger: RecordingMessenger }> {
    const messenger = createRecordingMessenger();
    const house = await buildHouse(database(), { messenger });
    messenger.meet(fate);
    await house.order(card('F-1', '#sales', { living: 'feedback:1' }));
    await house.delivery.drain();
    return { house, messenger };
  }
  async function goOn({ delivery }: SmallHouse): Promise<void> {
    await letWaitsPass(database());
    await delivery.drain();
  }
  const how = ({ sent }: RecordingMessenger) => sent.map((each) => `${each.how} ${each.ref.message}`);
  const told = async () =>
    (await database().executeSql("SELECT subject, what FROM history WHERE what = 'mayStandTwice'")).rows;

  test('is edited where it stands, and is the one that is edited ever after', async () => {
    const { house, messenger } = await inDoubt();
    await goOn(house);
    await house.order(card('F-1 again', '#sales', { living: 'feedback:1' }));
    await house.delivery.drain();
    expect(how(messenger)).toEqual(['post m1', 'update m1', 'update m1']);
    expect(await told()).toEqual([]);
  });

  test('is posted where nothing stands', async () => {
    const { house, messenger } = await inDoubt(neverArrived);
    await goOn(house);
    expect(how(messenger)).toEqual(['post m2']);
    expect(await told()).toEqual([]);
  });

  test('is posted anew where what stood there was deleted meanwhile', async () => {
    const { house, messenger } = await inDoubt();
    messenger.meet(gone);
    await goOn(house);
    expect(how(messenger)).toEqual(['post m1', 'post m3']);
  });

  test('is one message again where several stand', async () => {
    const { house, messenger } = await inDoubt();
    const refs = ['m1', 'm7', 'm8'].map((message) => ({ channel: 'sales', message }));
    messenger.see({ kind: 'looked', refs });
    await goOn(house);
    expect(how(messenger)).toEqual(['post m1', 'update m1']);
    expect(messenger.removed).toEqual(refs.slice(1));
  });

  test('waits for a platform that is away, and not for one that goes on refusing to be looked at', async () => {
    const { house, messenger } = await inDoubt(neverArrived);
    messenger.see(away, away);
    await goOn(house);
    await goOn(house);
    expect(how(messenger)).toEqual([]);
    messenger.see(away, away, away, away, away);
    for (let count = 0; count < 4; count += 1) await goOn(house);
    expect(how(messenger)).toEqual(['post m2']);
    expect(await states(database())).toEqual(['F-1 sent']);
  });

  test('is posted where nobody can look, and its history says that it may stand there twice', async () => {
    const { house, messenger } = await inDoubt();
    messenger.see(blind, blind);
    await goOn(house);
    expect(how(messenger)).toEqual(['post m1', 'post m2']);
    expect(await told()).toEqual([{ subject: 'feedback:1', what: 'mayStandTwice' }]);
    expect(house.lines.map(({ msg }) => msg)).toContain('message may stand twice');
  });

  test('loses its first post where it can be seen only after the second', async () => {
    const { house, messenger } = await inDoubt();
    messenger.see(blind);
    await goOn(house);
    expect(how(messenger)).toEqual(['post m1', 'post m2']);
    expect(messenger.removed).toMatchObject([{ message: 'm1' }]);
    expect(await told()).toEqual([]);
  });

  test('goes where a later order has posted the same living message meanwhile', async () => {
    const broken = { arrives: true, answer: () => Promise.reject(new TypeError('adapter bug')) };
    const { house, messenger } = await inDoubt(broken);
    await house.order(card('F-1 again', '#sales', { living: 'feedback:1' }));
    await house.delivery.drain();
    expect(how(messenger)).toEqual(['post m1', 'post m2']);
    await goOn(house);
    expect(how(messenger)).toEqual(['post m1', 'post m2', 'update m2']);
    expect(messenger.removed).toMatchObject([{ message: 'm1' }]);
    expect(await told()).toEqual([]);
  });

  test('that was only edited is edited again, and nobody looks', async () => {
    const { house, messenger } = await inDoubt({ ...lostAnswer, answer: async () => ({ kind: 'sent', ref }) });
    messenger.meet(lostAnswer);
    await house.order(card('F-1 again', '#sales', { living: 'feedback:1' }));
    await house.delivery.drain();
    messenger.see(blind);
    await goOn(house);
    expect(how(messenger)).toEqual(['post m1', 'update m1', 'update m1']);
    expect(await told()).toEqual([]);
  });

  test('is taken away where it is no longer true', async () => {
    const { house, messenger } = await inDoubt();
    house.outdated.add('F-1');
    await goOn(house);
    expect(messenger.removed).toMatchObject([{ message: 'm1' }]);
    expect(await states(database())).toEqual(['F-1 skipped']);
  });

  describe('and whose copy of the bot comes back from the dead', () => {
    let answer: () => void = () => undefined;
    const late: Fate = {
      arrives: true,
      answer: () =>
        new Promise((resolve) => {
          answer = () => resolve({ kind: 'sent', ref });
        }),
    };

    test('stands once, as the copy noted it that took over', async () => {
      const messenger = createRecordingMessenger();
      const slow = await buildHouse(database(), { messenger, deadlineMs: 3_600_000 });
      messenger.meet(late);
      await slow.order(card('F-1', '#sales', { living: 'feedback:1' }));
      const ended = slow.delivery.drain();
      await messenger.asked(1);
      const other = await buildHouse(database(), { messenger, claimExpiryMs: 0 });
      // Just then its history does not show it.
      messenger.see({ kind: 'looked', refs: [] });
      await other.delivery.drain();
      answer();
      await ended;
      expect(how(messenger)).toEqual(['post m1', 'post m2']);
      expect(messenger.removed).toEqual([{ channel: 'sales', message: 'm1' }]);
    });

    test('stands once where the other copy has found it', async () => {
      const messenger = createRecordingMessenger();
      const slow = await buildHouse(database(), { messenger, deadlineMs: 3_600_000 });
      messenger.meet(late);
      await slow.order(card('F-1', '#sales', { living: 'feedback:1' }));
      const ended = slow.delivery.drain();
      await messenger.asked(1);
      const other = await buildHouse(database(), { messenger, claimExpiryMs: 0 });
      await other.delivery.drain();
      answer();
      await ended;
      expect(how(messenger)).toEqual(['post m1', 'update m1']);
      expect(messenger.removed).toEqual([]);
    });
  });
});
