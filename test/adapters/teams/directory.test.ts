/** Whom the bot knows in Teams: the roster page by page, by Entra's ids; zone and language from what people last did. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { limits } from '../../../src/adapters/teams/limits.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { addUser } from '../../support/stand-in-teams/world.js';
import { createTeamsStage, type TeamsStage } from '../../support/teams-stage.js';

describeOnDatabase('The directory of Teams', (database) => {
  let stage: TeamsStage;
  beforeEach(async () => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights });
  });
  afterEach(() => stage.stop());

  const tenantId = () => stage.teams.world.tenantId;

  test('is read to its last page; guests, people of other tenants and bots are left out', async () => {
    const { world } = stage.teams;
    for (let at = 0; at < limits.membersPage; at += 1) addUser(world, `p${at}`, { name: `Person ${at}` });
    const guest = addUser(world, 'gus', { name: 'Gus', userRole: 'guest' });
    const foreigner = addUser(world, 'fay', { name: 'Fay', tenantId: '99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee' });
    const last = addUser(world, 'last', { name: 'The last one' });
    const id = '19:all@thread.tacv2';
    world.chats.set(id, { id, kind: 'channel', name: 'all', members: [...world.users.keys()] });
    await stage.driver.install(stage.user('grace'), id);
    await stage.settle();
    const { people } = stage.house;
    expect(await people.actor('teams', tenantId(), last.aadObjectId)).toMatchObject({ name: 'The last one' });
    for (const { aadObjectId } of [guest, foreigner])
      expect(await people.actor('teams', tenantId(), aadObjectId)).toBeNull();
    const members = await (await stage.adapter.directoryIn(tenantId()))?.placeMembers(id);
    expect(members).toHaveLength(limits.membersPage + harbourLights.members.length + 1);
  });

  test('knows at once that a guest has come, in each channel of the team, and that they have gone', async () => {
    const { world } = stage.teams;
    const { people } = stage.house;
    const [support, news] = [stage.id('#support'), stage.id('#news')];
    const readers = () => Promise.all([people.isShared(support), people.isShared(news)]);
    expect(await readers()).toEqual([false, false]);
    const guest = addUser(world, 'gus', { name: 'Gus', userRole: 'guest' });
    const chats = ['#support', '#news'].flatMap((name) => world.chats.get(stage.chat(name)) ?? []);
    const has = (more: readonly string[]) => {
      for (const chat of chats) world.chats.set(chat.id, { ...chat, members: [...chat.members, ...more] });
    };
    const tell = async (what: object) => {
      await stage.driver.send(
        stage.user('grace'),
        { type: 'conversationUpdate', ...what },
        { conversation: stage.chat('#support') },
      );
      await stage.settle();
    };
    has([guest.id]);
    await tell({ membersAdded: [{ id: guest.id }] });
    expect(await readers()).toEqual([true, true]);
    await stage.say('dana', 'feedback "The lamp flickers"', '#support');
    expect(stage.place('#support')).toEqual([]);
    has([]);
    await tell({ membersRemoved: [{ id: guest.id }] });
    expect(await readers()).toEqual([false, false]);
  });

  test('a channel has its new name at once, and gets nothing once it was deleted', async () => {
    const support = stage.chat('#support');
    const changed = async (eventType: string, name: string) => {
      const channelData = { eventType, channel: { id: support, name }, team: { id: '19:team@thread.tacv2' } };
      // Teams tells it in the team's first channel.
      const where = { conversation: stage.chat('#news') };
      await stage.driver.send(stage.user('grace'), { type: 'conversationUpdate', channelData }, where);
      await stage.settle();
    };
    const nameOf = async () =>
      (await database().models.place.findFirstOrThrow({ where: { externalId: support } })).name;
    await changed('channelRenamed', 'help-desk');
    expect(await nameOf()).toBe('help-desk');
    await changed('channelDeleted', 'help-desk');
    const where = { tenantId: tenantId() };
    const known = await database().models.teamsConversation.findMany({ where, select: { conversationId: true } });
    expect(known).toEqual([{ conversationId: stage.chat('#news') }]);
  });

  test('takes zone and language from the latest activity', async () => {
    const maya = stage.user('maya');
    const known = async () => {
      const { timeZone, locale } = await database().models.member.findFirstOrThrow({
        where: { externalId: maya.aadObjectId },
      });
      return [timeZone, locale];
    };
    for (const [localTimezone, locale] of [
      ['Asia/Kathmandu', 'ne-NP'],
      ['America/New_York', 'en-US'],
      ['Asia/Kathmandu', 'ne-NP'],
    ]) {
      await stage.driver.send(maya, { type: 'message', text: 'owe', localTimezone, locale });
      await stage.settle();
      expect(await known()).toEqual([localTimezone, locale]);
    }
  });

  test('knows a person by Entra’s id, whatever Teams calls them here, and writes to the newest', async () => {
    const maya = stage.user('maya');
    const memberId = stage.id('maya');
    const again = { ...maya, id: '29:maya-anew' };
    stage.teams.world.users.delete(maya.id);
    stage.teams.world.users.set(again.id, again);
    await stage.driver.write(again, 'owe');
    await stage.settle();
    const where = { personId: maya.aadObjectId };
    expect(await database().models.teamsPerson.findMany({ where, select: { userId: true } })).toEqual([
      { userId: '29:maya-anew' },
    ]);
    expect((await stage.house.people.actor('teams', tenantId(), maya.aadObjectId))?.id).toBe(memberId);
  });
});
