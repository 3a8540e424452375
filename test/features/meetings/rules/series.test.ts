import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createTask } from 'node-cron';
import { Temporal } from 'temporal-polyfill';
import { readEvery } from '../../../../src/features/meetings/rules/read-every.js';
import {
  type ClockRule,
  type CronRule,
  isCronDay,
  problemOfSeries,
  startsAfter,
  startsBetween,
  type WeeklyRule,
} from '../../../../src/features/meetings/rules/series.js';
import { dateOfDay, dayNumberOf } from '../../../../src/kernel/time/calendar-date.js';
import { readCron } from '../../../../src/kernel/time/cron.js';

function every(typed: string, from = '2000-01-01'): WeeklyRule {
  const rule = readEvery(typed, from);
  if (rule.kind !== 'weekly') throw new Error(JSON.stringify(rule));
  return rule;
}

function cron(expression: string): CronRule {
  const fields = readCron(expression);
  if ('kind' in fields) throw new Error(JSON.stringify(fields));
  return { kind: 'cron', expression, fields };
}

const next = (rule: ClockRule, zone: string, after: string, count = 1) =>
  startsAfter(rule, zone, { after: new Date(after), count }).map((start) => start.toISOString().slice(0, 16));

describe('The next dates of a series', () => {
  test.each([
    // London: clocks go forward on 28 March 2027 and back on 31 October.
    ['every sunday 10:00', 'Europe/London', '2027-03-20T12:00Z', ['2027-03-21T10:00', '2027-03-28T09:00']],
    ['every sunday 10:00', 'Europe/London', '2027-10-23T12:00Z', ['2027-10-24T09:00', '2027-10-31T10:00']],
    // 01:30 is skipped in London on 28 March: the moment of the change, 01:00 UTC.
    ['every sunday 01:30', 'Europe/London', '2027-03-27T12:00Z', ['2027-03-28T01:00', '2027-04-04T00:30']],
    // 01:30 comes twice on 31 October: the first.
    ['every sunday 01:30', 'Europe/London', '2027-10-30T12:00Z', ['2027-10-31T00:30', '2027-11-07T01:30']],
    // New York: 14 March and 7 November 2027; 02:30 is skipped, 01:30 comes twice.
    ['every sunday 02:30', 'America/New_York', '2027-03-13T12:00Z', ['2027-03-14T07:00', '2027-03-21T06:30']],
    ['every sunday 01:30', 'America/New_York', '2027-11-06T12:00Z', ['2027-11-07T05:30', '2027-11-14T06:30']],
    // Lord Howe moves by half an hour: forward on 3 October 2027 (02:00 to 02:30), back on 4 April.
    ['every sunday 10:00', 'Australia/Lord_Howe', '2027-09-25T12:00Z', ['2027-09-25T23:30', '2027-10-02T23:00']],
    ['every sunday 02:15', 'Australia/Lord_Howe', '2027-09-26T12:00Z', ['2027-10-02T15:30', '2027-10-09T15:15']],
    ['every sunday 01:45', 'Australia/Lord_Howe', '2027-03-29T12:00Z', ['2027-04-03T14:45', '2027-04-10T15:15']],
    // The southern summer of Sydney ends when London’s begins.
    ['every monday 9:00', 'Australia/Sydney', '2027-03-30T12:00Z', ['2027-04-04T23:00', '2027-04-11T23:00']],
    ['every monday 9:00', 'Australia/Sydney', '2027-03-28T12:00Z', ['2027-03-28T22:00', '2027-04-04T23:00']],
    // Zones without summer time, one at three quarters of an hour.
    ['every weekday 9:30', 'Asia/Kathmandu', '2027-03-26T12:00Z', ['2027-03-29T03:45', '2027-03-30T03:45']],
    ['every monday,thursday 18', 'Asia/Yerevan', '2026-11-25T12:00Z', ['2026-11-26T14:00', '2026-11-30T14:00']],
    // Samoa had no 30 December 2011: it went from 29 to 31 December.
    ['every day 10:00', 'Pacific/Apia', '2011-12-28T21:00Z', ['2011-12-29T20:00', '2011-12-30T20:00']],
    ['every friday 10:00', 'Pacific/Apia', '2011-12-24T00:00Z', ['2012-01-05T20:00', '2012-01-12T20:00']],
  ])('%s in %s after %s', (typed, zone, after, starts) => {
    expect(next(every(typed), zone, after, 2)).toEqual(starts);
  });

  test('come every second week from the week in which the series begins', () => {
    const rule = every('every second tuesday 10:00', '2026-11-25');
    expect(next(rule, 'UTC', '2026-11-25T12:00Z', 3)).toEqual([
      '2026-12-08T10:00',
      '2026-12-22T10:00',
      '2027-01-05T10:00',
    ]);
    // Wednesday is still ahead in the first week.
    expect(next(every('every other wednesday 14:00', '2026-11-25'), 'UTC', '2026-11-25T12:00Z')).toEqual([
      '2026-11-25T14:00',
    ]);
  });

  test.each([
    ['0 10 29 2 *', '2026-11-25T12:00Z', ['2028-02-29T10:00', '2032-02-29T10:00']],
    // No 29 February in 2100.
    ['0 10 29 2 *', '2096-03-01T00:00Z', ['2104-02-29T10:00']],
    ['0 10 31 * *', '2027-01-31T12:00Z', ['2027-03-31T10:00', '2027-05-31T10:00']],
    ['0 10 L 2 *', '2027-01-01T00:00Z', ['2027-02-28T10:00', '2028-02-29T10:00']],
    ['0 10 * * 1#1', '2026-11-25T12:00Z', ['2026-12-07T10:00', '2027-01-04T10:00']],
    ['0 10 * * fri#5', '2026-11-25T12:00Z', ['2027-01-29T10:00', '2027-04-30T10:00']],
    ['30 9,16 * * 5', '2026-11-25T12:00Z', ['2026-11-27T09:30', '2026-11-27T16:30']],
    // Friday the 13th: both have to fit.
    ['0 10 13 * 5', '2026-11-25T12:00Z', ['2027-08-13T10:00', '2028-10-13T10:00']],
  ])('of cron %s after %s', (expression, after, starts) => {
    expect(next(cron(expression), 'UTC', after, starts.length)).toEqual(starts);
  });

  test('of two times of which summer time skips both are one, in the moment of the change', () => {
    expect(next(cron('15,45 2 14 3 *'), 'America/New_York', '2027-03-13T12:00Z', 2)).toEqual([
      '2027-03-14T07:00',
      '2028-03-14T06:15',
    ]);
  });

  test('are those between two instants, the first included and the last not', () => {
    const span = { from: new Date('2026-11-30T10:00Z'), until: new Date('2026-12-14T10:00Z') };
    expect(startsBetween(every('every monday 10:00'), 'UTC', span)).toEqual([span.from, new Date('2026-12-07T10:00Z')]);
  });
});

