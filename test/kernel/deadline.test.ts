import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { deadlineSignal, expired, withDeadline } from '../../src/kernel/deadline.js';

const never = new Promise<never>(() => undefined);

/** Real milliseconds in which this process does nothing else: what a long computation does to all timers. */
function standStill(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

describe('A deadline', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('answers what the work answers, and fails as it does', async () => {
    expect(await withDeadline(Promise.resolve(7), 1_000)).toBe(7);
    await expect(withDeadline(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no');
  });

  test('is over after its milliseconds, and not before', async () => {
    const ended: unknown[] = [];
    void withDeadline(never, 1_000).then((end) => ended.push(end));
    await jest.advanceTimersByTimeAsync(999);
    expect(ended).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(ended).toEqual([expired]);
  });
});

describe('A call with a deadline', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('is given up after its milliseconds, and not before', async () => {
    const signal = deadlineSignal(1_000);
    await jest.advanceTimersByTimeAsync(999);
    expect(signal.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
  });
});

describe('A deadline in a process that stood still meanwhile', () => {
  test('leaves a call alone whose answer came in that time', async () => {
    const signal = deadlineSignal(10);
    const answer = new Promise<boolean>((resolve) => setTimeout(() => resolve(signal.aborted), 15));
    standStill(40);
    expect(await answer).toBe(false);
  });

  test('hears the answer that came in that time first', async () => {
    const answer = new Promise<string>((resolve) => setTimeout(resolve, 15, 'answered'));
    const end = withDeadline(answer, 10);
    standStill(40);
    expect(await end).toBe('answered');
  });
});
