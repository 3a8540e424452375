import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { northlight } from '../../../src/adapters/playground/people/company.js';
import { createPlaygroundClock } from '../../../src/adapters/playground/start.js';
import { storyStart, storySteps } from '../../../src/adapters/playground/story/story.js';
import { instantOf } from '../../../src/adapters/playground/story/story-time.js';
import { withDates } from '../../../src/adapters/playground/story/story-values.js';
import { surveyAnswers } from '../../../src/adapters/playground/story/survey.js';
import { stoppedClock } from '../../../src/kernel/clock.js';

describe('When a step of the story happens', () => {
  const zones = northlight.people.map(({ timeZone }) => timeZone);
  const anyEnd = fc.date({ min: new Date('2024-01-01'), max: new Date('2034-01-01'), noInvalidDate: true });

  test('it is before the story’s end, after its start, and on a working day at the speaker’s own time', () => {
    const zoneOf = new Map(northlight.people.map(({ handle, timeZone }) => [handle, timeZone]));
    fc.assert(
      fc.property(anyEnd, (endsAt) => {
        for (const { time, as } of storySteps) {
          const timeZone = 'mondaysAgo' in time ? northlight.timeZone : (zoneOf.get(as) ?? '');
          const at = instantOf(time, endsAt, timeZone);
          expect(at.getTime()).toBeLessThan(endsAt.getTime());
          expect(at.getTime()).toBeGreaterThan(storyStart(endsAt).getTime());
          if ('minutesAgo' in time) continue;
          const local = at.toLocaleString('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
          expect(local).toMatch(/Mon|Tue|Wed|Thu|Fri/);
          expect(local).toContain(time.at);
        }
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['2026-11-22T12:00:00Z', 'Friday, when today is Sunday', '2026-11-20T09:30:00.000Z'],
    ['2026-11-23T06:00:00Z', 'Friday, when today is Monday', '2026-11-20T09:30:00.000Z'],
    ['2026-11-24T23:00:00Z', 'Monday, when today is Tuesday', '2026-11-23T09:30:00.000Z'],
  ])('one working day before %s is %s', (endsAt, _, expected) => {
    const time = { workingDaysAgo: 1, at: '09:30' } as const;
    expect(instantOf(time, new Date(endsAt), 'Europe/London').toISOString()).toBe(expected);
  });

  test.each([
    ['2026-11-22T12:00:00Z', 'Sunday', '2026-11-16T10:05:00.000Z', '2026-11-13T10:05:00.000Z'],
    ['2026-11-23T23:00:00Z', 'Monday', '2026-11-16T10:05:00.000Z', '2026-11-13T10:05:00.000Z'],
    ['2026-11-24T00:30:00Z', 'Tuesday', '2026-11-23T10:05:00.000Z', '2026-11-20T10:05:00.000Z'],
    ['2026-04-01T12:00:00Z', 'Wednesday in summer time', '2026-03-30T09:05:00.000Z', '2026-03-27T10:05:00.000Z'],
  ])('the last Monday before %s, %s, and its eve stand on the company’s wall', (endsAt, _, monday, friday) => {
    const last = { mondaysAgo: 1, at: '10:05' } as const;
    const inYerevan = (time: Parameters<typeof instantOf>[0]) => instantOf(time, new Date(endsAt), 'Asia/Yerevan');
    expect(inYerevan(last).toISOString()).toBe(monday);
    expect(inYerevan({ ...last, eve: true }).toISOString()).toBe(friday);
    expect(inYerevan({ ...last, mondaysAgo: 3 }).getTime()).toBeLessThan(inYerevan(last).getTime() - 13 * 86_400_000);
  });

  test('dates in what is said are counted in working days as well', () => {
    const day = { endsAt: new Date('2026-11-22T12:00:00Z'), timeZone: 'Europe/London' };
    expect(withDates('away until:{day-7}, back {day+1}', day)).toBe('away until:2026-11-12, back 2026-11-23');
    fc.assert(
      fc.property(anyEnd, fc.integer({ min: -30, max: 30 }), fc.constantFrom(...zones), (endsAt, count, timeZone) => {
        const sign = count < 0 ? '-' : '+';
        expect(withDates(`{day${sign}${Math.abs(count)}}`, { endsAt, timeZone })).toMatch(/^\d{4}-\d\d-\d\d$/);
      }),
    );
  });
});

describe('The playground’s clock', () => {
  test('begins before the story, runs, and can be brought to the present', () => {
    const real = stoppedClock('2026-11-20T10:00:00Z');
    const clock = createPlaygroundClock(real);
    expect(clock.now()).toEqual(storyStart(real.now()));
    real.moveTo(new Date('2026-11-20T11:00:00Z'));
    clock.moveTo(real.now());
    expect(clock.now()).toEqual(real.now());
  });
});

describe('The story’s survey', () => {
  const endsAt = new Date('2026-11-28T12:00:00Z');
  const numberOf = (fromDaysAgo: number, toDaysAgo: number) => {
    const scores = surveyAnswers(endsAt, fromDaysAgo, toDaysAgo).map(({ score }) => score);
    const share = (fits: (score: number) => boolean) => scores.filter(fits).length / scores.length;
    return 100 * (share((score) => score >= 9) - share((score) => score <= 6));
  };

  test('has answers from three segments, a drop and the way back, the same each time and none twice', () => {
    const answers = surveyAnswers(endsAt, 365, 1);
    expect(new Set(answers.map(({ segment }) => segment))).toEqual(new Set(['Key', 'Standard', 'Trial']));
    expect(new Set(answers.map(({ sourceId }) => sourceId)).size).toBe(answers.length);
    expect(surveyAnswers(endsAt, 365, 1)).toEqual(answers);
    expect(surveyAnswers(endsAt, 365, 32)).toHaveLength(answers.length - surveyAnswers(endsAt, 31, 1).length);
    const [before, low, now] = [numberOf(260, 211), numberOf(190, 151), numberOf(60, 1)];
    expect(low).toBeLessThan(before - 30);
    expect(now).toBeGreaterThan(low + 35);
  });
});
