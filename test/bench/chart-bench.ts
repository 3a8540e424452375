/** How long a chart takes from its numbers to the PNG: the first after a start, which loads what draws, and any later one. Runs the built program. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { splitChart, trendChart } from '../support/chart-gallery.js';
import { type Figure, median } from './report.js';

const starts = 5;
const later = 20;

/** Draws in a process of its own and says what each drawing took, in ms, and what memory it cost, in MB. */
const script = `
const [module, chartsJson, count] = process.argv.slice(1);
const { drawPng } = await import(module);
const charts = JSON.parse(chartsJson);
const before = process.memoryUsage().rss;
const took = [];
for (let drawn = 0; drawn < Number(count); drawn += 1) {
  const start = performance.now();
  await drawPng(charts[drawn % charts.length]);
  took.push(performance.now() - start);
}
console.log(JSON.stringify({ took, memory: (process.memoryUsage().rss - before) / 1024 / 1024 }));
`;

export async function* chartBench(): AsyncGenerator<Figure> {
  const runs = [];
  for (let start = 0; start < starts; start += 1) runs.push(await drawApart());
  const firsts = runs.map(({ took }) => took[0] ?? Number.NaN);
  yield* [
    { bench: 'chart', what: 'first chart after a start', value: median(firsts), unit: 'ms', atMost: 300 },
    {
      bench: 'chart',
      what: 'any later chart',
      value: median(runs.flatMap(({ took }) => took.slice(1))),
      unit: 'ms',
      atMost: 300,
    },
    { bench: 'chart', what: 'memory that drawing adds', value: median(runs.map(({ memory }) => memory)), unit: 'MB' },
  ];
}

async function drawApart(): Promise<{ readonly took: readonly number[]; readonly memory: number }> {
  const module = fileURLToPath(new URL('../../dist/adapters/chart-picture/draw-chart.js', import.meta.url));
  const charts = JSON.stringify([trendChart, splitChart]);
  const words = ['--input-type=module', '--eval', script, module, charts, String(later + 1)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as { took: number[]; memory: number };
}
