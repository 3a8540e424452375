/** A server is lost, and the one in its place knows nothing of what was sent last: it stands once all the same. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { createLostCommits } from '../../src/delivery/lost-commits.js';
import type { Database } from '../../src/storage/database.js';
import { describeOnEachDatabase } from '../support/database.js';
import { createRecordingMessenger, retry } from '../support/recording-messenger.js';
import { buildHouse, card, letWaitsPass, type SmallHouse, states, stopHouses } from './small-house.js';

const hourMs = 3_600_000;

describeOnEachDatabase('After a server was lost', (database) => {
  afterEach(stopHouses);

  /** A house whose server is lost and comes back when told so; it runs, and finds nothing to send. */
  async function watching() {
    let server: { readonly lost: () => void; readonly back: () => void } | undefined;
    const watched: Database = {
      ...database(),
      async listen(_channel, heard, lost = () => undefined) {
        server = { lost, back: () => heard(null) };
        return async () => undefined;
      },
    };
    const messenger = createRecordingMessenger();
    let lookCount = 0;
    const looking: typeof messenger = {
      ...messenger,
      find(sought) {
        lookCount += 1;
        return messenger.find(sought);
      },
    };
    const house = await buildHouse(watched, { messenger: looking });
    await house.delivery.start();
    return { house, messenger, lose: () => server?.lost(), back: () => server?.back(), looks: () => lookCount };
  }
  /** Claims and notes did not reach the standby, and the orders did. */
  async function forget(): Promise<void> {
    await database().executeSql(`UPDATE deliveries SET state = 'queued', attempt_count = attempt_count - 1,
      channel = NULL, message = NULL, settled_at = NULL, owes_telling = false WHERE state = 'sent'`);
    await database().executeSql('DELETE FROM living_messages');
  }
  const anHourPasses = ({ clock }: SmallHouse) => clock.moveTo(new Date(clock.now().getTime() + hourMs));
  const how = ({ sent }: SmallHouse['messenger']) =>
    sent.map((each) => `${each.how} ${each.card.title} ${each.ref.message}`);

  test('a copy notes again what it sent, and looks for nothing, however fast its clock runs', async () => {
    const { house, messenger, lose, back, looks } = await watching();
    await house.order(card('F-1', '#sales', { living: 'F-1' }), card('F-2', '@maya'));
    await messenger.asked(2);
    await house.delivery.drain();
    await forget();
    anHourPasses(house);
    lose();
    anHourPasses(house);
    back();
    await house.delivery.drain();
    await house.order(card('F-1 again', '#sales', { living: 'F-1' }));
    await house.delivery.drain();
    expect(how(messenger).toSorted()).toEqual(['post F-1 m1', 'post F-2 m2', 'update F-1 again m1']);
    expect(looks()).toBe(0);
    expect(await states(database())).toEqual(['F-1 sent', 'F-2 sent', 'F-1 again sent']);
    // Once when it was sent, and once more, as the telling may be lost too.
    expect(house.told.filter(([title]) => title === 'F-1')).toHaveLength(2);
  });

  test('nothing is claimed before that, also where the lost connection is not made anew yet', async () => {
    const { house, messenger, lose } = await watching();
    await house.order(card('F-1', '#sales'));
    await messenger.asked(1);
    await house.delivery.drain();
    await forget();
    lose();
    await house.order(card('F-2', '#sales'));
    await messenger.asked(2);
    expect(how(messenger)).toEqual(['post F-1 m1', 'post F-2 m2']);
  });

  test('a claim that the standby has, and whose note it has not, is noted at once', async () => {
    const { house, messenger, lose, back } = await watching();
    await house.order(card('F-1', '#sales', { living: 'F-1' }));
    await messenger.asked(1);
    await house.delivery.drain();
    await forget();
    await database().executeSql("UPDATE deliveries SET state = 'sending', attempt_count = 1, claimed_at = now()");
    lose();
    back();
    await house.order(card('F-2', '#sales'));
    await house.delivery.drain();
    expect(how(messenger)).toEqual(['post F-1 m1', 'post F-2 m2']);
  });

  test('what a copy sent that died is looked for, however long it had waited before', async () => {
    const { house, messenger, lose, back } = await watching();
    const dying = await buildHouse(database(), { messenger });
    await dying.order(card('F-1', '#sales', { living: 'F-1' }), card('F-2', '#sales'));
    await dying.delivery.drain();
    await forget();
    anHourPasses(house);
    lose();
    back();
    await house.delivery.drain();
    expect(how(messenger)).toEqual(['post F-1 m1', 'post F-2 m2', 'update F-1 m1', 'update F-2 m2']);
    expect(await states(database())).toEqual(['F-1 sent', 'F-2 sent']);
  });

  test('what another copy has posted meanwhile stands once', async () => {
    const { house, messenger, lose, back } = await watching();
    await house.order(card('F-1', '#sales', { living: 'F-1' }));
    await messenger.asked(1);
    await house.delivery.drain();
    await forget();
    const other = await buildHouse(database(), { messenger });
    await other.delivery.drain();
    expect(how(messenger)).toEqual(['post F-1 m1', 'post F-1 m2']);
    lose();
    back();
    await house.delivery.drain();
    expect(messenger.removed).toEqual([{ channel: 'sales', message: 'm1' }]);
  });

  test('one look for the first in a lane tells that those after it were not sent; what was tried before is looked for', async () => {
    const { house, messenger, lose, back, looks } = await watching();
    const idle = await buildHouse(database(), { messenger });
    messenger.meet(retry(60));
    await idle.order(card('F-0', '@maya'));
    await idle.delivery.drain();
    await idle.order(card('F-1', '#sales'), card('F-2', '#sales'), card('F-3', '#sales'));
    lose();
    back();
    await house.delivery.drain();
    expect(looks()).toBe(1);
    await letWaitsPass(database());
    await house.delivery.drain();
    expect(looks()).toBe(2);
    await house.order(card('F-4', '#sales'), card('F-5', '@maya'), card('F-6', '@noor'));
    await house.delivery.drain();
    expect(looks()).toBe(2);
    expect(messenger.titles().toSorted()).toEqual(['F-0', 'F-1', 'F-2', 'F-3', 'F-4', 'F-5', 'F-6']);
  });

  test('where nobody can look, what waited is posted, and nothing says that it may stand twice', async () => {
    const { house, messenger, lose, back } = await watching();
    const idle = await buildHouse(database(), { messenger });
    await idle.order(card('F-1', '#sales', { living: 'F-1' }));
    messenger.see({ kind: 'blind', reason: 'no_history' }, { kind: 'blind', reason: 'no_history' });
    lose();
    back();
    await house.delivery.drain();
    expect(how(messenger)).toEqual(['post F-1 m1']);
    expect(house.lines.map(({ msg }) => msg)).not.toContain('message may stand twice');
  });
});

