/** What can be said of choices: intervals, places, misjudgements and quotes, against figures that were worked out by hand. */
import { describe, expect, test } from '@jest/globals';
import {
  contenders,
  countedGuesses,
  type Guess,
  misjudged,
  prioritiesOf,
} from '../../../../src/features/surveys/rules/priorities.js';
import { chooseQuotes } from '../../../../src/features/surveys/rules/quotes.js';
import { readTouchpoints, touchpointNamed } from '../../../../src/features/surveys/rules/touchpoints.js';
import { placesOf, signTest, wilson } from '../../../../src/features/surveys/rules/wilson.js';

const rounded = (interval: { low: number; high: number } | null) =>
  interval && [Number(interval.low.toFixed(4)), Number(interval.high.toFixed(4))];

describe('A share', () => {
  // By hand: see wilson.ts for the first two; 10 of 10 is 1 less the upper end of 0 of 10. 50 of 100: centre 0.5,
  // margin 1.959964 / 103.841459 · √(25 + 0.960365) = 0.018875 · 5.095132 = 0.096168.
  test.each([
    [12, 25, [0.3003, 0.665]],
    [0, 10, [0, 0.2775]],
    [10, 10, [0.7225, 1]],
    [50, 100, [0.4038, 0.5962]],
    [1, 1, [0.2065, 1]],
  ])('of %i in %i has Wilson’s interval', (chosen, all, interval) => {
    expect(rounded(wilson(chosen, all))).toEqual(interval);
  });

  test('of nobody has none', () => {
    expect(wilson(0, 0)).toBeNull();
  });
});

describe('Two choices', () => {
  // By hand: 2 · (1 + 11) / 2^11; 2 / 2^6; 2 · (1 + 20 + 190 + 1140 + 4845 + 15504) / 2^20 = 43400 / 1048576.
  test.each([
    [10, 1, 24 / 2_048],
    [0, 6, 2 / 64],
    [15, 5, 43_400 / 1_048_576],
    [7, 7, 1],
    [0, 0, 1],
    [4, 3, 1],
  ])('of %i and %i are told apart by the exact sign test', (one, other, chance) => {
    expect(signTest(one, other)).toBeCloseTo(chance, 10);
  });

  test('are told apart at a hundred thousand answers as by the normal distribution', () => {
    // z = (50,500 − 50,000 − 0.5) / √25,000 = 3.159; both tails 0.001583.
    expect(signTest(50_500, 49_500)).toBeCloseTo(0.001583, 5);
  });
});

describe('Places', () => {
  test('are given to those alone that differ', () => {
    // 10:0 has 2/1024, times 3 pairs 0.0059; 10:1 has 0.0117, times 2 0.0234; 1:0 is chance.
    expect(placesOf([1, 10, 0])).toEqual([
      { first: 2, last: 3 },
      { first: 1, last: 1 },
      { first: 2, last: 3 },
    ]);
  });

  test('are kept back where the many comparisons leave too much to chance', () => {
    // 8:1 alone has 2 · (1 + 9) / 512 = 0.039; among ten pairs it is no difference.
    expect(placesOf([8, 1])).toEqual([
      { first: 1, last: 1 },
      { first: 2, last: 2 },
    ]);
    expect(placesOf([8, 1, 1, 1, 1]).at(0)).toEqual({ first: 1, last: 5 });
  });

  test('overlap where only the ends differ', () => {
    // 30:20 has 0.2026, 20:10 0.0987: chance. 30:10 has 0.0022, times three 0.0067.
    expect(placesOf([30, 20, 10])).toEqual([
      { first: 1, last: 2 },
      { first: 1, last: 3 },
      { first: 2, last: 3 },
    ]);
  });
});

const guess = (choice: string, minute: number): Guess => ({ choice, at: new Date(Date.UTC(2026, 10, 16, 10, minute)) });

