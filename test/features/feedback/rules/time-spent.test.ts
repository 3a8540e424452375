/** Where the time goes between a customer's words and their answer: each step, and which is the slowest. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type SteppedItem, stepNames, tallyTimeSpent } from '../../../../src/features/feedback/rules/time-spent.js';
import { workingTimeBetween } from '../../../../src/kernel/time/working-time.js';

const calendar = { timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5], holidays: [] };
const hourMs = 3_600_000;
// A Monday.
const start = Date.parse('2026-11-16T08:00:00Z');
const at = (hours: number) => new Date(start + hours * hourMs);
const event = (what: string, hours: number) => ({
  what,
  at: at(hours),
  isOwned: what === 'routed' || what === 'handedOver',
});
const hours = (ms: number) => ms / hourMs;
const timeSpent = (...items: readonly SteppedItem[]) => {
  const tally = tallyTimeSpent(calendar);
  for (const item of items) tally.resolved(item);
  return tally.spent();
};

describe('Where the time goes', () => {
  test('is told step by step, waiting taken out of where it fell, with the slowest named', () => {
    const item: SteppedItem = {
      capturedAt: at(0),
      resolvedAt: at(30),
      steps: [
        event('routed', 1),
        event('acknowledged', 4),
        event('handedOver', 5),
        event('waiting', 6),
        event('resumed', 26),
        event('resolved', 30),
      ],
    };
    const spent = timeSpent(item);
    expect(stepNames.map((name) => hours(spent?.meanMs[name] ?? 0))).toEqual([1, 3, 20, 6]);
    expect(spent).toMatchObject({ slowest: 'waiting', handOvers: 1 });
  });

  test('counts working time alone, and means over all items', () => {
    const weekend: SteppedItem = { capturedAt: at(4 * 24), resolvedAt: at(7 * 24), steps: [event('routed', 4 * 24)] };
    const quick: SteppedItem = { capturedAt: at(0), resolvedAt: at(0), steps: [] };
    const spent = timeSpent(weekend, quick);
    expect(stepNames.map((name) => hours(spent?.meanMs[name] ?? 0))).toEqual([0, 12, 0, 0]);
    expect(spent?.slowest).toBe('toAcknowledgement');
  });

  test('is nothing where nothing was resolved', () => expect(timeSpent()).toBeNull());

  test('adds up to the whole, whatever happened in whatever order', () => {
    const what = fc.constantFrom('routed', 'handedOver', 'acknowledged', 'waiting', 'resumed', 'resolved');
    const steps = fc
      .array(fc.tuple(what, fc.integer({ min: 0, max: 200 })), { maxLength: 12 })
      .map((all) => all.map(([name, hour]) => event(name, hour)).sort((a, b) => a.at.getTime() - b.at.getTime()));
    fc.assert(
      fc.property(steps, (all) => {
        const item = { capturedAt: at(0), resolvedAt: at(200), steps: all };
        const { meanMs } = timeSpent(item) ?? { meanMs: null };
        const parts = stepNames.map((name) => meanMs?.[name] ?? -1);
        expect(parts.every((part) => part >= 0)).toBe(true);
        const sum = parts.reduce((total, part) => total + part, 0);
        expect(sum).toBe(workingTimeBetween(calendar, item.capturedAt, item.resolvedAt));
      }),
    );
  });
});
