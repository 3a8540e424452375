/** `npm start` as whoever types it sees it: what it says when it can't start, the browser it opens, how it is stopped. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { built, type Child, endChildren, startChild } from '../support/child-process.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

const main = built('main');
/** A new embedded database takes its time to be made, on a busy machine much of it. */
const longMs = 240_000;
const quiet = { DATABASE_URL: '', PLAYGROUND: 'off', PORT: '0', LOG_LEVEL: 'silent', NODE_ENV: 'test' };

let taken: Server | undefined;
afterEach(async () => {
  taken?.close();
  taken = undefined;
  await endChildren();
  await removeTemporaryFolders();
});

/** What it says when it can't start. */
function failure(env: Readonly<Record<string, string>>): Promise<{ code: unknown; words: string }> {
  return new Promise((done) => {
    const options = { env: { ...process.env, NODE_OPTIONS: '', ...quiet, ...env } };
    execFile(process.execPath, ['--enable-source-maps', main], options, (error, _output, words) =>
      done({ code: error?.code, words }),
    );
  });
}

describe('A start that fails names the fault and the doctor, without a stack', () => {
  const expectWords = async (env: Readonly<Record<string, string>>, fault: RegExp) => {
    const { code, words } = await failure(env);
    expect({ code, words }).toEqual({ code: 1, words: expect.stringMatching(fault) });
    expect(words).toContain('`npm run doctor`');
    expect(words).not.toMatch(/^\s+at /m);
  };

  test(
    'a taken port, before anything else is done',
    async () => {
      const listening = createServer();
      taken = listening;
      await new Promise<void>((resolve) => listening.listen(0, resolve));
      const { port } = listening.address() as AddressInfo;
      const folder = join(await temporaryFolder(), 'data');
      // Nor is a server asked that is not there.
      const unreachable = 'postgresql://postgres@127.0.0.1:1/none';
      await expectWords(
        { PORT: String(port), DATA_DIR: folder },
        /^.*\n- PORT: another program listens on \d+ already/,
      );
      await expectWords({ PORT: String(port), DATABASE_URL: unreachable }, /^.*\n- PORT: another program listens/);
      expect(existsSync(folder)).toBe(false);
    },
    longMs,
  );

  test(
    'a server that refuses, an address that is not here, a folder that is damaged or none',
    async () => {
      const folder = await temporaryFolder();
      const damaged = join(folder, 'damaged');
      await mkdir(join(damaged, 'database'), { recursive: true });
      await writeFile(join(damaged, 'database', 'PG_VERSION'), 'nonsense');
      const file = join(folder, 'file');
      await writeFile(file, '');
      await expectWords({ DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/none' }, /no connection.*start it, or mend/);
      await expectWords({ HOST: '203.0.113.9', DATA_DIR: folder }, /HOST: this machine does not have the address/);
      await expectWords({ DATA_DIR: damaged }, /can't be opened\. Its files are damaged.*Put a backup/);
      await expectWords({ DATA_DIR: file }, /DATA_DIR: the folder .* can't be made/);
    },
    longMs,
  );
});

describe('A start that succeeds', () => {
  test(
    'opens the browser at the page where it is asked to, and runs on where none can be opened',
    async () => {
      const folder = await temporaryFolder();
      const browser = join(folder, 'browser.sh');
      const opened = join(folder, 'opened');
      // Of the desktop's own ways to find a browser, $BROWSER is the one that needs no desktop.
      await writeFile(browser, `#!/bin/sh\necho "$1" > "${opened}.part" && mv "${opened}.part" "${opened}"\n`, {
        mode: 0o755,
      });
      const env = { ...quiet, DATA_DIR: join(folder, 'data'), BROWSER: browser, DISPLAY: '', WAYLAND_DISPLAY: '' };
      const bot = startChild(main, ['--open'], env);
      const line = await bot.line();
      await bot.end('SIGTERM');
      expect(line).toContain((await readFile(opened, 'utf8')).trim());
      expect(await readFile(opened, 'utf8')).toMatch(/^http:\/\/localhost:\d+\n$/);

      const without = startChild(main, ['--open'], { ...env, BROWSER: join(folder, 'nothing') });
      expect(await without.line()).toContain('Empty Chair is ready');
      await without.end('SIGTERM');
      expect(await without.exitCode).toBe(0);
    },
    longMs,
  );

  test(
    'stops cleanly when whoever read its output is gone, as after `npm start | tee log` and Ctrl+C',
    async () => {
      const bot = startChild(main, [], { ...quiet, LOG_LEVEL: 'trace', DATA_DIR: await temporaryFolder() });
      await lineWith(bot, 'is ready');
      bot.stopReading();
      process.kill(bot.pid, 'SIGTERM');
      expect(await bot.exitCode).toBe(0);
    },
    longMs,
  );

  test(
    'ends at a second signal at once, whatever is still being answered',
    async () => {
      const env = { ...quiet, LOG_LEVEL: 'info', DATA_DIR: await temporaryFolder() };
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        const bot = startChild(main, [], env);
        const { port } = new URL(/http:\/\/localhost:\d+/.exec(await lineWith(bot, 'is ready'))?.[0] ?? '');
        // A request that never comes to its end: a clean stop waits for it.
        const socket = connect(Number(port), '127.0.0.1');
        socket.on('error', () => undefined);
        await new Promise<void>((resolve) => {
          socket.write(
            'POST /api/v1/feedback HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n',
          );
          socket.once('data', () => resolve());
        });
        process.kill(bot.pid, signal);
        await lineWith(bot, 'stopping');
        process.kill(bot.pid, signal);
        expect(await bot.exitCode).toBe(1);
        socket.destroy();
      }
    },
    longMs,
  );
});

test(
  'A command whose output nobody reads to its end, as before `| head`, ends as usual and says nothing of it',
  async () => {
    const line = `"${process.execPath}" "${built('cli')}" doctor --list | true; echo "ended with \${PIPESTATUS[0]}"`;
    const options = { env: { ...process.env, NODE_OPTIONS: '', ...quiet } };
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', line], options);
    expect([stdout, stderr]).toEqual(['ended with 0\n', '']);
  },
  longMs,
);

async function lineWith(bot: Child, words: string): Promise<string> {
  for (;;) {
    const line = await bot.line();
    if (line === null) throw new Error(`It ended without saying “${words}”.`);
    if (line.includes(words)) return line;
  }
}
