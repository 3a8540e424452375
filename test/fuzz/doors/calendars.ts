/** Calendars: whatever one holds, it is read to an end, within its bounds, and nothing throws. */
import fc from 'fast-check';
import { occurrenceLimit } from '../../../src/calendar/dates/expand-calendar.js';
import { readFeed } from '../../../src/calendar/read-feed.js';
import { doorOf } from '../door.js';
import { mutated } from '../hostile.js';
import { checkPrototypes } from '../promises.js';

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

interface Given {
  readonly text: string;
  readonly event: string | null;
}
const words = [
  'BEGIN:VEVENT',
  'END:VEVENT',
  'RRULE:FREQ=DAILY',
  ';BYHOUR=1,2,3',
  ';COUNT=9',
  'EXDATE:',
  'RDATE:',
  '\r\n',
  ':',
];
const of = (given: fc.Arbitrary<string>): fc.Arbitrary<Given> =>
  fc.record({ text: given, event: fc.constantFrom(null, 'Weekly') });

export const calendarDoor = doorOf<Given>({
  name: 'calendars',
  share: 150,
  mostWork: 2_000_000,
  inputs: of(text),
  mutations: (corpus) =>
    of(
      mutated(
        corpus.map((given) => given.text),
        words,
      ),
    ),
  open: async () => ({
    knock(given) {
      const answer = readFeed({ ...given, from, until, timeZone: 'Asia/Yerevan', lengthMs: 3_600_000 });
      checkPrototypes();
      if (answer.kind !== 'dates') return;
      const { occurrences } = answer;
      if (occurrences.length > occurrenceLimit) throw new Error(`${occurrences.length} dates.`);
      if (new Set(occurrences.map(({ id }) => id)).size < occurrences.length) throw new Error('Two dates have one id.');
      for (const { startsAt, endsAt, id } of occurrences) {
        const isIn = startsAt.getTime() < until.getTime() && endsAt.getTime() > from.getTime();
        if (!isIn || id.length >= 500) throw new Error(`${id} lies outside its bounds.`);
      }
    },
  }),
});
