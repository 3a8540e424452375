import { describe, expect, test } from '@jest/globals';
import {
  addWorkingDays,
  addWorkingTime,
  nextWorkingMoment,
  type WorkingCalendar,
  type WorkingHours,
  workingTimeBetween,
} from '../../../src/kernel/time/working-time.js';

const hourMs = 3_600_000;

const london: WorkingCalendar = { timeZone: 'Europe/London', workingDays: [1, 2, 3, 4, 5], holidays: [] };
const inZone = (timeZone: string, holidays: readonly string[] = []): WorkingCalendar => ({
  ...london,
  timeZone,
  holidays,
});
const everyDay = (timeZone: string): WorkingCalendar => ({
  timeZone,
  workingDays: [1, 2, 3, 4, 5, 6, 7],
  holidays: [],
});
const nineToFive = (timeZone: string): WorkingHours => ({ timeZone, startMinutes: 540, endMinutes: 1020 });
const at = (iso: string) => new Date(iso);

describe('The promise runs round the clock on working days', () => {
  test.each<[string, WorkingCalendar, string, number, string]>([
    ['24 h from Friday 17:00 end on Monday 17:00', london, '2026-11-20T17:00Z', 24, '2026-11-23T17:00Z'],
    ['24 h from Tuesday 09:30 end on Wednesday 09:30', london, '2026-11-24T09:30Z', 24, '2026-11-25T09:30Z'],
    [
      '24 h from Saturday noon run all Monday, so end as Tuesday begins',
      london,
      '2026-11-21T12:00Z',
      24,
      '2026-11-24T00:00Z',
    ],
    ['what ends with Friday ends as Monday begins', london, '2026-11-20T00:00Z', 24, '2026-11-23T00:00Z'],
    ['0 h from a working moment is that moment', london, '2026-11-20T17:00Z', 0, '2026-11-20T17:00Z'],
    ['0 h from Sunday is the start of Monday', london, '2026-11-22T08:00Z', 0, '2026-11-23T00:00Z'],
    [
      'a holiday stops the clock',
      inZone('Europe/London', ['2026-11-23']),
      '2026-11-20T17:00Z',
      24,
      '2026-11-24T17:00Z',
    ],
    ['300 % of 24 h cross one weekend', london, '2026-11-19T10:00Z', 72, '2026-11-24T10:00Z'],
    [
      'days are those of the organisation: Kathmandu is 5:45 ahead',
      inZone('Asia/Kathmandu'),
      '2026-11-20T18:00Z',
      1,
      '2026-11-22T19:00Z',
    ],
    [
      'a working day on which clocks go forward lasts 23 h',
      everyDay('Europe/London'),
      '2026-03-29T00:00Z',
      24,
      '2026-03-30T00:00Z',
    ],
    [
      'a working day on which they go back lasts 25 h',
      everyDay('Europe/London'),
      '2026-10-24T23:00Z',
      24,
      '2026-10-25T23:00Z',
    ],
    [
      'summer time that starts at the weekend moves nothing on the wall',
      london,
      '2026-03-27T17:00Z',
      24,
      '2026-03-30T16:00Z',
    ],
    ['Lord Howe moves by half an hour', inZone('Australia/Lord_Howe'), '2026-10-02T06:30Z', 24, '2026-10-05T06:00Z'],
    [
      'midnight does not exist in Santiago on 6 September 2026',
      everyDay('America/Santiago'),
      '2026-09-06T03:59Z',
      1,
      '2026-09-06T04:59Z',
    ],
    ['Samoa skipped Friday 30 December 2011', inZone('Pacific/Apia'), '2011-12-30T03:00Z', 24, '2012-01-02T03:00Z'],
  ])('%s', (_title, calendar, from, hours, expected) => {
    const end = addWorkingTime(calendar, at(from), hours * hourMs);
    expect(end.toISOString()).toBe(at(expected).toISOString());
    const start = addWorkingTime(calendar, at(from), 0);
    expect(workingTimeBetween(calendar, start, end)).toBe(hours * hourMs);
  });

  test('time before now counts backwards, so that an overdue promise has less than nothing left', () => {
    expect(workingTimeBetween(london, at('2026-11-23T10:00Z'), at('2026-11-20T17:00Z'))).toBe(-17 * hourMs);
  });

  test('a weekend counts for nothing', () => {
    expect(workingTimeBetween(london, at('2026-11-21T00:00Z'), at('2026-11-23T00:00Z'))).toBe(0);
  });

  test('where clocks once went back from 00:01 to 23:01, the hour counts to the day that had begun', () => {
    const calendar = { ...everyDay('America/St_Johns'), holidays: ['2010-11-07'] };
    // Local 00:00:30 on the 7th, before the change at 00:01.
    expect(addWorkingTime(calendar, at('2010-11-07T02:30:30Z'), 0).toISOString()).toBe('2010-11-08T03:30:00.000Z');
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e15])('%p ms is no length of working time', (ms) => {
    expect(() => addWorkingTime(london, at('2026-11-20T17:00Z'), ms)).toThrow(RangeError);
  });

  test('an invalid date is refused and not searched for', () => {
    expect(() => addWorkingTime(london, new Date(Number.NaN), 1)).toThrow(RangeError);
    expect(() => workingTimeBetween(london, new Date(Number.NaN), new Date(0))).toThrow(RangeError);
    expect(() => addWorkingDays(london, new Date(Number.NaN), 1)).toThrow(RangeError);
    expect(() => nextWorkingMoment(london, nineToFive('UTC'), new Date(Number.NaN))).toThrow(RangeError);
  });
});

