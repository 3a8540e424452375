import { expect, test } from '@jest/globals';
import type { CompanyOptions } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';
import { startPeople } from './start-people.js';

describeOnDatabase('The customer champion', (database) => {
  const start = (options?: CompanyOptions) => startPeople(database(), options);

  test('the champion is shown to everybody, and how to name another to those who may', async () => {
    const { command } = await start();
    expect(await command('noor', 'champion')).toContain('Maya Chen is the customer champion');
    expect(await command('noor', 'champion')).not.toContain('Name another');
    expect(await command('ben', 'champion')).toContain('Name another');
  });

  test('champion and admins name the champion, who is told; it is kept in history', async () => {
    const { command, press, company, people, orders, sent, audited } = await start();
    const { maya, noor, ben } = company.memberIds;
    expect(await command('ben', 'champion', { text: '@noor' })).toContain('Noor Rana is the customer champion now');
    expect((await people.organisation(company.organisationId)).champion?.id).toBe(noor);
    expect(orders).toMatchObject([
      { kind: 'people.newChampion', to: { kind: 'member', memberId: noor } },
      { kind: 'people.formerChampion', to: { kind: 'member', memberId: maya } },
    ]);
    expect(await sent(orders[0])).toContain('You are the customer champion of Lantern');
    expect(await sent(orders[1])).toContain('Noor Rana is the customer champion now');
    const entry = { what: 'people.nameChampion', actorId: ben, subject: '' };
    expect((await audited()).at(-1)).toEqual({ ...entry, before: maya, after: noor });
    // The champion gives the role away only when asked and sure.
    const asked = await command('noor', 'champion', { text: `<@${maya}>` });
    expect(asked).toMatch(/Hand the champion’s role to Maya Chen\?[\s\S]*Yes, hand over/);
    expect((await people.organisation(company.organisationId)).champion?.id).toBe(noor);
    expect(await press('noor', 'people.handOverRole', maya)).toMatchObject({
      card: { title: 'Maya Chen is the customer champion now' },
    });
    await expect(press('noor', 'people.handOverRole', noor)).rejects.toMatchObject({ code: 'people.notAllowed' });
    expect(await sent(orders[0])).toEqual({ kind: 'skip', reason: 'another champion' });
  });

  test('that the champion has left is told to the admins at once, unless another is named meanwhile', async () => {
    const { command, company, people, orders, sent } = await start();
    const maya = { externalId: 'Lantern-maya', name: 'Maya Chen', hasLeft: true };
    const workspace = { platform: 'playground', externalId: 'Lantern', name: 'Lantern', places: [] } as const;
    await people.connectWorkspace({ ...workspace, members: [maya] });
    expect(orders).toMatchObject([
      { kind: 'people.championLeft', to: { kind: 'member', memberId: company.memberIds.ben } },
    ]);
    expect(await sent(orders[0])).toMatch(/Maya Chen, your customer champion, has left[\s\S]*Name the champion/);
    await people.connectWorkspace({ ...workspace, members: [maya] });
    expect(orders).toHaveLength(1);
    await command('ben', 'champion', { text: '@noor' });
    expect(await sent(orders[0])).toEqual({ kind: 'skip', reason: 'there is a champion' });
  });

  test('naming who is champion already does nothing', async () => {
    const { command, orders, audited } = await start();
    const before = await audited();
    expect(await command('ben', 'champion', { text: '@maya' })).toContain('is the champion already');
    expect([orders, await audited()]).toEqual([[], before]);
  });

  test('other members can’t name another champion, by command, form or button', async () => {
    const { command, submit, press, company, people } = await start();
    const refused = {
      code: 'people.notAllowed',
      message: expect.stringContaining('Maya Chen, the customer champion, or an admin'),
    };
    await expect(command('noor', 'champion', { text: '@noor' })).rejects.toMatchObject(refused);
    await expect(submit('noor', 'people.nameChampion', { champion: company.memberIds.noor })).rejects.toMatchObject(
      refused,
    );
    await expect(press('noor', 'people.nameChampion')).rejects.toMatchObject(refused);
    expect((await people.organisation(company.organisationId)).champion?.handle).toBe('maya');
  });

  test('while there is no champion anybody may name one, and the card says so', async () => {
    const { command, submit, company } = await start({ withoutChampion: true });
    expect(await command('noor', 'champion')).toMatch(/no customer champion yet.*anybody may name one/s);
    expect(await submit('noor', 'people.nameChampion', { champion: company.memberIds.tess })).toContain(
      'Tess Meyer is the customer champion now',
    );
    await expect(command('noor', 'champion', { text: '@noor' })).rejects.toMatchObject({ code: 'people.notAllowed' });
  });

  test('of two newcomers who name a champion at once, one is refused', async () => {
    const { command } = await start({ withoutChampion: true });
    const both = await Promise.allSettled([
      command('noor', 'champion', { text: '@noor' }),
      command('luis', 'champion', { text: '@luis' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a champion form without a member, or with what is no id, is refused on its field', async () => {
    const { submit } = await start();
    for (const champion of [undefined, '', '<@U123>', 'nobody-of-that-name']) {
      await expect(submit('ben', 'people.nameChampion', { champion })).rejects.toMatchObject({
        fields: { champion: expect.any(String) },
      });
    }
  });
});
