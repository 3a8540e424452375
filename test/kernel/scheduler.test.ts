import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runningClock, stoppedClock } from '../../src/kernel/clock.js';
import type { DueWork } from '../../src/kernel/due-work.js';
import { createScheduler } from '../../src/kernel/scheduler.js';
import { createTestClock } from '../support/clock.js';
import { recordingLog } from '../support/recording-log.js';

const start = new Date('2026-11-20T10:00:00Z');
const minutes = (count: number) => new Date(start.getTime() + count * 60_000);

/** Work that knows by itself when it is due. */
interface TestWork extends DueWork {
  nextDueAt(): Promise<Date | null>;
}

async function askDue(works: readonly TestWork[]): Promise<ReadonlyMap<string, Date | null>> {
  const answers = new Map<string, Date | null>();
  for (const work of works) answers.set(work.name, await work.nextDueAt());
  return answers;
}

/** A sweep over a list of due times that notes when it did what. */
function agenda(name: string, dueAt: readonly Date[], notes: string[] = []) {
  const open = [...dueAt].sort((a, b) => a.getTime() - b.getTime());
  const sweep: TestWork = {
    name,
    nextDueAt: async () => open[0] ?? null,
    async run(now) {
      const due = open.filter((at) => at <= now);
      open.splice(0, due.length);
      for (const at of due) notes.push(`${now.toISOString().slice(11, 19)} ${name} ${at.toISOString().slice(11, 19)}`);
      return due.length;
    },
  };
  return { sweep, notes, open };
}

const failing = (name: string): TestWork => ({
  name,
  nextDueAt: async () => start,
  run: () => Promise.reject(new Error('database went away')),
});

/** A promise and what ends it, to hold a sweep in the middle. */
function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

function schedule(sweeps: readonly TestWork[], afterTick?: () => Promise<void>) {
  const clock = stoppedClock(start);
  const { log, lines } = recordingLog();
  return { clock, lines, scheduler: createScheduler({ clock, log, sweeps: () => sweeps, askDue, afterTick }) };
}

test('Preparing asks what is due, as every tick will, and does nothing; nor does it fail where it can’t ask', async () => {
  const { sweep, notes } = agenda('feedback.remind', [start]);
  const asked: (readonly string[])[] = [];
  const { log } = recordingLog();
  const parts = { clock: stoppedClock(start), log, sweeps: () => [sweep] };
  const noting = async (works: readonly TestWork[]) => {
    asked.push(works.map(({ name }) => name));
    return askDue(works);
  };
  const scheduler = createScheduler({ ...parts, askDue: noting });
  await scheduler.prepare();
  expect({ asked, notes }).toEqual({ asked: [['feedback.remind']], notes: [] });
  await scheduler.tick();
  expect(notes).toHaveLength(1);
  const away = () => Promise.reject(new Error('The database is away.'));
  await createScheduler({ ...parts, askDue: away }).prepare();
});

