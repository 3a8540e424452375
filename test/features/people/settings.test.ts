import { expect, test } from '@jest/globals';
import { defaultLadder } from '../../../src/features/feedback/rules/ladder-notation.js';
import { describeOnDatabase } from '../../support/database.js';
import { startPeople } from './start-people.js';

describeOnDatabase('Settings', (database) => {
  const start = () => startPeople(database());

  test('settings are shown to everybody, and how to change them to those who may', async () => {
    const { command } = await start();
    const seen = await command('noor', 'settings');
    for (const part of [
      '24 hours on working days',
      'Monday to Friday',
      'Europe/London',
      '9:00 to 17:00',
      'Maya Chen',
      'At 25 % of the promise: the owner, unless they said “I’m on it”',
    ]) {
      expect(seen).toContain(part);
    }
    expect(seen).toContain('Maya Chen, the champion, or an admin can change them');
    expect(await command('ben', 'settings')).not.toContain('can change them');
  });

  test('settings are changed together, kept in the audit log, and clocks are counted anew', async () => {
    const { command, company, people, changed, audited } = await start();
    const said = await command('maya', 'settings', {
      details: {
        promise: '2d',
        days: 'sun-thu',
        holidays: '2026-12-26, 2026-12-25',
        hours: '8-16',
        zone: 'asia/dubai',
        news: '#news',
        dnd: 'Yes',
        ear: ':eyes::skin-tone-3:',
        ladder: '50% owner; 100% owner and champion, every working day',
        questions: 'Off',
        sharers: '@tess, Noor; @tess',
        counting: 'every',
        posts: 'tue,fri 9:15',
      },
    });
    expect(said).toContain(
      'Changed: working days, working hours, time zone, holidays, do not disturb, promise, reminders, place for news, emoji that captures a message, counting, posts of the number, questions before meetings, asked to share',
    );
    // Each from its value before to its value now, and nothing else.
    expect(said).toContain('Asked to share: Everybody in the place, by turns → Tess Meyer, Noor Rana');
    expect(said).toContain('Promise: 24 hours on working days → 48 hours on working days');
    expect(said).toContain('Place for news: Where it was captured → #news');
    expect(said).not.toContain('Emoji that resolves');
    const { settings } = await people.organisation(company.organisationId);
    expect(settings).toEqual({
      promiseHours: 48,
      timeZone: 'Asia/Dubai',
      zoneIsChosen: true,
      workingDays: [1, 2, 3, 4, 7],
      holidays: ['2026-12-25', '2026-12-26'],
      workingHours: { startMinutes: 480, endMinutes: 960 },
      newsPlaceId: company.places.news.id,
      dndCountsAsAway: true,
      captureEmoji: 'eyes',
      ladder: [
        { at: 0.5, to: ['owner'] },
        { at: 1, to: ['owner', 'champion'], repeatDaily: true },
      ],
      asksQuestions: false,
      sharerIds: [company.memberIds.tess, company.memberIds.noor],
      counting: 'every',
      posts: { days: [2, 5], minutes: 555 },
    });
    expect(changed).toEqual([company.organisationId]);
    const entry = { what: 'people.changeSettings', actorId: company.memberIds.maya };
    expect(await audited()).toEqual(
      expect.arrayContaining([
        { ...entry, subject: 'promiseHours', before: 24, after: 48 },
        { ...entry, subject: 'newsPlaceId', before: null, after: company.places.news.id },
      ]),
    );
    await command('ben', 'settings', {
      details: { holidays: 'none', news: 'none', ladder: 'default', sharers: 'none', questions: 'on' },
    });
    expect((await people.organisation(company.organisationId)).settings).toMatchObject({
      holidays: [],
      newsPlaceId: null,
      ladder: defaultLadder,
      asksQuestions: true,
      sharerIds: [],
    });
  });

  test('a change that changes nothing leaves no trace', async () => {
    const { command, changed, audited } = await start();
    const before = await audited();
    expect(await command('maya', 'settings', { details: { promise: '24', ladder: 'default' } })).toContain(
      'Nothing changed',
    );
    expect([changed, await audited()]).toEqual([[], before]);
  });

  test('every wrong setting is named at once, and none is kept', async () => {
    const { command, company, people } = await start();
    const details = {
      promise: '0h',
      days: 'never',
      holidays: '2026-02-30',
      hours: '9',
      zone: 'Europe/Lodnon',
      ladder: '25% boss',
      scores: '#news',
      questions: 'perhaps',
    };
    await expect(command('maya', 'settings', { details })).rejects.toMatchObject({
      fields: {
        promise: expect.stringContaining('1h to 90d'),
        days: expect.stringContaining('mon-fri'),
        holidays: expect.stringContaining('2026-02-30'),
        hours: expect.stringContaining('9-17'),
        zone: expect.stringContaining('Europe/London'),
        ladder: expect.stringContaining('“boss” in step 1'),
        questions: expect.stringContaining('on or off'),
      },
    });
    await expect(command('maya', 'settings', { details: { promise: '2d', news: '#nwes' } })).rejects.toMatchObject({
      fields: { news: expect.stringContaining('Did you mean #news?') },
    });
    await expect(command('maya', 'settings', { details: { sharers: '@tses' } })).rejects.toMatchObject({
      fields: { sharers: expect.stringContaining('Did you mean @tess?') },
    });
    await expect(command('maya', 'settings', { text: 'promise 2d' })).rejects.toThrow('a colon and the value');
    expect((await people.organisation(company.organisationId)).settings.promiseHours).toBeUndefined();
  });

  test('members can’t change settings, by command, form or button', async () => {
    const { command, submit, press } = await start();
    const refused = { code: 'people.notAllowed' };
    await expect(command('noor', 'settings', { details: { promise: '1h' } })).rejects.toMatchObject(refused);
    await expect(submit('noor', 'people.changeSettings', { promise: '1h' })).rejects.toMatchObject(refused);
    await expect(press('noor', 'people.changeSettings')).rejects.toMatchObject(refused);
  });

  test('a group’s form asks for that group alone, and leaves the others as they are', async () => {
    const { press, submit, command, company, people } = await start();
    await command('maya', 'settings', { details: { holidays: '2026-12-25' } });
    const reply = await press('maya', 'people.changeSettings', 'promise');
    const form = reply?.kind === 'form' ? reply.form : undefined;
    expect(form?.title).toBe('Promise and reminders');
    expect(form?.fields.map(({ name }) => name)).toEqual(['promise', 'promises', 'answering', 'ladder']);
    // What others changed elsewhere meanwhile is no conflict.
    await command('ben', 'settings', { details: { zone: 'Asia/Dubai' } });
    const said = await submit('maya', 'people.changeSettings', { promise: '3d', ladder: 'default' }, form?.subject);
    expect(said).toContain('Promise: 24 hours on working days → 72 hours on working days');
    const { settings } = await people.organisation(company.organisationId);
    expect(settings).toMatchObject({ holidays: ['2026-12-25'], timeZone: 'Asia/Dubai', promiseHours: 72 });
  });

  test('the form shows what is and takes back what was changed; empty places and holidays mean none', async () => {
    const { press, submit, company, people } = await start();
    const reply = await press('maya', 'people.changeSettings');
    const form = reply?.kind === 'form' ? reply.form : undefined;
    const asShown = Object.fromEntries(form?.fields.map((field) => [field.name, field.value]) ?? []);
    expect(await submit('maya', 'people.changeSettings', asShown, form?.subject)).toContain('Nothing changed');
    const values = { ...asShown, days: ['mon', 'tue'], news: company.places.news.id, holidays: undefined };
    expect(await submit('maya', 'people.changeSettings', values, form?.subject)).toContain(
      'Changed: working days, place for news',
    );
    expect((await people.organisation(company.organisationId)).settings.workingDays).toEqual([1, 2]);
    await expect(submit('ben', 'people.changeSettings', asShown, form?.subject)).rejects.toMatchObject({
      code: 'people.settingsMovedOn',
    });
    await expect(submit('ben', 'people.changeSettings', { ...asShown, news: 'not-an-id' })).rejects.toMatchObject({
      fields: { news: expect.any(String) },
    });
  });
});
