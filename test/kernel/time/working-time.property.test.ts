import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addWorkingDays,
  addWorkingTime,
  nextWorkingMoment,
  type WorkingCalendar,
  type WorkingHours,
  workingTimeBetween,
} from '../../../src/kernel/time/working-time.js';

/** The definition is slow to ask, and CI shares its cores. */
jest.setTimeout(60_000);

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Summer time by an hour, half an hour and two, at midnight and backwards (Ramadan), and a date that was skipped. */
const zones = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Auckland',
  'Asia/Kathmandu',
  'America/Santiago',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Africa/Casablanca',
  'Antarctica/Troll',
];
const earliest = Date.UTC(2008, 0, 1);
const latest = Date.UTC(2034, 0, 1);

const changes = zones.map((zone) => changesOf(zone));

function changesOf(zone: string): number[] {
  const found: number[] = [];
  let moment = Temporal.Instant.fromEpochMilliseconds(earliest).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  while (moment && moment.epochMilliseconds < latest) {
    found.push(moment.epochMilliseconds);
    moment = moment.getTimeZoneTransition('next');
  }
  return found.length > 0 ? found : [earliest];
}

const zoneIndex = fc.nat({ max: zones.length - 1 });
const zoneAt = (index: number) => zones[index] ?? 'UTC';

/** Half of them within three days of a change of the clocks in that zone. */
const instantNear = (index: number) =>
  fc.oneof(
    fc.integer({ min: earliest, max: latest }),
    fc
      .tuple(fc.constantFrom(...(changes[index] ?? [earliest])), fc.integer({ min: -3 * dayMs, max: 3 * dayMs }))
      .map(([change, off]) => change + off),
  );

const dateAt = (zone: string, ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();

interface Situation {
  calendar: WorkingCalendar;
  from: Date;
  zone: string;
}

const situation: fc.Arbitrary<Situation> = zoneIndex.chain((index) =>
  fc
    .record({
      from: instantNear(index),
      workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      holidayOffsets: fc.uniqueArray(fc.integer({ min: -3, max: 30 }), { maxLength: 12 }),
    })
    .map(({ from, workingDays, holidayOffsets }) => {
      const zone = zoneAt(index);
      const holidays = holidayOffsets.map((days) => dateAt(zone, from).add({ days }).toString());
      return { calendar: { timeZone: zone, workingDays, holidays }, from: new Date(from), zone };
    }),
);

const span = fc.integer({ min: 0, max: 10 * dayMs });

/** By the definition, from the calendar alone, so that it shares nothing with what it checks. */
function isWorkingDate(calendar: WorkingCalendar, date: Temporal.PlainDate): boolean {
  return calendar.workingDays.includes(date.dayOfWeek) && !calendar.holidays.includes(date.toString());
}

describe('Working time, whatever the calendar, zone and moment', () => {
  test('what was added is what lies between', () => {
    fc.assert(
      fc.property(situation, span, ({ calendar, from }, ms) => {
        const end = addWorkingTime(calendar, from, ms);
        expect(workingTimeBetween(calendar, from, end)).toBe(ms);
        expect(workingTimeBetween(calendar, end, from)).toBe(0 - ms);
      }),
    );
  });

  test('more working time never ends earlier, and different amounts never end together', () => {
    fc.assert(
      fc.property(situation, span, span, ({ calendar, from }, a, b) => {
        const order = Math.sign(
          addWorkingTime(calendar, from, a).getTime() - addWorkingTime(calendar, from, b).getTime(),
        );
        expect(order).toBe(Math.sign(a - b));
      }),
    );
  });

  test('adding twice is adding the sum', () => {
    fc.assert(
      fc.property(situation, span, span, ({ calendar, from }, a, b) => {
        const twice = addWorkingTime(calendar, addWorkingTime(calendar, from, a), b);
        expect(twice).toEqual(addWorkingTime(calendar, from, a + b));
      }),
    );
  });

  test('a promise never ends on a day off, nor before the time has passed', () => {
    fc.assert(
      fc.property(situation, span, ({ calendar, from, zone }, ms) => {
        const end = addWorkingTime(calendar, from, ms).getTime();
        expect(isWorkingDate(calendar, dateAt(zone, end))).toBe(true);
        expect(end - from.getTime()).toBeGreaterThanOrEqual(ms);
      }),
    );
  });

  test('it is what an hour glass turned on working dates would count', () => {
    const slots = fc.integer({ min: 0, max: 5 * 96 });
    fc.assert(
      fc.property(situation, slots, ({ calendar, from, zone }, count) => {
        const slotMs = hourMs / 4;
        const start = Math.floor(from.getTime() / slotMs) * slotMs;
        let counted = 0;
        for (let slot = 0; slot < count; slot += 1) {
          if (isWorkingDate(calendar, dateAt(zone, start + slot * slotMs))) counted += slotMs;
        }
        expect(workingTimeBetween(calendar, new Date(start), new Date(start + count * slotMs))).toBe(counted);
      }),
      { numRuns: 30 },
    );
  });

  test('working days later lands on a working day at the same time on the wall', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 0, max: 15 }), ({ calendar, from, zone }, days) => {
        const later = addWorkingDays(calendar, from, days);
        const date = dateAt(zone, later.getTime());
        expect(isWorkingDate(calendar, date)).toBe(true);
        const plainTime = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone).toPlainTime();
        expect(later.getTime()).toBe(date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds);
        if (days === 0) return;
        // The date only: a time that is skipped on the first day stays moved on the next.
        const stepwise = addWorkingDays(calendar, addWorkingDays(calendar, from, 1), days - 1);
        expect(dateAt(zone, stepwise.getTime())).toEqual(date);
      }),
    );
  });
});

