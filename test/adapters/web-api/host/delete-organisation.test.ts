import { expect, test } from '@jest/globals';
import { countHoldings, deleteOrganisation } from '../../../../src/adapters/web-api/host/organisations-store.js';
import { describeOnDatabase } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { createStage } from '../../../support/stage.js';

describeOnDatabase('An organisation that is deleted', (database) => {
  const begin = async () => {
    const stage = await createStage({ database: database(), workspace: harbourLights });
    const { people, nps } = stage.house;
    const { organisationId } = (await people.actorOf(stage.id('maya'))) ?? { organisationId: '' };
    const other = await people.connectWorkspace({ ...harbourLights, externalId: 'T-other' });
    await nps.intake([{ score: 3, comment: 'Slow' }], {
      organisationId: other.organisationId,
      source: 'crm',
      surface: 'api',
      actorId: null,
    });
    const holds = (id: string) => countHoldings(database(), id);
    return { ...stage, organisationId, otherId: other.organisationId, holds };
  };

  test('takes all that it holds along, and nothing of another’s', async () => {
    const { say, clock, holds, organisationId, otherId, stop } = await begin();
    await say('grace', 'meeting every friday 10:00', '#support');
    await say('dana', 'feedback "So slow" customer:Acme owner:@maya', '#support');
    await say('dana', 'score 3', '#support');
    await say('dana', 'learn "They sail on Sundays"', '#support');
    await clock.advance({ days: 5 });
    const kinds = (await holds(organisationId)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['deliveries', 'feedback', 'meetings', 'members', 'scores']));
    const others = await holds(otherId);
    await deleteOrganisation(database(), organisationId, new Date(0));
    expect(await holds(organisationId)).toEqual([]);
    expect(await holds(otherId)).toEqual(others);
    const { rows } = await database().executeSql(`
      SELECT destination FROM living_messages
      WHERE destination NOT IN (SELECT 'member:' || id FROM members UNION ALL SELECT 'place:' || id FROM places)`);
    expect(rows).toEqual([]);
    await clock.advance({ days: 5 });
    await stop();
  });

  test('lets what was being sent end quietly', async () => {
    const { say, messenger, house, organisationId, holds, stop } = await begin();
    messenger.meet({
      arrives: true,
      answer: async () => {
        await deleteOrganisation(database(), organisationId, new Date(0));
        return { kind: 'sent', ref: { channel: 'C1', message: 'M1' } };
      },
    });
    await say('dana', 'feedback "So slow" owner:@maya', '#support');
    await house.delivery.drain();
    expect(messenger.attemptCount()).toBeGreaterThan(0);
    expect(await holds(organisationId)).toEqual([]);
    await stop();
  });
});
