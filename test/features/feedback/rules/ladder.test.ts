import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { climb, resumeLadder, startLadder } from '../../../../src/features/feedback/rules/ladder.js';
import { defaultLadder } from '../../../../src/features/feedback/rules/ladder-notation.js';
import {
  momentOf,
  resumeClock,
  startClock,
  stopClock,
  usedMs,
} from '../../../../src/features/feedback/rules/promise-clock.js';

const hourMs = 3_600_000;
const calendar = { timeZone: 'Europe/London', workingDays: [1, 2, 3, 4, 5], holidays: [] };
const at = (text: string) => new Date(`${text}:00.000Z`);

/** Captured on Friday 13 November 2026 at 17:00 in London. */
const friday = at('2026-11-13T17:00');

function fresh(start = friday) {
  const clock = startClock(24 * hourMs, start);
  return { ...clock, acknowledgedAt: null, ...startLadder(clock, defaultLadder, calendar) };
}

/** Climbs whatever comes due until `end`, as the sweep does, and lists what was reached. */
function climbUntil(end: Date, item = fresh()) {
  const reached: string[] = [];
  let now = item;
  while (now.dueAt && now.dueAt <= end) {
    const moment = now.dueAt;
    const { rungs, position } = climb(now, defaultLadder, calendar, moment);
    for (const { percent, repeat, roles } of rungs) {
      reached.push(`${moment.toISOString().slice(0, 16)} ${percent}%${repeat ? ` #${repeat}` : ''} ${roles.join('+')}`);
    }
    now = { ...now, ...position };
  }
  return { reached, item: now };
}

describe('The ladder', () => {
  test('is climbed across a weekend: days off do not count', () => {
    expect(climbUntil(at('2026-11-20T18:00')).reached).toEqual([
      '2026-11-13T23:00 25% owner',
      '2026-11-16T11:00 75% owner',
      '2026-11-16T17:00 100% owner+champion',
      '2026-11-17T05:00 150% owner',
      '2026-11-18T05:00 150% #1 owner+champion',
      '2026-11-18T17:00 300% place',
      '2026-11-19T05:00 150% #2 owner',
      '2026-11-20T05:00 150% #3 owner+champion',
    ]);
  });

  test('leaves the first rung out once somebody is on it, and climbs it all the same', () => {
    const { reached } = climbUntil(at('2026-11-16T12:00'), { ...fresh(), acknowledgedAt: friday } as never);
    expect(reached).toEqual(['2026-11-13T23:00 25% ', '2026-11-16T11:00 75% owner']);
  });

  test('does not make up for daily repeats that were missed while the bot was down', () => {
    const { item } = climbUntil(at('2026-11-17T06:00'));
    const late = at('2026-11-20T10:00');
    const { rungs, position } = climb(item, defaultLadder, calendar, late);
    expect(rungs.map(({ percent, repeat }) => [percent, repeat])).toEqual([
      [300, 0],
      [150, 1],
    ]);
    expect(position.dueAt).toEqual(at('2026-11-23T05:00'));
  });

  test('goes on a working day later when it had begun to repeat before the waiting', () => {
    const { item } = climbUntil(at('2026-11-17T06:00'));
    const resumedAt = at('2026-11-19T09:00');
    const stopped = stopClock(item, calendar, at('2026-11-17T09:00'));
    const waited = { ...item, repeatDueAt: null, ...resumeClock(stopped, resumedAt) };
    const position = resumeLadder(waited, defaultLadder, calendar, resumedAt);
    expect(position.repeatDueAt).toEqual(at('2026-11-20T09:00'));
    expect(position.climbedPercent).toBe(150);
  });

  test('asks to be looked at when the promise ends, also where nobody is reminded then', () => {
    const ladder = [
      { at: 0.5, to: ['owner'] },
      { at: 2, to: ['owner'], repeatDaily: true },
    ] as const;
    const half = climb(fresh(), ladder, calendar, at('2026-11-16T05:00'));
    expect(half.position).toMatchObject({ climbedPercent: 50, dueAt: at('2026-11-16T17:00') });
    const end = climb({ ...fresh(), ...half.position }, ladder, calendar, at('2026-11-16T17:00'));
    expect(end.rungs).toEqual([{ percent: 100, repeat: 0, roles: [] }]);
    expect(end.position.dueAt).toEqual(at('2026-11-17T17:00'));
  });

  test('never goes down and never asks to be looked at in the past', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 * 60 }), { maxLength: 12 }), (minutes) => {
        let item = fresh();
        for (const minute of [...minutes].sort((a, b) => a - b)) {
          const now = new Date(friday.getTime() + minute * 60_000);
          const { position, rungs } = climb(item, defaultLadder, calendar, now);
          expect(position.climbedPercent).toBeGreaterThanOrEqual(item.climbedPercent);
          expect(position.dueAt?.getTime()).toBeGreaterThan(now.getTime());
          expect(new Set(rungs.map(({ percent, repeat }) => `${percent} ${repeat}`)).size).toBe(rungs.length);
          item = { ...item, ...position };
        }
      }),
    );
  });

  test('reaches each rung once however often it is looked at', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 }), (hours) => {
        let item = fresh();
        const seen: string[] = [];
        for (const hour of [...hours].sort((a, b) => a - b)) {
          const now = new Date(friday.getTime() + hour * hourMs);
          const { position, rungs } = climb(item, defaultLadder, calendar, now);
          seen.push(...rungs.map(({ percent, repeat }) => `${percent} ${repeat}`));
          item = { ...item, ...position };
        }
        expect(new Set(seen).size).toBe(seen.length);
      }),
    );
  });
});

describe('The promise clock', () => {
  test('ends 24 h from Friday 17:00 on Monday 17:00', () => {
    expect(momentOf(100, startClock(24 * hourMs, friday), calendar)).toEqual(at('2026-11-16T17:00'));
  });

  test('stands while waiting, and goes on from where it stood', () => {
    const stopped = stopClock(startClock(24 * hourMs, friday), calendar, at('2026-11-13T20:00'));
    expect(stopped.clockUsedMs).toBe(3 * hourMs);
    expect(momentOf(100, stopped, calendar)).toBeNull();
    const resumed = resumeClock(stopped, at('2026-11-18T09:00'));
    expect(momentOf(100, resumed, calendar)).toEqual(at('2026-11-19T06:00'));
  });

  test('uses the same time however often it is stopped and resumed at once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 72 * 60 }), { maxLength: 8 }), (stops) => {
        const end = new Date(friday.getTime() + 73 * hourMs);
        const interrupted = [...stops]
          .sort((a, b) => a - b)
          .map((minute) => new Date(friday.getTime() + minute * 60_000))
          .reduce((clock, now) => resumeClock(stopClock(clock, calendar, now), now), startClock(24 * hourMs, friday));
        expect(usedMs(interrupted, calendar, end)).toBe(usedMs(startClock(24 * hourMs, friday), calendar, end));
      }),
    );
  });
});
