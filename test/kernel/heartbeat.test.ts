import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { systemClock } from '../../src/kernel/clock.js';
import type { DueWork } from '../../src/kernel/due-work.js';
import { createScheduler, type Scheduler } from '../../src/kernel/scheduler.js';
import { recordingLog } from '../support/recording-log.js';

/** Counting a second costs node-cron much, and CI shares its cores. */
jest.setTimeout(60_000);

const start = new Date('2026-10-25T00:59:50.400Z');

function beating() {
  const beats: string[] = [];
  const { log, lines } = recordingLog();
  const pulse: DueWork = { name: 'test.pulse', run: async () => 0 };
  const askDue = async () => {
    beats.push(systemClock.now().toISOString().slice(11));
    return new Map();
  };
  return { beats, lines, scheduler: createScheduler({ clock: systemClock, log, sweeps: () => [pulse], askDue }) };
}

/** node-cron itself, under jest's clock: nothing here waits. */
describe('The heartbeat', () => {
  let scheduler: Scheduler;
  let beats: string[];
  let lines: unknown[];

  beforeEach(() => {
    jest.useFakeTimers({ now: start, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    ({ scheduler, beats, lines } = beating());
    scheduler.start();
  });

  afterEach(async () => {
    await scheduler.stop();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  test('comes at every full second, and says nothing', async () => {
    await jest.advanceTimersByTimeAsync(3_000);
    expect(beats).toEqual(['00:59:51.000Z', '00:59:52.000Z', '00:59:53.000Z']);
    expect(lines).toEqual([]);
  });

  test('goes on through the hour that comes twice, on a machine in a zone with summer time', async () => {
    // What setMilliseconds does with that hour's Dates in London, whatever the zone of this machine: it takes the first.
    const hour = 3_600_000;
    const end = Date.UTC(2026, 9, 25, 1);
    const local = jest.spyOn(Date.prototype, 'setMilliseconds').mockImplementation(function (this: Date, ms) {
      const isSecond = this.getTime() >= end && this.getTime() < end + hour;
      return this.setTime(Math.floor(this.getTime() / 1_000) * 1_000 + ms - (isSecond ? hour : 0));
    });
    await jest.advanceTimersByTimeAsync(25_000);
    local.mockRestore();
    expect(beats.length).toBeGreaterThanOrEqual(22);
    expect(lines).toEqual([]);
  });

  test('is not doubled by starting twice', async () => {
    scheduler.start();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(beats).toHaveLength(2);
  });

  test('ends with stop, and begins again with start', async () => {
    await scheduler.stop();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(beats).toEqual([]);
    scheduler.start();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(beats).toHaveLength(2);
  });

  test('is back within two seconds when the machine’s clock is set back by an hour', async () => {
    await jest.advanceTimersByTimeAsync(2_000);
    jest.setSystemTime(start.getTime() - 3_600_000);
    beats.length = 0;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(beats.length).toBeGreaterThanOrEqual(8);
  });

  test('does not count the seconds of a weekend that the machine slept through', async () => {
    await jest.advanceTimersByTimeAsync(2_000);
    jest.setSystemTime(start.getTime() + 60 * 3_600_000);
    beats.length = 0;
    // What node-cron does for each second that it counts, several times.
    const counting = jest.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(beats.length).toBeGreaterThanOrEqual(8);
    expect(lines).toEqual([]);
    expect(counting.mock.calls.length).toBeLessThan(1_000);
    counting.mockRestore();
  });

  test('says nothing of beats that were missed, and does not make up for them', async () => {
    await jest.advanceTimersByTimeAsync(1_550);
    // Just before a beat, when nothing looks at the machine's clock any more.
    jest.setSystemTime(systemClock.now().getTime() + 5_000);
    beats.length = 0;
    await jest.advanceTimersByTimeAsync(3_000);
    expect(beats.length).toBeGreaterThanOrEqual(2);
    expect(beats.length).toBeLessThanOrEqual(4);
    expect(lines).toEqual([]);
  });
});
