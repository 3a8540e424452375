/** An operator at a command line without a person: runs backup, restore and move, and keeps what they say. */
import { Writable } from 'node:stream';
import { terminalOn } from '../../src/adapters/web-api/command-line/terminal.js';
import { type BackupDeps, backupCommand, moveCommand, restoreCommand } from '../../src/backup/index.js';
import { loadConfig } from '../../src/config.js';
import { stoppedClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { temporaryFolder } from './temporary-folder.js';

const commands = { backup: backupCommand, restore: restoreCommand, move: moveCommand };

/** What seals secrets in the databases that the operator runs. */
export const operatorsKey = 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=';

export interface Operator {
  /** Runs a command and answers its exit code with all that it said. */
  run(
    name: keyof typeof commands,
    words: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<{ readonly code: number; readonly said: string }>;
  /** Where `.env` is written. */
  readonly folder: string;
}

export async function createOperator(
  now: string,
  copyOfOwner: BackupDeps['copyOfOwner'] = async () => null,
): Promise<Operator> {
  const folder = await temporaryFolder();
  return {
    folder,
    async run(name, words, env) {
      const said: string[] = [];
      const sink = new Writable({
        write(chunk, _encoding, done) {
          said.push(String(chunk));
          done();
        },
      });
      const output = Object.assign(sink, { isTTY: false });
      const set = { BACKUP_PASSPHRASE: 'four random words', SECRET_KEY: operatorsKey, ...env };
      const code = await commands[name](words, {
        terminal: terminalOn({ stdout: output, stderr: output }),
        clock: stoppedClock(now),
        log: createLogger('silent'),
        config: () => loadConfig(set),
        settings: () => ({ PORT: '4000' }),
        folder,
        copyOfOwner,
      });
      return { code, said: said.join('') };
    },
  };
}
