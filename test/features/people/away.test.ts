import { expect, test } from '@jest/globals';
import { makeCompany } from '../../support/company.js';
import { describeOnDatabase } from '../../support/database.js';
import { startPeople } from './start-people.js';

describeOnDatabase('Absences and hours', (database) => {
  const start = () => startPeople(database());

  test('away lasts until the start of that day where the member is', async () => {
    const { command, company, people, history } = await start();
    const said = await command('noor', 'away', { details: { until: '2026-12-01' } });
    expect(said).toContain('You are away until Tue 1 Dec');
    expect(said).toContain('You get no reminders through Mon 30 Nov');
    const noor = await people.member(company.organisationId, company.memberIds.noor);
    expect(noor).toMatchObject({ awayUntil: new Date('2026-11-30T18:15:00Z'), delegateId: null });
    expect((await history()).at(-1)).toEqual({
      what: 'people.leave',
      actorId: company.memberIds.noor,
      details: { until: '2026-12-01', delegateId: null },
    });
  });

  test('a stand-in is named and told, until the absence is over', async () => {
    const { command, submit, company, people, orders, sent } = await start();
    expect(await submit('luis', 'people.leave', { until: '2026-11-25', delegate: company.memberIds.tess })).toContain(
      'Tess Meyer stands in for you',
    );
    expect(orders).toMatchObject([
      { kind: 'people.standIn', to: { kind: 'member', memberId: company.memberIds.tess } },
    ]);
    expect(await sent(orders[0])).toContain('You stand in for Luis Ortega until Wed 25 Nov');
    expect(await command('tess', 'away', { details: { until: '24.12.' } })).toMatch(
      /You stand in for @?Luis Ortega, who is away too/,
    );
    expect(await command('luis', 'back')).toContain('Welcome back');
    expect(await people.member(company.organisationId, company.memberIds.luis)).toMatchObject({
      awayUntil: null,
      delegateId: null,
    });
    expect(await sent(orders[0])).toMatchObject({ kind: 'skip' });
    expect(await command('luis', 'back')).toContain('You are here already');
  });

  test('dates behind or far ahead, and stand-ins who can’t, are refused on their field', async () => {
    const { command, company, people } = await start();
    await command('ben', 'away', { details: { until: '2026-11-30' } });
    const cases: readonly [Readonly<Record<string, string>>, string, RegExp][] = [
      [{ until: '2026-11-23' }, 'until', /Today is Mon 23 Nov/],
      [{ until: '2025-12-01' }, 'until', /day is past/],
      [{ until: '2062-12-01' }, 'until', /two years/],
      [{ until: '2026-02-30' }, 'until', /not in the calendar/],
      [{ until: 'soon' }, 'until', /2026-12-01/],
      [{ until: '01/12/2026' }, 'until', /can be Tue 1 December 2026 or Mon 12 January 2026/],
      [{ until: '2026-12-01', delegate: '@maya' }, 'delegate', /can’t stand in for yourself/],
      [{ until: '2026-12-01', delegate: '@ben' }, 'delegate', /Ben Okafor is away until Mon 30 Nov/],
      [{ until: '2026-12-01', delegate: '@beni' }, 'delegate', /Did you mean @ben\?/],
      [{ until: '2026-12-01', delegate: '<@U123>' }, 'delegate', /nobody called/],
    ];
    for (const [details, field, message] of cases) {
      await expect(command('maya', 'away', { details })).rejects.toMatchObject({
        fields: { [field]: expect.stringMatching(message) },
      });
    }
    expect((await people.member(company.organisationId, company.memberIds.maya))?.awayUntil).toBeNull();
  });

  test('it is already tomorrow in Kathmandu: today there is a day behind', async () => {
    const { clock, command } = await start();
    clock.moveTo(new Date('2026-11-23T20:00:00Z'));
    await expect(command('noor', 'away', { details: { until: '2026-11-24' } })).rejects.toThrow('Today is Tue 24 Nov');
    expect(await command('luis', 'away', { details: { until: '2026-11-24' } })).toContain('away until Tue 24 Nov');
  });

  test('away without a day opens the form', async () => {
    const { command, submit, press } = await start();
    expect(await command('noor', 'away')).toBe('form people.leave');
    expect(await command('noor', 'away', { details: { delegate: '@ben' } })).toBe('form people.leave');
    expect(await press('noor', 'people.leave')).toMatchObject({ kind: 'form' });
    await expect(submit('noor', 'people.leave', {})).rejects.toMatchObject({ fields: { until: expect.any(String) } });
  });

  test('one’s own hours and zone win over the organisation’s and the platform’s, until given up', async () => {
    const { command, company, people } = await start();
    const noor = () => people.member(company.organisationId, company.memberIds.noor);
    await command('noor', 'hours', { text: '8-16:30', details: { zone: 'asia/tokyo' } });
    expect(await noor()).toMatchObject({
      timeZone: 'Asia/Tokyo',
      workingHours: { timeZone: 'Asia/Tokyo', startMinutes: 480, endMinutes: 990 },
    });
    await makeCompany(people);
    expect((await noor())?.timeZone).toBe('Asia/Tokyo');
    expect((await company.actor('noor')).timeZone).toBe('Asia/Tokyo');
    await command('noor', 'hours', { text: 'default' });
    expect((await noor())?.workingHours).toEqual({ timeZone: 'Asia/Kathmandu', startMinutes: 540, endMinutes: 1020 });
  });

  test('hours that can’t be, and zones that nobody knows, are refused together; nothing is kept', async () => {
    const { submit, company, people } = await start();
    await expect(submit('noor', 'people.setHours', { hours: '9-9', zone: 'Asia/Katmandoo' })).rejects.toMatchObject({
      fields: { hours: expect.stringContaining('9-17'), zone: expect.stringContaining('Did you mean') },
    });
    expect((await people.member(company.organisationId, company.memberIds.noor))?.workingHours.timeZone).toBe(
      'Asia/Kathmandu',
    );
  });

  test('a form left as it was makes nothing one’s own', async () => {
    const { command, submit, company, people } = await start();
    await submit('noor', 'people.setHours', { hours: '9:00-17:00', zone: 'Asia/Kathmandu' });
    await command('maya', 'settings', { details: { hours: '10-18' } });
    expect((await people.member(company.organisationId, company.memberIds.noor))?.workingHours.startMinutes).toBe(600);
  });
});
