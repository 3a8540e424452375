/** Places where people of other companies read: nothing internal is posted there. */
import { afterEach, expect, test } from '@jest/globals';
import type { Directory } from '../../src/chat/directory.js';
import { letWaitsPass } from '../delivery/small-house.js';
import { describeOnDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, formOf, only, type Stage, text, titles } from '../support/stage.js';

const resolution = {
  outcome: 'fixed',
  customerTold: 'A new lamp is on its way.',
  rootCauseCategory: 'product',
  rootCause: 'The socket was loose.',
  prevention: 'Sockets are pulled at before they leave.',
};

describeOnDatabase('A place where people of another company read', (database) => {
  let stage: Stage;
  afterEach(() => stage.stop());
  /** What the platform says of #support; an Error: it does not answer. */
  let told: boolean | Error = true;
  /** Until when the platform takes its time. */
  let waits: Promise<void> = Promise.resolve();
  const begin = async (answer: boolean | Error = true) => {
    told = answer;
    waits = Promise.resolve();
    const directory: Directory = {
      person: async () => null,
      placeMembers: async () => [],
      isShared: async (place) => {
        await waits;
        if (told instanceof Error) throw told;
        return place === 'C-support' && told;
      },
    };
    stage = await createStage({ database: database(), workspace: harbourLights, directory });
    return stage;
  };

  test('gets no card, reminder, news or agenda: the owner and the place for news do', async () => {
    const { say, press, fill, place, threads, inbox, clock } = await begin();
    await say('dana', 'settings news:#news');
    await say('dana', 'feedback "The lamp flickers"', '#support');
    await clock.advance({ days: 9 });
    expect(titles(inbox('grace'))).toContain('F-1 · overdue');
    expect(titles(place('#news')).join()).toContain('F-1');
    const owned = inbox('grace').find(({ title }) => title.startsWith('F-1 ·')) ?? only([]);
    await fill('grace', formOf(await press('grace', 'Resolve', owned)), resolution);
    expect(titles(place('#news'))).toContain('F-1 · fixed');
    await fill('ani', formOf(await say('ani', 'idea', '#support')), {
      title: 'Night lamp',
      touches: 'Shops',
      delights: 'They find their keys',
    });
    expect(place('#support')).toEqual([]);
    expect(threads('#support')).toEqual([]);
  });

  test('gets no thanks: the place for news does, or whoever earned them', async () => {
    const { say, place, inbox, clock } = await begin();
    const learn = async (who: string) => {
      for (let each = 1; each <= 10; each += 1) await say(who, `learn They count in boxes, part ${each}`, '#support');
      await clock.advance({ days: 4 });
    };
    await learn('maya');
    expect(titles(inbox('maya'))).toContain('Thank you, Maya: 10 learnings about our customers');
    await say('dana', 'settings news:#news');
    await learn('ben');
    expect(titles(place('#news'))).toContain('Thank you, Ben: 10 learnings about our customers');
    expect(place('#support')).toEqual([]);
  });

  test('is refused for news, for posts of the number and for meetings, in words', async () => {
    const { say, place } = await begin();
    for (const [line, where] of [
      ['settings news:#support', null],
      ['settings scores:#support', null],
      ['meeting now', '#support'],
      ['meeting every monday 10:00', '#support'],
      ['meeting every', '#support'],
    ] as const) {
      const refused = text(cardOf(await say('grace', line, where)));
      expect(refused).toContain('People of another company can read #support\nChoose a channel');
    }
    expect(place('#support')).toEqual([]);
  });

  test('is told to the champion once, with what follows', async () => {
    const { say, inbox } = await begin();
    await say('dana', 'feedback "The lamp flickers"', '#support');
    await say('dana', 'feedback "The lamp is dim"', '#support');
    const notices = inbox('grace').filter(({ title }) => title === 'People of another company can read #support');
    expect(text(only(notices))).toContain('/customer settings news:#channel');
  });

  test('that was shared later gets no edits of the cards that stand there', async () => {
    const { say, press, place, inbox, house, id } = await begin(false);
    await say('dana', 'feedback "The lamp flickers"', '#support');
    expect(titles(place('#support'))).toEqual(['F-1 · new']);
    await house.people.setShared(id('#support'), true);
    const owned = inbox('grace').find(({ title }) => title.startsWith('F-1 ·')) ?? only([]);
    await press('grace', 'I’m on it', owned);
    expect(titles(place('#support'))).toEqual(['F-1 · new']);
    await house.people.setShared(id('#support'), false);
    await say('dana', 'feedback "The lamp is dim"', '#support');
    expect(titles(place('#support'))).toContain('F-2 · new');
  });

  test('gets a line of thanks without a word of what is internal, when the settings say so', async () => {
    const { say, place } = await begin();
    await say('dana', 'settings receipts:on');
    await say('dana', 'feedback "The lamp flickers" customer:Acme', '#support');
    const thanks = only(place('#support'));
    expect(thanks.title).toBe('Thank you. This is noted, and somebody will take care of it.');
    expect(text(thanks)).not.toMatch(/F-1|lamp|Grace|Acme/);
    expect(buttonLabels(thanks)).toEqual([]);
  });

  test.each([
    ['fails', new Error('channel_not_found')],
    ['says what was true before', false],
  ])('is one as soon as its platform says so, though an older question about it %s', async (_, late) => {
    const { house, id } = await begin();
    const placeId = id('#support');
    let answer: () => void = () => undefined;
    waits = new Promise((resolve) => {
      answer = resolve;
    });
    told = late;
    const asked = house.people.isShared(placeId);
    await house.people.setShared(placeId, true);
    answer();
    expect([await asked, await house.people.isShared(placeId)]).toEqual([true, true]);
    expect(await database().models.place.findFirst({ where: { id: placeId } })).toMatchObject({ isShared: true });
  });

  test.each([
    ['outsiders do', true, []],
    ['nobody from outside does', false, ['F-1 · new']],
    ['nothing, for minutes', new Error('ratelimited'), ['F-1 · new']],
  ] as const)('gets no first card before its platform says who reads there: %s', async (_, answer, shown) => {
    const { say, place, inbox, clock } = await begin(new Error('ratelimited'));
    await say('dana', 'feedback "The lamp flickers"', '#support');
    expect(place('#support')).toEqual([]);
    // Nobody else waits for it.
    expect(inbox('grace').length).toBeGreaterThan(0);
    told = answer;
    for (let attempts = 1; attempts <= 6; attempts += 1) {
      await letWaitsPass(database());
      await clock.advance({ seconds: 11 });
    }
    expect(titles(place('#support'))).toEqual(shown);
  });

  test('stays one while its platform does not answer', async () => {
    const { say, place, clock } = await begin();
    await say('dana', 'feedback "The lamp flickers"', '#support');
    told = new Error('channel_not_found');
    await clock.advance({ hours: 2 });
    await say('dana', 'feedback "The lamp is dim"', '#support');
    expect(place('#support')).toEqual([]);
  });

  test('is one to every copy of the bot as soon as one has heard it', async () => {
    const { say, place, house, id } = await begin(false);
    expect(await house.people.isShared(id('#support'))).toBe(false);
    // Another copy was told by the platform.
    await database().models.place.updateMany({ where: { id: id('#support') }, data: { isShared: true } });
    await say('dana', 'feedback "The lamp flickers"', '#support');
    expect(place('#support')).toEqual([]);
  });

  test('keeps the company of whoever wrote as the customer, when it is known', async () => {
    const { say, interact } = await begin();
    await say('dana', 'feedback "Before" customer:"Acme Ltd"');
    const message = { text: 'The lamp flickers', author: 'Zoe' };
    const capture = (company: string, more: { readonly sourceId: string; readonly atOnce?: true }) =>
      interact('dana', { kind: 'capture', message: { ...message, company, ...more } }, '#support');
    await capture('ACME', { sourceId: 'm1', atOnce: true });
    expect(text(cardOf(await say('dana', 'feedback F-2')))).toContain('Acme Ltd');
    await capture('Nobody Inc', { sourceId: 'm2', atOnce: true });
    expect(text(cardOf(await say('dana', 'feedback F-3')))).not.toContain('Nobody');
    const form = formOf(await capture('Acme Ltd', { sourceId: 'm3' }));
    expect(form.fields.find(({ name }) => name === 'customer')).toMatchObject({ value: 'Acme Ltd' });
  });
});
