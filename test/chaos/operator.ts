/** Somebody at the command line: the bot's own `cli.ts` as a process, on the town's time. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { buildBot } from '../support/mortal-process.js';

export interface Operator {
  /** Answers what it printed. Rejects when it ends with another code than 0. */
  run(words: readonly string[], aheadMs: number): Promise<string>;
  close(): Promise<void>;
}

/** The command line has the machine's clock; this moves it. */
const clockAhead = (ms: number) =>
  `data:text/javascript,${encodeURIComponent(`
  const real = Date;
  globalThis.Date = class extends real {
    constructor(...given) { given.length > 0 ? super(...given) : super(real.now() + ${ms}); }
    static now() { return real.now() + ${ms}; }
  };`)}`;

/** @param folder where it works, and where settings are written */
export async function hireOperator(folder: string, env: Readonly<Record<string, string>>): Promise<Operator> {
  await mkdir(folder, { recursive: true });
  const { program, remove } = await buildBot('src/cli.ts');
  return {
    run: (words, aheadMs) =>
      new Promise((resolve, reject) => {
        const whole = { PATH: process.env.PATH, BACKUP_PASSPHRASE: 'four random words', ...env };
        const options = { cwd: folder, env: whole, maxBuffer: 1e7 };
        execFile(process.execPath, ['--import', clockAhead(aheadMs), program, ...words], options, (error, out, err) =>
          error ? reject(new Error(`${words[0]} failed: ${out}${err}`)) : resolve(out),
        );
      }),
    close: remove,
  };
}