const zones = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Asia/Yerevan',
  'America/Sao_Paulo',
  'Africa/Casablanca',
];

describe('Whatever the zone and the rule', () => {
  const someRule = fc.record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    minutes: fc.integer({ min: 0, max: 1439 }),
    everyWeeks: fc.constantFrom(1, 2),
  });
  const someTime = fc.date({ min: new Date('2010-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });

  test('a meeting begins at its time on the wall, or in the moment that skips it, and at the first of two', () => {
    fc.assert(
      fc.property(someRule, fc.constantFrom(...zones), someTime, (parts, zone, after) => {
        const rule: WeeklyRule = { kind: 'weekly', from: '2009-01-01', ...parts };
        const starts = startsAfter(rule, zone, { after, count: 30 });
        expect(starts).toHaveLength(30);
        for (const [index, start] of starts.entries()) {
          expect(start > (starts[index - 1] ?? after)).toBe(true);
          const local = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(zone);
          expect(rule.weekdays).toContain(local.dayOfWeek);
          const wall = local
            .toPlainDate()
            .toPlainDateTime({ hour: Math.floor(rule.minutes / 60), minute: rule.minutes % 60 });
          const shown = local.toPlainDateTime();
          if (!shown.equals(wall)) {
            // Skipped: a millisecond earlier the clock stood before the wanted time, now it stands behind it.
            expect(Temporal.PlainDateTime.compare(shown, wall)).toBe(1);
            expect(Temporal.PlainDateTime.compare(local.subtract({ milliseconds: 1 }).toPlainDateTime(), wall)).toBe(
              -1,
            );
          } else {
            expect(wall.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds).toBe(start.getTime());
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('looking ahead step by step finds the same dates as looking at the whole time at once', () => {
    fc.assert(
      fc.property(someRule, fc.constantFrom(...zones), someTime, (parts, zone, from) => {
        const rule: WeeklyRule = { kind: 'weekly', from: '2009-01-01', ...parts };
        const until = new Date(from.getTime() + 60 * 86_400_000);
        const steps: Date[] = [];
        let at: Date | undefined = new Date(from.getTime() - 1);
        while (at) {
          [at] = startsAfter(rule, zone, { after: at, count: 1 });
          if (!at || at >= until) break;
          steps.push(at);
        }
        expect(startsBetween(rule, zone, { from, until })).toEqual(steps);
      }),
      { numRuns: 60 },
    );
  });

  test('a cron day is one on which node-cron itself would run', () => {
    const someDay = fc.constantFrom('*', '1', '29', '31', '13', 'L', 'L-2', 'LW', '1W', '15W', '31W', '*/5', '10-20');
    const someMonth = fc.constantFrom('*', '2', '6', 'jan', '3-5', '*/3');
    const someWeekday = fc.constantFrom('*', '1', '0', '7', 'mon-fri', 'sat,sun', '1#1', '5#5', '3L', '5-1');
    fc.assert(
      fc.property(
        someDay,
        someMonth,
        someWeekday,
        fc.integer({ min: 0, max: 20_000 }),
        (dayOfMonth, month, weekday, offset) => {
          const expression = `0 10 ${dayOfMonth} ${month} ${weekday}`;
          const fields = readCron(expression);
          fc.pre(!('kind' in fields));
          if ('kind' in fields) return;
          const task = createTask(expression, () => {}, { timezone: 'UTC' });
          const first = (dayNumberOf('2000-01-01') ?? 0) + offset;
          for (let day = first; day < first + 40; day += 1) {
            expect([dateOfDay(day), isCronDay(fields, day)]).toEqual([
              dateOfDay(day),
              task.match(new Date(`${dateOfDay(day)}T10:00:00Z`)),
            ]);
          }
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe('A schedule', () => {
  const now = new Date('2026-11-25T12:00Z');
  const hour = { timeZone: 'Europe/London', leadMinutes: 0, lengthMinutes: 60 };

  test.each([
    ['* * * * *', hour, { kind: 'tooOften', gapMinutes: 1 }],
    ['*/10 9 * * *', { ...hour, lengthMinutes: 5 }, { kind: 'tooOften', gapMinutes: 10 }],
    ['0 9,10 * * 1', { ...hour, leadMinutes: 15 }, { kind: 'overlaps', gapMinutes: 60 }],
    ['0 9,10 * * 1', hour, null],
    ['*/30 9 * * *', { ...hour, lengthMinutes: 15, leadMinutes: 15 }, null],
    ['0 9 * * *', { ...hour, leadMinutes: 24 * 60 }, { kind: 'overlaps', gapMinutes: 24 * 60 }],
    ['0 10 29 2 1', hour, null],
  ])('of cron %s is looked at before it is taken', (expression, options, problem) => {
    expect(problemOfSeries(cron(expression), options, now)).toEqual(problem);
  });

  test('that no date fits never comes', () => {
    // Read by hand, as no parser would let it through.
    const fields = { minutes: [0], hours: [10], daysOfMonth: [31], months: [2], weekdays: [0, 1, 2, 3, 4, 5, 6] };
    expect(problemOfSeries({ kind: 'cron', expression: '', fields }, hour, now)).toEqual({ kind: 'never' });
  });

  test.each([
    ['0 10 31 2 *', { kind: 'never' }],
    ['0 10 30 feb *', { kind: 'never' }],
    ['30 0 10 * * 1', { kind: 'seconds' }],
    ['*/5 0 10 * * 1', { kind: 'seconds' }],
    ['0 10 * *', { kind: 'fieldCount' }],
    ['0 10 * * 1 2026 x', { kind: 'fieldCount' }],
    ['', { kind: 'fieldCount' }],
    [`0 10 ${'1,'.repeat(200)}1 * *`, { kind: 'fieldCount' }],
    ['61 10 * * *', { kind: 'field', field: 'minute', value: '61' }],
    ['0 10 * * funday', { kind: 'field', field: 'dayOfWeek', value: 'funday' }],
    ['0 25 * * *', { kind: 'field', field: 'hour', value: '25' }],
    ['@fortnightly', { kind: 'fieldCount' }],
  ])('in cron “%s” can’t be read', (expression, problem) => {
    expect(readCron(expression)).toEqual(problem);
  });

  test('in cron may be a nickname, or carry seconds of 0', () => {
    expect(readCron('0 0 10 * * 1')).toEqual(readCron('0 10 * * 1'));
    expect(readCron('@weekly')).toEqual(readCron('0 0 * * 0'));
  });
});

describe('What is typed after “every”', () => {
  test.each([
    ['monday 10:00', [1], 600, 1],
    ['Mondays at 9.30', [1], 570, 1],
    ['weekday 9', [1, 2, 3, 4, 5], 540, 1],
    ['day 17h', [1, 2, 3, 4, 5, 6, 7], 1020, 1],
    ['monday,thursday 10:00', [1, 4], 600, 1],
    ['tue and fri 2:30pm', [2, 5], 870, 1],
    ['wed 12 am', [3], 0, 1],
    ['12pm sunday', [7], 720, 1],
    ['fri-mon 08:05', [1, 5, 6, 7], 485, 1],
    ['second monday 10:00', [1], 600, 2],
    ['2 weeks on tuesday 10:00', [2], 600, 2],
    ['2 pm monday', [1], 840, 1],
  ])('“%s” is read', (typed, weekdays, minutes, everyWeeks) => {
    expect(readEvery(typed, '2026-11-25')).toEqual({
      kind: 'weekly',
      weekdays,
      minutes,
      everyWeeks,
      from: '2026-11-25',
    });
  });

  test.each([
    ['10:00', { kind: 'noDay' }],
    ['', { kind: 'noDay' }],
    ['monday', { kind: 'noTime' }],
    ['monday 25:00', { kind: 'badTime', word: '25:00' }],
    ['monday 10:60', { kind: 'badTime', word: '10:60' }],
    ['monday 13pm', { kind: 'badTime', word: '13pm' }],
    ['mondya 10:00', { kind: 'badWord', word: 'mondya', guess: 'monday' }],
    ['monday 10:00 11:00', { kind: 'badWord', word: '11:00', guess: null }],
    ['🦊 10:00', { kind: 'badWord', word: '🦊', guess: null }],
    ['الاثنين 10:00', { kind: 'badWord', word: 'الاثنين', guess: null }],
    ['m 10:00', { kind: 'badWord', word: 'm', guess: null }],
  ])('“%s” can’t be read', (typed, problem) => {
    expect(readEvery(typed, '2026-11-25')).toEqual(problem);
  });
});
