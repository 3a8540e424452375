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

/** They load files of their own that lie beside them. */
const notInOneFile = ['@electric-sql/pglite', '@resvg/resvg-js', 'esbuild', 'pg-native'];
/** Packages that are CommonJS call it for what is Node's own. */
const requireBanner =
  "--banner:js=import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);";

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The program and all it needs as one file, because it is started so often: that takes half as long as hundreds of files.
 * `remove` it at the end.
 * @param source two folders deep, as the code is that looks for the migrations and the languages
 */
export async function buildBot(
  source = 'test/support/mortal-bot.ts',
): Promise<{ readonly program: string; remove(): Promise<void> }> {
  await mkdir(join(root, '.cache'), { recursive: true });
  const folder = await mkdtemp(join(root, '.cache', 'mortal-bot-'));
  const program = join(folder, 'test', 'support', 'mortal-bot.js');
  const options = ['--bundle', '--format=esm', '--platform=node', '--target=node20.19', requireBanner];
  const external = notInOneFile.map((name) => `--external:${name}`);
  const wish = [source, `--outfile=${program}`, '--log-level=error', ...options, ...external];
  await promisify(execFile)(join(root, 'node_modules', '.bin', 'esbuild'), wish, { cwd: root });
  for (const name of ['prisma', 'package.json']) await symlink(join(root, name), join(folder, name));
  await symlink(join(root, 'src', 'languages'), join(folder, 'languages'));
  const remove = () => rm(folder, { recursive: true, force: true });
  return { program, remove };
}

/**
 * Resolves when the bot is ready, or with null when it was killed while starting. Rejects when it ends by itself.
 * @param program as buildBot made it
 * @param hear what it tells unasked
 */
export async function startBot(
  program: string,
  options: object,
  killed: Promise<void>,
  hear: (told: unknown) => void = () => undefined,
): Promise<MortalProcess | null> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const bot = converse(child, hear);
  void killed.then(() => bot.kill());
  const ready = await Promise.race([bot.answers(0), bot.gone.then(() => null)]);
  if (ready !== null) return { ...bot, ready };
  if (child.signalCode === 'SIGKILL') return null;
  throw new Error(`The bot ended by itself with ${child.exitCode}: ${errors.join('')}`);
}

function converse(
  child: ChildProcess,
  hear: (told: unknown) => void,
): Omit<MortalProcess, 'ready'> & { answers(id: number): Promise<string | null> } {
  const waiting = new Map<number, (answer: string | null) => void>();
  let lastId = 0;
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void gone.then(() => {
    for (const resolve of waiting.values()) resolve(null);
  });
  child.stdin?.on('error', () => undefined);
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { id, answer = '', told } = JSON.parse(line) as { id: number; answer?: string; told?: unknown };
      if (told !== undefined) hear(told);
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
