/** The copies of the bot: started, killed at random moments, started again, as whatever watches over them in earnest does. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../support/chance.js';
import { buildBot, type MortalProcess, startBot } from '../support/mortal-process.js';
import type { CopyOptions, ToldWork } from './processes/copy.js';

export interface Fleet {
  /** Addresses of the copies that are up now. */
  urls(): readonly string[];
  /** Resolves when a copy is up. */
  someUp(): Promise<void>;
  /** Kills one at random, also while it starts. It is started again. */
  kill(): void;
  /**
   * Kills the next one that begins work of a kind that few kills have met, or one at random when none does in time.
   * @param delayMs from its begin
   */
  killAtRareWork(delayMs: number, patienceMs: number): Promise<void>;
  /** Sets the clocks of all copies, also of those to come. `skewMs`: of one of them besides. */
  setClocks(aheadMs: number, skewMs?: number): Promise<void>;
  readonly figures: FleetFigures;
  /** Starts so many more. */
  man(count: number): void;
  /** Kills all; none is started again. */
  sink(): Promise<void>;
  /** Ends all, each in its own time. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export interface FleetFigures {
  killCount: number;
  startCount: number;
  readonly diedByThemselves: string[];
  /** How many kills met work of this name under way; 0: none of those that were seen. */
  readonly met: Map<string, number>;
}

interface Berth {
  bot: MortalProcess | null;
  /** Answers whether it was alive. */
  kill: () => boolean;
  isClosed: boolean;
  done: Promise<void>;
  /** How often each kind of work is under way. */
  readonly underWay: Map<string, number>;
}

/** A copy that has never been up and ends by itself so often will not be. */
const hopeless = 10;

export interface Launch {
  readonly settings: Pick<CopyOptions, 'env' | 'teams'>;
  readonly chance: Chance;
  /** Of the copies' clocks at first. */
  readonly aheadMs: number;
}

export async function launch(count: number, { settings, chance, aheadMs }: Launch): Promise<Fleet> {
  const { program, remove } = await buildBot('test/chaos/processes/copy.ts');
  const figures: FleetFigures = { killCount: 0, startCount: 0, diedByThemselves: [], met: new Map() };
  let ahead = aheadMs;
  let hasBeenUp = false;
  const waiting: (() => void)[] = [];
  let watcher: ((berth: Berth, name: string) => void) | null = null;
  const berths: Berth[] = [];

  function man(): void {
    const berth: Berth = {
      bot: null,
      kill: () => false,
      isClosed: false,
      done: Promise.resolve(),
      underWay: new Map(),
    };
    berth.done = sail(berth);
    berths.push(berth);
  }

  async function sail(berth: Berth): Promise<void> {
    while (!berth.isClosed) {
      let isKilled = false;
      const killed = new Promise<void>((resolve) => {
        berth.kill = () => {
          if (isKilled) return false;
          isKilled = true;
          resolve();
          return true;
        };
      });
      figures.startCount += 1;
      const options: CopyOptions = { ...settings, aheadMs: ahead };
      try {
        berth.bot = await startBot(program, options, killed, (told) => hear(berth, told as ToldWork));
        // It began with the time of its start.
        await berth.bot?.ask({ aheadMs: ahead });
        hasBeenUp ||= berth.bot !== null;
        if (berth.bot) for (const wake of waiting.splice(0)) wake();
        await berth.bot?.gone;
        if (!isKilled && !berth.isClosed) figures.diedByThemselves.push('while running');
      } catch (error) {
        figures.diedByThemselves.push(String(error instanceof Error ? error.message : error).slice(0, 400));
        for (const wake of waiting.splice(0)) wake();
        await pause(500);
      }
      berth.bot = null;
      berth.underWay.clear();
    }
  }

  function hear(berth: Berth, { name, isUnderWay }: ToldWork): void {
    berth.underWay.set(name, (berth.underWay.get(name) ?? 0) + (isUnderWay ? 1 : -1));
    if (!figures.met.has(name)) figures.met.set(name, 0);
    if (isUnderWay) watcher?.(berth, name);
  }

  function killThis(berth: Berth | undefined): void {
    if (!berth?.kill()) return;
    figures.killCount += 1;
    const found = [...berth.underWay].flatMap(([name, count]) => (count > 0 ? [name] : []));
    for (const name of found.length > 0 ? found : [berth.bot ? 'nothing' : 'its start'])
      figures.met.set(name, (figures.met.get(name) ?? 0) + 1);
  }

  const up = () => berths.flatMap(({ bot, isClosed }) => (bot && !isClosed ? [bot] : []));
  const fleet: Fleet = {
    figures,
    urls: () => up().map(({ ready }) => ready),
    async someUp() {
      while (up().length === 0) {
        const [first] = figures.diedByThemselves;
        if (!hasBeenUp && figures.diedByThemselves.length >= hopeless) throw new Error(`No copy starts: ${first}`);
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    kill: () => killThis(berths[Math.floor(chance.between(0, berths.length))]),
    async killAtRareWork(delayMs, patienceMs) {
      const counts = [...figures.met.values()].sort((a, b) => a - b);
      const median = counts[Math.floor(counts.length / 2)] ?? 0;
      const met = await new Promise<Berth | null>((resolve) => {
        const giveUp = setTimeout(() => resolve(null), patienceMs);
        watcher = (berth, name) => {
          if ((figures.met.get(name) ?? 0) > median) return;
          clearTimeout(giveUp);
          resolve(berth);
        };
      });
      watcher = null;
      if (!met) return fleet.kill();
      await pause(delayMs);
      killThis(met);
    },
    async setClocks(toMs, skewMs = 0) {
      ahead = toMs;
      const [first, ...others] = up();
      await Promise.all([first?.ask({ aheadMs: toMs + skewMs }), ...others.map((bot) => bot.ask({ aheadMs: toMs }))]);
    },
    man(more) {
      for (let at = 0; at < more; at += 1) man();
    },
    async sink() {
      for (const berth of berths) {
        berth.isClosed = true;
        berth.kill();
      }
      await Promise.all(berths.map(({ done }) => done));
      berths.length = 0;
    },
    async rest() {
      for (const berth of berths) berth.isClosed = true;
      await Promise.all(berths.map(({ bot }) => bot?.ask({ stop: true })));
      await fleet.sink();
    },
    async close() {
      await fleet.sink();
      await remove();
    },
  };
  fleet.man(count);
  await fleet.someUp();
  return fleet;
}
