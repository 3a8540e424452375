/**
 * `npm run check`: everything that can be said of the code without running it, two checks at a time. Each tells its
 * findings at its end; fails when one of them does. What compilers keep for the next time is in .cache.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The long ones first, so that the short ones fill the other core. */
const checks = [
  ['lint with types', 'eslint', '.'],
  ['types', 'tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', '.cache/tsc.tsbuildinfo'],
  ['imports', 'depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'test'],
  ['dead code', 'knip'],
  ['format and lint', 'biome', 'check', '--error-on-warnings'],
  ['docstrings', 'node', '.ci/check-docstrings.js'],
  ['licences', 'node', '.ci/licences.js'],
];

const waiting = [...checks];
const failed = [];
await Promise.all([work(), work()]);
console.log(failed.length === 0 ? 'check: all is well' : `check: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function work() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, ...command] = next;
    const startedAt = performance.now();
    const { code, output } = await run(command);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(`== ${name}: ${code === 0 ? 'passed' : 'failed'} (${seconds} s)`);
    if (code !== 0) failed.push(name);
    if (code !== 0 || name === 'docstrings') console.log(output.trim());
  }
}

/** Runs a program of node_modules/.bin, or Node itself. */
function run([program, ...args]) {
  const path = program === 'node' ? process.execPath : join(root, 'node_modules', '.bin', program);
  const child = spawn(path, args, { cwd: root });
  let output = '';
  const keep = (chunk) => {
    output += chunk;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, output }));
  });
}
