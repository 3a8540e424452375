import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dateOfDay, dayNumberOf, parseCalendarDate, weekdayOf } from '../../../src/kernel/time/calendar-date.js';

describe('Dates as people type them', () => {
  test('a date is taken with spaces around it', () => {
    expect(parseCalendarDate(' 2026-12-01 ', 'until')).toBe('2026-12-01');
  });

  test.each(['', 'tomorrow', '1.12.2026', '2026-12-1', '2026-12-01T10:00', '2026/12/01', '٢٠٢٦-١٢-٠١'])(
    '“%s” is answered with how to write a date',
    (typed) => {
      expect(() => parseCalendarDate(typed, 'until')).toThrow(
        expect.objectContaining({ code: 'time.invalidDate', fields: { until: expect.stringContaining('2026-12-01') } }),
      );
    },
  );

  test.each(['2026-02-30', '2026-13-01', '2026-00-10', '2027-02-29', '2026-04-31'])(
    '%s is not in the calendar',
    (typed) => {
      expect(() => parseCalendarDate(typed, 'until')).toThrow(`${typed} is not in the calendar`);
    },
  );
});

describe('Days by number', () => {
  const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });

  test('dates and numbers are each other’s way back, and weekdays are right', () => {
    fc.assert(
      fc.property(date, (instant) => {
        const text = instant.toISOString().slice(0, 10);
        const day = dayNumberOf(text) ?? Number.NaN;
        expect(dateOfDay(day)).toBe(text);
        expect(weekdayOf(day)).toBe(Temporal.PlainDate.from(text).dayOfWeek);
      }),
    );
  });
});
