import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dateOfDay, dayNumberOf, weekdayOf } from '../../../src/kernel/time/calendar-date.js';

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
