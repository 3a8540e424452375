/** What a load is judged by, from what was seen of it. */
import { type Figure, quantile } from '../report.js';
import type { LoadOptions, LoadRun } from './run-load.js';
import type { Sample } from './watch-copies.js';

/** How much of the memory before may come in the last quarter, before it is called growth. */
const steady = 1.05;

export function figuresOf(run: LoadRun, options: LoadOptions): Figure[] {
  const { crowd, perSecond, seconds, copies } = options;
  const all = run.done.map(({ ms }) => ms);
  const what = `${perSecond} acts/s for ${seconds} s on ${copies} copies, ${crowd.organisations} organisations, ${crowd.items} open items`;
  const figure = (of: string, value: number, unit: string, bound: Partial<Figure> = {}): Figure => ({
    ...{ bench: 'load', what: of, value, unit },
    ...bound,
  });
  const acts = [...new Set(run.done.map(({ act }) => act))].sort();
  return [
    figure(`acts done: ${what}`, run.done.length, ''),
    figure('answers that were not right', run.wrong.length, '', { atMost: 0 }),
    figure('answers, 50th percentile', quantile(all, 0.5), 'ms'),
    figure('answers, 99th percentile', quantile(all, 0.99), 'ms', { atMost: 500 }),
    ...acts.map((act) => {
      const times = run.done.flatMap((each) => (each.act === act ? each.ms : []));
      return figure(
        `${act}: 99th percentile (50th ${quantile(times, 0.5).toFixed(1)} ms)`,
        quantile(times, 0.99),
        'ms',
      );
    }),
    figure(
      `due to outbox of ${run.due.lags.length}, 99th percentile`,
      quantile(
        run.due.lags.map(({ ms }) => ms),
        0.99,
      ),
      'ms',
      { atMost: 2_000 },
    ),
    figure('due for more than 5 s and not begun', run.due.overdueCount, '', { atMost: 0 }),
    figure('event-loop delay, 99th percentile of the worst twentieth', highest(run.samples, 'loopP99Ms'), 'ms', {
      atMost: 50,
    }),
    figure('steps that blocked the loop for more than 100 ms', run.blocked.length, '', { atMost: 0 }),
    figure('memory of the last quarter to that of the one before', growthOf(run.samples), 'times', { atMost: steady }),
    figure('memory at its highest', highest(run.samples, 'residentMb'), 'MB'),
    figure('cores of the copies', mean(run.samples, 'botCores'), ''),
    figure('cores of PostgreSQL', mean(run.samples, 'databaseCores'), ''),
    figure('CPU of the bot an act', (mean(run.samples, 'botCores') * 1_000) / perSecond, 'ms'),
    figure('CPU of PostgreSQL an act', (mean(run.samples, 'databaseCores') * 1_000) / perSecond, 'ms'),
    figure('messages that waited at the end', run.left.count, ''),
    figure('until they were sent', run.left.ms / 1_000, 's'),
    figure('start of a copy', run.start.ms / 1_000, 's'),
    figure('until all directories were read', run.start.directoriesMs / 1_000, 's'),
    figure('event-loop delay of what sends the load, 99th percentile', run.ownDelayMs, 'ms'),
  ];
}

type Measure = Exclude<keyof Sample, 'atMs'>;

const highest = (samples: readonly Sample[], name: Measure): number => Math.max(...samples.map((each) => each[name]));

const mean = (samples: readonly Sample[], name: Measure): number =>
  samples.reduce((sum, each) => sum + each[name], 0) / samples.length;

/** Of the last half: its second part to its first. */
function growthOf(samples: readonly Sample[]): number {
  const quarter = Math.floor(samples.length / 4);
  const last = samples.slice(-quarter);
  return mean(last, 'residentMb') / mean(samples.slice(-2 * quarter, -quarter), 'residentMb');
}
