/**
 * `npm run fuzz [-- --door NAME] [--runs N] [--seed N] [--json]`: tries inputs of every kind at every door, and prints a
 * book of them. Each door has a process of its own, which is ended when one input takes too long.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { DoorRun } from './door.js';
import { doors } from './doors/index.js';

const { values } = parseArgs({
  options: {
    door: { type: 'string', multiple: true },
    runs: { type: 'string', default: '1000000' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
    /** Set by this file alone: this process is one door's. */
    alone: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const unknown = (values.door ?? []).filter((name) => !doors.some((door) => door.name === name));
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed) || unknown.length > 0) {
  console.error(`--runs and --seed are whole numbers. --door is one of: ${doors.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const chosen = doors.filter(({ name }) => values.door?.includes(name) ?? true);

/** No block of a hundred inputs takes as long on any machine. */
const longestBlockMs = 300_000;

type Told = { readonly block: number } | { readonly run: DoorRun };

if (values.alone) {
  const [door] = chosen;
  const run = await door?.run({
    runs,
    seed,
    isGuided: true,
    onBlock: (block) => void process.send?.({ block } satisfies Told),
  });
  if (run) process.send?.({ run } satisfies Told);
  process.disconnect();
} else {
  const whole = chosen.reduce((sum, { share }) => sum + share, 0);
  const waiting = [...chosen];
  const book: DoorRun[] = [];
  const work = async () => {
    for (let door = waiting.shift(); door; door = waiting.shift()) {
      const run = await inProcess(door.name, Math.ceil((runs * door.share) / whole));
      if (!values.json) console.log(lineOf(run));
      book.push(run);
    }
  };
  if (!values.json)
    console.log(
      `seed ${seed}\n${'door'.padEnd(18)}${'inputs'.padStart(9)}${'seconds'.padStart(9)}${'longest'.padStart(11)}${'corpus'.padStart(8)}  failures`,
    );
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  const total = book.reduce((sum, { inputCount }) => sum + inputCount, 0);
  if (values.json) console.log(JSON.stringify({ seed, total, doors: book }, null, 2));
  else console.log(`${total} inputs, ${book.reduce((sum, { failures }) => sum + failures.length, 0)} failures`);
  for (const { door, failures } of values.json ? [] : book)
    for (const { message, input, seed: at } of failures)
      console.log(
        `\n${door}, again by: npm run fuzz -- --door ${door} --runs 100 --seed ${at}\n  ${message}\n  input: ${input.slice(0, 2_000)}`,
      );
  process.exitCode = book.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

function inProcess(name: string, inputs: number): Promise<DoorRun> {
  const child = fork(new URL(import.meta.url), [
    '--alone',
    '--door',
    name,
    '--runs',
    String(inputs),
    '--seed',
    String(seed),
  ]);
  const begunAt = performance.now();
  return new Promise((resolve) => {
    let at = seed;
    let run: DoorRun | null = null;
    let why = 'The process ended before its inputs did.';
    const end = () => {
      why = `No end of a block in ${longestBlockMs / 1000} s.`;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(end, longestBlockMs);
    child.on('message', (told: Told) => {
      clearTimeout(timer);
      timer = setTimeout(end, longestBlockMs);
      if ('run' in told) run = told.run;
      else at = told.block;
    });
    child.on('close', () => {
      clearTimeout(timer);
      const broken = { message: why, input: 'one of this block', seed: at };
      const ms = performance.now() - begunAt;
      resolve(run ?? { door: name, inputCount: 0, ms, corpusCount: 0, longestMs: ms, failures: [broken] });
    });
  });
}

function lineOf({ door, inputCount, ms, longestMs, corpusCount, failures }: DoorRun): string {
  const figures = [
    door.padEnd(18),
    String(inputCount).padStart(9),
    (ms / 1000).toFixed(1).padStart(9),
    `${longestMs.toFixed(1)} ms`.padStart(11),
    String(corpusCount).padStart(8),
  ];
  return `${figures.join('')}  ${failures.length}`;
}
