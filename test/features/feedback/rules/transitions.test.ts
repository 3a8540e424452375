import { describe, expect, test } from '@jest/globals';
import { type Feedback, feedbackNumbers, isOverdue, states } from '../../../../src/features/feedback/rules/feedback.js';
import { startLadder } from '../../../../src/features/feedback/rules/ladder.js';
import { defaultLadder } from '../../../../src/features/feedback/rules/ladder-notation.js';
import { startClock } from '../../../../src/features/feedback/rules/promise-clock.js';
import * as transitions from '../../../../src/features/feedback/rules/transitions.js';
import { maySee } from '../../../../src/features/feedback/rules/visibility.js';

const hourMs = 3_600_000;
const calendar = { timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5], holidays: [] };
const monday = new Date('2026-11-16T09:00:00Z');
const after = (hours: number) => new Date(monday.getTime() + hours * hourMs);
const terms = (now: Date, ladder = defaultLadder) => ({ calendar, ladder, promiseMs: 24 * hourMs, now });

const clock = startClock(24 * hourMs, monday);
const fresh: Feedback = {
  id: 'f',
  organisationId: 'o',
  number: 12,
  text: 'So slow.',
  customerId: null,
  source: 'slack',
  sourceItemId: null,
  author: null,
  link: null,
  topic: null,
  severity: 'normal',
  bought: null,
  trial: null,
  score: null,
  confidential: false,
  placeId: null,
  capturedById: 'cap',
  capturedAt: monday,
  saidAt: null,
  surface: 'slack',
  importNumber: null,
  state: 'open',
  ownerId: 'own',
  routing: { kind: 'champion' },
  acknowledgedAt: null,
  round: 1,
  ...clock,
  promiseEndsAt: after(24),
  waitingUntil: null,
  ...startLadder(clock, defaultLadder, calendar),
  resolvedAt: null,
  resolvedById: null,
  resolution: null,
  cameBackFromId: null,
  withdrawnBecause: null,
  sameAsId: null,
  furtherWords: [],
  wrongTones: [],
};
const resolution = {
  outcome: 'fixed',
  customerTold: 'It is fast again.',
  rootCauseCategory: 'product',
  rootCause: 'No index.',
  prevention: 'A test with a million rows.',
} as const;

