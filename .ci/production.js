/**
 * Installs what production needs into an empty folder, and starts the bot there: `npm ci --omit=dev && npm start` must
 * work without the development tools and without the scripts of packages. Says how much the modules take. With --here: starts what is installed here, and
 * installs nothing; the Dockerfile does so.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'empty-chair-production-'));
/** What an install makes, what only tests need, and what a bot that runs here keeps. */
const left = new Set(['node_modules', 'dist', 'data', '.git', '.cache', 'test']);
/** A slow machine, and a build before it. */
const patienceMs = 120_000;

const isHere = process.argv.includes('--here');
const home = isHere ? root : folder;

try {
  if (!isHere) install();
  await start();
  console.log('production: started, ready');
} catch (error) {
  console.log(`production: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function install() {
  cpSync(root, folder, { recursive: true, filter: (path) => !left.has(relative(root, path)) });
  // What an install before this one left in npm's cache is not asked for again.
  const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['ci', '--omit=dev', '--ignore-scripts', ...quietly], {
    cwd: folder,
    stdio: 'inherit',
  });
  execFileSync(process.execPath, ['build.js'], { cwd: folder, stdio: 'inherit' });
  const size = execFileSync('du', ['-sm', join(folder, 'node_modules')], { encoding: 'utf8' }).split('\t')[0];
  console.log(`production: installed without development tools (${size} MB)`);
}

/** Resolves when the bot said where it listens and that it is ready, and has ended on SIGTERM. */
async function start() {
  const settings = ['PORT=0', `DATA_DIR=${join(folder, 'data')}`, 'LOG_FORMAT=json'];
  const child = spawn('env', [...settings, process.execPath, 'dist/main.js'], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  let output = '';
  child.stdout.on('data', (part) => {
    output += part;
  });
  try {
    const until = Date.now() + patienceMs;
    while (Date.now() < until && child.exitCode === null) {
      const url = /http:\/\/\S+?:\d+/.exec(output)?.[0];
      const answer = url && (await fetch(`${url}/readyz`).catch(() => null));
      if (answer?.ok) return;
      await wait(200);
    }
    throw new Error(`the bot did not start: ${output.slice(-2_000)}`);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}
