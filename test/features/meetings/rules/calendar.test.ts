import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { expandCalendar, namesIn } from '../../../../src/calendar/dates/expand-calendar.js';
import { type Recurrence, recur, wallText } from '../../../../src/calendar/dates/recurrence.js';
import { readCalendar } from '../../../../src/calendar/text/read-calendar.js';
import {
  afterFailure,
  afterUnchanged,
  calendarHorizonMs,
  doubtfullyMissing,
  holdKnown,
  keepIds,
  validatorsOf,
} from '../../../../src/features/meetings/rules/calendar-state.js';
import { dayNumberOf } from '../../../../src/kernel/time/calendar-date.js';

const from = new Date('2026-11-25T12:00:00Z');
const until = new Date('2027-04-30T00:00:00Z');

const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const calendar = (...parts: string[][]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts.flat(), 'END:VCALENDAR'].join('\r\n');

function read(text: string) {
  const reading = readCalendar({ text, from, timeZone: 'Asia/Yerevan', lengthMs: 3_600_000 });
  if (reading.kind !== 'read') throw new Error(reading.kind);
  return reading;
}

function expand(text: string, name: string | null = null) {
  return expandCalendar(read(text).events, { from, until }, name).occurrences;
}
function ruleOf(block: string[]): Recurrence {
  const [found] = read(calendar(block)).events;
  const rule = found?.recurrences[0]?.rule;
  if (!rule) throw new Error(block.join());
  return rule;
}
const minute = (at: Date) => at.toISOString().slice(0, 16);
const starts = (text: string) => expand(text).map(({ startsAt }) => minute(startsAt));

const weekly = event(
  'UID:a',
  'SUMMARY:Marketing weekly',
  'DTSTART;TZID=Europe/London:20270308T100000',
  'DTEND;TZID=Europe/London:20270308T104500',
  'RRULE:FREQ=WEEKLY;COUNT=5',
  'EXDATE;TZID=Europe/London:20270315T100000',
);