describe('Calendars', () => {
  test.each<[string, Partial<WorkingCalendar>, string]>([
    ['without a working day', { workingDays: [] }, 'workingDays'],
    ['with an eighth weekday', { workingDays: [1, 8] }, 'workingDays'],
    ['in an unknown zone', { timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['with 30 February as a holiday', { holidays: ['2026-02-30'] }, 'holidays'],
  ])('%s are refused by name', (_title, change, field) => {
    expect(() => addWorkingTime({ ...london, ...change }, new Date(0), 1)).toThrow(
      expect.objectContaining({ code: 'time.invalidCalendar', fields: { [field]: expect.any(String) } }),
    );
  });

  test('a whole year of holidays is waited for', () => {
    const start = Date.UTC(2026, 0, 1);
    const holidays = Array.from({ length: 365 }, (_, day) =>
      new Date(start + day * 24 * hourMs).toISOString().slice(0, 10),
    );
    const closed = { ...london, holidays };
    expect(addWorkingTime(closed, at('2025-12-31T23:00Z'), 2 * hourMs).toISOString()).toBe('2027-01-01T01:00:00.000Z');
  });
});

describe('Working days later', () => {
  test.each<[string, WorkingCalendar, string, number, string]>([
    ['Friday 10:00 and one is Monday 10:00', london, '2026-11-20T10:00Z', 1, '2026-11-23T10:00Z'],
    ['Saturday 10:00 and one is Monday 10:00', london, '2026-11-21T10:00Z', 1, '2026-11-23T10:00Z'],
    ['Saturday 10:00 and none is Monday 10:00', london, '2026-11-21T10:00Z', 0, '2026-11-23T10:00Z'],
    ['Friday 10:00 and none is Friday 10:00', london, '2026-11-20T10:00Z', 0, '2026-11-20T10:00Z'],
    ['the wall clock stays when summer time starts', london, '2026-03-27T10:00Z', 1, '2026-03-30T09:00Z'],
    [
      'a time skipped by summer time comes as much later',
      everyDay('Europe/London'),
      '2026-03-28T01:30Z',
      1,
      '2026-03-29T01:30Z',
    ],
    ['from the day that is 23 h long too', everyDay('Europe/London'), '2026-03-29T16:00Z', 1, '2026-03-30T16:00Z'],
    [
      'a date that Samoa skipped is no working day',
      inZone('Pacific/Apia'),
      '2011-12-29T20:00Z',
      1,
      '2012-01-01T20:00Z',
    ],
  ])('%s', (_title, calendar, from, days, expected) => {
    expect(addWorkingDays(calendar, at(from), days).toISOString()).toBe(at(expected).toISOString());
  });

  test.each([-1, 0.5, Number.NaN, 1e9])('%p is not a number of working days', (days) => {
    expect(() => addWorkingDays(london, at('2026-11-20T17:00Z'), days)).toThrow(RangeError);
  });
});

describe('Nudges are delivered in the working hours of the recipient', () => {
  const allDay = (timeZone: string) => ({ timeZone, startMinutes: 0, endMinutes: 1440 });
  const hours = (timeZone: string, startMinutes: number, endMinutes: number) => ({
    timeZone,
    startMinutes,
    endMinutes,
  });
  const night = hours('Europe/London', 22 * 60, 6 * 60);
  test.each<[string, WorkingCalendar, WorkingHours, string, string]>([
    ['at once during the hours', london, nineToFive('Europe/London'), '2026-11-20T09:00Z', '2026-11-20T09:00Z'],
    [
      'at once until just before the end',
      london,
      nineToFive('Europe/London'),
      '2026-11-19T16:59:59.999Z',
      '2026-11-19T16:59:59.999Z',
    ],
    ['at the end it is too late', london, nineToFive('Europe/London'), '2026-11-19T17:00Z', '2026-11-20T09:00Z'],
    [
      'on the evening of Friday, Monday morning',
      london,
      nineToFive('Europe/London'),
      '2026-11-20T18:00Z',
      '2026-11-23T09:00Z',
    ],
    [
      'before the start, the same morning',
      london,
      nineToFive('Europe/London'),
      '2026-11-20T05:00Z',
      '2026-11-20T09:00Z',
    ],
    [
      'Friday noon in London is Saturday in Auckland',
      london,
      nineToFive('Pacific/Auckland'),
      '2026-11-20T12:00Z',
      '2026-11-22T20:00Z',
    ],
    [
      'Thursday evening in London is Friday morning in Auckland',
      london,
      nineToFive('Pacific/Auckland'),
      '2026-11-19T21:00Z',
      '2026-11-19T21:00Z',
    ],
    [
      'Friday 11:30 in London is past 17:00 in Kathmandu',
      london,
      nineToFive('Asia/Kathmandu'),
      '2026-11-20T11:30Z',
      '2026-11-23T03:15Z',
    ],
    [
      'Monday 01:00 in London is still Sunday in New York',
      london,
      nineToFive('America/New_York'),
      '2026-11-23T01:00Z',
      '2026-11-23T14:00Z',
    ],
    [
      'a holiday is a date where the recipient lives',
      inZone('Europe/London', ['2026-11-23']),
      nineToFive('Pacific/Auckland'),
      '2026-11-22T21:00Z',
      '2026-11-23T20:00Z',
    ],
    [
      'hours that are all day start at midnight on a working day',
      london,
      allDay('Europe/London'),
      '2026-11-21T12:00Z',
      '2026-11-23T00:00Z',
    ],
    [
      'a start inside the hour that summer time skips is the change itself',
      everyDay('Europe/London'),
      hours('Europe/London', 90, 540),
      '2026-03-29T00:30Z',
      '2026-03-29T01:00Z',
    ],
    [
      'hours that are skipped as a whole wait for the next day',
      everyDay('Europe/London'),
      hours('Europe/London', 70, 110),
      '2026-03-29T00:30Z',
      '2026-03-30T00:10Z',
    ],
    [
      'hours that end in the hour that comes twice end with its second coming',
      everyDay('Europe/London'),
      hours('Europe/London', 0, 90),
      '2026-10-25T01:20Z',
      '2026-10-25T01:20Z',
    ],
    [
      'a midnight start where midnight does not exist',
      everyDay('America/Santiago'),
      hours('America/Santiago', 0, 300),
      '2026-09-06T03:30Z',
      '2026-09-06T04:00Z',
    ],
    ['a night shift is on after midnight', london, night, '2026-11-20T02:00Z', '2026-11-20T02:00Z'],
    ['the shift that began on Friday lasts into Saturday', london, night, '2026-11-21T05:59Z', '2026-11-21T05:59Z'],
    ['none begins on Sunday, so the night to Monday is free', london, night, '2026-11-23T02:00Z', '2026-11-23T22:00Z'],
    ['a shift until midnight', london, hours('Europe/London', 16 * 60, 0), '2026-11-19T23:59Z', '2026-11-19T23:59Z'],
  ])('%s', (_title, calendar, working, from, expected) => {
    expect(nextWorkingMoment(calendar, working, at(from)).toISOString()).toBe(at(expected).toISOString());
  });

  test.each<[string, Partial<WorkingHours>, string]>([
    ['that end as they start', { startMinutes: 540, endMinutes: 540 }, 'endMinutes'],
    ['that start at 24:00', { startMinutes: 1440, endMinutes: 60 }, 'startMinutes'],
    ['that end after 24:00', { startMinutes: 540, endMinutes: 1500 }, 'endMinutes'],
    ['with half minutes', { startMinutes: 540.5, endMinutes: 1020 }, 'startMinutes'],
    ['in an unknown zone', { timeZone: 'Mars/Olympus' }, 'timeZone'],
  ])('hours %s are refused by name', (_title, change, field) => {
    const working = { ...nineToFive('Europe/London'), ...change };
    expect(() => nextWorkingMoment(london, working, new Date(0))).toThrow(
      expect.objectContaining({ code: 'time.invalidHours', fields: { [field]: expect.any(String) } }),
    );
  });
});