describe('A piece of feedback', () => {
  test('that is acknowledged is not resolved: its clock runs on', () => {
    const { feedback } = transitions.acknowledge(fresh, terms(after(1)));
    expect(feedback).toMatchObject({ state: 'acknowledged', acknowledgedAt: after(1), promiseEndsAt: after(24) });
    expect(feedback.dueAt).toEqual(fresh.dueAt);
  });

  test('that is handed over is new to its new owner, and its promise does not move', () => {
    const acknowledged = transitions.acknowledge(fresh, terms(after(1))).feedback;
    const { feedback } = transitions.handOver(acknowledged, 'ben', {
      kind: 'handedOver',
      fromId: 'own',
      why: 'Knows it.',
    });
    expect(feedback).toMatchObject({ state: 'open', ownerId: 'ben', acknowledgedAt: null, promiseEndsAt: after(24) });
  });

  test('that waits has no promise to break until it goes on, from where it stood', () => {
    const waiting = transitions.wait(fresh, { until: after(48), why: '' }, terms(after(10))).feedback;
    expect(waiting).toMatchObject({
      state: 'waiting',
      promiseEndsAt: null,
      dueAt: after(48),
      clockUsedMs: 10 * hourMs,
    });
    expect(isOverdue(waiting, after(47))).toBe(false);
    const { feedback, happened } = transitions.resume(waiting, 'answer', terms(after(20)));
    expect(feedback).toMatchObject({ state: 'open', promiseEndsAt: after(34), waitingUntil: null });
    expect(happened).toEqual({ what: 'resumed', details: { because: 'answer' } });
  });

  test('that goes on was being worked on if somebody had said so', () => {
    const acknowledged = transitions.acknowledge(fresh, terms(after(1))).feedback;
    const waiting = transitions.wait(acknowledged, { until: after(48), why: '' }, terms(after(2))).feedback;
    expect(transitions.resume(waiting, 'time', terms(after(48))).feedback.state).toBe('acknowledged');
  });

  test('that is resolved has nothing left to do by the clock', () => {
    const { feedback, happened } = transitions.resolve(fresh, resolution, { id: 'own' }, terms(after(5)));
    expect(feedback).toMatchObject({
      state: 'resolved',
      dueAt: null,
      promiseEndsAt: null,
      repeatDueAt: null,
      resolution,
    });
    expect(happened.details).toMatchObject({ clockMs: 5 * hourMs, rootCause: 'No index.' });
  });

  test('that is opened again gets a new round and the whole promise', () => {
    const resolved = transitions.resolve(fresh, resolution, { id: 'own' }, terms(after(5))).feedback;
    const { feedback } = transitions.reopen(resolved, { ...fresh, why: 'It broke again.' }, terms(after(30)));
    expect(feedback).toMatchObject({
      state: 'open',
      round: 2,
      clockUsedMs: 0,
      promiseEndsAt: after(54),
      resolution: null,
    });
    expect(feedback.climbedPercent).toBe(0);
  });

  test('that is counted anew by a longer working week is due earlier, and what it has passed by then is due at once', () => {
    const friday = new Date('2026-11-20T12:00:00Z');
    const started = { ...fresh, ...startClock(24 * hourMs, friday) };
    const whole = {
      ...terms(new Date('2026-11-21T00:00:00Z')),
      calendar: { ...calendar, workingDays: [1, 2, 3, 4, 5, 6, 7] },
    };
    const recounted = transitions.recount(started, whole);
    expect(recounted.promiseEndsAt).toEqual(new Date('2026-11-21T12:00:00Z'));
    expect(recounted.climbedPercent).toBe(0);
    expect(recounted.dueAt).toEqual(new Date('2026-11-20T18:00:00Z'));
  });

  test('that is reminded daily is reminded when it would have been, however often settings change', () => {
    const repeatDueAt = after(60);
    const repeating = { ...fresh, climbedPercent: 150, repeatCount: 1, repeatDueAt };
    const recounted = transitions.recount(repeating, terms(after(50)));
    expect(recounted).toMatchObject({ repeatDueAt, dueAt: repeatDueAt, repeatCount: 1, climbedPercent: 150 });
  });

  test('that waited while it was reminded daily is reminded a working day after it goes on', () => {
    const repeating = { ...fresh, climbedPercent: 300, repeatCount: 1, repeatDueAt: after(60) };
    const waiting = transitions.wait(repeating, { until: after(72), why: '' }, terms(after(50))).feedback;
    expect(waiting.repeatDueAt).toBeNull();
    expect(transitions.resume(waiting, 'time', terms(after(72))).feedback.dueAt).toEqual(after(96));
  });

  test('keeps the promise that was given when the setting changes, and stands still while it waits', () => {
    const longer = { ...terms(after(1)), promiseMs: 48 * hourMs };
    expect(transitions.recount(fresh, longer)).toMatchObject({ promiseMs: 24 * hourMs, promiseEndsAt: after(24) });
    const waiting = transitions.wait(fresh, { until: after(48), why: '' }, terms(after(10))).feedback;
    expect(transitions.recount(waiting, longer)).toEqual(waiting);
  });
});

describe('A stale button', () => {
  test.each([
    ['acknowledge', 'open'],
    ['handOver', 'open acknowledged waiting'],
    ['wait', 'open acknowledged waiting'],
    ['resume', 'waiting'],
    ['resolve', 'open acknowledged waiting'],
    ['reopen', 'resolved'],
  ] as const)('“%s” only does something while it is %s', (verb, fitting) => {
    const allowed = states.filter((state) => transitions.misfitOf(verb, state) === null);
    expect(allowed.join(' ')).toBe(fitting);
  });
});

describe('A name such as F-12', () => {
  test.each([
    ['F-12', 12],
    ['f12', 12],
    [' F–7 ', 7],
    ['#3', 3],
    ['F-', null],
    ['F-12 is late', null],
    ['F-9999999999', null],
    ['12', null],
  ])('%j is %s', (typed, number) => {
    expect(feedbackNumbers.parse(typed)).toBe(number);
  });
});

describe('What is confidential', () => {
  const item = { confidential: true, ownerId: 'own', capturedById: 'cap' };

  test.each([
    ['own', true],
    ['cap', true],
    ['champ', true],
    ['admin', false],
    [null, false],
  ])('is told to %s: %s', (viewer, told) => {
    expect(maySee(item, viewer, 'champ')).toBe(told);
  });

  test('is not told to a nobody just because there is no champion or no capturer', () => {
    expect(maySee({ ...item, capturedById: null, ownerId: null }, null, null)).toBe(false);
  });
});
