/** When a follow-up is due, and when it is late. */
import { describe, expect, test } from '@jest/globals';
import { isDue, isLate } from '../../../../src/features/meetings/rules/follow-up.js';

// Wednesday, within everybody's hours.
const now = new Date('2026-11-25T12:00Z');

describe('Of a follow-up', () => {
  test.each([
    ['2026-11-24', true, true],
    ['2026-11-25', true, false],
    ['2026-11-26', false, false],
  ])('the date %s is due: %p, late: %p', (dueOn, due, late) => {
    expect([isDue({ state: 'open', dueOn }, 'UTC', now), isLate({ state: 'open', dueOn }, 'UTC', now)]).toEqual([
      due,
      late,
    ]);
    expect([isDue({ state: 'done', dueOn }, 'UTC', now), isLate({ state: 'dropped', dueOn }, 'UTC', now)]).toEqual([
      false,
      false,
    ]);
  });
});
