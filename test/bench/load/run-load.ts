/**
 * A load like that of many companies: copies of the bot as processes of their own on one PostgreSQL, the stand-in Slack
 * around them, and a fixed number of acts a second, each done at its time whether the ones before are answered or not.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { type BenchDatabase, openBenchDatabase } from '../bench-database.js';
import { type Act, actAt, isLate, wrongIn } from './acts.js';
import type { Copy } from './copy.js';
import { type DueFigures, planDue, readDue } from './due-work.js';
import type { Crowd } from './made-crowd.js';
import { type Company, openCompany } from './open-company.js';
import { type Sample, watchCopies } from './watch-copies.js';

export interface LoadOptions {
  readonly crowd: Crowd;
  readonly seconds: number;
  /** Before anything is measured, at the same rate. */
  readonly warmUpSeconds: number;
  readonly perSecond: number;
  readonly copies: number;
  /** What follows `node` to start a copy. Default: as npm starts the bot. */
  readonly command?: readonly string[];
  /** Told what goes on. */
  say(line: string): void;
}

/** One act as it went. */
export interface Done {
  readonly act: string;
  /** Since the begin of what is measured, in ms. */
  readonly atMs: number;
  readonly ms: number;
}

export interface LoadRun {
  readonly done: readonly Done[];
  /** Answers that were not right, in words; at most the first hundred. */
  readonly wrong: readonly string[];
  readonly due: DueFigures;
  readonly samples: readonly Sample[];
  /** Steps that kept everybody waiting for more than 100 ms, as each copy's watch saw them. */
  readonly blocked: readonly { readonly blockedMs: number; readonly during: unknown }[];
  /** Other warnings of the copies, with how often. A bot that is slow warns. */
  readonly warnings: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, number>>;
  /** What waited to be sent at the end or was due, and how long it took until that was sent. */
  readonly left: { readonly count: number; readonly ms: number };
  /** From the start of a process until it answers, and until all directories are read. */
  readonly start: { readonly ms: number; readonly directoriesMs: number };
  /** How late acts were begun, because what sends them was busy itself: 99th percentile, in ms. */
  readonly ownDelayMs: number;
}

const remindersPerAct = 0.05;
/** What an answer counts at least that did not come with the acknowledgement, in ms. */
const lateMs = 3_000;

export async function runLoad(serverUrl: string, options: LoadOptions): Promise<LoadRun> {
  const bench = await openBenchDatabase(serverUrl, 'off');
  try {
    const company = await openCompany(bench, options.crowd, options);
    try {
      return await measure(bench, company, options);
    } finally {
      await company.close();
    }
  } finally {
    await bench.close();
  }
}

async function measure(bench: BenchDatabase, company: Company, options: LoadOptions): Promise<LoadRun> {
  const { say, perSecond, seconds, warmUpSeconds } = options;
  const { copies, directoriesMs } = company;
  say(`Warming up for ${warmUpSeconds} s.`);
  await send({ ...options, seconds: warmUpSeconds }, company);
  await planDue(bench.database, { seconds, perSecond: perSecond * remindersPerAct });
  say(`Measuring ${perSecond} acts a second for ${seconds} s.`);
  const logged = copies.map(({ log }) => log.length);
  const watch = watchCopies(copies, bench, seconds);
  const sent = await send(options, company);
  const samples = await watch.stop();
  const left = await untilSent(bench.database);
  const lines = copies.flatMap(({ log }, at) => log.slice(logged[at]));
  const start = { ms: Math.max(...copies.map(({ startMs }) => startMs)), directoriesMs };
  return { ...sent, due: await readDue(bench.database), samples, ...read(lines), left, start };
}

async function send(
  { perSecond, seconds }: LoadOptions,
  { doerAt, forget }: Company,
): Promise<Pick<LoadRun, 'done' | 'wrong' | 'ownDelayMs'>> {
  const done: Done[] = [];
  const wrong: string[] = [];
  const begin = performance.now();
  const own = monitorEventLoopDelay({ resolution: 5 });
  own.enable();
  const one = async (act: Act, at: number, dueMs: number) => {
    await wait(Math.max(0, begin + dueMs - performance.now()));
    const doer = doerAt(at);
    const from = performance.now();
    const answer = await act.run(doer).catch((error: unknown) => ({ status: 0, body: String(error) }));
    const ms = Math.max(performance.now() - from, isLate(act, answer) ? lateMs : 0);
    done.push({ act: act.name, atMs: dueMs, ms });
    const fault = wrongIn(act, answer);
    if (fault !== null && wrong.length < 100) wrong.push(fault);
  };
  // Timers of one second at a time: hundreds of thousands at once would be work of their own.
  const all: Promise<void>[] = [];
  for (let second = 0; second < seconds; second += 1) {
    await wait(Math.max(0, begin + second * 1_000 - performance.now()));
    forget();
    for (let n = 0; n < perSecond; n += 1) {
      const at = second * perSecond + n;
      all.push(one(actAt(at), at, (at * 1_000) / perSecond));
    }
  }
  await Promise.all(all);
  own.disable();
  return { done, wrong, ownDelayMs: own.percentile(99) / 1e6 };
}

/** Of what waits now; more falls due all the time. Waits at most a minute. */
async function untilSent(database: { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }) {
  const begin = performance.now();
  const { rows: last } = await database.executeSql(
    'SELECT coalesce(max(id), 0)::text AS id, now()::text AS now FROM deliveries',
  );
  const { id, now } = last[0] as { id: string; now: string };
  const waiting = async () => {
    const { rows } = await database.executeSql(
      `SELECT (SELECT count(*) FROM deliveries WHERE state IN ('queued', 'sending') AND id <= $1::bigint)::int
         + (SELECT count(*) FROM reminders WHERE state = 'planned' AND due_at <= $2::timestamptz)::int AS count`,
      [id, now],
    );
    return (rows[0] as { count: number }).count;
  };
  const count = await waiting();
  for (let still = count; still > 0 && performance.now() - begin < 60_000; still = await waiting()) await wait(200);
  return { count, ms: performance.now() - begin };
}

function read(lines: Copy['log']): Pick<LoadRun, 'blocked' | 'warnings' | 'errors'> {
  const isBlocked = ({ msg }: Copy['log'][number]) => msg === 'event loop was blocked';
  const countOf = (some: Copy['log']) => {
    const counts: Record<string, number> = {};
    for (const { msg } of some) counts[msg] = (counts[msg] ?? 0) + 1;
    return counts;
  };
  const others = lines.filter((line) => !isBlocked(line));
  const isError = ({ level }: Copy['log'][number]) => level >= errorLevel;
  return {
    blocked: lines.filter(isBlocked).map(({ blockedMs, during }) => ({ blockedMs: Number(blockedMs), during })),
    warnings: countOf(others.filter((line) => !isError(line))),
    errors: countOf(others.filter(isError)),
  };
}

/** As pino writes it. */
const errorLevel = 50;