const hoursIn = (timeZone: string): fc.Arbitrary<WorkingHours> =>
  fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1440 }))
    .filter(([start, end]) => start !== end)
    .map(([startMinutes, endMinutes]) => ({ timeZone, startMinutes, endMinutes }));

const disturbance = zoneIndex.chain((index) =>
  fc.record({ situation, hours: hoursIn(zoneAt(index)), from: instantNear(index) }),
);

/** Whether the wall clock in the person's zone reads a time within the hours, on a date that they work. */
function isAtWork(calendar: WorkingCalendar, hours: WorkingHours, ms: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(hours.timeZone);
  const minutes = local.hour * 60 + local.minute;
  const today = local.toPlainDate();
  if (hours.startMinutes < hours.endMinutes) {
    return isWorkingDate(calendar, today) && minutes >= hours.startMinutes && minutes < hours.endMinutes;
  }
  const began = minutes >= hours.startMinutes ? today : minutes < hours.endMinutes ? today.subtract({ days: 1 }) : null;
  return began !== null && isWorkingDate(calendar, began);
}

/** Around a change of the clocks the wall can't tell: an hour comes twice, or a shift's edge is skipped. */
function isNearChange(zone: string, ms: number): boolean {
  const offset = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds;
  return offset(ms - 26 * hourMs) !== offset(ms + 26 * hourMs);
}

describe('The next working moment, whoever and whenever', () => {
  test('is not before, is at work, and is its own next working moment', () => {
    fc.assert(
      fc.property(disturbance, ({ situation: { calendar }, hours, from }) => {
        const moment = nextWorkingMoment(calendar, hours, new Date(from));
        expect(moment.getTime()).toBeGreaterThanOrEqual(from);
        expect(nextWorkingMoment(calendar, hours, moment)).toEqual(moment);
        if (!isNearChange(hours.timeZone, moment.getTime())) {
          expect(isAtWork(calendar, hours, moment.getTime())).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is the first: nobody was at work between', () => {
    fc.assert(
      fc.property(
        disturbance,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ situation: { calendar }, hours, from }, share) => {
          const moment = nextWorkingMoment(calendar, hours, new Date(from)).getTime();
          const between = Math.floor(from + share * (moment - from));
          if (between < moment && !isNearChange(hours.timeZone, between)) {
            expect(isAtWork(calendar, hours, between)).toBe(false);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('comes no earlier for who asks later', () => {
    fc.assert(
      fc.property(disturbance, span, ({ situation: { calendar }, hours, from }, ms) => {
        const first = nextWorkingMoment(calendar, hours, new Date(from)).getTime();
        expect(nextWorkingMoment(calendar, hours, new Date(from + ms)).getTime()).toBeGreaterThanOrEqual(first);
      }),
    );
  });
});
