/** Starts the bot, its command line or a file of tests in a process of its own, for what only a second process can show. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  /** The next line that it prints; null when it has ended. */
  line(): Promise<string | null>;
  /** A line on its standard input. */
  tell(line: string): void;
  /** Closes the pipe that it prints to, as a reader does who is gone. */
  stopReading(): void;
  /** Its exit code, once it is gone; null: a signal ended it. */
  readonly exitCode: Promise<number | null>;
  /** Resolves when it is gone. `SIGKILL` leaves it no time to tidy up. */
  end(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP'): Promise<void>;
}

const running = new Set<ChildProcess>();

/** As `npm start` and `npm run` start it: built, by build-setup.js before the first test. */
export const built = (name: 'main' | 'cli'): string => fileURLToPath(new URL(`../../dist/${name}.js`, import.meta.url));

/** @param file absolute path, of TypeScript or of what is built; its errors go to the test's own standard error. @param folder to run in; default: the test's */
export function startChild(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  folder = process.cwd(),
): Child {
  const options = file.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : ['--enable-source-maps'];
  const child = spawn(process.execPath, [...options, file, ...args], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  running.add(child);
  const exitCode = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid ?? 0,
    exitCode,
    async line() {
      const { done, value } = await lines.next();
      return done ? null : value;
    },
    stopReading: () => void child.stdout.destroy(),
    tell: (line) => void child.stdin.write(`${line}\n`),
    async end(signal) {
      child.kill(signal);
      if (signal !== 'SIGSTOP') await exitCode;
    },
  };
}

/** For afterEach: no child outlives its test. */
export async function endChildren(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }),
  );
}
