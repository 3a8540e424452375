import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AttemptEnd, judge, maxAttemptCount, maxDefectCount, waitSeconds } from '../../src/delivery/verdict.js';

const first = { atMostOnce: false, attemptCount: 1, defectCount: 0 };
const ref = { channel: 'C1', message: '17' };
const notNow: AttemptEnd = { kind: 'retry', reason: 'rate_limited' };
const unanswered: AttemptEnd = { kind: 'retry', reason: 'no_answer_in_time', mayHaveArrived: true };
const threw: AttemptEnd = { kind: 'defect', reason: 'defect:TypeError', mayHaveArrived: false };

describe('The verdict on an attempt', () => {
  test.each<[string, Partial<typeof first>, AttemptEnd, string]>([
    ['sent', {}, { kind: 'sent', ref }, 'sent'],
    ['no longer true', {}, { kind: 'skip', reason: 'resolved' }, 'skipped'],
    ['refused by the platform', {}, { kind: 'permanent', reason: 'channel_not_found' }, 'failed'],
    ['refused for now', {}, notNow, 'again'],
    ['refused for now, a nudge', { atMostOnce: true }, notNow, 'again'],
    ['refused for now for a day', { attemptCount: maxAttemptCount }, notNow, 'failed'],
    ['not answered', {}, unanswered, 'again'],
    ['not answered, a nudge', { atMostOnce: true }, unanswered, 'unknown'],
    ['our room threw', {}, threw, 'again'],
    ['our room threw over a nudge', { atMostOnce: true }, threw, 'again'],
    ['our room threw for the last time', { defectCount: maxDefectCount - 1 }, threw, 'failed'],
    ['our room threw after a long outage', { attemptCount: 100 }, threw, 'again'],
    ['our adapter threw over a nudge', { atMostOnce: true }, { ...threw, mayHaveArrived: true }, 'unknown'],
  ])('%s', (_title, counts, end, kind) => {
    expect(judge({ ...first, ...counts }, end, 0.5).kind).toBe(kind);
  });

  test('waits for as long as the platform says, within an hour', () => {
    const named = (seconds: number) => judge(first, { ...notNow, waitSeconds: seconds }, 0.5);
    expect(named(37)).toMatchObject({ waitSeconds: 37 });
    expect(named(0)).toMatchObject({ waitSeconds: 1 });
    expect(named(1e9)).toMatchObject({ waitSeconds: 3600 });
  });

  test('waits longer each time, never longer than ten minutes, never less than a second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, random) => {
        const wait = waitSeconds(count, undefined, random);
        expect(wait).toBeGreaterThanOrEqual(1);
        expect(wait).toBeLessThanOrEqual(600);
        expect(waitSeconds(count + 1, undefined, random)).toBeGreaterThanOrEqual(wait);
      }),
    );
  });

  test('is patient with our own throws for more than an hour, and lets the lane pass meanwhile', () => {
    const verdicts = [0, 1, 2, 3, 4].map((defectCount) =>
      judge({ ...first, attemptCount: defectCount + 1, defectCount }, threw, 0.5),
    );
    expect(verdicts.map((verdict) => ('waitSeconds' in verdict ? verdict.waitSeconds : verdict.kind))).toEqual([
      5,
      60,
      600,
      3_600,
      'failed',
    ]);
    expect(verdicts[0]).toMatchObject({ letsPass: true });
    expect(judge(first, notNow, 0.5)).toMatchObject({ letsPass: false });
  });

  test('outlasts a platform that is away for most of a day', () => {
    const counts = Array.from({ length: maxAttemptCount - 1 }, (_, index) => index + 1);
    const shortestSeconds = counts.reduce((sum, count) => sum + waitSeconds(count, undefined, 1), 0);
    const longestSeconds = counts.reduce((sum, count) => sum + waitSeconds(count, undefined, 0), 0);
    expect(shortestSeconds / 3600).toBeGreaterThan(20);
    expect(longestSeconds / 3600).toBeLessThan(28);
  });
});
