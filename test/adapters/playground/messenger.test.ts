import { beforeEach, describe, expect, test } from '@jest/globals';
import type { PlaygroundEvent } from '../../../src/adapters/playground/send/events.js';
import { createMessenger } from '../../../src/adapters/playground/send/messenger.js';
import { createStore, type PlaygroundStore } from '../../../src/adapters/playground/send/store.js';
import type { Card } from '../../../src/chat/card.js';
import type { Messenger } from '../../../src/chat/messenger.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { describeOnDatabase } from '../../support/database.js';
import { everydayCards } from '../../support/gallery.js';

const member = { kind: 'member', memberId: '0193a000-0000-7000-8000-000000000001' } as const;
const place = { kind: 'place', placeId: '0193b000-0000-7000-8000-000000000001' } as const;
const card: Card = { title: 'F-12', summary: 'F-12', blocks: [] };
const log = createLogger('silent');

describeOnDatabase('The playground’s messenger', (database) => {
  let store: PlaygroundStore;
  let messenger: Messenger;
  let published: PlaygroundEvent[];
  beforeEach(() => {
    published = [];
    store = createStore(database());
    const events = { publish: (event: PlaygroundEvent) => void published.push(event), connect() {}, stop() {} };
    messenger = createMessenger({ store, clock: stoppedClock('2026-11-20T10:00:00Z'), events, log });
  });

  test.each(everydayCards)('keeps the card “$name” as it is, with its instants', async ({ card: everyday }) => {
    const outcome = await messenger.post(member, everyday);
    if (outcome.kind !== 'sent') throw new Error(outcome.reason);
    expect(outcome.ref.channel).toBe(`inbox:${member.memberId}`);
    expect((await store.byId(outcome.ref.message))?.card).toEqual(everyday);
  });

  test('tells open pages what is new and what was brought up to date', async () => {
    const outcome = await messenger.post(place, card);
    if (outcome.kind !== 'sent') throw new Error(outcome.reason);
    await messenger.update(outcome.ref, card);
    const { channel, message: id } = outcome.ref;
    expect(published).toEqual([
      { kind: 'posted', channel, id, isNew: true },
      { kind: 'posted', channel, id, isNew: false },
    ]);
  });

  test('says that a message is gone, so that it is posted anew', async () => {
    const outcome = await messenger.update({ channel: 'place:x', message: '4711' }, card);
    expect(outcome).toMatchObject({ kind: 'gone' });
    expect(published).toEqual([]);
  });

  test('refuses for good what no platform would take', async () => {
    const button = { kind: 'button', action: 'a.b', label: 'Press', value: 'x'.repeat(2_001) } as const;
    const outcome = await messenger.post(place, { ...card, blocks: [{ kind: 'actions', actions: [button] }] });
    expect(outcome).toMatchObject({ kind: 'permanent', reason: expect.stringContaining('a.b') });
    expect(await store.list(`place:${place.placeId}`, {})).toEqual([]);
  });
});

describe('The playground’s messenger without its database', () => {
  test('asks to be tried again', async () => {
    const away = () => Promise.reject(new Error('connection refused'));
    const store = { add: away, edit: away } as unknown as PlaygroundStore;
    const events = { publish() {}, connect() {}, stop() {} };
    const messenger = createMessenger({ store, clock: stoppedClock('2026-11-20T10:00:00Z'), events, log });
    expect(await messenger.post(place, card)).toMatchObject({ kind: 'retry' });
    expect(await messenger.update({ channel: 'place:x', message: '1' }, card)).toMatchObject({ kind: 'retry' });
  });
});
