/** Meetings of Teams: their chats are places, and their beginning and end move the agenda that is planned there. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { planMeeting } from '../../support/plan-meeting.js';
import { nextId } from '../../support/stand-in-teams/world.js';
import { createTeamsStage, type TeamsStage } from '../../support/teams-stage.js';

describeOnDatabase('A meeting of Teams', (database) => {
  let stage: TeamsStage;
  beforeEach(async () => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights, start: '2026-11-18T09:50:00Z' });
  });
  afterEach(() => stage.stop());

  const call = async (
    what: 'Start' | 'End',
    conversation: string,
    more: { threadId?: string; callId?: string } = {},
  ) => {
    const { threadId, callId = 'MCMxOTptZWV0aW5n' } = more;
    const told = { conversation, callId, ...(threadId !== undefined && { threadId }) };
    expect((await stage.driver.call(stage.user('maya'), what, told)).status).toBe(200);
    await stage.settle();
  };
  const shown = (place: string) => stage.place(place).map(({ title }) => title);

  test('in a channel opens the channel’s agenda before its time, and closes it', async () => {
    await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z' });
    const threadId = nextId(stage.teams.world);
    await call('Start', stage.chat('#support'), { threadId });
    await call('Start', stage.chat('#news'), { threadId });
    expect(shown('#support')).toEqual(['Marketing weekly']);
    expect(shown('#news')).toEqual([]);
    await stage.clock.advanceTo('2026-11-18T10:20:00Z');
    expect(shown('#support')).toEqual(['Marketing weekly']);
    await call('End', stage.chat('#support'), { threadId });
    expect(shown('#support')).toEqual(['Marketing weekly · closed']);
    expect(await database().models.place.count()).toBe(2);
  });

  test('in its own chat opens the agenda that was planned there', async () => {
    const { world } = stage.teams;
    const id = '19:meeting_MTYz@thread.v2';
    world.chats.set(id, { id, kind: 'groupChat', name: 'Roadmap', members: [...world.users.keys()] });
    const write = (text: string) => stage.driver.write(stage.user('grace'), text, { conversation: id });
    await write('meeting every wednesday 10:00 zone:Europe/London name:Roadmap');
    await stage.settle();
    world.messages.splice(0);
    await call('Start', id);
    const posted = world.messages.filter(({ conversation, onlyFor }) => conversation === id && onlyFor === null);
    expect(JSON.stringify(posted.map(({ activity }) => activity.summary))).toContain('Roadmap');
    expect(posted).toHaveLength(1);
    const { kind } = await database().models.teamsConversation.findFirstOrThrow({ where: { conversationId: id } });
    expect(kind).toBe('groupChat');
  });
});
