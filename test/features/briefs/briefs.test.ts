import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createCalendarFetcher } from '../../../src/adapters/calendar/fetch-calendar.js';
import type { CalendarAnswer, FetchCalendar } from '../../../src/chat/calendar-source.js';
import { addressOf } from '../../../src/features/briefs/store/calendars.js';
import { describeOnDatabase } from '../../support/database.js';
import { dumpTables } from '../../support/dump-tables.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, formOf, only, type Stage, text, titles } from '../../support/stage.js';

const address = 'https://calendar.example/ical/grace%40harbour.example/private-7f3a/basic.ics';

/** An event of Grace's calendar on 23 November, in London. */
const event = (uid: string, title: string, time: string, ...more: string[]): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `SUMMARY:${title}`,
  `DTSTART;TZID=Europe/London:20261123T${time}00`,
  'DURATION:PT30M',
  ...more,
  'END:VEVENT',
];
const comes = (mail: string, partStat = 'ACCEPTED') =>
  `ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=${partStat};CN="Some: body":mailto:${mail}`;

describeOnDatabase('Briefs', (database) => {
  let stage: Stage;
  let answer: CalendarAnswer | (() => CalendarAnswer);
  let asked: string[];

  const calendar = (...events: string[][]) => {
    const lines = ['BEGIN:VCALENDAR', 'X-WR-CALNAME:Grace', ...events.flat(), 'END:VCALENDAR'];
    answer = { kind: 'fetched', text: lines.join('\r\n'), etag: '"1"', lastModified: null };
  };
  const fails = (status: number) => {
    answer = { kind: 'failed', failure: { why: 'status', status } };
  };
  const fetchCalendar: FetchCalendar = async ({ url, etag }) => {
    asked.push(`${url} ${etag ?? ''}`.trim());
    return typeof answer === 'function' ? answer() : answer;
  };
  const newStage = (fetch: FetchCalendar = fetchCalendar) =>
    // Sunday evening in London.
    createStage({
      database: database(),
      workspace: harbourLights,
      start: '2026-11-22T20:00:00Z',
      fetchCalendar: fetch,
    });

  beforeEach(async () => {
    asked = [];
    calendar();
    stage = await newStage();
    for (const line of ['Acme contact:"Ada, CFO, ada@acme.example"', 'Borealis attribute:domain=borealis.example'])
      await stage.say('grace', `customer ${line}`);
  });
  afterEach(() => stage.stop());

  const turnOn = async (who = 'grace') => cardOf(await stage.say(who, `brief calendar ${address}`));
  const at = (time: string) => stage.clock.advanceTo(`2026-11-23T${time}:00Z`);
  const inbox = (who = 'grace') => titles(stage.inbox(who));
  const kept = () => database().models.brief.findMany({ orderBy: [{ startsAt: 'asc' }, { place: 'asc' }] });

  test('come privately half an hour before a meeting whose title names a customer, with the card of `who`', async () => {
    calendar(event('1', 'Renewal with Acme', '1500'));
    expect(text(await turnOn())).toMatch(
      /Your briefs are on[\s\S]*Next brief: Mon 23 Nov 2026, 14:30 GMT: Acme, met at 15:00/u,
    );
    await at('14:29');
    expect(inbox()).toEqual([]);
    await at('14:30');
    const brief = only(stage.inbox('grace'));
    expect(brief.summary).toBe('You meet Acme at 15:00');
    const profile = cardOf(await stage.say('grace', 'who Acme'));
    expect([brief.title, brief.blocks.slice(1)]).toEqual([profile.title, profile.blocks]);
    expect(text(brief)).toContain('You meet them at 15:00');
    expect(stage.place('#support')).toEqual([]);
    await at('18:00');
    expect(inbox()).toHaveLength(1);
  });

  test('know a customer by the mail domain of those who come: told by a fact, by a person, or by the person’s own address', async () => {
    await stage.say('grace', 'customer Corner contact:"Cy, cy@gmail.com"');
    calendar(
      event('1', 'Catch-up', '1100', comes('bo@Mail.Borealis.example')),
      event('2', 'Catch-up', '1200', 'ORGANIZER;CN=Someone:MAILTO:eve@acme.example'),
      event('3', 'Catch-up', '1300', comes('cy@gmail.com')),
      event('4', 'Catch-up', '1400', 'ATTENDEE;EMAIL="ada@acme.example":/aMTk4/principal/'),
      event('5', 'Catch-up', '1500', comes('dee@gmail.com'), comes('else@unknown.example')),
    );
    await turnOn();
    await at('18:00');
    expect(inbox()).toEqual(['Borealis', 'Acme', 'Corner', 'Acme']);
  });

  test('never take a domain of our own for a customer’s', async () => {
    await stage.say('grace', 'customer "Harbour Spa" contact:"Sid, sid@harbour.example"');
    calendar(event('1', 'Team', '1100', comes('grace@harbour.example'), comes('sid@harbour.example')));
    await turnOn();
    expect(await kept()).toEqual([]);
  });

  test('find names by whole words, and the longest name', async () => {
    await stage.say('grace', 'customer "Acme Foods"');
    await stage.say('grace', 'customer Orange');
    calendar(
      event('1', 'Acmeology reading circle', '1100'),
      event('2', 'Acme Foods: renewal', '1200'),
      event('3', 'Why an orange button?', '1300'),
    );
    await turnOn();
    await at('18:00');
    expect(inbox()).toEqual(['Acme Foods']);
  });

  test('follow series, moved and cancelled dates, and leave out whole days and what was declined', async () => {
    const series = (...more: string[]) => event('s', 'Acme weekly', '1000', 'RRULE:FREQ=WEEKLY', ...more);
    const override = (day: string, ...lines: string[]) => [
      'BEGIN:VEVENT',
      'UID:s',
      'SUMMARY:Acme weekly',
      `RECURRENCE-ID;TZID=Europe/London:${day}T100000`,
      'DURATION:PT30M',
      ...lines,
      'END:VEVENT',
    ];
    calendar(
      series('EXDATE;TZID=Europe/London:20261207T100000'),
      override('20261130', 'DTSTART;TZID=Europe/London:20261201T160000'),
      override('20261214', 'DTSTART;TZID=Europe/London:20261214T100000', 'STATUS:CANCELLED'),
      override('20261221', 'DTSTART;TZID=Europe/London:20261221T100000', comes('grace@harbour.example', 'DECLINED')),
      ['BEGIN:VEVENT', 'UID:d', 'SUMMARY:Acme offsite', 'DTSTART;VALUE=DATE:20261125', 'END:VEVENT'],
      event('x', 'Acme, off', '1700', 'STATUS:CANCELLED'),
    );
    await turnOn();
    expect((await kept()).map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2026-11-23T10:00:00.000Z',
      '2026-12-01T16:00:00.000Z',
    ]);
  });

  test('come at the new time of a meeting that was moved, also in the last hour, and not for one that was cancelled', async () => {
    calendar(event('1', 'Acme', '1500'), event('2', 'Borealis', '1600'));
    await turnOn();
    await at('14:10');
    calendar(event('1', 'Acme', '1700'));
    await at('16:29');
    expect(inbox()).toEqual([]);
    await at('16:30');
    expect(inbox()).toEqual(['Acme']);
  });

  test('come again when a meeting is moved after its brief by half an hour, and not by less', async () => {
    calendar(event('1', 'Acme', '1500'), event('2', 'Borealis', '1500'));
    await turnOn();
    await at('14:40');
    expect(inbox()).toEqual(['Acme', 'Borealis']);
    calendar(event('1', 'Acme', '1529'), event('2', 'Borealis', '1700'));
    await at('18:00');
    expect(inbox()).toEqual(['Acme', 'Borealis', 'Borealis']);
  });

  test('are one card each for the first three customers of a meeting, and the others are named', async () => {
    for (const name of ['Corner', 'Delta', 'Echo']) await stage.say('grace', `customer ${name}`);
    calendar(event('1', 'Acme, Borealis, Corner, Delta and Echo', '1500'));
    await turnOn();
    await at('14:30');
    expect(inbox()).toEqual(['Acme', 'Borealis', 'Corner']);
    const [first, second] = stage.inbox('grace').map(text);
    expect(first).toContain('Also there: Delta, Echo.');
    expect(second).not.toContain('Also there');
  });

  test('come at once for a meeting in less than half an hour, at night too, and never for one that has begun', async () => {
    await stage.clock.advanceTo('2026-11-23T02:45:00Z');
    calendar(event('1', 'Acme', '0300'), event('2', 'Borealis', '0230'));
    await turnOn();
    await stage.clock.advanceTo('2026-11-23T02:46:00Z');
    expect(inbox()).toEqual(['Acme']);
  });

  test('keep nothing of the calendar but times and customers, and forget all of it by `brief off`', async () => {
    calendar(event('1', 'Secret merger talk with Acme', '1500', 'LOCATION:Room 9', comes('zoe@acme.example')));
    await turnOn();
    const ledgers = await database().queryText(
      'SELECT row_to_json(d)::text FROM deliveries d UNION ALL SELECT row_to_json(h)::text FROM history h',
    );
    const dump = JSON.stringify([await dumpTables(database()), ledgers]);
    for (const word of ['merger', 'Room 9', 'zoe@', 'LOCATION']) expect(dump).not.toContain(word);
    expect(JSON.stringify(ledgers)).not.toContain('private-7f3a');
    const off = cardOf(await stage.say('grace', 'brief off'));
    expect(text(off)).toContain('Your briefs are off');
    expect(JSON.stringify(await dumpTables(database()))).not.toContain('private-7f3a');
    await at('18:00');
    expect(inbox()).toEqual([]);
    expect(text(cardOf(await stage.say('grace', 'brief off')))).toContain('nothing to forget');
  });

  test('take the address privately alone, and never show it again', async () => {
    const refused = text(cardOf(await stage.say('grace', `brief calendar ${address}`, '#support')));
    expect(refused).toContain('Others may read here');
    expect(await database().models.briefCalendar.count()).toBe(0);
    fails(500);
    const said = [refused, text(cardOf(await stage.say('grace', `brief calendar ${address}`)))];
    expect(said.at(-1)).toContain('The calendar’s server refused with 500');
    answer = () => {
      throw new Error('a defect');
    };
    said.push(text(cardOf(await stage.say('grace', `brief calendar ${address}`))));
    said.push(text(cardOf(await stage.say('grace', `brief calendr ${address} zone:`))));
    calendar(event('1', 'Acme', '1500'));
    said.push(text(await turnOn()), text(cardOf(await stage.say('grace', 'brief'))));
    for (const words of said) expect(words).not.toContain('private-7f3a');
    expect(said.at(-1)).toContain('Calendar: calendar.example');
    const form = formOf(await stage.say('maya', 'brief calendar', '#support'));
    expect(text(cardOf(await stage.fill('maya', form, { calendar: address })))).toContain('Your briefs are on');
  });

  test('refuse an address inside a private network, and what is no calendar', async () => {
    const other = await newStage(createCalendarFetcher({ allowPrivate: false }));
    const words = text(cardOf(await other.say('grace', 'brief calendar http://127.0.0.1:9/me.ics')));
    expect(words).toContain('inside a private network');
    await other.stop();
    answer = { kind: 'fetched', text: '<html>', etag: null, lastModified: null };
    expect(text(await turnOn())).toContain('That is a web page, not a calendar');
    expect(text(cardOf(await stage.say('grace', 'brief calendar soon')))).toContain('not the address of a calendar');
    expect(text(cardOf(await stage.say('grace', 'brief me')))).toContain('brief calendar to set a calendar');
    expect(await database().models.briefCalendar.count()).toBe(0);
  });

  test('hold the known times while a calendar fails, and say so once after some hours, with the remedy', async () => {
    calendar(event('1', 'Acme', '1500'));
    await turnOn();
    fails(404);
    await stage.clock.advanceTo('2026-11-22T22:30:00Z');
    expect(inbox()).toEqual([]);
    await at('18:00');
    expect(inbox()).toEqual(['Your calendar for briefs can’t be read', 'Acme']);
    const [told] = stage.inbox('grace');
    expect(text(told)).toContain('Copy the address again from the calendar’s settings');
    expect(buttonLabels(told ?? cardOf(await stage.say('grace', 'brief')))).toEqual([
      'Another calendar',
      'How it stands',
    ]);
    expect(text(cardOf(await stage.say('grace', 'brief')))).toMatch(
      /no calendar at that address[\s\S]*Last failed: Mon 23 Nov/u,
    );
    calendar(event('1', 'Acme', '1500'));
    await stage.clock.advanceTo('2026-11-24T02:00:00Z');
    expect(text(cardOf(await stage.say('grace', 'brief')))).toContain('read again since');
  });

  test('of one calendar that breaks stop nobody else’s', async () => {
    calendar(event('1', 'Acme', '1500'));
    await turnOn();
    await stage.say('maya', 'brief calendar https://calendar.example/maya.ics');
    calendar(event('1', 'Acme', '1500'), event('2', 'Borealis', '1600'));
    const better = answer;
    answer = () => {
      if (asked.at(-1)?.includes('grace')) throw new Error('a defect');
      return better as CalendarAnswer;
    };
    await at('15:30');
    expect(inbox('maya')).toEqual(['Acme', 'Borealis']);
    expect(inbox('grace')).toEqual(['Acme']);
  });

  test('are sent once by two copies of the bot, and by one that was restarted', async () => {
    calendar(event('1', 'Acme', '1500'));
    await turnOn();
    const copy = await newStage();
    await Promise.all([at('14:31'), copy.clock.advanceTo('2026-11-23T14:31:00Z')]);
    expect([...inbox(), ...titles(copy.inbox('grace'))]).toEqual(['Acme']);
    const restarted = await newStage();
    await restarted.clock.advanceTo('2026-11-23T15:30:00Z');
    expect(restarted.inbox('grace')).toEqual([]);
    await Promise.all([copy.stop(), restarted.stop()]);
  });

  test('follow a customer who is merged, renamed or new, and stop for one who is deleted', async () => {
    calendar(event('1', 'Acme', '1500'), event('2', 'Nova kick-off', '1600'));
    await turnOn();
    await stage.say('grace', 'customer Nova');
    await stage.press(
      'grace',
      'Yes, all to Borealis',
      cardOf(await stage.say('grace', 'customer merge Acme into Borealis')),
    );
    await at('18:00');
    expect(inbox()).toEqual(['Borealis', 'Nova']);
  });

  test('end for somebody who left, and their address is forgotten', async () => {
    calendar(event('1', 'Acme', '1500'));
    await turnOn();
    await database().models.member.updateMany({
      where: { id: stage.id('grace') },
      data: { leftAt: stage.clock.now() },
    });
    await at('18:00');
    expect(inbox()).toEqual([]);
    expect(await database().models.briefCalendar.count()).toBe(0);
  });

  test('are shown by `brief`, and another address takes the place of the first', async () => {
    expect(text(cardOf(await stage.say('grace', 'brief')))).toContain('You get no briefs yet');
    calendar(event('1', 'Acme', '1500'));
    await turnOn();
    calendar(event('1', 'Borealis', '1600'));
    expect(text(cardOf(await stage.say('grace', 'brief https://calendar.example/other.ics')))).toContain(
      'Borealis, met at',
    );
    const calendars = await database().models.briefCalendar.findMany();
    expect(calendars.map((each) => addressOf(database(), each))).toEqual(['https://calendar.example/other.ics']);
    expect(await kept()).toHaveLength(1);
    expect(text(cardOf(await stage.say('grace', 'brief')))).toContain('Next brief: Mon 23 Nov 2026, 15:30 GMT');
  });
});
