/** What whoever started the bot sees: lines for people on a terminal, lines of JSON for machines. main.ts writes through it. */

import { SingleBar } from 'cli-progress';
import type { StoryProgress } from './adapters/playground/story/telling.js';
import { systemClock } from './kernel/clock.js';
import type { LogDestination } from './kernel/logger.js';

export interface Terminal {
  /** Where the log goes; undefined: as JSON to the standard output. */
  readonly logTo: LogDestination | undefined;
  say(line: string): void;
  readonly story: (progress: StoryProgress) => void;
  /** The address, last and alone. */
  ready(url: string, options: { readonly browser: 'opened' | 'failed' | 'notAsked' }): void;
  /** The story is complete. */
  settled(): void;
}

/** @param isHuman whether people read it */
export async function createTerminal(isHuman: boolean): Promise<Terminal> {
  return isHuman ? forPeople() : forMachines();
}

function forMachines(): Terminal {
  return {
    logTo: undefined,
    say() {},
    story() {},
    // Written at every level of the log: whoever starts the bot waits for it.
    ready(url) {
      const line = { level: 30, time: systemClock.now().getTime(), url, msg: `Empty Chair is ready: ${url}` };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    },
    settled() {},
  };
}

const readyWords = {
  opened: 'Ready, and open in your browser. Ctrl+C stops it.',
  failed: 'Ready. No browser could be opened: open the address yourself. Ctrl+C stops it.',
  notAsked: 'Ready. `npm start -- --open` opens the browser too; Ctrl+C stops it.',
} as const;

async function forPeople(): Promise<Terminal> {
  const { build } = await import('pino-pretty');
  const options = { format: '  Northlight’s year {bar} {month}', barsize: 30, clearOnComplete: true, hideCursor: true };
  const bar = new SingleBar({ ...options, stream: process.stdout, barCompleteChar: '█', barIncompleteChar: '░' });
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  return {
    logTo: build({
      colorize: process.stdout.hasColors(),
      ignore: 'pid,hostname',
      translateTime: 'SYS:HH:MM:ss',
      singleLine: true,
      sync: true,
    }),
    say,
    story({ month, share }) {
      if (!bar.isActive) bar.start(1, 0, { month });
      bar.update(share, { month });
    },
    ready(url, { browser }) {
      say(readyWords[browser]);
      say(`\n  ${url}\n`);
    },
    settled() {
      if (bar.isActive) bar.stop();
    },
  };
}
