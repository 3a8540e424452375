import { expect, test } from '@jest/globals';
import { createPeople, isAway, type WorkspaceSetup } from '../../../src/features/people/index.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { type Company, makeCompany } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';
import { recordingOutbox } from '../../support/recording-outbox.js';

const nobody = '0198f000-0000-7000-8000-000000000000';

function newcomers({ organisationId }: Company): WorkspaceSetup {
  return { platform: 'slack', externalId: 'T2', name: 'Lantern Slack', organisationId, members: [], places: [] };
}

describeOnDatabase('Who is here', (database) => {
  const clock = stoppedClock('2026-11-23T09:00:00Z');
  const start = async (options?: Parameters<typeof makeCompany>[1]) => {
    const people = createPeople({
      database: database(),
      outbox: recordingOutbox(database()),
      clock,
      chapters: () => [],
    });
    return { people, company: await makeCompany(people, options) };
  };

  test('the organisation is known with its champion and its default settings', async () => {
    const { people, company } = await start();
    const organisation = await people.organisation(company.organisationId);
    expect(organisation).toMatchObject({ name: 'Lantern', champion: { handle: 'maya', role: 'champion' } });
    expect(organisation.settings).toMatchObject({
      timeZone: 'Europe/London',
      workingDays: [1, 2, 3, 4, 5],
    });
  });

  test('a member has role, zone and the organisation’s hours in that zone', async () => {
    const { people, company } = await start();
    expect(await people.member(company.organisationId, company.memberIds.noor)).toEqual({
      id: company.memberIds.noor,
      organisationId: company.organisationId,
      name: 'Noor Rana',
      handle: 'noor',
      role: 'member',
      timeZone: 'Asia/Kathmandu',
      language: 'en',
      workingHours: { timeZone: 'Asia/Kathmandu', startMinutes: 540, endMinutes: 1020 },
      awayUntil: null,
      delegateId: null,
      managerId: null,
      hasLeft: false,
    });
    expect((await people.member(company.organisationId, company.memberIds.ben))?.role).toBe('admin');
  });

  test('members come in the order asked; unknown ids, and what is no id, are left out', async () => {
    const { people, company } = await start();
    const ids = [company.memberIds.tess, nobody, 'not-an-id', '', company.memberIds.ben];
    const members = await people.members(company.organisationId, ids);
    expect(members.map((member) => member.handle)).toEqual(['tess', 'ben']);
    expect(await people.members('not-an-id', ids)).toEqual([]);
    expect((await people.allMembers(company.organisationId)).map((member) => member.handle)).toEqual([
      'arjun',
      'ben',
      'luis',
      'maya',
      'noor',
      'tess',
    ]);
  });

  test('a platform’s event is done by the member it names, and by nobody when it names none', async () => {
    const { people, company } = await start();
    const actor = {
      id: company.memberIds.maya,
      name: 'Maya Chen',
      organisationId: company.organisationId,
      role: 'champion',
      timeZone: 'Europe/London',
      language: 'en',
    };
    expect(await people.actor('playground', 'Lantern', 'Lantern-maya')).toEqual(actor);
    expect(await people.actorOf(company.memberIds.maya)).toEqual(actor);
    expect(await people.actor('slack', 'Lantern', 'Lantern-maya')).toBeNull();
    expect(await people.actor('playground', 'Lantern', 'stranger')).toBeNull();
    expect(await people.actorOf('not-an-id')).toBeNull();
  });

  test('a member is found by mention, handle and name, in any case', async () => {
    const { people, company } = await start();
    const { maya } = company.memberIds;
    for (const typed of ['@maya', 'maya', ' MAYA', 'Maya Chen', 'maya chen', `<@${maya}>`, maya]) {
      expect((await people.findMember(company.organisationId, typed, 'owner')).id).toBe(maya);
    }
  });

  test('who is nobody here is refused on the field, with the nearest who is', async () => {
    const { people, company } = await start();
    const cases = [
      ['@mya', /nobody called “@mya” here. Did you mean @maya\?/],
      ['Tess Meier', /Did you mean @tess\?/],
      ['<@not-an-id>', /nobody called “<@not-an-id>” here/],
      [`<@${nobody}>`, /Write @ and the name/],
      ['@', /nobody called/],
      ['ma\u0000ya', /nobody called/],
      ["'; DROP TABLE members; --", /nobody called/],
    ] as const;
    for (const [typed, message] of cases) {
      await expect(people.findMember(company.organisationId, typed, 'owner')).rejects.toMatchObject({
        code: 'people.unknownMember',
        fields: { owner: expect.stringMatching(message) },
      });
    }
  });

  test('a first name that two have is asked about', async () => {
    const { people, company } = await start();
    await people.connectWorkspace({
      ...newcomers(company),
      members: [
        { externalId: 'a', name: 'Sam Ito', handle: 'sam.ito' },
        { externalId: 'b', name: 'Sam Roy', handle: 'sam.roy' },
      ],
    });
    await expect(people.findMember(company.organisationId, 'Sam', 'owner')).rejects.toMatchObject({
      code: 'people.ambiguousMember',
      fields: { owner: 'More than one is called “Sam”. Write @sam.ito or @sam.roy.' },
    });
  });

  test('places are found by name, mention and id', async () => {
    const { people, company } = await start();
    const { news } = company.places;
    for (const typed of ['#news', 'NEWS', `<#${news.id}>`, news.id]) {
      expect(await people.findPlace(company.organisationId, typed, 'news')).toEqual(news);
    }
    expect(await people.place(company.organisationId, news.id)).toEqual(news);
    expect(await people.place(company.organisationId, 'not-an-id')).toBeNull();
    await expect(people.findPlace(company.organisationId, '#newz', 'news')).rejects.toMatchObject({
      fields: { news: expect.stringContaining('Did you mean #news?') },
    });
  });

  test('two places of one name are asked about', async () => {
    const { people, company } = await start();
    await people.connectWorkspace({ ...newcomers(company), places: [{ externalId: 'x', name: 'news' }] });
    await expect(people.findPlace(company.organisationId, 'news', 'news')).rejects.toMatchObject({
      code: 'people.ambiguousPlace',
    });
  });

  test('neither of two organisations sees the other’s people and places', async () => {
    const { people, company: ours } = await start();
    const theirs = await makeCompany(people, { name: 'Rival' });
    const group = await database().transaction((tx) =>
      people.saveGroup(tx, ours.organisationId, 'billing', [ours.memberIds.ben]),
    );
    expect(await people.member(theirs.organisationId, ours.memberIds.maya)).toBeNull();
    expect(await people.members(theirs.organisationId, Object.values(ours.memberIds))).toEqual([]);
    expect(await people.place(theirs.organisationId, ours.places.news.id)).toBeNull();
    expect(await people.groups(theirs.organisationId, [group])).toEqual(new Map());
    await expect(people.findMember(theirs.organisationId, `<@${ours.memberIds.maya}>`, 'x')).rejects.toThrow(
      'nobody called',
    );
    await expect(people.findPlace(theirs.organisationId, ours.places.news.id, 'x')).rejects.toThrow(
      'not a channel that I am in',
    );
    expect((await people.findMember(theirs.organisationId, '@maya', 'x')).id).toBe(theirs.memberIds.maya);
    await expect(
      database().transaction((tx) => people.saveGroup(tx, theirs.organisationId, 'x', [ours.memberIds.ben])),
    ).rejects.toMatchObject({ fields: { members: expect.any(String) } });
  });

  test('an unknown organisation is not found, whatever its id looks like', async () => {
    const { people } = await start();
    await expect(people.organisation(nobody)).rejects.toMatchObject({ code: 'people.unknownOrganisation' });
    await expect(people.organisation('not-an-id')).rejects.toMatchObject({ code: 'people.unknownOrganisation' });
  });

  test('questions asked inside a transaction are answered inside it', async () => {
    const { people, company } = await start();
    const { organisationId, memberIds } = company;
    const handles = await database().transaction(async (tx) => [
      (await people.organisation(organisationId, tx)).champion?.handle,
      (await people.member(organisationId, memberIds.ben, tx))?.handle,
      ...(await people.members(organisationId, [memberIds.noor], tx)).map((member) => member.handle),
    ]);
    expect(handles).toEqual(['maya', 'ben', 'noor']);
  });
});

test('somebody is away until the moment they are back, and no longer', () => {
  const awayUntil = new Date('2026-12-01T00:00:00Z');
  expect(isAway({ awayUntil }, new Date('2026-11-30T23:59:59Z'))).toBe(true);
  expect(isAway({ awayUntil }, awayUntil)).toBe(false);
  expect(isAway({ awayUntil: null }, awayUntil)).toBe(false);
});
