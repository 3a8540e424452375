/** Looks twenty times at each copy during a load: memory, CPU, the event loop, the database's own CPU. */
import type { BenchDatabase } from '../bench-database.js';
import { cpuMsOf, cpuMsOfEach } from '../process-figures.js';
import type { Copy } from './copy.js';

/** How many looks; as many as a picture has points. */
export const lookCount = 20;

/** What a look found, of what was since the one before. */
export interface Sample {
  /** Since the begin, in ms. */
  readonly atMs: number;
  /** Of the copy with the most, in MB. */
  readonly residentMb: number;
  readonly heapMb: number;
  /** Of the copy with the greatest, in ms. The loop is looked at every 10 ms, which is part of it. */
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  /** Of all copies, and of the database's processes for them; as cores. */
  readonly botCores: number;
  readonly databaseCores: number;
  /** Connections to the database of all copies, and who waits for one. */
  readonly connections: number;
  readonly waitingForOne: number;
}

export interface Watch {
  /** All that was seen. */
  stop(): Promise<readonly Sample[]>;
}

export function watchCopies(copies: readonly Copy[], { database }: BenchDatabase, seconds: number): Watch {
  const samples: Sample[] = [];
  const begin = performance.now();
  let before = look(copies, database);
  let underWay: Promise<void> = Promise.resolve();
  const timer = setInterval(
    () => {
      const last = before;
      before = look(copies, database);
      underWay = Promise.all([last, before, underWay]).then(([from, to]) => {
        samples.push(between(from, to, begin));
      });
    },
    (seconds * 1_000) / lookCount,
  );
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
      return samples;
    },
  };
}

type Look = Awaited<ReturnType<typeof look>>;

async function look(copies: readonly Copy[], database: BenchDatabase['database']) {
  const [figures, botMs, backends] = await Promise.all([
    Promise.all(copies.map((copy) => copy.figures())),
    cpuMsOf(copies.map(({ pid }) => pid)),
    database.executeSql('SELECT pid FROM pg_stat_activity WHERE datname = current_database()'),
  ]);
  const pids = (backends.rows as readonly { pid: number }[]).map(({ pid }) => pid);
  return { at: performance.now(), figures, botMs, databaseMs: await cpuMsOfEach(pids) };
}

function between(from: Look, to: Look, begin: number): Sample {
  const highest = (name: string, factor: number) =>
    Math.max(...to.figures.map((figures) => (figures.get(name) ?? Number.NaN) * factor));
  const total = (name: string) => to.figures.reduce((sum, figures) => sum + (figures.get(name) ?? 0), 0);
  const ms = to.at - from.at;
  return {
    atMs: to.at - begin,
    residentMb: highest('process_resident_memory_bytes', 2 ** -20),
    heapMb: highest('nodejs_heap_size_used_bytes', 2 ** -20),
    loopP99Ms: highest('nodejs_eventloop_lag_p99_seconds', 1_000),
    loopMaxMs: highest('nodejs_eventloop_lag_max_seconds', 1_000),
    botCores: (to.botMs - from.botMs) / ms,
    databaseCores: usedBetween(from.databaseMs, to.databaseMs) / ms,
    connections: total('empty_chair_database_connections{state="all"}'),
    waitingForOne: total('empty_chair_database_connections{state="waiting"}'),
  };
}

/** What a connection did that came or ended meanwhile is not seen whole. */
function usedBetween(from: ReadonlyMap<number, number>, to: ReadonlyMap<number, number>): number {
  return [...to].reduce((sum, [pid, ms]) => sum + ms - (from.get(pid) ?? 0), 0);
}
