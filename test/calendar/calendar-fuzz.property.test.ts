import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { occurrenceLimit } from '../../src/calendar/dates/expand-calendar.js';
import { readFeed } from '../../src/calendar/read-feed.js';

/** 100,000 are run by hand: CALENDAR_FUZZ_RUNS=100000. */
const numRuns = Number(process.env.CALENDAR_FUZZ_RUNS ?? 300);

const from = new Date('2026-11-23T00:00:00Z');
const until = new Date('2027-12-28T00:00:00Z');

const zones = ['Europe/London', 'W. Europe Standard Time', 'EST', 'Moon/Crater', '"(UTC+01:00) Berlin, Rom"', ''];
const time = fc.oneof(
  fc.constantFrom('20261207T100000', '20261207T100000Z', '20261207', '20270328T023000', '00000101T000000', '20261340'),
  fc.stringMatching(/^\d{8}T\d{6}Z?$/u),
  fc.string({ maxLength: 20 }),
);
const zone = fc.oneof(fc.constantFrom(...zones), fc.string({ maxLength: 12 }));
const dated = (name: string) => fc.tuple(zone, time).map(([tzid, at]) => `${name}${tzid && `;TZID=${tzid}`}:${at}`);
const number = fc.oneof(fc.integer({ min: -400, max: 400 }), fc.constantFrom(1e9, 0.5, Number.NaN));
const numbers = (name: string) => fc.array(number, { minLength: 1, maxLength: 60 }).map((all) => `${name}=${all}`);
const rule = fc
  .tuple(
    fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'HOURLY', 'X', ''),
    fc.array(
      fc.oneof(
        ...[
          'INTERVAL',
          'COUNT',
          'BYMONTH',
          'BYMONTHDAY',
          'BYYEARDAY',
          'BYHOUR',
          'BYMINUTE',
          'BYSETPOS',
          'BYWEEKNO',
        ].map(numbers),
        fc.constantFrom('BYDAY=MO', 'BYDAY=-1SU,2MO', 'BYDAY=99XX', 'WKST=SU', 'UNTIL=20270101', 'UNTIL=x', ';;=', 'A'),
      ),
      { maxLength: 5 },
    ),
  )
  .map(([frequency, parts]) => `RRULE:${[`FREQ=${frequency}`, ...parts].join(';')}`);
const line = fc.oneof(
  ...[
    'DTSTART',
    'DTEND',
    'RECURRENCE-ID',
    'RECURRENCE-ID;RANGE=THISANDFUTURE',
    'EXDATE',
    'RDATE',
    'EXDATE;VALUE=DATE',
  ].map(dated),
  rule,
  fc.constantFrom('UID:a', 'UID:b', 'SEQUENCE:2', 'STATUS:CANCELLED', 'SUMMARY:Weekly', 'SUMMARY:Canceled: Weekly'),
  fc.constantFrom('DURATION:PT45M', 'DURATION:P9999999W', 'TRANSP:TRANSPARENT', 'X-WR-TIMEZONE:Europe/Rome', ' folded'),
  fc.constantFrom('TZOFFSETFROM:+0100', 'TZOFFSETTO:-0530', 'TZID:W. Europe Standard Time', 'TZID:Own'),
  ...['VEVENT', 'VTIMEZONE', 'STANDARD', 'DAYLIGHT', 'VALARM', 'VCALENDAR'].map((name) =>
    fc.constantFrom(`BEGIN:${name}`, `END:${name}`),
  ),
  fc.string({ maxLength: 40, unit: 'binary' }),
);
const whole = fc
  .array(
    fc
      .array(line, { maxLength: 12 })
      .map((lines) => ['BEGIN:VEVENT', 'DTSTART:20261207T100000Z', ...lines, 'END:VEVENT']),
    { maxLength: 6 },
  )
  .map((events) => ['BEGIN:VCALENDAR', ...events.flat(), 'END:VCALENDAR']);
const broken = fc.array(line, { maxLength: 60 }).map((lines) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR']);
const text = fc
  .tuple(fc.oneof(whole, broken), fc.constantFrom('\r\n', '\n', '\r'), fc.double({ min: 0.5, max: 1.5, noNaN: true }))
  .map(([lines, end, share]) => {
    const joined = lines.join(end);
    return joined.slice(0, Math.ceil(joined.length * share));
  });

test('Whatever a calendar holds, it is read to an end, within its bounds, and nothing throws', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(null, 'Weekly'), (calendar, event) => {
      const answer = readFeed({ text: calendar, from, until, timeZone: 'Asia/Yerevan', lengthMs: 3_600_000, event });
      if (answer.kind !== 'dates') return;
      const { occurrences } = answer;
      expect(occurrences.length).toBeLessThanOrEqual(occurrenceLimit);
      expect(new Set(occurrences.map(({ id }) => id)).size).toBe(occurrences.length);
      for (const { startsAt, endsAt, id } of occurrences) {
        expect(startsAt.getTime() < until.getTime() && endsAt.getTime() > from.getTime()).toBe(true);
        expect(id.length).toBeLessThan(500);
      }
    }),
    { numRuns },
  );
}, 3_600_000);
