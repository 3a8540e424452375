import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  defaultLadder,
  type LadderStep,
  ladderPercentLimit,
  readLadder,
  stepToText,
} from '../../../../src/features/feedback/rules/ladder-notation.js';
import type { RecipientRole } from '../../../../src/reminders/index.js';

const repeating = '150% owner, every working day';

describe('The ladder of nudges is written as people read it', () => {
  test('the default ladder, a step a line', () => {
    expect(defaultLadder.map(stepToText)).toEqual([
      '25% owner, unless acknowledged',
      '75% owner',
      '100% owner and champion',
      '150% owner, every working day, champion every second time',
      '300% place',
    ]);
  });

  test.each([
    ['25% OWNER if not acknowledged; 100% owner + champion; 150% owner daily', [0.25, 1, 1.5]],
    ['100 % the owner, the champion\n200% to champion and place every day;', [1, 2]],
  ])('%j is understood', (typed, shares) => {
    expect((readLadder(typed) as LadderStep[]).map((step) => step.at)).toEqual(shares);
  });

  test('every second time may stand before or behind the champion', () => {
    const spelled = ['every second time champion too', 'champion every second time', 'the champion every second'];
    for (const words of spelled) {
      expect(readLadder(`150% owner, every working day, ${words}`)).toEqual([
        { at: 1.5, to: ['owner'], repeatDaily: true, everySecond: ['champion'] },
      ]);
    }
  });

  test('the word default brings the first ladder back', () => {
    expect(readLadder(' Default ')).toBe(defaultLadder);
  });

  test.each([
    [`owner; ${repeating}`, { kind: 'percent', step: 1 }],
    [`0% owner; ${repeating}`, { kind: 'percent', step: 1 }],
    [`${repeating}; 10001% place`, { kind: 'percent', step: 2 }],
    [`25% boss; ${repeating}`, { kind: 'word', step: 1, word: 'boss' }],
    [`25%; ${repeating}`, { kind: 'nobody', step: 1 }],
    [`75% owner; 75% champion; ${repeating}`, { kind: 'order', step: 2 }],
    [`200% owner; ${repeating}`, { kind: 'order', step: 2 }],
    ['150% owner, champion every second time', { kind: 'secondWithoutDaily', step: 1 }],
    ['25% owner; 300% place', { kind: 'noneRepeats' }],
    ['', { kind: 'noneRepeats' }],
    [`100% owner daily; ${repeating}`, { kind: 'manyRepeat' }],
    [Array.from({ length: 13 }, (_, index) => `${index + 1}% owner`).join(';'), { kind: 'tooMany' }],
  ])('%j is refused, saying which step and why', (typed, problem) => {
    expect(readLadder(typed)).toEqual(problem);
  });

  test('what is written is read back the same, for every ladder that may be set', () => {
    fc.assert(fc.property(ladders, (ladder) => expect(readLadder(ladder.map(stepToText).join('; '))).toEqual(ladder)));
  });
});

const recipients = fc.subarray<RecipientRole>(['owner', 'champion', 'place'], { minLength: 1 });
const ladders = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: ladderPercentLimit }), { minLength: 1, maxLength: 12 }),
    fc.array(fc.tuple(recipients, fc.boolean()), { minLength: 12, maxLength: 12 }),
    fc.nat(11),
    fc.boolean(),
  )
  .map(([percents, steps, repeatingIndex, second]) =>
    percents
      .sort((a, b) => a - b)
      .map((percent, index): LadderStep => {
        const [to = [], unless = false] = steps[index] ?? [];
        const repeats = index === repeatingIndex % percents.length;
        return {
          at: percent / 100,
          to,
          ...(unless && { unlessAcknowledged: true }),
          ...(repeats && { repeatDaily: true }),
          ...(repeats && second && { everySecond: ['champion'] as const }),
        };
      }),
  );