describe('A tick', () => {
  test('does what is due, overdue too, and leaves the rest', async () => {
    const { sweep, notes, open } = agenda('feedback.nudge', [minutes(-90), minutes(0), minutes(1)]);
    const { scheduler } = schedule([sweep]);
    await scheduler.tick();
    expect(notes).toEqual(['10:00:00 feedback.nudge 08:30:00', '10:00:00 feedback.nudge 10:00:00']);
    expect(open).toEqual([minutes(1)]);
  });

  test('is one question for all sweeps and no run when nothing is due', async () => {
    const asked: string[][] = [];
    const idle = (name: string): DueWork => ({ name, run: () => Promise.reject(new Error('must not run')) });
    const { log, lines } = recordingLog();
    const scheduler = createScheduler({
      clock: stoppedClock(start),
      log,
      sweeps: () => [idle('a.b'), idle('c.d'), idle('e.f')],
      async askDue(works) {
        asked.push(works.map(({ name }) => name));
        return new Map([
          ['a.b', null],
          ['c.d', minutes(1)],
        ]);
      },
    });
    await scheduler.tick();
    expect(asked).toEqual([['a.b', 'c.d', 'e.f']]);
    expect(lines).toEqual([]);
  });

  test('goes on to the other sweeps when one fails, and logs which', async () => {
    const { sweep, notes } = agenda('feedback.nudge', [start]);
    const unaskable: TestWork = { ...failing('ideas.remind'), nextDueAt: () => Promise.reject(new Error('no')) };
    const { scheduler, lines } = schedule([failing('meetings.open'), unaskable, sweep]);
    await scheduler.tick();
    expect(notes).toHaveLength(1);
    expect(lines).toEqual([
      expect.objectContaining({ level: 40, msg: 'sweeps asked one by one' }),
      expect.objectContaining({
        level: 50,
        msg: 'sweep failed',
        sweep: 'ideas.remind',
        err: expect.objectContaining({ error: 'Error' }),
      }),
      expect.objectContaining({
        level: 50,
        msg: 'sweep failed',
        sweep: 'meetings.open',
        err: expect.objectContaining({ error: 'Error' }),
      }),
    ]);
  });

  test('never rejects, not even when the sweeps can’t be listed', async () => {
    const { log, lines } = recordingLog();
    const sweeps = () => {
      throw new Error('not built yet');
    };
    await createScheduler({ clock: stoppedClock(start), log, sweeps, askDue }).tick();
    expect(lines).toEqual([expect.objectContaining({ level: 50, msg: 'tick failed' })]);
  });

  test('does several batches, turn by turn with the others', async () => {
    const notes: string[] = [];
    const batches = (name: string, count: number): TestWork => {
      let left = count;
      return {
        name,
        nextDueAt: async () => (left > 0 ? start : null),
        async run() {
          left -= 1;
          notes.push(name);
          return 100;
        },
      };
    };
    const { scheduler } = schedule([batches('a', 3), batches('b', 1)]);
    await scheduler.tick();
    expect(notes).toEqual(['a', 'b', 'a', 'a']);
  });

  test('leaves endless work to the next tick', async () => {
    let runs = 0;
    const endless: TestWork = {
      name: 'a.b',
      nextDueAt: async () => start,
      async run() {
        runs += 1;
        return 1;
      },
    };
    const { scheduler } = schedule([endless]);
    await scheduler.tick();
    const first = runs;
    await scheduler.tick();
    expect(runs).toBe(2 * first);
  });

  test('asks only once what another copy of the bot is already doing', async () => {
    let runs = 0;
    const taken: TestWork = {
      name: 'a.b',
      nextDueAt: async () => start,
      async run() {
        runs += 1;
        return 0;
      },
    };
    const { scheduler, lines } = schedule([taken]);
    await scheduler.tick();
    expect(runs).toBe(1);
    expect(lines).toEqual([]);
  });

  test('that is still running makes the next ones skip, without piling up', async () => {
    const { passed, open } = gate();
    const begun = gate();
    let runs = 0;
    const slow: TestWork = {
      name: 'a.b',
      nextDueAt: async () => (runs === 0 ? start : null),
      async run() {
        runs += 1;
        begun.open();
        await passed;
        return 1;
      },
    };
    const { scheduler } = schedule([slow]);
    const first = scheduler.tick();
    await begun.passed;
    await Promise.all([scheduler.tick(), scheduler.tick(), scheduler.tick()]);
    expect(runs).toBe(1);
    open();
    await first;
    expect(runs).toBe(1);
  });

  test('is waited for by stop, which lets no further sweep begin', async () => {
    const { passed, open } = gate();
    const begun = gate();
    const ended: string[] = [];
    const slow: TestWork = {
      name: 'a.b',
      nextDueAt: async () => start,
      async run() {
        begun.open();
        await passed;
        ended.push('slow');
        return 0;
      },
    };
    const { sweep, notes } = agenda('feedback.nudge', [start]);
    const { scheduler } = schedule([slow, sweep]);
    const ticking = scheduler.tick();
    await begun.passed;
    const stopping = scheduler.stop().then(() => ended.push('stopped'));
    await scheduler.tick();
    expect(ended).toEqual([]);
    open();
    await Promise.all([ticking, stopping]);
    expect(ended).toEqual(['slow', 'stopped']);
    expect(notes).toEqual([]);
  });
});

