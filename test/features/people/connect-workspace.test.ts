import { expect, test } from '@jest/globals';
import { createPeople, type WorkspaceSetup } from '../../../src/features/people/index.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { type Company, makeCompany } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';
import { recordingOutbox } from '../../support/recording-outbox.js';

const nobody = '0198f000-0000-7000-8000-000000000000';
const sameWorkspace: WorkspaceSetup = {
  platform: 'playground',
  externalId: 'Lantern',
  name: 'Lantern',
  members: [],
  places: [],
};

function newcomers({ organisationId }: Company): WorkspaceSetup {
  return { platform: 'slack', externalId: 'T2', name: 'Lantern Slack', organisationId, members: [], places: [] };
}

describeOnDatabase('Connecting a workspace', (database) => {
  const clock = stoppedClock('2026-11-23T09:00:00Z');
  const open = () =>
    createPeople({ database: database(), outbox: recordingOutbox(database()), clock, chapters: () => [] });

  test('doing it again changes nothing', async () => {
    const people = open();
    const first = await makeCompany(people);
    const before = await people.allMembers(first.organisationId);
    const again = await makeCompany(people);
    expect({ ...again, actor: null, context: null }).toEqual({ ...first, actor: null, context: null });
    expect(await people.allMembers(first.organisationId)).toEqual(before);
  });

  test('two copies of the bot that connect it at once make one organisation', async () => {
    const people = open();
    const [a, b] = await Promise.all([makeCompany(people), makeCompany(people)]);
    expect(a.organisationId).toBe(b.organisationId);
    expect(a.memberIds).toEqual(b.memberIds);
  });

  test('those not named stay as they are; somebody who left is gone from lists but known by id', async () => {
    const people = open();
    const { organisationId, memberIds } = await makeCompany(people);
    const luis = { externalId: 'Lantern-luis', name: 'Luis Ortega' };
    await people.connectWorkspace({ ...sameWorkspace, members: [{ ...luis, hasLeft: true }] });
    const handles = (await people.allMembers(organisationId)).map((member) => member.handle);
    expect(handles).toEqual(['arjun', 'ben', 'maya', 'noor', 'tess']);
    const gone = { hasLeft: true, timeZone: 'America/New_York' };
    expect(await people.member(organisationId, memberIds.luis)).toMatchObject(gone);
    expect(await people.actor('playground', 'Lantern', 'Lantern-luis')).toBeNull();
    await expect(people.findMember(organisationId, '@luis', 'owner')).rejects.toThrow('nobody called “@luis” here');
    await people.connectWorkspace({ ...sameWorkspace, members: [luis] });
    expect((await people.findMember(organisationId, '@luis', 'owner')).id).toBe(memberIds.luis);
  });

  test('a champion who left is none, and a named champion is not undone by connecting', async () => {
    const people = open();
    const { organisationId } = await makeCompany(people);
    const ben = { externalId: 'Lantern-ben', name: 'Ben Okafor' };
    await people.connectWorkspace({ ...sameWorkspace, members: [ben], championExternalId: 'Lantern-ben' });
    expect((await people.organisation(organisationId)).champion?.handle).toBe('maya');
    const maya = { externalId: 'Lantern-maya', name: 'Maya Chen', hasLeft: true };
    await people.connectWorkspace({ ...sameWorkspace, members: [maya] });
    expect((await people.organisation(organisationId)).champion).toBeNull();
    await people.connectWorkspace({ ...sameWorkspace, members: [ben], championExternalId: 'Lantern-ben' });
    expect((await people.organisation(organisationId)).champion?.handle).toBe('ben');
  });

  test('handles are unique in the organisation, across its workspaces, and stay once they are given', async () => {
    const people = open();
    const company = await makeCompany(people);
    const second = await people.connectWorkspace({
      ...newcomers(company),
      members: [
        { externalId: '1', name: 'Maya Stone', timeZone: 'Mars/Phobos' },
        { externalId: '2', name: 'Maya Stone' },
        { externalId: '2', name: 'Maya Stein' },
      ],
    });
    const ids = [...second.memberIds.values()];
    const members = await people.members(company.organisationId, ids);
    expect(second.organisationId).toBe(company.organisationId);
    expect(members.map(({ handle, timeZone }) => [handle, timeZone])).toEqual([
      ['maya.stone', 'Europe/London'],
      ['maya.stein', 'Europe/London'],
    ]);
    await people.connectWorkspace({ ...newcomers(company), members: [{ externalId: '1', name: 'Maya Rock' }] });
    expect(await people.member(company.organisationId, ids[0] ?? '')).toMatchObject({
      name: 'Maya Rock',
      handle: 'maya.stone',
    });
  });

  /** Each row's version, which every write changes. */
  const versions = async (table: string) => {
    const { rows } = await database().executeSql(`SELECT m::text AS row, m.ctid::text AS version FROM ${table} m`);
    return new Map((rows as { row: string; version: string }[]).map(({ row, version }) => [version, row]));
  };
  const written = async (table: string, work: () => Promise<unknown>) => {
    const before = await versions(table);
    await work();
    return [...(await versions(table))].filter(([version]) => !before.has(version)).map(([, row]) => row);
  };

  test('one person’s change writes that person’s row alone, and what is told again writes none', async () => {
    const people = open();
    await makeCompany(people);
    const told = (name: string) =>
      people.connectWorkspace({ ...sameWorkspace, members: [{ externalId: 'Lantern-ben', name }] });
    const rows = await written('members', () => told('Benjamin Okafor'));
    expect(rows).toEqual([expect.stringContaining('Benjamin Okafor')]);
    for (const table of ['members', 'workspaces', 'organisations']) {
      expect(await written(table, () => told('Benjamin Okafor'))).toEqual([]);
    }
  });

  test('a group’s change writes those who came, went or changed places', async () => {
    const people = open();
    await makeCompany(people);
    const group = {
      platform: 'playground',
      workspaceExternalId: 'Lantern',
      externalId: 'G1',
      handle: 'sales',
    } as const;
    const save = (...names: string[]) =>
      people.saveUserGroup({ ...group, memberExternalIds: names.map((name) => `Lantern-${name}`) });
    await save('ben', 'maya', 'noor');
    expect(await written('group_members', () => save('ben', 'maya', 'noor'))).toEqual([]);
    expect(await written('group_members', () => save('ben', 'maya', 'noor', 'tess'))).toHaveLength(1);
    expect(await written('group_members', () => save('ben', 'maya', 'noor'))).toEqual([]);
    expect(await versions('group_members')).toHaveProperty('size', 3);
  });

  test('many of one name get one handle each, also beside a handle that looks like theirs', async () => {
    const people = open();
    const { organisationId } = await makeCompany(people);
    const members = [
      { externalId: 'x', name: 'Xenia', handle: 'kim3' },
      ...Array.from({ length: 1_100 }, (_, index) => ({ externalId: `kim-${index}`, name: 'Kim' })),
    ];
    await people.connectWorkspace({ ...sameWorkspace, members });
    const handles = (await people.allMembers(organisationId)).flatMap(({ handle, name }) =>
      name === 'Kim' ? handle : [],
    );
    expect(new Set(handles).size).toBe(1_100);
    expect(handles).toEqual(expect.arrayContaining(['kim', 'kim2', 'kim4', 'kim1000']));
    const last = { externalId: 'last', name: 'Kim' };
    const { memberIds } = await people.connectWorkspace({ ...sameWorkspace, members: [last] });
    const [one] = await people.members(organisationId, [...memberIds.values()]);
    expect(Number(one?.handle.slice('kim'.length))).toBeGreaterThan(1_000);
  });

  test('a platform that tells nothing of a member takes nothing away', async () => {
    const people = open();
    const { organisationId, memberIds } = await makeCompany(people);
    await people.connectWorkspace({ ...sameWorkspace, members: [{ externalId: 'Lantern-ben', name: ' ' }] });
    const ben = { name: 'Ben Okafor', handle: 'ben', role: 'admin', timeZone: 'Europe/London' };
    expect(await people.member(organisationId, memberIds.ben)).toMatchObject(ben);
  });

  test('a workspace can’t be moved to another organisation, nor join one that is not there', async () => {
    const people = open();
    await makeCompany(people);
    const { organisationId } = await makeCompany(people, { name: 'Rival' });
    const moved = people.connectWorkspace({ ...sameWorkspace, organisationId });
    await expect(moved).rejects.toMatchObject({ code: 'people.workspaceTaken' });
    for (const unknown of [nobody, 'not-an-id']) {
      const joined = people.connectWorkspace({ ...sameWorkspace, externalId: 'new', organisationId: unknown });
      await expect(joined).rejects.toMatchObject({ code: 'people.unknownOrganisation' });
    }
  });
});
