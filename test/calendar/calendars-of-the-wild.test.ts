import { describe, expect, test } from '@jest/globals';
import { readFeed } from '../../src/calendar/read-feed.js';

/** Monday 23 November 2026. */
const from = new Date('2026-11-23T00:00:00Z');

function ask(lines: readonly string[], { lineEnd = '\r\n', event = null as string | null } = {}) {
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join(lineEnd);
  const until = new Date('2027-04-30T00:00:00Z');
  return readFeed({ text, from, until, timeZone: 'Asia/Yerevan', lengthMs: 3_600_000, event });
}
/** The dates, and what was left out. */
function read(lines: readonly string[], options?: Parameters<typeof ask>[1]) {
  const answer = ask(lines, options);
  if (answer.kind !== 'dates') return answer;
  const starts = answer.occurrences.map(({ startsAt }) => startsAt.toISOString().slice(0, 16).replace('T', ' '));
  const leftOut = answer.unread.map(({ name, cause }) => [name, cause]);
  return leftOut.length > 0 ? { starts, leftOut } : starts;
}
const named = (name: string, ...lines: string[]) => ['BEGIN:VEVENT', `SUMMARY:${name}`, ...lines, 'END:VEVENT'];
const event = (...lines: string[]) => named('Weekly', ...lines);
/** Monday 7 December at 10:00 for four weeks. */
const series = (...lines: string[]) => event('UID:w', 'RRULE:FREQ=WEEKLY;COUNT=4', ...lines);
const zone = (tzid: string, ...lines: string[]) => ['BEGIN:VTIMEZONE', `TZID:${tzid}`, ...lines, 'END:VTIMEZONE'];
const half = (kind: string, start: string, offsets: readonly [string, string], ...lines: string[]) => [
  `BEGIN:${kind}`,
  `DTSTART:${start}`,
  `TZOFFSETFROM:${offsets[0]}`,
  `TZOFFSETTO:${offsets[1]}`,
  ...lines,
  `END:${kind}`,
];
const inZone = (name: string) => event('UID:z', `DTSTART;TZID=${name}:20270322T100000`, 'RRULE:FREQ=WEEKLY;COUNT=2');
const [berlin, newYork, london] = [
  ['2027-03-22 09:00', '2027-03-29 08:00'],
  ['2027-03-22 14:00', '2027-03-29 14:00'],
  ['2027-03-22 10:00', '2027-03-29 09:00'],
];
const mondays = ['2026-12-07 10:00', '2026-12-14 10:00', '2026-12-21 10:00', '2026-12-28 10:00'];
const without = (...dates: string[]) => mondays.filter((date) => !dates.includes(date.slice(5, 10)));