describe('A calendar', () => {
  test('gives the dates of its events on their wall clock, without the exceptions', () => {
    expect(starts(calendar(weekly))).toEqual([
      '2027-03-08T10:00',
      '2027-03-22T10:00',
      '2027-03-29T09:00',
      '2027-04-05T09:00',
    ]);
    const [first] = expand(calendar(weekly));
    expect(first).toMatchObject({
      name: 'Marketing weekly',
      timeZone: 'Europe/London',
      id: 'a/2027-03-08T10:00:00.000Z',
    });
    expect(minute(first?.endsAt ?? from)).toBe('2027-03-08T10:45');
  });

  test('moves one date and cancels another, and each stays the date that it was', () => {
    const moved = event(
      'UID:a',
      'SUMMARY:Marketing weekly (moved)',
      'RECURRENCE-ID;TZID=Europe/London:20270322T100000',
      'DTSTART;TZID=Europe/London:20270323T150000',
      'DTEND;TZID=Europe/London:20270323T160000',
    );
    const cancelled = event(
      'UID:a',
      'SUMMARY:Marketing weekly',
      'STATUS:CANCELLED',
      'RECURRENCE-ID:20270329T090000Z',
      'DTSTART;TZID=Europe/London:20270329T100000',
    );
    const found = expand(calendar(weekly, moved, cancelled));
    expect(found.map(({ id, startsAt }) => [id, minute(startsAt)])).toEqual([
      ['a/2027-03-08T10:00:00.000Z', '2027-03-08T10:00'],
      ['a/2027-03-22T10:00:00.000Z', '2027-03-23T15:00'],
      ['a/2027-04-05T09:00:00.000Z', '2027-04-05T09:00'],
    ]);
  });

  test('goes by the later word where two speak of one date', () => {
    const at = (hour: string, sequence: number) =>
      event('UID:b', `SEQUENCE:${sequence}`, `DTSTART:20270301T${hour}0000Z`);
    expect(starts(calendar(at('10', 2), at('09', 1)))).toEqual(['2027-03-01T10:00']);
    expect(starts(calendar(at('09', 1), at('10', 2)))).toEqual(['2027-03-01T10:00']);
  });

  test.each([
    ['in UTC', ['DTSTART:20270301T100000Z'], ['2027-03-01T10:00']],
    ['without a zone, so in that of the series', ['DTSTART:20270301T100000'], ['2027-03-01T06:00']],
    [
      'in a zone with a maker’s prefix',
      ['DTSTART;TZID=/mozilla.org/20050126_1/Asia/Kathmandu:20270301T100000'],
      ['2027-03-01T04:15'],
    ],
    [
      'with extra dates',
      ['DTSTART:20270301T100000Z', 'RDATE:20270303T100000Z,20270302T100000Z'],
      ['2027-03-01T10:00', '2027-03-02T10:00', '2027-03-03T10:00'],
    ],
    [
      'until a date, which counts',
      ['DTSTART:20270301T100000Z', 'RRULE:FREQ=DAILY;UNTIL=20270303'],
      ['2027-03-01T10:00', '2027-03-02T10:00', '2027-03-03T10:00'],
    ],
    [
      'until an instant',
      ['DTSTART;TZID=America/New_York:20270301T100000', 'RRULE:FREQ=DAILY;UNTIL=20270302T145959Z'],
      ['2027-03-01T15:00'],
    ],
    [
      'that began years ago',
      ['DTSTART:20100104T100000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=8;UNTIL=20270131T000000Z'],
      ['2027-01-11T10:00'],
    ],
    ['all day', ['DTSTART;VALUE=DATE:20270301', 'RRULE:FREQ=DAILY;COUNT=3'], []],
    ['for days', ['DTSTART:20270301T100000Z', 'DTEND:20270304T100000Z'], []],
    ['past', ['DTSTART:20261101T100000Z'], []],
    ['cancelled altogether', ['DTSTART:20270301T100000Z', 'STATUS:CANCELLED', 'RRULE:FREQ=DAILY;COUNT=3'], []],
    ['every second', ['DTSTART:20270301T100000Z', 'RRULE:FREQ=SECONDLY'], []],
    [
      'a million times',
      ['DTSTART:20260101T100000Z', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=1;COUNT=1000000'],
      ['2026-12-01T10:00', '2027-01-01T10:00', '2027-02-01T10:00', '2027-03-01T10:00', '2027-04-01T10:00'],
    ],
    ['on a date that never comes', ['DTSTART:20260101T100000Z', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31'], []],
    ['in a zone that nobody knows', ['DTSTART;TZID=Moon/Crater:20270301T100000'], []],
  ])('has events %s', (_, lines, expected) => {
    expect(starts(calendar(event('UID:x', ...lines)))).toEqual(expected);
  });

  test('explains zones of its own, as Outlook’s do', () => {
    const half = (kind: string, month: number, offsets: [string, string]) => [
      `BEGIN:${kind}`,
      'DTSTART:16010101T020000',
      `TZOFFSETFROM:${offsets[0]}`,
      `TZOFFSETTO:${offsets[1]}`,
      `RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=${month}`,
      `END:${kind}`,
    ];
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:W. Europe Standard Time',
      ...half('STANDARD', 10, ['+0200', '+0100']),
      ...half('DAYLIGHT', 3, ['+0100', '+0200']),
      'END:VTIMEZONE',
    ];
    const rule = event('UID:o', 'DTSTART;TZID=W. Europe Standard Time:20270325T100000', 'RRULE:FREQ=WEEKLY;COUNT=2');
    expect(starts(calendar(zone, rule))).toEqual(['2027-03-25T09:00', '2027-04-01T08:00']);
  });

  test('names what is to come, the soonest first, and gives the events of one name', () => {
    const other = event('UID:c', 'SUMMARY:🦊 ישיבת צוות', 'DTSTART:20261201T100000Z');
    const text = calendar(weekly, other);
    expect(namesIn(expand(text))).toEqual(['🦊 ישיבת צוות', 'Marketing weekly']);
    expect(expand(text, ' marketing WEEKLY ').map(({ name }) => name)).toEqual(Array(4).fill('Marketing weekly'));
  });

  test.each([
    ['a date', 'RECURRENCE-ID;VALUE=DATE:20270322'],
    ['an unknown zone', 'RECURRENCE-ID;TZID=Nowhere Standard Time:20270322T100000'],
  ])('whose exception names its date by %s has it replace that date of the series', (_, names) => {
    const moved = event('UID:a', names, 'DTSTART;TZID=Europe/London:20270323T150000');
    // Also where the exception stands before its series.
    for (const parts of [
      [weekly, moved],
      [moved, weekly],
    ]) {
      const found = expand(calendar(...parts));
      expect(found.map(({ id, startsAt }) => [id, minute(startsAt)])).toEqual([
        ['a/2027-03-08T10:00:00.000Z', '2027-03-08T10:00'],
        ['a/2027-03-22T10:00:00.000Z', '2027-03-23T15:00'],
        ['a/2027-03-29T09:00:00.000Z', '2027-03-29T09:00'],
        ['a/2027-04-05T09:00:00.000Z', '2027-04-05T09:00'],
      ]);
    }
  });

  test('does not half understand a change of all dates up to one, and says of which event', () => {
    const changed = event(
      'UID:a-very-long-name-that-is-fo',
      ' lded',
      'RECURRENCE-ID;RANGE=THISANDPRIOR:20270322T100000Z',
      'DTSTART:20270323T150000Z',
    );
    const reading = read(calendar(weekly, changed));
    expect([reading.events.length, reading.unread]).toEqual([
      1,
      [{ uid: 'a-very-long-name-that-is-folded', name: 'Meeting', cause: { why: 'onwards' } }],
    ]);
  });

  const date = (id: string, start: string) => ({
    id,
    name: 'Weekly',
    startsAt: new Date(`${start}Z`),
    endsAt: new Date(Date.parse(`${start}Z`) + 3_600_000),
    timeZone: 'UTC',
  });
  const own = (start: string, uid = 'a') => date(`${uid}/${start}:00.000Z`, start);
  const [first, second, third] = [own('2026-11-30T10:00'), own('2026-12-07T10:00'), own('2026-12-14T10:00')];
  const [moved1, moved2, moved3] = [own('2026-12-01T15:00'), own('2026-12-08T15:00'), own('2026-12-15T15:00')];

  test('that moves a whole series keeps its dates, again at every later look, and back', () => {
    const once = keepIds([first, second], [moved1, moved2, moved3], from);
    expect(once.map(({ id }) => id)).toEqual([first.id, second.id, moved3.id]);
    expect(once.map(({ startsAt }) => startsAt)).toEqual([moved1, moved2, moved3].map(({ startsAt }) => startsAt));
    expect(keepIds(once, [moved1, moved2, moved3], from)).toEqual(once);
    // A week later its first date is over.
    const later = new Date('2026-12-02T00:00:00Z');
    expect(keepIds(once, [moved2, moved3], later).map(({ id }) => id)).toEqual([second.id, moved3.id]);
    expect(keepIds(once, [first, second, third], from).map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
  });

  test('that leaves out dates of a series, or has another one, moves nothing', () => {
    expect(keepIds([first, second], [second, third], from)).toEqual([second, third]);
    const other = { ...own('2026-12-01T15:00', 'b'), name: 'Another' };
    expect(keepIds([first], [other], from)).toEqual([other]);
  });

  test('that makes every UID anew keeps its dates by name and time, also when it moves', () => {
    const anew = [own('2026-11-30T10:00', 'x'), own('2026-12-07T10:00', 'y')];
    expect(keepIds([first, second], anew, from).map(({ id }) => id)).toEqual([first.id, second.id]);
    const movedAnew = [own('2026-12-01T15:00', 'x'), own('2026-12-08T15:00', 'y')];
    expect(keepIds([first, second], movedAnew, from).map(({ id }) => id)).toEqual([first.id, second.id]);
    // A series that was cut in two goes on under another UID.
    const goesOn = [first, own('2026-12-07T10:00', 'b')];
    expect(keepIds([first, second], goesOn, from).map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  test('that lost half of its dates, or all, is doubted; one that says what happened is not', () => {
    const all = [first, second, third].map((each, index) => ({ ...each, id: `u${index}` }));
    const [one, two] = all;
    if (!one || !two) throw new Error('There are three.');
    const missing = (found: typeof all, uids: string[], unread: { uid: string; name: string }[] = []) =>
      doubtfullyMissing(all, found, { unread, uids, now: from });
    expect(missing([], [])).toEqual(['u0', 'u1', 'u2']);
    expect(missing([one], ['u0'])).toEqual(['u1', 'u2']);
    expect(missing([one, two], ['u0', 'u1'])).toEqual([]);
    // Something in it can't be read: then nothing is believed to be gone.
    expect(missing([one, two], ['u0', 'u1'], [{ uid: '', name: '' }])).toEqual(['u2']);
    // Cancelled, or turned into whole days: they are still there.
    expect(missing([one], ['u0', 'u1', 'u2'])).toEqual([]);
    // Dates that have passed are not missing.
    expect(doubtfullyMissing(all, [], { unread: [], uids: [], now: new Date('2026-12-08T00:00:00Z') })).toEqual(['u2']);
  });

  test('with an event that can’t be read any more holds its known dates, and goes on with the others', () => {
    const [others, later] = [own('2026-12-02T09:00', 'b'), own('2026-12-03T09:00', 'b')];
    const held = holdKnown([first, second, others], [own('2026-11-30T10:00'), later], {
      unread: [{ uid: 'a', name: '' }],
      uids: ['b'],
      now: from,
    });
    expect(held).toEqual({ occurrences: [first, later, second], isHolding: true });
    expect(holdKnown([others], [later], { unread: [{ uid: 'a', name: '' }], uids: ['b'], now: from })).toEqual({
      occurrences: [later],
      isHolding: false,
    });
  });

  test('with events that make no sense gives the others, and says why', () => {
    const broken = [
      event('UID:x', 'DTSTART:banana'),
      event('UID:y', 'DTSTART:20270301T100000Z', 'RRULE:FREQ=HOURLY'),
      event('UID:v', 'DTSTART;TZID=Moon/Crater:20270301T100000'),
    ];
    const reading = read(calendar(...broken, event('UID:z', 'DTSTART:20270302T100000Z')));
    expect(reading.events.map(({ uid }) => uid)).toEqual(['z']);
    expect(reading.unread.map(({ uid, cause }) => [uid, cause])).toEqual([
      ['x', { why: 'start' }],
      ['y', { why: 'rule', fault: 'hour' }],
      ['v', { why: 'zone', zone: 'Moon/Crater' }],
    ]);
  });

  test.each(['u'.repeat(501), 'nul\u0000'])('whose UID can’t be kept is known by its digest', (uid) => {
    const [found] = read(calendar(event(`UID:${uid}`, 'DTSTART:20270301T100000Z'))).events;
    expect(found?.uid).toMatch(/^sha256:[\da-f]{64}$/);
  });

  test('with a name that is too long keeps its beginning, and no half of a symbol', () => {
    const { events } = read(calendar(event('UID:n', `SUMMARY:${'x'.repeat(199)}🦊🦊`, 'DTSTART:20270301T100000Z')));
    expect(events).toMatchObject([{ name: `${'x'.repeat(199)}🦊` }]);
  });

  test('that is a web page is none', () => {
    const text = '<!DOCTYPE html><html>BEGIN:VCALENDAR</html>';
    expect(readCalendar({ text, from, timeZone: 'UTC', lengthMs: 1 })).toEqual({ kind: 'notCalendar' });
  });

  test('of more events than a team has is refused', () => {
    const many = Array.from({ length: 20_001 }, (_, n) => event(`UID:${n}`, 'DTSTART:banana')).flat();
    expect(readCalendar({ text: calendar(many), from, timeZone: 'UTC', lengthMs: 1 })).toEqual({
      kind: 'tooMany',
      limit: 20_000,
    });
  });

  test('of beginnings without an end, and of hundreds of endless events, is read to an end', () => {
    expect(() => read(calendar(Array(200_000).fill('BEGIN:VEVENT')))).toThrow('tooMany');
    const endless = Array.from({ length: 300 }, (_, n) =>
      event(`UID:${n}`, 'DTSTART:19000101T100000Z', 'RRULE:FREQ=DAILY;COUNT=1000000'),
    ).flat();
    const { events } = read(calendar(endless));
    expect(expandCalendar(events, { from, until }, null).endlessUids.length).toBe(300);
  });
});

describe('A calendar that does not answer', () => {
  const known = {
    etag: '"1"',
    lastModified: 'then',
    fetchDueAt: from,
    fetchedAt: from,
    failureCount: 0,
    knownUntil: new Date(from.getTime() + calendarHorizonMs),
    occurrences: [],
  };

  test('is told of at its second failure, once, and asked ever more rarely, up to six hours', () => {
    let state: Parameters<typeof afterFailure>[0] = known;
    const seen = Array.from({ length: 8 }, () => {
      const failed = afterFailure(state, from);
      state = failed.state;
      return [failed.tell, (state.fetchDueAt.getTime() - from.getTime()) / 60_000];
    });
    expect(seen.map(([tell]) => tell)).toEqual([false, true, ...Array(6).fill(false)]);
    expect(seen.map(([, minutes]) => minutes)).toEqual([15, 30, 60, 120, 240, 360, 360, 360]);
    const back = afterUnchanged(state, until);
    expect([back.failureCount, back.fetchedAt]).toEqual([0, until]);
    expect(back.fetchDueAt).toEqual(new Date(until.getTime() + 3_600_000));
  });

  test('is asked for the whole again before what is known of it runs out', () => {
    const { etag, lastModified } = known;
    expect(validatorsOf(known, from)).toEqual({ etag, lastModified });
    expect(validatorsOf(known, new Date(from.getTime() + 200 * 86_400_000))).toEqual({ etag, lastModified });
    const half = new Date(from.getTime() + 200 * 86_400_000 + 1);
    expect(validatorsOf(known, half)).toEqual({ etag: null, lastModified: null });
  });
});

describe('Recurrence', () => {
  const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 });
  const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
  const rules = fc.oneof(
    fc.record({ interval: fc.integer({ min: 1, max: 5 }) }).map(({ interval }) => `FREQ=DAILY;INTERVAL=${interval}`),
    fc
      .record({ interval: fc.integer({ min: 1, max: 4 }), days: fc.uniqueArray(weekday, { minLength: 1 }) })
      .map(({ interval, days }) => `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${days}`),
    fc
      .record({ interval: fc.integer({ min: 1, max: 3 }), nth: fc.constantFrom(-2, -1, 1, 2, 3, 4), day: weekday })
      .map(({ interval, nth, day }) => `FREQ=MONTHLY;INTERVAL=${interval};BYDAY=${nth}${day}`),
    fc.record({ day: fc.integer({ min: 1, max: 28 }) }).map(({ day }) => `FREQ=MONTHLY;BYMONTHDAY=${day}`),
    fc
      .record({ position: fc.constantFrom(-1, 1, 2) })
      .map(({ position }) => `FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${position}`),
    fc
      .record({ months, nth: fc.constantFrom(-1, 1, 2), day: weekday })
      .filter((parts) => parts.months.length > 0)
      .map((parts) => `FREQ=YEARLY;BYMONTH=${[...parts.months].sort((a, b) => a - b)};BYDAY=${parts.nth}${parts.day}`),
  );

  test('agrees with ical.js on what follows the first date', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 400 }), (text, offset) => {
        const start = (dayNumberOf('2026-01-01') ?? 0) + offset;
        const date = new Date(start * 86_400_000).toISOString().slice(0, 10);
        const block = event('UID:p', `DTSTART:${date.replaceAll('-', '')}T100000Z`, `RRULE:${text}`);
        const rule = ruleOf(block);
        const ours: string[] = [];
        const window = { first: start, last: start + 1_200, budget: { daysLeft: 1e9 } };
        for (const wall of recur(rule, { day: start, minutes: 600 }, window)) ours.push(`${wallText(wall)}:00`);
        const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateTimeString(`${date}T10:00:00`));
        const theirs: string[] = [];
        for (let time = iterator.next(); time && theirs.length < 10; time = iterator.next())
          theirs.push(time.toString());
        // A start that does not fit its own rule is a date of ours; theirs begins with it, or with another that is none.
        const first = `${date}T10:00:00`;
        const later = ours.filter((time) => time > first);
        const wanted = theirs.filter((time, index) => time > first && (index > 0 || later.includes(time)));
        const length = Math.min(later.length, wanted.length);
        expect(length).toBeGreaterThan(2);
        expect(later.slice(0, length)).toEqual(wanted.slice(0, length));
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['far ahead', 'FREQ=WEEKLY;BYDAY=MO,WE;INTERVAL=3'],
    ['of months', 'FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=2'],
    ['of years', 'FREQ=YEARLY'],
  ])('looked at %s is the same as looked at from its beginning', (_, text) => {
    const block = event('UID:p', 'DTSTART:20200131T100000Z', `RRULE:${text}`);
    const rule = ruleOf(block);
    const start = { day: dayNumberOf('2020-01-31') ?? 0, minutes: 600 };
    const [first, last] = [dayNumberOf('2031-05-05') ?? 0, dayNumberOf('2034-05-05') ?? 0];
    const of = (begin: number) =>
      [...recur(rule, start, { first: begin, last, budget: { daysLeft: 1e9 } })].filter(({ day }) => day >= first);
    expect(of(first)).toEqual(of(start.day));
    expect(of(first).length).toBeGreaterThan(2);
  });
});