describe('Moving the clock', () => {
  test('stops at every moment at which something falls due, in order, and sends in between', async () => {
    const notes: string[] = [];
    const feedback = agenda('nudge', [minutes(30), minutes(90), minutes(90)], notes);
    const meetings = agenda('open', [minutes(60), minutes(90)], notes);
    const { clock, scheduler } = schedule([feedback.sweep, meetings.sweep], async () => {
      notes.push(`${clock.now().toISOString().slice(11, 19)} sent`);
    });
    await scheduler.advanceTo(minutes(120), clock);
    expect(notes).toEqual([
      '10:00:00 sent',
      '10:30:00 nudge 10:30:00',
      '10:30:00 sent',
      '11:00:00 open 11:00:00',
      '11:00:00 sent',
      '11:30:00 nudge 11:30:00',
      '11:30:00 nudge 11:30:00',
      '11:30:00 open 11:30:00',
      '11:30:00 sent',
    ]);
    expect(clock.now()).toEqual(minutes(120));
  });

  test('does what falls due exactly at the end, and nothing after it', async () => {
    const { sweep, open } = agenda('nudge', [minutes(60), new Date(minutes(60).getTime() + 1)]);
    const { clock, scheduler } = schedule([sweep]);
    await scheduler.advanceTo(minutes(60), clock);
    expect(open).toHaveLength(1);
  });

  test('runs what is overdue at the present, and never goes back', async () => {
    const { sweep, notes } = agenda('nudge', [minutes(-600), minutes(5)]);
    const { clock, scheduler } = schedule([sweep]);
    await scheduler.advanceTo(minutes(10), clock);
    expect(notes).toEqual(['10:00:00 nudge 00:00:00', '10:05:00 nudge 10:05:00']);
    await scheduler.advanceTo(minutes(3), clock);
    expect(clock.now()).toEqual(minutes(10));
  });

  test('does at the same moment what one sweep makes due for another', async () => {
    const reminders = agenda('remind', []);
    const causing = agenda('open', [minutes(7)]);
    const opening: TestWork = {
      ...causing.sweep,
      async run(now) {
        const done = await causing.sweep.run(now);
        reminders.open.push(now);
        return done;
      },
    };
    const { clock, scheduler } = schedule([reminders.sweep, opening]);
    await scheduler.advanceTo(minutes(10), clock);
    expect(reminders.notes).toEqual(['10:07:00 remind 10:07:00']);
  });

  test('does what sending makes due', async () => {
    const { sweep, notes, open } = agenda('tell', []);
    let isSent = false;
    const { clock, scheduler } = schedule([sweep], async () => {
      if (!isSent) open.push(minutes(2));
      isSent = true;
    });
    await scheduler.advanceTo(minutes(10), clock);
    expect(notes).toEqual(['10:02:00 tell 10:02:00']);
  });

  test.each<[string, (due: TestWork) => TestWork, number]>([
    ['does nothing', (due) => ({ ...due, run: async () => 0 }), 2],
    ['fails', (due) => ({ ...due, run: () => Promise.reject(new Error('no')) }), 2],
    ['never has enough', (due) => ({ ...due, run: async () => 1 }), 1_000],
  ])(
    'ends although a sweep that is always due %s; the others are done and the log tells',
    async (_title, change, most) => {
      let runs = 0;
      const broken = change({ name: 'broken.sweep', nextDueAt: async () => minutes(1), run: async () => 0 });
      const counted: TestWork = {
        ...broken,
        run(now) {
          runs += 1;
          return broken.run(now);
        },
      };
      const { sweep, notes } = agenda('nudge', [minutes(0), minutes(1), minutes(2)]);
      const { clock, scheduler, lines } = schedule([counted, sweep]);
      await scheduler.advanceTo(minutes(10), clock);
      expect(runs).toBe(most);
      expect(notes).toHaveLength(3);
      expect(clock.now()).toEqual(minutes(10));
      const told = lines.filter((line) => line.msg === 'sweep left out of the advance');
      expect(told).toEqual([expect.objectContaining({ sweep: 'broken.sweep' })]);
    },
  );

  test('ends although two sweeps make each other due for ever', async () => {
    const due = new Set(['a']);
    const passing = (name: string, other: string): TestWork => ({
      name,
      nextDueAt: async () => (due.has(name) ? start : null),
      async run() {
        due.delete(name);
        due.add(other);
        return 1;
      },
    });
    const { clock, scheduler } = schedule([passing('a', 'b'), passing('b', 'a')]);
    await scheduler.advanceTo(minutes(1), clock);
    expect(clock.now()).toEqual(minutes(1));
  });

  test('goes on when a sweep can’t be asked, or sending fails', async () => {
    const { sweep, notes } = agenda('nudge', [minutes(1)]);
    const unaskable: TestWork = { ...failing('ideas.remind'), nextDueAt: () => Promise.reject(new Error('no')) };
    const { clock, scheduler, lines } = schedule([unaskable, sweep], () => Promise.reject(new Error('Slack is down')));
    await scheduler.advanceTo(minutes(10), clock);
    expect(notes).toHaveLength(1);
    expect(clock.now()).toEqual(minutes(10));
    expect(lines.map((line) => line.msg)).toEqual([
      'after tick failed',
      'sweeps asked one by one',
      'sweep failed',
      'after tick failed',
    ]);
  });

  test('lets no tick in, waits for one under way, and for another advance', async () => {
    const { passed, open } = gate();
    let together = 0;
    let most = 0;
    const left = [minutes(0), minutes(1), minutes(2)];
    const slow: TestWork = {
      name: 'a.b',
      nextDueAt: async () => left[0] ?? null,
      async run() {
        together += 1;
        most = Math.max(most, together);
        await passed;
        left.shift();
        together -= 1;
        return 1;
      },
    };
    const { clock, scheduler } = schedule([slow]);
    const all = [scheduler.tick(), scheduler.advanceTo(minutes(1), clock), scheduler.advanceTo(minutes(2), clock)];
    all.push(scheduler.tick());
    open();
    await Promise.all(all);
    expect(most).toBe(1);
    expect(left).toEqual([]);
    expect(clock.now()).toEqual(minutes(2));
  });

  test('is broken off by stop at a safe moment', async () => {
    const { passed, open } = gate();
    const { sweep, notes } = agenda('nudge', [minutes(1), minutes(2)]);
    const { clock, scheduler } = schedule([sweep], () => passed);
    const advancing = scheduler.advanceTo(minutes(10), clock);
    const stopping = scheduler.stop();
    open();
    await Promise.all([advancing, stopping]);
    expect(notes).toEqual([]);
    expect(clock.now()).toEqual(start);
    await scheduler.advanceTo(minutes(10), clock);
    expect(notes).toHaveLength(2);
  });

  test('works on a clock that runs by itself', async () => {
    let ms = 0;
    const now = () => {
      // So fast that the present overtakes what was just found to be ahead of it.
      ms += 2;
      return new Date(ms);
    };
    const clock = runningClock(start, { now });
    const due = Array.from({ length: 200 }, (_, index) => new Date(start.getTime() + index * 3));
    const { sweep, open } = agenda('nudge', due);
    const { log } = recordingLog();
    await createScheduler({ clock, log, sweeps: () => [sweep], askDue }).advanceTo(minutes(1), clock);
    expect(open).toEqual([]);
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(minutes(1).getTime());
  });

  test('does everything once, each at its moment, whatever falls due when', async () => {
    const dueMinutes = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(dueMinutes, dueMinutes, fc.integer({ min: 0, max: 300 }), async (a, b, end) => {
        const notes: string[] = [];
        const works = [agenda('a', a.map(minutes), notes), agenda('b', b.map(minutes), notes)];
        const { clock, scheduler } = schedule(works.map(({ sweep }) => sweep));
        await scheduler.advanceTo(minutes(end), clock);
        const expected = [...a, ...b]
          .filter((due) => due <= end)
          .map((due) => minutes(due).toISOString().slice(11, 19));
        expect(notes.map((note) => note.slice(0, 8))).toEqual(expected.sort());
        expect(notes.every((note) => note.slice(0, 8) === note.slice(-8))).toBe(true);
      }),
    );
  });
});

describe('The clock of the tests', () => {
  test('takes what falls due along once a scheduler drives it', async () => {
    const clock = createTestClock(start);
    await clock.advance({ minutes: 1 });
    const { sweep, notes } = agenda('nudge', [minutes(30)]);
    const { log } = recordingLog();
    clock.drive(createScheduler({ clock, log, sweeps: () => [sweep], askDue }));
    await clock.advance({ hours: 1, seconds: 5 });
    await clock.advanceTo('2026-11-20T12:00:00Z');
    expect(notes).toEqual(['10:30:00 nudge 10:30:00']);
    expect(clock.now()).toEqual(new Date('2026-11-20T12:00:00Z'));
  });
});
