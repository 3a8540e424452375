import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { watchLoop } from '../../src/kernel/loop-watch.js';
import { asWork } from '../../src/kernel/work.js';
import { recordingLog } from '../support/recording-log.js';

describe('The watch over the event loop', () => {
  const { log, lines } = recordingLog();
  let stop: () => void;
  let blockedMs = 0;
  beforeEach(() => {
    lines.length = 0;
    blockedMs = 0;
    jest.useFakeTimers();
    const now = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => now() + blockedMs);
    stop = watchLoop(log);
  });
  afterEach(() => {
    stop();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  /** As long as everybody else waits. */
  const block = (ms: number) => {
    blockedMs += ms;
  };

  test('says for how long everybody waited, and what was under way', async () => {
    await asWork({ kind: 'sweep', name: 'feedback.remind' }, async () => {
      await jest.advanceTimersByTimeAsync(500);
      block(150);
    });
    const waiting = asWork({ kind: 'interaction', name: 'report' }, () => new Promise(() => {}));
    await jest.advanceTimersByTimeAsync(50);
    expect(waiting).toBeInstanceOf(Promise);
    expect(lines).toMatchObject([
      {
        msg: 'event loop was blocked',
        blockedMs: 150,
        during: ['sweep feedback.remind', 'interaction report'],
        count: 1,
      },
    ]);
  });

  test('says how much of it this process computed: the rest of the time the machine worked for others', async () => {
    let computedMs = 0;
    jest.spyOn(process, 'cpuUsage').mockImplementation((before) => ({
      user: computedMs * 700 - (before?.user ?? 0),
      system: computedMs * 300 - (before?.system ?? 0),
    }));
    stop();
    stop = watchLoop(log);
    computedMs = 500;
    await jest.advanceTimersByTimeAsync(50);
    block(150);
    computedMs += 20;
    await jest.advanceTimersByTimeAsync(50);
    expect(lines).toMatchObject([{ blockedMs: 150, cpuMs: 20 }]);
  });

  test('says nothing of short steps, and nothing once it is stopped', async () => {
    for (let step = 0; step < 20; step += 1) {
      block(90);
      await jest.advanceTimersByTimeAsync(50);
    }
    stop();
    block(1_000);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(lines).toEqual([]);
  });

  test('counts what comes often, and says it every ten seconds', async () => {
    for (let step = 0; step < 400; step += 1) {
      block(200);
      await jest.advanceTimersByTimeAsync(50);
    }
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.length).toBeLessThan(12);
    expect(lines[1]).toMatchObject({ count: 40 });
  });
});