describe('The team’s belief', () => {
  const customers = {
    touchpoints: ['Buying', 'Using', 'Billing'],
    chosen: new Map([
      ['Billing', 12],
      ['Using', 8],
      ['Buying', 5],
    ]),
  };

  test('is judged by the customers’ interval, the largest misjudgement first', () => {
    const guesses = [guess('Buying', 1), guess('Buying', 2), guess('Buying', 3), guess('Billing', 4)];
    const found = prioritiesOf({ ...customers, guesses, isOpen: false });
    if (!found) throw new Error('25 customers answered.');
    expect(found.priorities.map(({ touchpoint, share }) => [touchpoint, share])).toEqual([
      ['Billing', 0.48],
      ['Using', 0.32],
      ['Buying', 0.2],
    ]);
    // Buying: 75 % against 20 % (8.9 to 39.1). Billing: 25 % against 48 % (30.0 to 66.5). Using: 0 % against 32 % (17.2 to 51.6).
    expect(
      misjudged(found).map(({ touchpoint, misjudgement }) => [touchpoint, Number(misjudgement?.toFixed(2))]),
    ).toEqual([
      ['Buying', 0.55],
      ['Using', -0.32],
      ['Billing', -0.23],
    ]);
    expect(contenders(found).map(({ touchpoint }) => touchpoint)).toEqual(['Billing', 'Using', 'Buying']);
  });

  test('is no misjudgement where the customers’ interval holds it', () => {
    const guesses = [guess('Billing', 1), guess('Billing', 2), guess('Using', 3)];
    const found = prioritiesOf({ ...customers, guesses, isOpen: false });
    // Billing: 67 % lies above 66.5 %; Using: 33 % is within. Buying: 0 % is below 8.9 %.
    expect(found && misjudged(found).map(({ touchpoint }) => touchpoint)).toEqual(['Buying', 'Billing']);
  });

  test('shows nothing below three guesses, and while it is open by threes alone', () => {
    const guesses = [guess('c', 3), guess('a', 1), guess('b', 2), guess('a', 4), guess('a', 5)];
    const shown = (count: number, isOpen: boolean) =>
      countedGuesses(guesses.slice(0, count), isOpen)
        .map(({ choice }) => choice)
        .join('');
    expect([0, 1, 2, 3, 4, 5].map((count) => shown(count, true))).toEqual(['', '', '', 'abc', 'abc', 'abc']);
    expect([2, 3, 4, 5].map((count) => shown(count, false))).toEqual(['', 'abc', 'abca', 'abcaa']);
  });

  test('stands beside nothing where nobody has answered', () => {
    expect(prioritiesOf({ touchpoints: ['a', 'b'], chosen: new Map(), guesses: [], isOpen: true })).toBeNull();
  });
});

describe('Quotes', () => {
  const many = (name: string) => Array.from({ length: 6 }, (_, at) => `${name}${at}`);

  test('are shared out in proportion to what was chosen', () => {
    const chosen = [
      { touchpoint: 'a', chosenCount: 10 },
      { touchpoint: 'b', chosenCount: 4 },
      { touchpoint: 'c', chosenCount: 1 },
    ];
    const all = new Map(['a', 'b', 'c'].map((name) => [name, many(name)]));
    expect(chooseQuotes(all, chosen)).toEqual(['a0', 'a1', 'a2', 'a3', 'b0']);
    // 12 and 2 answers: 12, 4 and 2.4 come before 2, and 2 before 12/7: four quotes and one. By halves and thirds it were five.
    const rare = [
      { touchpoint: 'a', chosenCount: 12 },
      { touchpoint: 'b', chosenCount: 2 },
    ];
    expect(chooseQuotes(all, rare)).toEqual(['a0', 'a1', 'a2', 'a3', 'b0']);
    // Who wrote nothing leaves room for the others.
    expect(
      chooseQuotes(
        new Map([
          ['a', ['a0']],
          ['c', many('c')],
        ]),
        chosen,
      ),
    ).toEqual(['a0', 'c0', 'c1', 'c2', 'c3']);
    expect(chooseQuotes(new Map(), chosen)).toEqual([]);
  });
});

describe('Touchpoints', () => {
  test('are read in their own words', () => {
    expect(readTouchpoints(' buying;first  day ; Using;; ')).toEqual(['buying', 'first day', 'Using']);
    expect(touchpointNamed(['buying', 'First day'], ' first DAY ')).toBe('First day');
    expect(touchpointNamed(['buying'], 'selling')).toBeNull();
  });

  test.each([
    ['', 'No touchpoint is named. Name 2 to 10'],
    ['buying', 'One touchpoint leaves nothing to choose. Name 2 to 10, separated by semicolons'],
    ['a;b;c;d;e;f;g;h;i;j;k', '11 touchpoints are too many. Name at most 10'],
    [`a;${'b'.repeat(41)}`, '41 characters is too long. The limit is 40.'],
    ['Billing; using; billing', '“billing” is named twice. Name each touchpoint once.'],
    ['a\u0000b; \ud800', 'characters that can’t be kept'],
  ])('of %j are refused with the remedy', (typed, words) => {
    expect(() => readTouchpoints(typed)).toThrow(words);
  });
});
