/** What must hold of the number whatever people answer, and one example worked out by hand. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { difference, type Measure, measure } from '../../../../src/features/nps/rules/measure.js';

const nps = { kind: 'nps' } as const;
const csat = { kind: 'scale', scale: { min: 1, max: 5 } } as const;
const one = (value: number) => ({ value, count: 1 });
const answers = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 200 });
const of = (values: readonly number[], metric: Parameters<typeof measure>[0] = nps): Measure => {
  const found = measure(metric, values.map(one));
  if (!found) throw new Error('Somebody answered.');
  return found;
};

describe('NPS', () => {
  test('is as worked out by hand: 70 promoters, 45 passives, 25 detractors', () => {
    const found = measure(nps, [
      { value: 9, count: 70 },
      { value: 7, count: 45 },
      { value: 6, count: 25 },
    ]);
    expect(found?.value).toBeCloseTo(32.143, 3);
    expect(found?.low).toBeCloseTo(19.032, 2);
    expect(found?.high).toBeCloseTo(43.906, 2);
    expect(found?.split).toEqual({ promoters: 70, passives: 45, detractors: 25 });
  });

  test('nobody answered: there is no score, not even 0', () => {
    expect(measure(nps, [])).toBeNull();
  });

  // p = 1.75 / 4, d = 0.75 / 4: 0.25 ± 1.96 √(0.5625 / 4) = 0.25 ± 0.735.
  test('one answer is shown honestly wide', () => {
    expect(of([10])).toMatchObject({ count: 1, value: 100 });
    expect(of([10]).low).toBeCloseTo(-48.5, 1);
    expect(of([10]).high).toBeCloseTo(98.5, 1);
  });

  test('agrees with counting by hand, whatever the order', () => {
    fc.assert(
      fc.property(answers, (values) => {
        const promoters = values.filter((value) => value >= 9).length;
        const detractors = values.filter((value) => value <= 6).length;
        expect(of(values).value).toBeCloseTo((100 * (promoters - detractors)) / values.length, 9);
        expect(of(values.toReversed())).toEqual(of(values));
        expect(of(values.toSorted((a, b) => a - b)).low).toBeCloseTo(of(values).low, 9);
      }),
    );
  });

  test('another promoter never lowers it, another detractor never raises it; the interval stays within the scale', () => {
    fc.assert(
      fc.property(answers, (values) => {
        const { value, low, high } = of(values);
        expect(of([...values, 10]).value).toBeGreaterThanOrEqual(value);
        expect(of([...values, 0]).value).toBeLessThanOrEqual(value);
        expect(low).toBeGreaterThanOrEqual(-100);
        expect(high).toBeLessThanOrEqual(100);
        expect(low).toBeLessThan(high);
      }),
    );
  });

  test('the more answers, the surer: ten times as many narrow the interval', () => {
    fc.assert(
      fc.property(answers, (values) => {
        const width = ({ low, high }: Measure) => high - low;
        const tenfold = of(Array.from({ length: 10 }, () => values).flat());
        expect(width(tenfold)).toBeLessThan(width(of(values)) + 1e-9);
      }),
    );
  });

  test('a change is more than noise whichever way it goes, and within it where it could be none', () => {
    const [good, bad, fair] = [of(Array(20).fill(10)), of(Array(20).fill(0)), of(Array(20).fill(8))];
    expect([difference(nps, good, bad).isReal, difference(nps, bad, good).isReal]).toEqual([true, true]);
    expect(difference(nps, fair, of([...Array(20).fill(8), 9])).isReal).toBe(false);
  });

  test('the difference is that of either side, turned round, and equal periods never differ', () => {
    fc.assert(
      fc.property(answers, answers, (a, b) => {
        const [there, back] = [difference(nps, of(a), of(b)), difference(nps, of(b), of(a))];
        expect(there.isReal).toBe(back.isReal);
        expect(there.low).toBeCloseTo(-back.high, 9);
        expect(difference(nps, of(a), of(a)).isReal).toBe(false);
      }),
    );
  });
});

describe('A survey with a scale', () => {
  // 4, 5, 3: worth 0.5, 1, 0. Mean 4. Adjusted: 1.5 / 6 = 0.25; variance (1.25 + 1.5) / 6 − 0.0625 = 0.39583;
  // margin 1.96 √(0.39583 / 6) = 0.50342; −0.25342 to 0.75342, on the scale 2.493 to 4.507.
  test('has its mean and interval on its own scale', () => {
    const found = of([4, 5, 3], csat);
    expect(found).toMatchObject({ count: 3, value: 4, split: null });
    expect(found.low).toBeCloseTo(2.493, 3);
    expect(found.high).toBeCloseTo(4.507, 3);
  });

  test('never leaves its scale, even when all say the same', () => {
    const { low, high } = of([5, 5, 5, 5], csat);
    expect(low).toBeLessThan(5);
    expect(high).toBeLessThanOrEqual(5);
  });
});
