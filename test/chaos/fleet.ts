/** The copies of the bot: started, killed at random moments, started again, as whatever watches over them in earnest does. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../support/chance.js';
import { buildBot, type MortalProcess, startBot } from '../support/mortal-process.js';
import type { CopyOptions } from './processes/copy.js';

export interface Fleet {
  /** Addresses of the copies that are up now. */
  urls(): readonly string[];
  /** Resolves when a copy is up. */
  someUp(): Promise<void>;
  /** Kills one at random, also while it starts. It is started again. */
  kill(): void;
  /** Sets the clocks of all copies, also of those to come. `skewMs`: of one of them besides. */
  setClocks(aheadMs: number, skewMs?: number): Promise<void>;
  readonly figures: { killCount: number; startCount: number; diedByThemselves: string[] };
  /** Kills all, and starts one that is let live. */
  calm(): Promise<void>;
  /** Ends all, each in its own time. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

interface Berth {
  bot: MortalProcess | null;
  kill: () => void;
  isClosed: boolean;
  done: Promise<void>;
}

export async function launch(
  count: number,
  { env, chance }: { readonly env: Readonly<Record<string, string>>; readonly chance: Chance },
): Promise<Fleet> {
  const { program, remove } = await buildBot('test/chaos/processes/copy.ts');
  const figures: Fleet['figures'] = { killCount: 0, startCount: 0, diedByThemselves: [] };
  let ahead = 0;
  let waiting: (() => void)[] = [];
  const berths: Berth[] = [];

  function man(): Berth {
    const berth: Berth = { bot: null, kill: () => undefined, isClosed: false, done: Promise.resolve() };
    berth.done = sail(berth);
    berths.push(berth);
    return berth;
  }

  async function sail(berth: Berth): Promise<void> {
    while (!berth.isClosed) {
      let isKilled = false;
      const killed = new Promise<void>((resolve) => {
        berth.kill = () => {
          isKilled = true;
          resolve();
        };
      });
      figures.startCount += 1;
      const options: CopyOptions = { env, aheadMs: ahead };
      try {
        berth.bot = await startBot(program, options, killed);
        if (berth.bot) for (const wake of waiting.splice(0)) wake();
        await berth.bot?.gone;
        if (!isKilled && !berth.isClosed) figures.diedByThemselves.push('while running');
      } catch (error) {
        figures.diedByThemselves.push(String(error instanceof Error ? error.message : error).slice(0, 400));
        await pause(500);
      }
      berth.bot = null;
    }
  }

  const up = () => berths.flatMap(({ bot, isClosed }) => (bot && !isClosed ? [bot] : []));
  async function closeAll(): Promise<void> {
    for (const berth of berths) {
      berth.isClosed = true;
      berth.kill();
    }
    await Promise.all(berths.map(({ done }) => done));
    berths.length = 0;
  }
  const fleet: Fleet = {
    figures,
    urls: () => up().map(({ ready }) => ready),
    async someUp() {
      while (up().length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    kill() {
      figures.killCount += 1;
      berths[Math.floor(chance.between(0, berths.length))]?.kill();
    },
    async setClocks(aheadMs, skewMs = 0) {
      ahead = aheadMs;
      const [first, ...others] = up();
      await Promise.all([first?.ask({ aheadMs: aheadMs + skewMs }), ...others.map((bot) => bot.ask({ aheadMs }))]);
    },
    async calm() {
      await closeAll();
      man();
      await fleet.someUp();
    },
    async rest() {
      for (const berth of berths) berth.isClosed = true;
      await Promise.all(berths.map(({ bot }) => bot?.ask({ stop: true })));
      await closeAll();
    },
    async close() {
      await closeAll();
      waiting = [];
      await remove();
    },
  };
  for (let at = 0; at < count; at += 1) man();
  await fleet.someUp();
  return fleet;
}
