/**
 * Starts a bot as a process, speaks to it in lines of JSON and kills it: mortal-bot.ts for the kill story, and the whole
 * bot for test/chaos.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface MortalProcess {
  /** Answers what the bot said it did; null when it died first. */
  ask(command: Readonly<Record<string, string | number | boolean>>): Promise<string | null>;
  /** What it said when it was ready. */
  readonly ready: string;
  /** SIGKILL; the promise is kept when the process is gone. */
  kill(): Promise<void>;
  /** Resolves when the process is gone, for whatever reason. */
  readonly gone: Promise<void>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The program and all it needs of ours as one file, because it is started so often; `remove` it at the end.
 * @param source two folders deep, as the code that looks for the migrations is
 */
export async function buildBot(
  source = 'test/support/mortal-bot.ts',
): Promise<{ readonly program: string; remove(): Promise<void> }> {
  await mkdir(join(root, '.cache'), { recursive: true });
  const folder = await mkdtemp(join(root, '.cache', 'mortal-bot-'));
  const program = join(folder, 'test', 'support', 'mortal-bot.js');
  const options = ['--bundle', '--packages=external', '--format=esm', '--platform=node', '--target=node20.19'];
  const wish = [source, `--outfile=${program}`, '--log-level=warning', ...options];
  await promisify(execFile)(join(root, 'node_modules', '.bin', 'esbuild'), wish, { cwd: root });
  await symlink(join(root, 'prisma'), join(folder, 'prisma'));
  const remove = () => rm(folder, { recursive: true });
  return { program, remove };
}

/**
 * Resolves when the bot is ready, or with null when it was killed while starting. Rejects when it ends by itself.
 * @param program as buildBot made it
 */
export async function startBot(program: string, options: object, killed: Promise<void>): Promise<MortalProcess | null> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const bot = converse(child);
  void killed.then(() => bot.kill());
  const ready = await Promise.race([bot.answers(0), bot.gone.then(() => null)]);
  if (ready !== null) return { ...bot, ready };
  if (child.signalCode === 'SIGKILL') return null;
  throw new Error(`The bot ended by itself with ${child.exitCode}: ${errors.join('')}`);
}

function converse(child: ChildProcess): Omit<MortalProcess, 'ready'> & { answers(id: number): Promise<string | null> } {
  const waiting = new Map<number, (answer: string | null) => void>();
  let lastId = 0;
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void gone.then(() => {
    for (const resolve of waiting.values()) resolve(null);
  });
  child.stdin?.on('error', () => undefined);
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { id, answer = '' } = JSON.parse(line) as { id: number; answer?: string };
      waiting.get(id)?.(answer);
      waiting.delete(id);
    });
  }
  const answers = (id: number) => new Promise<string | null>((resolve) => waiting.set(id, resolve));
  return {
    gone,
    answers,
    ask(command) {
      lastId += 1;
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(null);
      const answered = answers(lastId);
      child.stdin?.write(`${JSON.stringify({ id: lastId, ...command })}\n`);
      return answered;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
