import { describe, expect, test } from '@jest/globals';
import { runningClock, stoppedClock } from '../../src/kernel/clock.js';

const start = new Date('2026-11-20T10:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);

/** A machine's clock that tests set as they like, back too. */
function machineClock() {
  const machine = { present: new Date('2020-01-01T00:00:00Z'), now: () => machine.present };
  return machine;
}

describe('Clocks that can be moved', () => {
  test.each([
    ['stopped', () => stoppedClock(start)],
    ['running', () => runningClock(start, machineClock())],
  ])('a %s one goes forward, never back, and nowhere without an instant', (_kind, create) => {
    const clock = create();
    expect(clock.now()).toEqual(start);
    clock.moveTo(later(5_000));
    expect(clock.now()).toEqual(later(5_000));
    expect(() => clock.moveTo(later(4_999))).toThrow(RangeError);
    expect(() => clock.moveTo(new Date(Number.NaN))).toThrow(RangeError);
    expect(clock.now()).toEqual(later(5_000));
  });

  test('what they hand out can’t be used to change them', () => {
    const clock = stoppedClock(start);
    clock.now().setFullYear(1999);
    expect(clock.now()).toEqual(start);
  });

  test('an invalid start is refused', () => {
    expect(() => stoppedClock('yesterday')).toThrow(RangeError);
  });

  test('a running one goes on at the speed of the machine’s, also after a move', () => {
    const machine = machineClock();
    const clock = runningClock(start, machine);
    machine.present = new Date(machine.present.getTime() + 3_000);
    expect(clock.now()).toEqual(later(3_000));
    clock.moveTo(later(60_000));
    machine.present = new Date(machine.present.getTime() + 2_000);
    expect(clock.now()).toEqual(later(62_000));
  });

  test('a running one goes on from where it was when the machine’s is set back', () => {
    const machine = machineClock();
    const clock = runningClock(start, machine);
    machine.present = new Date(machine.present.getTime() + 10_000);
    expect(clock.now()).toEqual(later(10_000));
    machine.present = new Date(machine.present.getTime() - 3_600_000);
    expect(clock.now()).toEqual(later(10_000));
    machine.present = new Date(machine.present.getTime() + 1_000);
    expect(clock.now()).toEqual(later(11_000));
  });
});
