/** One talk through Teams: a line, an answer for the asker alone, a form, a button, a card in the place and in a chat. */
import { afterEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, formOf, only, text } from '../../support/stage.js';
import { addUser, type TeamsChat } from '../../support/stand-in-teams/world.js';
import { createTeamsStage, type TeamsStage } from '../../support/teams-stage.js';

describeOnDatabase('A talk in Teams', (database) => {
  let stage: TeamsStage;
  afterEach(() => stage.stop());

  test('feedback typed in a channel is kept, routed and shown', async () => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights });
    const answer = await stage.say('maya', 'feedback "The app is so slow" customer:Acme', '#support');
    expect(text(cardOf(answer))).toContain('F-1');
    const { onlyFor } = stage.teams.world.messages[0] ?? {};
    expect(onlyFor).toBe(stage.user('maya').id);
    expect(text(only(stage.place('#support')))).toContain('The app is so slow');
  });

  test('two people of one name are each who was mentioned, and hard spaces are none of the words', async () => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights });
    const { world } = stage.teams;
    const twin = addUser(world, 'maya2', { name: 'Maya' });
    const chat = world.chats.get(stage.chat('#support')) as TeamsChat;
    world.chats.set(chat.id, { ...chat, members: [...chat.members, twin.id] });
    const mention = ({ id, aadObjectId }: { id: string; aadObjectId?: string }, text: string) => ({
      type: 'mention',
      mentioned: { id, aadObjectId },
      text,
    });
    await stage.driver.send(
      stage.user('grace'),
      {
        type: 'message',
        text: '<at>Empty Chair</at>&nbsp;route add words:refund to:<at>Maya</at>,<at>Maya</at> by:turns',
        entities: [
          mention({ id: world.botId }, '<at>Empty Chair</at>'),
          mention(stage.user('maya'), '<at>Maya</at>'),
          mention(twin, '<at>Maya</at>'),
        ],
      },
      { conversation: chat.id },
    );
    await stage.settle();
    const memberIds = (await database().models.groupMember.findMany()).map(({ memberId }) => memberId);
    const found = await database().models.member.findMany({ where: { id: { in: memberIds } } });
    const ids = found.map(({ externalId }) => externalId);
    expect(ids.sort()).toEqual([stage.user('maya').aadObjectId, twin.aadObjectId].sort());
  });

  test('a captured message gets a reaction of the bot when it is kept, and not before', async () => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights });
    const { world } = stage.teams;
    const said = stage.write('dana', 'The app is so slow', '#support');
    const form = formOf(await stage.capture('maya', said));
    expect(world.reactions).toEqual([]);
    await stage.fill('maya', form, {});
    expect(world.reactions).toEqual([{ conversation: stage.chat('#support'), message: said.id, type: 'like' }]);
  });

  test('who is chosen in advance stands in the people picker by name, and the directory is searched for others', async () => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights });
    const form = formOf(await stage.say('maya', 'feedback owner:@dana', '#support'));
    const { aadObjectId, name } = stage.user('dana');
    const attachments = stage.teams.world.messages.at(-1)?.activity.attachments ?? [];
    const bodies = (attachments as { content: { body: object[] } }[]).flatMap(({ content }) => content.body);
    expect(bodies).toContainEqual(
      expect.objectContaining({
        id: 'owner',
        value: aadObjectId,
        choices: [{ title: name, value: aadObjectId }],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
      }),
    );
    await stage.fill('maya', form, { text: 'The key is stuck' });
    expect(stage.inbox('dana')).toHaveLength(1);
  });

  test('where Teams refuses the reaction, the message is kept all the same', async () => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights });
    stage.teams.fault = () => (stage.teams.calls.at(-1)?.path.includes('/reactions/') ? { status: 403 } : null);
    const form = formOf(await stage.capture('maya', stage.write('dana', 'The app is so slow', '#support')));
    expect(text(cardOf(await stage.fill('maya', form, {})))).toContain('F-1');
    expect(stage.teams.world.reactions).toEqual([]);
  });

  test('a command without its text opens the form, which comes back with what is wrong', async () => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights });
    const form = formOf(await stage.say('maya', 'feedback', '#support'));
    const kept = await stage.fill('maya', form, { text: 'The key is stuck' });
    expect(text(cardOf(kept))).toContain('F-1');
  });
});
