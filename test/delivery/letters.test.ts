/** Messages that did not arrive: the champion and the operator see them, send them again or drop them. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Destination } from '../../src/chat/messenger.js';
import { describeOnEachDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { insertOrganisation } from '../support/organisation.js';
import { refuse, retry } from '../support/recording-messenger.js';
import { buttonLabels, cardOf, createStage, type Stage, text, titles } from '../support/stage.js';

const elsewhere = '0197f000-0000-7000-8000-00000000000e';

describeOnEachDatabase('A message that did not arrive', (database) => {
  let stage: Stage;
  let support: Destination;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    support = { kind: 'place', placeId: stage.id('#support') };
  });
  afterEach(() => stage.stop());

  const organisationId = async () => (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
  async function giveUp(...words: readonly string[]): Promise<void> {
    stage.messenger.meetAlways(support, refuse('restricted_action'));
    for (const each of words) await stage.say('dana', `feedback "${each}" owner:@maya`, '#support');
    stage.messenger.meetAlways(support, null);
  }
  const told = () => stage.inbox('grace').find(({ title }) => title.startsWith('A message to #support'));
  const inSupport = () => titles(stage.place('#support')).filter((title) => title.startsWith('F-'));
  async function press(who: string, label: string, on = told(), beside?: string) {
    if (!on) throw new Error('Nobody was told.');
    return cardOf(await stage.press(who, label, on, beside));
  }

  test('is shown to the champion, who sends it again or drops it', async () => {
    await giveUp('The first', 'The second', 'The third');
    const list = await press('grace', 'Show what was given up');
    expect(list.title).toBe('3 messages for #support were given up');
    expect(text(list)).toContain('Refused: restricted_action');
    expect(buttonLabels(list)).toEqual([
      'Send it again',
      'Send it again',
      'Send it again',
      'Send all again',
      'Drop all',
    ]);

    await stage.say('maya', 'feedback F-1');
    expect((await press('grace', 'Send it again', list, 'F-2')).title).toBe('1 message is being sent again');
    await stage.house.delivery.drain();
    expect(inSupport()).toEqual(['F-2 · new']);
    expect((await press('grace', 'Drop all', list)).title).toBe('2 messages dropped');
    await stage.house.delivery.drain();
    expect((await press('grace', 'Show what was given up')).title).toBe('Nothing for #support is given up');
    expect(inSupport()).toEqual(['F-2 · new']);
  });

  test('is nothing that others may send or drop', async () => {
    await giveUp('The first');
    expect(text(await press('maya', 'Show what was given up'))).toContain('Only champions and admins can do that');
    expect((await stage.house.outboxBook.list({ organisationId: await organisationId(), limit: 9 })).totalCount).toBe(
      1,
    );
  });

  test('is found by what is known of it, in its own organisation alone', async () => {
    const { outboxBook: book, delivery } = stage.house;
    await giveUp('The first', 'The second');
    stage.messenger.meetAlways({ kind: 'member', memberId: stage.id('maya') }, retry());
    await stage.say('dana', 'feedback "The third" owner:@maya', '#support');
    const which = { organisationId: await organisationId() };
    const find = async (more: object) =>
      (await book.list({ ...which, limit: 9, ...more })).letters.map(
        ({ state, kind, where }) => `${state} ${kind} ${where}`,
      );
    const places = Array.from({ length: 2 }, () => 'given-up feedback.placeCard #support');
    expect(await find({})).toEqual([...places, 'waiting feedback.ownerCard Maya']);
    expect(await find({ state: 'given-up' })).toEqual(places);
    expect(await find({ kind: 'feedback.ownerCard' })).toEqual(['waiting feedback.ownerCard Maya']);
    expect(await find({ reason: 'restricted_action' })).toEqual(places);
    expect(await book.list({ ...which, limit: 1 })).toMatchObject({ totalCount: 3, letters: [{ attemptCount: 1 }] });

    await insertOrganisation(database(), elsewhere);
    const { letters } = await book.list({ ...which, limit: 9 });
    const foreign = { organisationId: elsewhere, ids: letters.map(({ id }) => id) };
    expect([
      await book.retry(foreign),
      await book.drop(foreign),
      await book.retry({ organisationId: elsewhere }),
    ]).toEqual([0, 0, 0]);
    expect(await book.drop({ ...which, ids: [letters[0]?.id ?? ''] })).toBe(1);
    expect(await book.retry(which)).toBe(2);
    stage.messenger.meetAlways({ kind: 'member', memberId: stage.id('maya') }, null);
    await delivery.drain();
    expect(inSupport()).toEqual(['F-3 · new', 'F-2 · new']);
    expect(await find({})).toEqual([]);
  });
});