describe('What may be lost with a server', () => {
  function build() {
    let nowMs = 0;
    const noted: string[] = [];
    const commits = createLostCommits(
      async () => '20',
      () => nowMs,
    );
    const keep = (name: string) => commits.keep(async () => void noted.push(name));
    const pass = (ms: number) => {
      nowMs += ms;
    };
    return { commits, keep, noted, pass };
  }
  const waiting = (id: number, more: { lane?: string; attemptCount?: number } = {}) => ({
    ...{ id: String(id), lane: 'place:sales', attemptCount: 1 },
    ...more,
  });

  test('is what was noted in the ten seconds before, however long it was away', async () => {
    const { commits, keep, noted, pass } = build();
    keep('long ago');
    pass(9_000);
    keep('just now');
    pass(2_000);
    commits.lost();
    pass(hourMs);
    commits.lost();
    await commits.makeGood();
    await commits.makeGood();
    expect(noted).toEqual(['just now']);
  });

  test('is lost again where it is lost once more before it was made good', async () => {
    const { commits, keep, noted } = build();
    keep('F-1');
    commits.keep(async () => {
      if (noted.length === 1) commits.lost();
    });
    commits.lost();
    await commits.makeGood();
    expect(commits.isLost()).toBe(true);
    await commits.makeGood();
    expect(commits.isLost()).toBe(false);
    expect(noted).toEqual(['F-1', 'F-1']);
  });

  test('waits for a database that is away', async () => {
    const { commits, keep, noted } = build();
    let isAway = true;
    commits.keep(async () => {
      if (isAway) throw new Error('away');
    });
    keep('F-1');
    commits.lost();
    await expect(commits.makeGood()).rejects.toThrow('away');
    expect(commits.isDoubted(waiting(99))).toBe(true);
    isAway = false;
    await commits.makeGood();
    expect(noted).toEqual(['F-1']);
    expect(commits.isDoubted(waiting(99))).toBe(false);
  });

  test('may be all that waited then, until one of its lane turns out never to have been sent', async () => {
    const { commits } = build();
    expect(commits.isDoubted(waiting(1))).toBe(false);
    commits.lost();
    await commits.makeGood();
    expect([3, 20, 21].map((id) => commits.isDoubted(waiting(id)))).toEqual([true, true, false]);
    commits.neverArrived(waiting(7));
    expect([3, 7, 8].map((id) => commits.isDoubted(waiting(id)))).toEqual([true, true, false]);
    expect(commits.isDoubted(waiting(8, { lane: 'member:maya' }))).toBe(true);
    expect(commits.isDoubted(waiting(8, { attemptCount: 2 }))).toBe(true);
    commits.neverArrived(waiting(9, { lane: 'member:maya', attemptCount: 2 }));
    expect(commits.isDoubted(waiting(10, { lane: 'member:maya' }))).toBe(true);
    commits.lost();
    await commits.makeGood();
    expect(commits.isDoubted(waiting(8))).toBe(true);
  });
});