describe('A calendar of the wild: zones', () => {
  test.each([
    ['Outlook names Windows’ zone', 'W. Europe Standard Time', berlin],
    ['Outlook numbers its second definition', 'Eastern Standard Time 1', newYork],
    ['Windows’ name is written small', 'gmt standard time', london],
    ['Exchange in English lists cities', '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', berlin],
    [
      'Exchange in German lists cities without quotation marks',
      '(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Wien',
      berlin,
    ],
    ['Exchange in French says the Est', '"(UTC-05:00) Heure de l’Est (É.-U. et Canada)"', newYork],
    ['Outlook in German says the zone in words', 'Mitteleuropäische Zeit', berlin],
    ['Outlook in French says it in words', 'heure normale d’Europe centrale', berlin],
    ['Google says the place', 'Europe/London', london],
    ['Thunderbird says the place behind its own name', '/mozilla.org/20070129_1/Europe/London', london],
    ['Ruby on Rails says the zone as people do', 'Eastern Time (US & Canada)', newYork],
    ['a shop writes an offset', 'UTC+01:00', ['2027-03-22 09:00', '2027-03-29 09:00']],
    ['an offset has minutes', 'GMT+0530', ['2027-03-22 04:30', '2027-03-29 04:30']],
    ['Russia’s zones are numbered', 'RTZ 2 (зима)', ['2027-03-22 07:00', '2027-03-29 07:00']],
  ])('%s', (_, name, expected) => {
    expect(read(inZone(name))).toEqual(expected);
  });

  const winter = half('STANDARD', '20261025T030000', ['+0200', '+0100']);
  const summer = half('DAYLIGHT', '20270328T020000', ['+0100', '+0200']);
  test.each([
    ['an empty explanation with a place', zone('Custom', 'X-LIC-LOCATION:Europe/Berlin'), 'Custom'],
    ['an empty explanation with Exchange’s number', zone('Büro', 'X-MICROSOFT-CDO-TZID:4'), 'Büro'],
    ['an empty explanation of Windows’ zone', zone('W. Europe Standard Time'), 'W. Europe Standard Time'],
    ['a zone of its own that is explained for one year', zone('Unsere Zeit', ...winter, ...summer), 'Unsere Zeit'],
    ['a place that is explained for the past', zone('Europe/Berlin', ...winter), 'Europe/Berlin'],
    [
      'a zone of its own that is explained for good',
      zone(
        'tzone://Microsoft/Custom',
        ...half('STANDARD', '16010101T030000', ['+0200', '+0100'], 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'),
        ...half('DAYLIGHT', '16010101T020000', ['+0100', '+0200'], 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'),
      ),
      'tzone://Microsoft/Custom',
    ],
  ])('has %s', (_, explanation, name) => {
    expect(read([...explanation, ...inZone(name)])).toEqual(berlin);
  });

  test('goes by its own explanation of a name that means something else elsewhere', () => {
    const est = zone(
      'EST',
      ...half('STANDARD', '20071104T020000', ['-0400', '-0500'], 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU'),
      ...half('DAYLIGHT', '20070311T020000', ['-0500', '-0400'], 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU'),
    );
    expect(read([...est, ...inZone('EST')])).toEqual(newYork);
    expect(read(inZone('EST'))).toEqual(['2027-03-22 15:00', '2027-03-29 15:00']);
  });

  test('has times without a zone, which are in the calendar’s', () => {
    const floating = event('UID:f', 'DTSTART:20270322T100000', 'RRULE:FREQ=WEEKLY;COUNT=2');
    expect(read(['X-WR-TIMEZONE:America/New_York', ...floating])).toEqual(newYork);
    expect(read(['X-WR-TIMEZONE:W. Europe Standard Time', ...floating])).toEqual(berlin);
    expect(read(floating)).toEqual(['2027-03-22 06:00', '2027-03-29 06:00']);
  });
});

describe('A calendar of the wild: series', () => {
  const start = 'DTSTART;TZID=Europe/London:20261207T100000';
  test.each([
    ['Google leaves a date out', ['EXDATE;TZID=Europe/London:20261214T100000'], without('12-14')],
    ['a club leaves days out', ['EXDATE;VALUE=DATE:20261221,20261228'], without('12-21', '12-28')],
    ['a date is left out in another zone', ['EXDATE;TZID=Europe/Berlin:20261214T110000'], without('12-14')],
    ['a date is left out without a zone', ['EXDATE:20261214T100000'], without('12-14')],
    ['a date is left out at midnight', ['EXDATE;TZID=Europe/London:20261214T000000'], without('12-14')],
    ['a day is added', ['RDATE;VALUE=DATE:20270104'], [...mondays, '2027-01-04 10:00']],
    ['Zoho adds a period', ['RDATE;VALUE=PERIOD:20270105T100000Z/20270105T110000Z'], [...mondays, '2027-01-05 10:00']],
  ])('%s', (_, lines, expected) => {
    expect(read(series(start, ...lines))).toEqual(expected);
  });

  test.each([
    ['turns into a whole day', ['DTSTART;VALUE=DATE:20261214'], without('12-14')],
    ['turns into days', ['DTSTART:20261214T100000Z', 'DTEND:20261216T100000Z'], without('12-14')],
    [
      'is cancelled by its title alone (Outlook)',
      ['SUMMARY:Canceled: Weekly', 'DTSTART:20261214T100000Z', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'],
      without('12-14'),
    ],
    [
      'is cancelled by its title alone (Exchange in German)',
      ['SUMMARY:Abgesagt: Weekly', 'DTSTART:20261214T100000Z', 'TRANSP:TRANSPARENT'],
      without('12-14'),
    ],
    [
      'is only called so, and takes place',
      ['SUMMARY:Canceled: the old plan', 'DTSTART:20261214T100000Z', 'X-MICROSOFT-CDO-BUSYSTATUS:BUSY'],
      mondays,
    ],
  ])('one date %s', (_, lines, expected) => {
    const exception = ['BEGIN:VEVENT', 'UID:w', 'RECURRENCE-ID:20261214T100000Z', ...lines, 'END:VEVENT'];
    expect(read([...series(start), ...exception])).toEqual(expected);
  });

  test('moves a date and deletes it later', () => {
    const moved = event('UID:w', 'SEQUENCE:1', 'RECURRENCE-ID:20261214T100000Z', 'DTSTART:20261215T150000Z');
    const later = series(start, 'SEQUENCE:2', 'EXDATE:20261214T100000Z');
    expect(read([...moved, ...later])).toEqual(without('12-14'));
    // Other calendars leave out every date that they write anew.
    const same = series(start, 'SEQUENCE:1', 'EXDATE:20261214T100000Z');
    expect(read([...moved, ...same])).toContain('2026-12-15 15:00');
  });

  test('begins outside of its own rule: the first date is one, and counts', () => {
    const thursday = 'DTSTART;TZID=Europe/London:20261203T100000';
    const rule = 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3';
    expect(read(event('UID:w', thursday, rule))).toEqual(['2026-12-03 10:00', '2026-12-07 10:00', '2026-12-14 10:00']);
  });

  test.each([
    ['one UID for all', ['UID:export', 'UID:export', 'UID:export']],
    ['no UID at all', ['X-A:1', 'X-A:2', 'X-A:3']],
  ])('writes its dates out, with %s', (_, uids) => {
    const dates = uids.flatMap((uid, index) => event(uid, `DTSTART:2026120${index + 7}T100000Z`));
    const answer = ask(dates);
    if (answer.kind !== 'dates') throw new Error(answer.kind);
    expect(answer.occurrences.map(({ startsAt }) => startsAt.getUTCDate())).toEqual([7, 8, 9]);
    expect(new Set(answer.occurrences.map(({ id }) => id)).size).toBe(3);
  });

  test('holds two meetings at the same time under one UID: they stay two', () => {
    const both = [
      ...named('Board', 'UID:x', 'DTSTART:20261207T100000Z'),
      ...named('Sales', 'UID:x', 'DTSTART:20261207T100000Z'),
    ];
    const answer = ask(both);
    if (answer.kind !== 'dates') throw new Error(answer.kind);
    expect(new Set(answer.occurrences.map(({ name }) => name))).toEqual(new Set(['Board', 'Sales']));
    expect(new Set(answer.occurrences.map(({ id }) => id)).size).toBe(2);
  });

  test('holds the same meeting twice, under two UIDs: it is one', () => {
    expect(read([...series(start), ...event('UID:copy', start)])).toEqual(mondays);
  });

  test('holds a series twice under one UID: the later word counts', () => {
    const first = series(start, 'LAST-MODIFIED:20261101T000000Z');
    const second = series('DTSTART:20261208T100000Z', 'LAST-MODIFIED:20261102T000000Z');
    const tuesdays = ['2026-12-08 10:00', '2026-12-15 10:00', '2026-12-22 10:00', '2026-12-29 10:00'];
    expect([read([...first, ...second]), read([...second, ...first])]).toEqual([tuesdays, tuesdays]);
  });
});

describe('A calendar of the wild: its text', () => {
  const dated = event('UID:d', 'DTSTART:20261207T100000Z');

  test.each([
    ['bare line feeds (Nextcloud)', '\n'],
    ['carriage returns', '\r'],
    ['doubled carriage returns', '\r\r\n'],
  ])('has %s', (_, lineEnd) => {
    expect(read([...series('DTSTART:20261207T100000Z')], { lineEnd })).toEqual(mondays);
  });

  test('breaks lines in the middle of a text, and folds without a blank', () => {
    const broken = event(
      'UID:d',
      'DESCRIPTION:First',
      'the numbers, then',
      '<b>the customers</b>',
      'DTSTART:20261207T100000Z',
    );
    expect(read(broken)).toEqual(['2026-12-07 10:00']);
    const split = ['BEGIN:VEVENT', 'SUMMARY:Marketing', 'weekly', 'UID:s', 'DTSTART:20261207T100000Z', 'END:VEVENT'];
    expect(read(split, { event: 'marketing weekly' })).toEqual(['2026-12-07 10:00']);
  });

  test('names the event with a line that is none, and reads the others', () => {
    const broken = event('UID:x', 'DTSTART:20261208T100000Z', '%%%', 'RRULE:FREQ=DAILY');
    expect(read([...broken, ...dated])).toEqual({
      starts: ['2026-12-07 10:00'],
      leftOut: [['Weekly', { why: 'line', line: 7 }]],
    });
  });

  test('names what it can’t read, each with its cause, and reads the others', () => {
    const odd = [
      ...named('A', 'UID:1', 'DTSTART;TZID=Moon/Crater:20261208T100000'),
      ...named('B', 'UID:2', 'DTSTART:20261208T100000Z', 'RRULE:FREQ=MINUTELY'),
      ...['BEGIN:VEVENT', 'SUMMARY:C', 'DTSTART:20261208T100000Z'],
      ...dated,
    ];
    expect(read(odd)).toEqual({
      starts: ['2026-12-07 10:00'],
      leftOut: [
        ['A', { why: 'zone', zone: 'Moon/Crater' }],
        ['B', { why: 'rule', fault: 'minute' }],
        ['C', { why: 'noEnd', line: 14 }],
      ],
    });
  });

  test('has alarms and people in its events (Apple, Proton)', () => {
    const alarm = ['BEGIN:VALARM', 'TRIGGER:-PT15M', 'DURATION:PT9H', 'SUMMARY:Wake up', 'END:VALARM'];
    const people = [
      'ORGANIZER;CN="Grace: Okafor":mailto:grace@example.com',
      'ATTENDEE;X="a;b:c":mailto:ben@example.com',
    ];
    const full = event('UID:d', ...people, ...alarm, 'DTSTART:20261207T100000Z', 'DURATION:PT45M');
    const answer = ask(full);
    expect(answer).toMatchObject({ occurrences: [{ name: 'Weekly', endsAt: new Date('2026-12-07T10:45:00Z') }] });
  });

  const from3 = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x'];
  test.each([
    ['cut in the middle of a line', [...from3, ...dated, 'BEGIN:VEVENT', 'DTSTART:2026'], { kind: 'cut', line: 10 }],
    ['cut between two events', [...from3, ...dated], { kind: 'cut', line: 8 }],
    ['an error page behind its first lines', [...from3, '<br />', '<b>Fatal error</b>'], { kind: 'noLine', line: 4 }],
    ['an error page inside', [...from3, '<b>Fatal error</b>', 'END:VCALENDAR'], { kind: 'noLine', line: 4 }],
    ['a web page', ['<!DOCTYPE html>', ...from3, 'END:VCALENDAR'], { kind: 'notCalendar' }],
    ['nothing', [''], { kind: 'notCalendar' }],
  ])('that is %s is refused with the cause', (_, lines, expected) => {
    const text = lines.join('\r\n');
    expect(readFeed({ text, from, until: from, timeZone: 'UTC', lengthMs: 1, event: null })).toEqual(expected);
  });
});
