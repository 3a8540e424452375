/** What a load showed, as a file for machines and pictures for people, drawn as the bot draws its own charts. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawPng } from '../../../src/adapters/chart-picture/draw-chart.js';
import type { Chart } from '../../../src/chat/card.js';
import { type Figure, quantile, toJson } from '../report.js';
import type { LoadOptions, LoadRun } from './run-load.js';
import { lookCount } from './watch-copies.js';

export interface Load {
  readonly options: LoadOptions;
  readonly run: LoadRun;
  readonly figures: readonly Figure[];
}

/** Answers where each file is. */
export async function saveLoad(folder: string, load: Load): Promise<readonly string[]> {
  const { run, options, figures } = load;
  const { done, due, ...seen } = run;
  const json = { options, figures: JSON.parse(toJson(figures)) as unknown, ...seen, points: pointsOf(load) };
  const files: readonly (readonly [string, string | Buffer])[] = [
    ['load.json', JSON.stringify(json, null, 2)],
    ['load.png', await drawPng(timesChart(load))],
    ['load-memory.png', await drawPng(memoryChart(load))],
  ];
  for (const [name, content] of files) await writeFile(join(folder, name), content);
  return files.map(([name]) => join(folder, name));
}

/** Twentieths of the time, each by the second at which it ended. */
function pointsOf({ run, options }: Load) {
  const { seconds } = options;
  const begin = Math.min(...run.due.lags.map(({ dueAt }) => dueAt.getTime()));
  return Array.from({ length: lookCount }, (_, at) => {
    const isIn = (ms: number) => Math.floor((ms * lookCount) / (seconds * 1_000)) === at;
    const answers = run.done.flatMap(({ atMs, ms }) => (isIn(atMs) ? ms : []));
    const lags = run.due.lags.flatMap(({ dueAt, ms }) => (isIn(dueAt.getTime() - begin) ? ms : []));
    return {
      label: `${Math.round(((at + 1) * seconds) / lookCount)} s`,
      answersP50Ms: round(quantile(answers, 0.5)),
      answersP99Ms: round(quantile(answers, 0.99)),
      dueP99Ms: round(quantile(lags, 0.99)),
    };
  });
}

function timesChart(load: Load): Chart {
  const points = pointsOf(load);
  const { samples } = load.run;
  return {
    title: `${load.options.perSecond} acts a second, ${load.options.crowd.items} open`,
    alt: 'Answers, due work and the event loop over time.',
    form: 'line',
    unit: 'ms',
    categories: points.map(({ label }) => label),
    series: [
      { name: 'answers p50', values: points.map(({ answersP50Ms }) => answersP50Ms) },
      { name: 'answers p99', values: points.map(({ answersP99Ms }) => answersP99Ms) },
      { name: 'due to outbox p99', values: points.map(({ dueP99Ms }) => dueP99Ms) },
      { name: 'event loop p99', values: points.map((_, at) => round(samples[at]?.loopP99Ms ?? Number.NaN)) },
    ],
  };
}

function memoryChart(load: Load): Chart {
  const points = pointsOf(load);
  const { samples } = load.run;
  return {
    title: 'Memory of a copy',
    alt: 'Resident memory and heap over time.',
    form: 'line',
    unit: 'MB',
    categories: points.map(({ label }) => label),
    series: [
      { name: 'resident', values: points.map((_, at) => round(samples[at]?.residentMb ?? Number.NaN)) },
      { name: 'heap', values: points.map((_, at) => round(samples[at]?.heapMb ?? Number.NaN)) },
    ],
  };
}

/** null: nothing was measured then. */
const round = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 10) / 10 : null);
