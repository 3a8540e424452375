/** Somebody with an account in Slack and one in Teams becomes one member, with one inbox of their choice. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

describeOnDatabase('Two accounts of one person', (database) => {
  let stage: Stage;
  let secondId = '';
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    const { people } = stage.house;
    const organisationId = (await people.actorOf(stage.id('maya')))?.organisationId ?? '';
    const members = ['Maya Chen', 'Ola'].map((name) => ({ externalId: `29-${name}`, name, timeZone: 'Asia/Tokyo' }));
    const tenant = { platform: 'teams', externalId: 'tenant', name: 'Harbour', organisationId, places: [] } as const;
    secondId = (await people.connectWorkspace({ ...tenant, members })).memberIds.get('29-Maya Chen') ?? '';
    expect(await say('maya', 'champion')).toContain('Grace');
  });
  afterEach(() => stage.stop());

  const say = async (who: string, line: string) => text(cardOf(await stage.say(who, line)));
  const refusal = async (who: string, line: string) => say(who, line);
  const there = () => stage.house.people.actor('teams', 'tenant', '29-Maya Chen');
  const inbox = async () => {
    const found = await stage.house.people.address({ kind: 'member', memberId: stage.id('maya') });
    return found && `${found.platform} ${found.externalId}`;
  };
  const join = () => say('grace', 'join @maya @maya.chen');

  test('are one member after the champion joined them: who acts, what is theirs, where they are', async () => {
    const { people } = stage.house;
    const { organisationId = '' } = (await there()) ?? {};
    await stage.say('dana', 'feedback "The lamp" owner:@maya.chen');
    const group = await database().query<{ id: string }[]>`
      INSERT INTO groups (id, organisation_id, name) VALUES (gen_random_uuid(), ${organisationId}::uuid, 'both')
      RETURNING id`;
    for (const [position, memberId] of [stage.id('maya'), secondId].entries())
      await database().models.groupMember.create({
        data: { organisationId, groupId: group[0]?.id ?? '', memberId, position },
      });
    expect(await join()).toContain('Maya is one member in the playground and Teams');
    expect(await there()).toMatchObject({ id: stage.id('maya'), name: 'Maya' });
    expect(await say('maya', 'owe')).toContain('The lamp');
    expect(await database().models.groupMember.count()).toBe(1);
    expect((await people.findMember(organisationId, '@maya.chen', 'owner')).id).toBe(stage.id('maya'));
    expect((await people.allMembers(organisationId)).map(({ handle }) => handle)).not.toContain('maya.chen');
    expect(await people.address({ kind: 'member', memberId: stage.id('maya') }, 'tenant')).toMatchObject({
      externalId: '29-Maya Chen',
    });
  });

  test('have one inbox: the first one’s, or the one that the member chooses', async () => {
    expect(await say('maya', 'inbox teams')).toContain('one account only');
    expect(await inbox()).toBe('playground U-maya');
    await join();
    expect(await inbox()).toBe('playground U-maya');
    expect(await say('maya', 'inbox teams')).toContain('reach you in Teams');
    expect(await inbox()).toBe('teams 29-Maya Chen');
    expect(await say('maya', 'inbox slack')).toContain('inbox playground or /customer inbox teams');
  });

  test('stay one member while one of the accounts is there', async () => {
    await join();
    const { people } = stage.house;
    const { platform, externalId, name } = harbourLights;
    const maya = { externalId: 'U-maya', name: 'Maya', hasLeft: true };
    await people.connectWorkspace({ platform, externalId, name, members: [maya], places: [] });
    expect(await there()).toMatchObject({ id: stage.id('maya') });
    expect(await inbox()).toBe('teams 29-Maya Chen');
  });

  test('are parted again by the champion', async () => {
    await join();
    expect(await say('grace', 'part @maya')).toContain('separate again');
    expect(await there()).toMatchObject({ id: secondId, name: 'Maya Chen' });
    expect(await say('grace', 'part @maya')).toContain('one account only');
  });

  test('get back what was their own, and nothing that was handed on or came since', async () => {
    await stage.say('dana', 'feedback "The lamp" owner:@maya.chen');
    await stage.say('dana', 'feedback "The door" owner:@maya.chen');
    await stage.say('dana', 'feedback "The key" owner:@maya');
    const { organisationId = '' } = (await there()) ?? {};
    const [group] = await database().query<{ id: string }[]>`
      INSERT INTO groups (id, organisation_id, name) VALUES (gen_random_uuid(), ${organisationId}::uuid, 'night')
      RETURNING id`;
    const data = { organisationId, groupId: group?.id ?? '', memberId: secondId, position: 0 };
    await database().models.groupMember.create({ data });
    const owners = async () => {
      const rows = await database().models.feedback.findMany({ orderBy: { number: 'asc' } });
      return rows.map(({ ownerId }) => ownerId);
    };
    const [first, ben] = [stage.id('maya'), stage.id('ben')];
    await join();
    await stage.say('dana', 'feedback "Since then" owner:@maya');
    await database().models.feedback.updateMany({ where: { number: 2 }, data: { ownerId: ben } });
    expect(await owners()).toEqual([first, ben, first, first]);
    const said = await say('grace', 'part @maya');
    expect(await owners()).toEqual([secondId, ben, first, first]);
    expect((await database().models.groupMember.findFirstOrThrow()).memberId).toBe(secondId);
    expect(said).toContain('with what it had before');
    await join();
    expect(await owners()).toEqual([first, ben, first, first]);
    await say('grace', 'part @maya');
    expect(await owners()).toEqual([secondId, ben, first, first]);
    expect(await database().models.joinedAccount.count()).toBe(0);
  });

  test('are refused when they can’t be one person, or when a member asks', async () => {
    expect(await refusal('maya', 'join @maya @maya.chen')).toMatch(/champion/i);
    expect(await refusal('grace', 'join @maya @ben')).toContain('two people');
    expect(await refusal('grace', 'join @maya')).toContain('Two accounts are needed');
    await join();
    expect(await refusal('grace', 'join @maya @maya.chen')).toContain('one member already');
  });
});
