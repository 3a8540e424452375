/** How long the bot takes from its start to its page, first and later, and what it holds at rest. Runs the built program. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openBenchDatabase } from './bench-database.js';
import { residentMbOf } from './process-figures.js';
import { type Figure, median } from './report.js';
import { startArguments } from './start-command.js';

const laterStarts = 3;
/** Long enough for the first garbage collections after the start. */
const restMs = 8_000;

export async function* startBench(serverUrl: string | undefined): AsyncGenerator<Figure> {
  yield* embedded();
  if (serverUrl) yield* onServer(serverUrl);
}

async function* embedded(): AsyncGenerator<Figure> {
  const dataDir = await mkdtemp(join(tmpdir(), 'empty-chair-bench-'));
  try {
    let monthSeconds = Number.NaN;
    const first = await startOnce({ DATA_DIR: dataDir }, async (url) => {
      monthSeconds = await moveClockByMonth(url);
    });
    yield { bench: 'start', what: 'first start to page, embedded', value: first.seconds, unit: 's', atMost: 3 };
    const whole = first.storySeconds;
    yield { bench: 'start', what: 'first start to the whole story', value: whole, unit: 's', atMost: 13 };
    yield { bench: 'clock', what: 'a month of moved clock', value: monthSeconds, unit: 's', atMost: 5 };
    const { seconds: bare } = await startOnce({ DATA_DIR: join(dataDir, 'bare'), PLAYGROUND: 'off' });
    yield { bench: 'start', what: 'first start without the playground', value: bare, unit: 's', atMost: 3 };
    const later = [];
    for (let count = 0; count < laterStarts; count += 1) later.push(await startOnce({ DATA_DIR: dataDir }));
    yield* [
      {
        bench: 'start',
        what: 'later start to page, embedded',
        value: median(later.map(({ seconds }) => seconds)),
        unit: 's',
        atMost: 5,
      },
      {
        bench: 'memory',
        what: 'resident at rest, embedded',
        value: later.at(-1)?.residentMb ?? Number.NaN,
        unit: 'MB',
        atMost: 450,
      },
    ];
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function* onServer(serverUrl: string): AsyncGenerator<Figure> {
  const bench = await openBenchDatabase(serverUrl);
  try {
    await startOnce({ DATABASE_URL: bench.url });
    const { seconds, residentMb } = await startOnce({ DATABASE_URL: bench.url });
    yield* [
      { bench: 'start', what: 'later start to page, with a server', value: seconds, unit: 's', atMost: 5 },
      { bench: 'memory', what: 'resident at rest, with a server', value: residentMb, unit: 'MB', atMost: 150 },
    ];
  } finally {
    await bench.close();
  }
}

interface Start {
  readonly seconds: number;
  /** Until the playground's story was complete. */
  readonly storySeconds: number;
  readonly residentMb: number;
}

/** @param before done when the story is complete, before the bot is left at rest */
async function startOnce(env: Record<string, string>, before = async (_url: string) => {}): Promise<Start> {
  const begin = performance.now();
  const child = spawn(process.execPath, startArguments, {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', PLAYGROUND: 'on', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  try {
    const url = await addressOf(child.stdout, ended);
    const page = await fetch(new URL(env.PLAYGROUND === 'off' ? 'healthz' : '/', url));
    if (!page.ok) throw new Error(`The page answered ${page.status}.`);
    await page.text();
    const seconds = (performance.now() - begin) / 1000;
    while (env.PLAYGROUND !== 'off' && (await isStoryUnderWay(url))) await wait(50);
    const storySeconds = (performance.now() - begin) / 1000;
    await before(url);
    await wait(restMs);
    return { seconds, storySeconds, residentMb: await residentMbOf(child.pid ?? 0) };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Thirty days of the whole made-up company: its promises, reminders, meetings and posts. */
async function moveClockByMonth(url: string): Promise<number> {
  const begin = performance.now();
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify({ advance: 'P30D' }) };
  const answer = await fetch(new URL('playground/api/clock', url), request);
  if (!answer.ok) throw new Error(`The clock answered ${answer.status}.`);
  return (performance.now() - begin) / 1000;
}

async function isStoryUnderWay(url: string): Promise<boolean> {
  const state = (await (await fetch(new URL('playground/api/state', url))).json()) as { readonly story: unknown };
  return state.story !== null;
}

async function addressOf(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  const found = (async () => {
    let text = '';
    for await (const part of output) {
      text += String(part);
      const url = /https?:\/\/[^\s"]+/.exec(text)?.[0];
      if (url) return url;
    }
    throw new Error(`It ended without saying where it listens: ${text}`);
  })();
  return Promise.race([found, ended.then(() => found)]);
}
