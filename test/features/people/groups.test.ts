import { expect, test } from '@jest/globals';
import { createPeople } from '../../../src/features/people/index.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { makeCompany } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';
import { recordingOutbox } from '../../support/recording-outbox.js';

const nobody = '0198f000-0000-7000-8000-000000000000';

/** By turns, as feedback's rules pick. */
const next = (ids: readonly string[], last: string | null) => ids[(ids.indexOf(last ?? '') + 1) % ids.length] ?? null;

describeOnDatabase('Groups', (database) => {
  const start = async () => {
    const clock = stoppedClock('2026-11-23T09:00:00Z');
    const people = createPeople({
      database: database(),
      outbox: recordingOutbox(database()),
      clock,
      chapters: () => [],
    });
    const company = await makeCompany(people);
    const { ben, noor, tess } = company.memberIds;
    const save = (ids: readonly string[]) =>
      database().transaction((tx) => people.saveGroup(tx, company.organisationId, 'billing', ids));
    const turn = (groupId: string, pick = next) =>
      database().transaction((tx) => people.takeTurn(tx, { organisationId: company.organisationId, groupId }, pick));
    return { people, organisationId: company.organisationId, save, turn, ben, noor, tess };
  };

  test('take turns in the order given, and go on where they were after a change', async () => {
    const { people, organisationId, save, turn, ben, noor, tess } = await start();
    const groupId = await save([tess, ben, noor]);
    expect([await turn(groupId), await turn(groupId)]).toEqual([tess, ben]);
    expect(await save([noor, ben, tess, ben])).toBe(groupId);
    const group = { id: groupId, name: 'billing', memberIds: [noor, ben, tess], lastMemberId: ben };
    expect((await people.groups(organisationId, [groupId, 'no id'])).get(groupId)).toEqual(group);
    expect(await turn(groupId)).toBe(tess);
  });

  test('turns taken at once are different people’s', async () => {
    const { save, turn, ben, noor, tess } = await start();
    const groupId = await save([tess, ben, noor]);
    const turns = await Promise.all([turn(groupId), turn(groupId), turn(groupId)]);
    expect(turns.sort()).toEqual([ben, noor, tess].sort());
  });

  test('a turn that nobody can take, or that is rolled back, was not taken', async () => {
    const { people, organisationId, save, turn, ben } = await start();
    const groupId = await save([ben]);
    expect(await turn(groupId, () => null)).toBeNull();
    const failing = database().transaction(async (tx) => {
      await people.takeTurn(tx, { organisationId, groupId }, next);
      throw new Error('the capture failed');
    });
    await expect(failing).rejects.toThrow('the capture failed');
    expect((await people.groups(organisationId, [groupId])).get(groupId)?.lastMemberId).toBeNull();
    expect(await turn(nobody)).toBeNull();
    expect(await turn('not-an-id')).toBeNull();
  });

  test('can’t be made of nobody, of strangers, or of what is no id', async () => {
    const { save } = await start();
    const refused = { code: 'people.groupMembers', fields: { members: expect.any(String) } };
    for (const ids of [[], [nobody], ['@ben']]) await expect(save(ids)).rejects.toMatchObject(refused);
  });
});
