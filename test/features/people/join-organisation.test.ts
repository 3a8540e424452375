/** A workspace or tenant in which the bot is already joins another organisation by a code. */
import { expect, test } from '@jest/globals';
import { cardToText } from '../../../src/chat/plain-text.js';
import { createPeople } from '../../../src/features/people/index.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { type Company, makeCompany } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';
import { recordingOutbox } from '../../support/recording-outbox.js';
import { cardOf } from '../../support/stage.js';

describeOnDatabase('Joining an organisation', (database) => {
  const clock = stoppedClock('2026-11-23T09:00:00Z');
  const open = async () => {
    const people = createPeople({
      database: database(),
      outbox: recordingOutbox(database()),
      clock,
      chapters: () => [],
    });
    const connect = async (at: Company, text = '') => {
      const command = people.commands?.find(({ name }) => name === 'connect');
      if (!command) throw new Error('There is a command.');
      return cardToText(
        cardOf(await command.handle({ command: 'connect', text, details: {}, lists: {} }, await at.context('ben'))),
      );
    };
    const lantern = await makeCompany(people);
    const rival = await makeCompany(people, { name: 'Rival' });
    const code = async (at = lantern) => /connect (\S+)/.exec(await connect(at))?.[1] ?? '';
    return { people, connect, code, lantern, rival };
  };

  test('by a code that an admin types there: its people and places come along, with handles of their own', async () => {
    const { people, connect, code, lantern, rival } = await open();
    const typed = await code();
    expect(await connect(rival, typed)).toContain('belongs to Lantern now');
    const noor = await people.actor('playground', 'Rival', 'Rival-noor');
    expect(noor).toMatchObject({ id: rival.memberIds.noor, organisationId: lantern.organisationId });
    const all = await people.allMembers(lantern.organisationId);
    expect(all).toHaveLength(12);
    expect(new Set(all.map(({ handle }) => handle)).size).toBe(12);
    expect((await people.findMember(lantern.organisationId, '@noor', 'owner')).id).toBe(lantern.memberIds.noor);
    expect(await people.place(lantern.organisationId, rival.places.news.id)).not.toBeNull();
    expect((await people.organisation(lantern.organisationId)).champion?.id).toBe(lantern.memberIds.maya);
    await expect(people.organisation(rival.organisationId)).rejects.toMatchObject({
      code: 'people.unknownOrganisation',
    });
    expect(await people.organisationAt('playground', 'Rival')).toBe(lantern.organisationId);
    // Met again, it stays there.
    expect((await makeCompany(people, { name: 'Rival' })).organisationId).toBe(lantern.organisationId);
    const third = await makeCompany(people, { name: 'Third' });
    await expect(connect(third, typed)).rejects.toMatchObject({ code: 'people.invitationGone' });
  });

  test('a code is kept as its hash alone, and is good for a while', async () => {
    const { connect, code, rival } = await open();
    const typed = await code();
    const { rows } = await database().executeSql('SELECT * FROM workspace_invitations');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(typed);
    clock.moveTo(new Date('2026-11-25T09:00:00Z'));
    await expect(connect(rival, typed)).rejects.toMatchObject({ code: 'people.invitationGone' });
  });

  test('is refused where something was kept, where it belongs already, and with a code that is none', async () => {
    const { connect, code, lantern, rival } = await open();
    const { organisationId } = rival;
    await database().models.number.create({ data: { organisationId, kind: 'idea', last: 1 } });
    const typed = await code();
    await expect(connect(rival, typed)).rejects.toMatchObject({ code: 'people.keepsThings' });
    await expect(connect(lantern, await code())).rejects.toMatchObject({ code: 'people.sameOrganisation' });
    await expect(connect(rival, 'guess')).rejects.toMatchObject({ code: 'people.invitationGone' });
    await database().models.number.deleteMany({ where: { organisationId } });
    expect(await connect(rival, typed)).toContain('belongs to Lantern now');
  });
});
