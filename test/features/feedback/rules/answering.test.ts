/** Answering hours: what was kept, in the organisation's zone, and in which hours of the week people are missing. */
import { describe, expect, test } from '@jest/globals';
import { tallyAnswering } from '../../../../src/features/feedback/rules/answering.js';

const calendar = { timeZone: 'Europe/Berlin', workingDays: [1, 2, 3, 4, 5], holidays: ['2026-11-18'] };
const hours = { days: [1, 2, 3, 4, 5], startMinutes: 540, endMinutes: 1020, withinMs: 3_600_000 };
const now = new Date('2026-11-20T12:00:00+01:00');
const at = (text: string) => new Date(`${text}:00+01:00`);
const kept = (...items: (readonly [captured: string, acknowledged: string | null])[]) => {
  const tally = tallyAnswering({ hours, calendar, now });
  for (const [captured, acknowledged] of items)
    tally.captured({ capturedAt: at(captured), acknowledgedAt: acknowledged === null ? null : at(acknowledged) });
  return tally.kept();
};

describe('Answering hours', () => {
  test.each([
    ['within the hour', '2026-11-16T10:00', '2026-11-16T11:00', 1],
    ['a minute late', '2026-11-16T10:00', '2026-11-16T11:01', 0],
    ['at night, answered in the morning', '2026-11-16T22:00', '2026-11-17T09:59', 1],
    ['at night, answered late in the morning', '2026-11-16T22:00', '2026-11-17T10:01', 0],
    ['shortly before the end, answered next day', '2026-11-16T16:30', '2026-11-17T09:30', 1],
    ['at the weekend', '2026-11-14T12:00', '2026-11-16T10:00', 1],
    ['before a holiday, answered after it', '2026-11-17T16:30', '2026-11-19T09:30', 1],
    ['before a holiday, answered later after it', '2026-11-17T16:30', '2026-11-19T09:31', 0],
  ])('are kept or not: %s', (_, captured, acknowledged, keptCount) => {
    expect(kept([captured, acknowledged])).toMatchObject({ count: 1, keptCount });
  });

  test('leave out what can still be answered in time, and count what nobody answered', () => {
    expect(kept(['2026-11-20T11:30', null])).toMatchObject({ count: 0, keptCount: 0, hours: [] });
    expect(kept(['2026-11-20T10:30', null])).toMatchObject({ count: 1, keptCount: 0 });
  });

  test('say in which hours of the week people are missing; what came outside counts where they begin', () => {
    const all = kept(
      ['2026-11-16T10:10', '2026-11-16T15:00'],
      ['2026-11-16T10:50', '2026-11-16T10:55'],
      ['2026-11-14T12:00', null],
      ['2026-11-17T23:00', null],
    );
    expect(all.hours).toEqual([
      { weekday: 1, hour: 9, count: 1, lateCount: 1 },
      { weekday: 1, hour: 10, count: 2, lateCount: 1 },
      { weekday: 4, hour: 9, count: 1, lateCount: 1 },
    ]);
  });
});
