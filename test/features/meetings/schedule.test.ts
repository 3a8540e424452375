import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createCalendarFetcher } from '../../../src/adapters/calendar/fetch-calendar.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, formOf, type Stage, text, titles } from '../../support/stage.js';

/** A calendar’s server whose answer each test decides. */
let server: Server;
let calendar = '';
let status = 200;
let requestCount = 0;
let notModifiedCount = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    requestCount += 1;
    const etag = `"${calendar.length}-${calendar.slice(-200).replaceAll(/\W/g, '')}"`;
    if (status === 200 && request.headers['if-none-match'] === etag) {
      notModifiedCount += 1;
      return void response.writeHead(304).end();
    }
    response.writeHead(status, { etag }).end(calendar);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => new Promise((done) => server.close(done)));

const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const calendarOf = (...events: string[][]) => ['BEGIN:VCALENDAR', ...events.flat(), 'END:VCALENDAR'].join('\r\n');
const weekly = event(
  'UID:w',
  'SUMMARY:Marketing weekly',
  'DTSTART;TZID=Europe/London:20261123T100000',
  'DTEND;TZID=Europe/London:20261123T104500',
  'RRULE:FREQ=WEEKLY',
);

describeOnDatabase('The schedule of meetings', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    [status, requestCount, notModifiedCount] = [200, 0, 0];
    // Friday, 10:00 in London.
    stage = await createStage({
      database: database(),
      workspace: harbourLights,
      start: '2026-11-20T10:00:00Z',
      fetchCalendar: createCalendarFetcher({ allowPrivate: true }),
    });
  });
  afterEach(() => stage.stop());

  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/team.ics`;
  const say = (line: string, who = 'grace') => stage.say(who, line, '#support');
  const shown = async (line: string, who = 'grace') => text(cardOf(await say(line, who)));
  const rows = async () => {
    const found = await database().models.meeting.findMany({ orderBy: { startsAt: 'asc' } });
    return found.map(({ state, startsAt }) => `${state} ${startsAt.toISOString().slice(0, 16)}`);
  };

  test('is set by the champion, shown in words, and plans the next two dates', async () => {
    const said = await shown('meeting every monday,thursday 10:00 lead:15m name:"Marketing weekly 🦊"');
    expect(said).toContain('Every Monday and Thursday at 10:00 (Europe/London)');
    expect(said).toContain('opens 15 min before');
    expect(said).toContain('Mon 23 Nov 2026, 10:00 GMT');
    expect(titles(stage.place('#support'))).toEqual(['Marketing weekly 🦊: Every Monday and Thursday at 10:00']);
    const [next, after] = await database().models.meeting.findMany({ orderBy: { startsAt: 'asc' } });
    expect(next).toMatchObject({
      name: 'Marketing weekly 🦊',
      state: 'planned',
      startsAt: new Date('2026-11-23T10:00:00Z'),
      endsAt: new Date('2026-11-23T11:00:00Z'),
      opensAt: new Date('2026-11-23T09:45:00Z'),
      dueAt: new Date('2026-11-23T09:45:00Z'),
      // Friday is the working day before, and it begins in Kiritimati.
      askDueAt: new Date('2026-11-19T10:00:00Z'),
      timeZone: 'Europe/London',
    });
    expect(after?.startsAt).toEqual(new Date('2026-11-26T10:00:00Z'));
  });

  test('plans on when a date has begun, through the switch to summer time', async () => {
    stage.clock.moveTo(new Date('2027-03-10T10:00:00Z'));
    await say('meeting every monday 10:00');
    await stage.clock.advanceTo('2027-03-23T12:00:00Z');
    const planned = await database().models.meeting.findMany({ orderBy: { startsAt: 'asc' } });
    expect(planned.slice(-3).map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2027-03-22T10:00:00.000Z',
      '2027-03-29T09:00:00.000Z',
      '2027-04-05T09:00:00.000Z',
    ]);
    expect(planned).toHaveLength(4);
  });

  test('belongs to the champion and admins, also behind its buttons', async () => {
    expect(await shown('meeting every monday 10:00', 'maya')).toContain('is for the customer champion and admins');
    await say('meeting every monday 10:00', 'dana');
    const card = cardOf(await say('meeting', 'maya'));
    expect(buttonLabels(card)).toEqual(['Open now']);
    const value = stage.id('#support');
    const refused = cardOf(
      await stage.interact('maya', { kind: 'action', action: 'meetings.stop', value }, '#support'),
    );
    expect(text(refused)).toContain('Grace, the customer champion, or an admin can change when meetings are');
    expect((await rows()).every((row) => row.startsWith('planned'))).toBe(true);
  });

  test('skips the next date, tells the place, plans one more, and takes it back', async () => {
    await say('meeting every monday 10:00 name:Weekly');
    const card = cardOf(await say('meeting skip'));
    expect(text(card)).toContain('Mon 23 Nov 2026, 10:00 GMT · skipped');
    expect(titles(stage.place('#support')).at(-1)).toBe('Weekly is skipped');
    expect(await rows()).toEqual(['skipped 2026-11-23T10:00', 'planned 2026-11-30T10:00', 'planned 2026-12-07T10:00']);
    await stage.press('grace', 'Hold it anyway', card);
    expect((await rows())[0]).toBe('planned 2026-11-23T10:00');
    expect(titles(stage.place('#support')).at(-1)).toBe('Weekly takes place');
  });

  test('skips the date that is named, and refuses others and words behind stop and now', async () => {
    await say('meeting every monday 10:00 name:Weekly');
    const refused: [string, string][] = [
      ['meeting skip 2026-12-14', 'No meeting is planned here on Mon 14 Dec\nPlanned are Mon 23 Nov and Mon 30 Nov'],
      ['meeting skip 2026-11-16', 'No meeting is planned here on Mon 16 Nov'],
      ['meeting skip 2026-02-30', '2026-02-30 is not in the calendar'],
      ['meeting skip tomorrow', 'No meeting is planned here on Sat 21 Nov'],
      ['meeting stop on friday', '“on friday”'],
      ['meeting now please', '“please”'],
    ];
    for (const [line, words] of refused) expect(await shown(line)).toContain(words);
    expect(await rows()).toEqual(['planned 2026-11-23T10:00', 'planned 2026-11-30T10:00']);
    expect(await shown('meeting skip 2026-11-30')).toContain('Mon 30 Nov is skipped.');
    expect(await rows()).toEqual(['planned 2026-11-23T10:00', 'skipped 2026-11-30T10:00', 'planned 2026-12-07T10:00']);
  });

  test('is no holiday because it was skipped by hand and is held again, but is one on a holiday', async () => {
    await say('settings holidays:2026-11-30');
    await say('meeting every monday 10:00 name:Weekly');
    await stage.press('grace', 'Hold it anyway', cardOf(await say('meeting skip 2026-11-23')));
    const held = await shown('meeting');
    expect(held).toContain('Mon 23 Nov 2026, 10:00 GMT\n');
    expect(held).not.toContain('held all the same');
    await stage.press('grace', 'Hold it anyway', cardOf(await say('meeting')));
    expect(await shown('meeting')).toContain('Mon 30 Nov 2026, 10:00 GMT · a holiday, held all the same');
    // Skipped by hand after all, and held once more, it still is a holiday.
    await stage.press('grace', 'Hold it anyway', cardOf(await say('meeting skip 2026-11-30')));
    expect(await shown('meeting')).toContain('Mon 30 Nov 2026, 10:00 GMT · a holiday, held all the same');
    await stage.clock.advance({ hours: 25 });
    expect((await rows())[1]).toBe('planned 2026-11-30T10:00');
  });

  test('stays in its weeks when every second one is meant and something else changes', async () => {
    await say('meeting every second monday 10:00 name:Weekly');
    const planned = async () => (await rows()).filter((row) => row.startsWith('planned'));
    // Counted from the week of Friday the 20th.
    expect(await planned()).toEqual(['planned 2026-11-30T10:00', 'planned 2026-12-14T10:00']);
    await stage.clock.advance({ days: 5 });
    const form = formOf(await stage.press('grace', 'Change', cardOf(await say('meeting'))));
    const values = Object.fromEntries(form.fields.map((field) => [field.name, 'value' in field ? field.value : '']));
    await stage.fill('grace', form, { ...values, name: 'Fortnightly' });
    expect(await planned()).toEqual(['planned 2026-11-30T10:00', 'planned 2026-12-14T10:00']);
    await say('meeting every second monday 11:00');
    expect(await planned()).toEqual(['planned 2026-11-30T11:00', 'planned 2026-12-14T11:00']);
    // Another rule is counted from today, in the week of Wednesday the 25th.
    await say('meeting every second tuesday 11:00');
    expect(await planned()).toEqual(['planned 2026-12-08T11:00', 'planned 2026-12-22T11:00']);
  });

  test('skips holidays with a word, also those that are set later, and holds them when told to', async () => {
    await say('settings holidays:2026-11-30');
    await say('meeting every monday 10:00 name:Weekly');
    expect(await shown('meeting')).toContain('Mon 30 Nov 2026, 10:00 GMT · skipped, a holiday');
    await say('settings holidays:2026-12-07');
    await stage.clock.advance({ days: 1 });
    expect((await rows()).slice(0, 3)).toEqual([
      'planned 2026-11-23T10:00',
      'planned 2026-11-30T10:00',
      'skipped 2026-12-07T10:00',
    ]);
    expect(titles(stage.place('#support')).at(-1)).toBe('Weekly is skipped');
    await say('settings holidays:2026-11-30');
    await stage.clock.advance({ days: 1 });
    await stage.press('grace', 'Hold it anyway', cardOf(await say('meeting')));
    await stage.clock.advance({ days: 1 });
    expect(await shown('meeting')).toContain('a holiday, held all the same');
  });

  test('is changed in place: what is ahead at the same time stays, the rest goes', async () => {
    await say('meeting every monday 10:00');
    const before = await database().models.meeting.findFirst({ orderBy: { startsAt: 'asc' } });
    await say('meeting every monday,friday 10:00 length:45m');
    const series = await database().models.meetingSeries.findMany();
    expect(series).toHaveLength(1);
    expect(await rows()).toEqual(['planned 2026-11-23T10:00', 'planned 2026-11-27T10:00', 'planned 2026-11-30T10:00']);
    const after = await database().models.meeting.findFirst({ orderBy: { startsAt: 'asc' } });
    expect(after).toMatchObject({ id: before?.id, endsAt: new Date('2026-11-23T10:45:00Z') });
    await say('meeting cron "30 9 * * tue"');
    expect((await rows()).filter((row) => row.startsWith('planned'))).toEqual([
      'planned 2026-11-24T09:30',
      'planned 2026-12-01T09:30',
    ]);
  });

  test('is stopped by button, and nothing is ahead any more', async () => {
    await say('meeting every monday 10:00 name:Weekly');
    const answer = cardOf(await stage.press('grace', 'Stop', cardOf(await say('meeting'))));
    expect(answer.title).toBe('No meeting is scheduled in #support');
    expect(titles(stage.place('#support')).at(-1)).toBe('Weekly is stopped');
    await stage.clock.advance({ days: 20 });
    expect(await rows()).toEqual(['cancelled 2026-11-23T10:00', 'cancelled 2026-11-30T10:00']);
    expect(await shown('meeting stop')).toContain('No meeting is scheduled here');
  });

  test('is filled in where the text is missing, whichever way is meant', async () => {
    const form = formOf(await say('meeting every'));
    expect(form.fields.map(({ name }) => name)).toEqual(['when', 'zone', 'lead', 'length', 'name']);
    const values = { zone: 'asia/kathmandu', lead: '0', length: '30', name: 'Stand-up' };
    const filled = async (when: string) => text(cardOf(await stage.fill('grace', form, { ...values, when })));
    expect(await filled('weekday 9:30')).toContain('Every weekday at 09:30 (Asia/Kathmandu)');
    expect(await filled('0 10 29 2 *')).toContain(
      'At 10:00, on day 29 of the month, only in February (Asia/Kathmandu)',
    );
    expect(await rows()).toContain('planned 2028-02-29T04:15');
    calendar = calendarOf(weekly);
    expect(await filled(url())).toContain('“Marketing weekly” in the calendar at 127.0.0.1');
    const missing = await stage.fill('grace', form, { ...values, when: 'some day' });
    expect(missing).toMatchObject({ kind: 'fieldErrors', errors: { when: expect.stringContaining('Write it as') } });
  });

  test('refuses in words what can’t be scheduled', async () => {
    const refused: [string, string][] = [
      ['meeting every mondya 10:00', 'Did you mean monday?'],
      ['meeting every monday 10:00 zone:Europe/Londn', 'Did you mean Europe/London?'],
      ['meeting every day 10:00 lead:23h59m length:2h', 'Two meetings are only 1 day apart'],
      ['meeting every monday 10:00 lead:3d', 'up to 24 h before'],
      ['meeting every monday 10:00 length:1m', 'from 5 min to 12 h'],
      [`meeting every monday 10:00 name:"${'x'.repeat(101)}"`, 'has 101 characters'],
      ['meeting cron "* * * * *"', 'a meeting every 1 min'],
      ['meeting cron "0 10 31 2 *"', 'never comes'],
      ['meeting cron "*/5 0 10 * * 1"', 'leave the sixth part out'],
      ['meeting cron "61 10 * * *"', '“61” doesn’t fit the minutes'],
      ['meeting calendar file:///etc/passwd', 'not the address of a calendar'],
      ['meeting tomorrow', 'I don’t know “meeting tomorrow”'],
      ['meeting skip', 'No meeting is scheduled here'],
    ];
    for (const [line, words] of refused) expect(await shown(line)).toContain(words);
    expect(await database().models.meetingSeries.count()).toBe(0);
  });

  test('follows a calendar: a moved date, a cancelled one, and one that is open already stays', async () => {
    calendar = calendarOf(weekly);
    expect(await shown(`meeting calendar ${url()}`)).toContain('Mon 23 Nov 2026, 10:00 GMT');
    expect(await rows()).toEqual(['planned 2026-11-23T10:00', 'planned 2026-11-30T10:00']);
    const moved = event(
      'UID:w',
      'SUMMARY:Marketing weekly',
      'RECURRENCE-ID;TZID=Europe/London:20261123T100000',
      'DTSTART;TZID=Europe/London:20261124T150000',
      'DTEND;TZID=Europe/London:20261124T160000',
    );
    calendar = calendarOf(weekly, moved);
    await stage.clock.advance({ hours: 1 });
    expect(await rows()).toEqual(['planned 2026-11-24T15:00', 'planned 2026-11-30T10:00']);
    expect(text(stage.place('#support').at(-1))).toMatch(
      /Marketing weekly was moved[\s\S]*Mon 23 Nov 2026, 10:00 GMT[\s\S]*Tue 24 Nov 2026, 15:00 GMT/,
    );
    const cancelled = event(
      'UID:w',
      'STATUS:CANCELLED',
      'RECURRENCE-ID;TZID=Europe/London:20261130T100000',
      'DTSTART;TZID=Europe/London:20261130T100000',
    );
    calendar = calendarOf(weekly, moved, cancelled);
    await stage.clock.advance({ hours: 1 });
    expect(await rows()).toEqual([
      'planned 2026-11-24T15:00',
      'cancelled 2026-11-30T10:00',
      'planned 2026-12-07T10:00',
    ]);
    expect(titles(stage.place('#support')).at(-1)).toBe('Marketing weekly is cancelled');
    await database().models.meeting.updateMany({
      where: { startsAt: new Date('2026-11-24T15:00:00Z') },
      data: { state: 'open', dueAt: null },
    });
    calendar = calendarOf(weekly);
    await stage.clock.advance({ hours: 1 });
    expect((await rows())[0]).toBe('open 2026-11-24T15:00');
    // What was cancelled is on again.
    expect(await rows()).toContain('planned 2026-11-30T10:00');
  });

  test('tells of a whole series that moved as moved, and holds the dates of an event that can’t be read any more', async () => {
    calendar = calendarOf(weekly);
    await say(`meeting calendar ${url()}`);
    const lines = weekly.slice(1, -1).map((line) => line.replace('20261123T10', '20261124T15'));
    calendar = calendarOf(event(...lines));
    await stage.clock.advance({ hours: 1 });
    expect(await rows()).toEqual(['planned 2026-11-24T15:00', 'planned 2026-12-01T15:00']);
    expect(titles(stage.place('#support')).slice(1)).toEqual([
      'Marketing weekly was moved',
      'Marketing weekly was moved',
    ]);
    calendar = calendarOf(event(...lines.map((line) => line.replace('Europe/London', 'Nowhere Standard Time'))));
    await stage.clock.advance({ hours: 2 });
    expect(await rows()).toEqual(['planned 2026-11-24T15:00', 'planned 2026-12-01T15:00']);
    const heard = () => stage.inbox('grace').filter(({ title }) => title.includes('calendar'));
    expect(heard().map(text).join()).toMatch(
      /^[^:]*: Marketing weekly can’t be read in its calendar\n[^\n]*zone “Nowhere Standard Time” is unknown/,
    );
    calendar = calendarOf(event(...lines));
    await stage.clock.advance({ hours: 1 });
    expect([await rows(), stage.place('#support').length, heard().length]).toEqual([
      ['planned 2026-11-24T15:00', 'planned 2026-12-01T15:00'],
      3,
      1,
    ]);
  });

  test('judges a feed as a whole: one that is cut, empty or halved cancels nothing before another agrees', async () => {
    const dates = ['23', '24', '25', '26'].map((day) =>
      event(`UID:${day}`, 'SUMMARY:Marketing weekly', `DTSTART:202612${day}T100000Z`),
    );
    const whole = calendarOf(...dates);
    calendar = whole;
    await say(`meeting calendar ${url()}`);
    const planned = ['planned 2026-12-23T10:00', 'planned 2026-12-24T10:00'];
    const heard = () => stage.inbox('grace').filter(({ title }) => title.includes('calendar'));
    const news = () => titles(stage.place('#support')).slice(1);
    for (const broken of [whole.slice(0, 150), 'BEGIN:VCALENDAR\r\n<b>Fatal error</b>\r\n', calendarOf()]) {
      calendar = broken;
      await stage.clock.advance({ hours: 1, minutes: 1 });
      calendar = whole;
      await stage.clock.advance({ hours: 2 });
      expect([await rows(), news()]).toEqual([planned, []]);
    }
    calendar = whole.slice(0, 150);
    await stage.clock.advance({ hours: 2 });
    expect(heard().map(text).at(-1)).toContain('That calendar breaks off in line');
    calendar = whole;
    await stage.clock.advance({ hours: 2 });
    // Half of it twice, an hour apart: it means it.
    calendar = calendarOf(...dates.slice(2));
    await stage.clock.advance({ hours: 1 });
    expect([await rows(), news()]).toEqual([planned, []]);
    await stage.clock.advance({ hours: 1, minutes: 30 });
    expect(await rows()).toContain('cancelled 2026-12-23T10:00');
    expect(news()).toEqual(['Marketing weekly is cancelled', 'Marketing weekly is cancelled']);
  });

  test('says nothing when a calendar makes every UID anew, and a skip stays', async () => {
    calendar = calendarOf(weekly);
    await say(`meeting calendar ${url()}`);
    await say('meeting skip');
    const before = [await rows(), stage.place('#support').length];
    calendar = calendarOf(event(...weekly.slice(1, -1).map((line) => line.replace('UID:w', 'UID:anew'))));
    await stage.clock.advance({ hours: 2 });
    expect([await rows(), stage.place('#support').length]).toEqual(before);
    expect(before[0]).toContain('skipped 2026-11-23T10:00');
  });

  test('asks a calendar that has not changed only whether it has', async () => {
    calendar = calendarOf(weekly);
    await say(`meeting calendar ${url()}`);
    await stage.clock.advance({ hours: 3 });
    expect([requestCount, notModifiedCount]).toEqual([4, 3]);
  });

  test('keeps the last known dates of a calendar that stops answering, tells the champion once, and comes back quietly', async () => {
    calendar = calendarOf(weekly);
    await say('settings questions:off');
    await say(`meeting calendar ${url()}`);
    status = 503;
    await stage.clock.advanceTo('2026-11-23T12:00:00Z');
    expect((await rows()).filter((row) => row.startsWith('planned'))).toContain('planned 2026-12-07T10:00');
    expect(titles(stage.inbox('grace'))).toEqual(['The calendar of Marketing weekly doesn’t answer']);
    expect(text(stage.inbox('grace')[0])).toContain('The calendar’s server refused with 503.');
    expect(await shown('meeting')).toContain('These are its last known dates');
    status = 200;
    await stage.clock.advance({ hours: 7 });
    expect(await shown('meeting')).not.toContain('last known dates');
    expect(stage.inbox('grace')).toHaveLength(1);
  });

  test('asks which meeting of a calendar is meant when it holds several', async () => {
    const other = event('UID:o', 'SUMMARY:قهوة الفريق', 'DTSTART:20261201T100000Z');
    calendar = calendarOf(weekly, other);
    calendar = calendarOf(weekly, other, event('SUMMARY:Board', 'DTSTART;TZID=Moon/Crater:20261201T100000'));
    const choice = cardOf(await say(`meeting calendar ${url()} lead:10m`));
    expect(text(choice)).toContain('Left out: “Board” (zone “Moon/Crater” is unknown).');
    calendar = calendarOf(weekly, other);
    expect(text(choice)).toMatch(/Marketing weekly[\s\S]*قهوة الفريق/);
    expect(await database().models.meetingSeries.count()).toBe(0);
    const all = choice.blocks.flatMap((block) =>
      block.kind === 'row' && block.action?.kind === 'button' ? [block.action] : [],
    );
    const { action = '', value = '' } = all[1] ?? {};
    await stage.interact('grace', { kind: 'action', action, value }, '#support');
    expect(await rows()).toEqual(['planned 2026-12-01T10:00']);
    expect(await shown(`meeting calendar ${url()} event:all`)).toContain('All meetings in the calendar');
    expect(await rows()).toContain('planned 2026-11-23T10:00');
    expect(await shown(`meeting calendar ${url()} event:Lunch`)).toContain('There are: “Marketing weekly”');
  });

  test('refuses an address without a meeting, with the reason', async () => {
    const refused: [string, string][] = [
      ['<!DOCTYPE html><p>Sign in</p>', 'web page, not a calendar'],
      [calendarOf(), 'no meeting ahead'],
      [calendarOf(event('UID:d', 'DTSTART;VALUE=DATE:20270101')), 'all-day events don’t count'],
      [calendarOf(event('UID:d', 'DTSTART:20200101T100000Z')), 'no meeting ahead'],
      [
        calendarOf(event('UID:d', 'DTSTART:17000101T100000Z', 'RRULE:FREQ=DAILY;COUNT=1000000')),
        '“Meeting” (it recurs too often to look through)',
      ],
      [
        calendarOf(event('UID:d', 'SUMMARY:Board', 'DTSTART;TZID=Moon/Crater:20261201T100000')),
        '“Board” (zone “Moon/Crater” is unknown)',
      ],
      ['BEGIN:VCALENDAR\r\n<b>Fatal error</b>', 'Line 2 of that calendar is not iCalendar'],
      [`BEGIN:VCALENDAR${' '.repeat(6_000_000)}`, 'larger than 5 MB'],
    ];
    for (const [answer, words] of refused) {
      calendar = answer;
      expect(await shown(`meeting calendar ${url()}`)).toContain(words);
    }
    expect(await database().models.meetingSeries.count()).toBe(0);
  });

  test('tells everyone privately and at home which of their meetings come next', async () => {
    await say('meeting every monday 10:00 name:Weekly');
    await stage.say('grace', 'meeting every tuesday 10:00 name:Newsround', '#news');
    const card = cardOf(await stage.say('ben', 'meeting'));
    expect(text(card)).toMatch(/Weekly · #support[\s\S]*Newsround · #news/);
    const actor = await stage.house.people.actorOf(stage.id('ben'));
    if (!actor) throw new Error('Ben is missing.');
    const home = await stage.house.meetings.atHome?.({ interactionId: '', platform: 'playground', actor, place: null });
    expect(home).toMatchObject({ count: 2 });
  });

  test('plans once when two copies of the bot look at the same moment', async () => {
    await say('meeting every monday 10:00');
    stage.clock.moveTo(new Date('2026-11-23T10:00:00Z'));
    const sweep = stage.house.meetings.sweeps?.find(({ name }) => name === 'meetings.plan');
    await Promise.all([sweep?.run(stage.clock.now()), sweep?.run(stage.clock.now())]);
    expect(await rows()).toEqual(['planned 2026-11-23T10:00', 'planned 2026-11-30T10:00', 'planned 2026-12-07T10:00']);
  });
});
