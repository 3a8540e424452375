/** Whom the bot reaches by itself: private chats, people who closed theirs, and who is asked in the place instead. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, formOf, only, text } from '../../support/stage.js';
import type { Fault } from '../../support/stand-in-teams/server.js';
import { personalChat } from '../../support/stand-in-teams/world.js';
import { createTeamsStage, type TeamsStage } from '../../support/teams-stage.js';

describeOnDatabase('Whom the bot reaches in Teams', (database) => {
  let stage: TeamsStage;
  beforeEach(async () => {
    // Monday, 9:00 in London.
    stage = await createTeamsStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
  });
  afterEach(() => stage.stop());

  const capture = (words = 'The lamp flickers') => stage.say('dana', `feedback "${words}" owner:@maya`, '#support');
  const titles = (who: string) => stage.inbox(who).map(({ title }) => title);
  const about = (name: RegExp) => titles('grace').filter((title) => name.test(title));
  const refuse = (code: string) => {
    const chat = personalChat(stage.teams.world, stage.user('maya').id).id;
    stage.teams.fault = ({ conversation }) => (conversation === chat ? { status: 403, code } : null);
  };
  const closedReason = async () =>
    (await database().models.teamsPerson.findFirstOrThrow({ where: { userId: stage.user('maya').id } })).closedReason;

  test.each(['MessageWritesBlocked', 'BotNotInConversationRoster', 'BotDisabledByAdmin'])(
    'whoever can’t be written to (%s) is asked in the place, and the champion hears it once',
    async (code) => {
      await stage.driver.write(stage.user('maya'), 'hello');
      await stage.settle();
      refuse(code);
      await capture();
      await capture('It hums');
      expect(await closedReason()).toBe(code);
      expect(about(/Maya/)).toHaveLength(1);
      const before = stage.teams.calls.length;
      await stage.clock.advanceTo('2026-11-17T17:00:00Z');
      const asked = stage.place('#support').filter((card) => text(card).includes('I can’t write to you privately'));
      expect(asked.length).toBeGreaterThan(0);
      expect(text(asked[0])).toMatch(/Maya[\s\S]*The lamp flickers|It hums/);
      const message = stage.teams.world.messages.find(({ activity }) => JSON.stringify(activity).includes('privately'));
      expect(JSON.stringify(message)).toContain(stage.user('maya').aadObjectId);
      // Nothing was sent and refused, and nobody hears of it again.
      expect(stage.teams.calls.slice(before).filter(({ path }) => path.includes('personal-maya'))).toEqual([]);
      expect(about(/Maya/)).toHaveLength(1);
    },
  );

  test('whoever runs an experiment and can’t be written to is asked in the idea’s place how it went', async () => {
    await stage.driver.write(stage.user('maya'), 'hello');
    await stage.settle();
    const form = formOf(await stage.say('maya', 'idea Night lamp', '#support'));
    await stage.fill('maya', form, { touches: 'Shops', delights: 'They find their keys' });
    const idea = stage.place('#support').find(({ title }) => title.startsWith('I-1')) ?? only([]);
    const tried = await stage.fill('maya', formOf(await stage.press('maya', 'Try it', idea)), {
      runner: stage.id('maya'),
      change: 'Ten shops get one.',
      endsOn: '2026-11-18',
      metric: 'Keys found',
      valueBefore: '1',
      better: 'higher',
    });
    expect(tried.kind).not.toBe('fieldErrors');
    refuse('MessageWritesBlocked');
    await capture();
    await stage.clock.advanceTo('2026-11-20T17:00:00Z');
    const asked = stage.place('#support').filter((card) => text(card).includes('I can’t write to you privately'));
    expect(asked.map(text).join()).toContain('I-1');
  });

  test('whoever is asked before a meeting and can’t be written to is asked in its place, and only they answer', async () => {
    await stage.driver.write(stage.user('maya'), 'hello');
    await stage.say('dana', 'meeting every wednesday 10:00', '#support');
    await stage.settle();
    refuse('MessageWritesBlocked');
    await stage.clock.advanceTo('2026-11-17T17:00:00Z');
    const asked = only(stage.place('#support').filter((card) => text(card).includes('I can’t write to you privately')));
    expect(text(asked)).toMatch(/Which customer did you last talk with[\s\S]*@Maya, this is yours/);
    expect(text(cardOf(await stage.press('ben', 'Answer', asked)))).toContain('This question is for Maya');
    const form = formOf(await stage.press('maya', 'Answer', asked));
    await stage.fill('maya', form, { text: 'They lose their keys in the dark' });
    await stage.clock.advanceTo('2026-11-18T10:00:00Z');
    const agenda = stage
      .place('#support')
      .map(text)
      .find((words) => words.includes('They lose their keys'));
    expect(agenda).toBeDefined();
    expect(text(only(stage.place('#support').filter(({ title }) => title === asked.title)))).not.toContain(
      'Press the button',
    );
  });

  test('they are reminded privately again when they write, or add the bot again; closed anew, it is told anew', async () => {
    await stage.driver.write(stage.user('maya'), 'hello');
    await stage.settle();
    refuse('MessageWritesBlocked');
    await capture();
    for (const back of [
      () => stage.driver.write(stage.user('maya'), 'hello'),
      () => stage.driver.install(stage.user('maya'), personalChat(stage.teams.world, stage.user('maya').id).id),
    ]) {
      expect(await closedReason()).not.toBeNull();
      const told = about(/Maya/).length;
      stage.teams.fault = () => null;
      await back();
      await stage.settle();
      expect(await closedReason()).toBeNull();
      await capture('Once more');
      expect(titles('maya').at(-1)).toMatch(/^F-/);
      refuse('MessageWritesBlocked');
      await capture('And again');
      expect(about(/Maya/)).toHaveLength(told + 1);
    }
  });

  test('whoever removes the bot is written to no more', async () => {
    const { driver } = stage;
    const chat = personalChat(stage.teams.world, stage.user('maya').id).id;
    await driver.install(stage.user('maya'), chat);
    await driver.send(stage.user('maya'), { type: 'installationUpdate', action: 'remove' }, { conversation: chat });
    expect(await closedReason()).toBe('uninstalled');
    await capture();
    expect(titles('maya')).toEqual([]);
  });

  test('a private chat that Teams knows no more is opened anew', async () => {
    const { world } = stage.teams;
    await stage.driver.write(stage.user('maya'), 'hello');
    await stage.settle();
    const { id } = personalChat(world, stage.user('maya').id);
    world.chats.delete(id);
    await capture();
    expect(titles('maya').at(-1)).toMatch(/^F-1/);
    expect(world.chats.has(id)).toBe(true);
  });

  test('a team that removed the bot gets nothing in any of its channels, until it is added again', async () => {
    const { driver } = stage;
    const dana = stage.user('dana');
    const conversation = stage.chat('#support');
    await driver.send(dana, { type: 'installationUpdate', action: 'remove' }, { conversation });
    const post = async (place: string) =>
      (await messenger()).post(
        { kind: 'place', placeId: stage.id(place) },
        { title: 'F-1', summary: 'F-1', blocks: [] },
      );
    for (const place of ['#support', '#news'])
      expect(await post(place)).toEqual({ kind: 'permanent', reason: 'place_not_found' });
    await driver.install(dana, conversation);
    expect(await post('#support')).toMatchObject({ kind: 'sent' });
  });

  test('whoever adds the bot later becomes no admin of it', async () => {
    const { world } = stage.teams;
    const id = '19:chat@thread.v2';
    world.chats.set(id, { id, kind: 'groupChat', name: 'Lunch', members: [...world.users.keys()] });
    await stage.driver.install(stage.user('ben'), id);
    await stage.settle();
    expect((await stage.house.people.actorOf(stage.id('ben')))?.role).toBe('member');
  });

  const card = { title: 'F-1', summary: 'F-1', blocks: [] };
  const messenger = async (from: TeamsStage['adapter'] = stage.adapter) => {
    const found = await from.messengerIn(stage.teams.world.tenantId);
    if (!found) throw new Error('Teams is connected.');
    return found;
  };
  const support = () => ({ kind: 'place', placeId: stage.id('#support') }) as const;

  test.each<[string, Fault, Readonly<Record<string, unknown>>]>([
    ['429 with a time', { status: 429, retryAfterSeconds: 7 }, { reason: 'ratelimited', waitSeconds: 7 }],
    ['429 without one', { status: 429 }, { reason: 'ratelimited', waitSeconds: undefined }],
    ['412', { status: 412, code: 'PreconditionFailed' }, { reason: 'PreconditionFailed' }],
    ['500', { status: 500 }, { reason: 'ServiceError', mayHaveArrived: true }],
    ['503', { status: 503 }, { reason: 'ServiceError', mayHaveArrived: true }],
    ['silence', { status: 0, isSilent: true }, { reason: 'connection_lost', mayHaveArrived: true }],
    ['half an answer', { status: 201, page: '{"id":' }, { reason: 'answer_unreadable', mayHaveArrived: true }],
    ['a proxy’s page', { status: 200, page: '<html>' }, { reason: 'answer_unreadable', mayHaveArrived: true }],
    ['an empty answer', { status: 200, page: '' }, { reason: 'answer_without_id', mayHaveArrived: true }],
    ['a place that the bot left', { status: 403, code: 'BotNotInConversationRoster' }, { reason: 'not_a_member' }],
  ])('%s is one call, and a wait for delivery', async (_, fault, expected) => {
    // Only silence is waited for.
    const copy = await stage.copy(fault.isSilent ? { callMs: 40 } : {});
    await copy.connect();
    stage.teams.fault = () => fault;
    const before = stage.teams.calls.length;
    expect(await (await messenger(copy)).post(support(), card)).toMatchObject({ kind: 'retry', ...expected });
    expect(stage.teams.calls).toHaveLength(before + 1);
    await copy.stop();
  });

  test('what belongs to a message of a channel stands in its thread', async () => {
    const to = support();
    const first = await (await messenger()).post(to, card);
    if (first.kind !== 'sent') throw new Error('It was sent.');
    const second = await (await messenger()).post(to, card, { threadOf: first.ref });
    expect(second).toMatchObject({ kind: 'sent', ref: { channel: first.ref.channel } });
    expect(stage.teams.world.messages.at(-1)?.threadId).toBe(first.ref.message);
  });
});
