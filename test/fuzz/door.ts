/** One door of the bot, and how many inputs of every kind are tried at it. */
import fc from 'fast-check';
import { type Coverage, startCoverage } from './coverage.js';

export interface DoorSpec<Input> {
  readonly name: string;
  /** Of a thousand inputs of a whole run. */
  readonly share: number;
  readonly inputs: fc.Arbitrary<Input>;
  /** Inputs made of others that reached new code; absent: the door is not guided by coverage. */
  readonly mutations?: (corpus: readonly Input[]) => fc.Arbitrary<Input>;
  /** How often one input may enter a range of our code, on average of a block. Absent: it works on a database. */
  readonly mostWork?: number;
  open(): Promise<Opened<Input>>;
}

export interface Opened<Input> {
  /** Throws where a promise of the door is broken. */
  knock(input: Input): unknown;
  close?(): Promise<void>;
}

export interface DoorRun {
  readonly door: string;
  readonly inputCount: number;
  readonly ms: number;
  /** How many inputs reached code that none before them did. */
  readonly corpusCount: number;
  /** The longest that one input took, in ms: for the book of a quiet machine, never for a verdict. */
  readonly longestMs: number;
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly message: string;
  /** The smallest input found, as JSON or so. */
  readonly input: string;
  readonly seed: number;
}

export interface Door {
  readonly name: string;
  readonly share: number;
  run(options: RunOptions): Promise<DoorRun>;
}

export interface RunOptions {
  readonly runs: number;
  readonly seed: number;
  /** Whether inputs that reach new code are changed further. What that finds is worth its time in a long run. */
  readonly isGuided: boolean;
  /** Told before each block of inputs, so that a watcher knows which one never ended. */
  readonly onBlock?: (seed: number) => void;
}

const blockSize = 100;
const mostFailures = 5;

export function doorOf<Input>(spec: DoorSpec<Input>): Door {
  return { name: spec.name, share: spec.share, run: (options) => runDoor(spec, options) };
}

async function runDoor<Input>(spec: DoorSpec<Input>, { runs, seed, isGuided, onBlock }: RunOptions): Promise<DoorRun> {
  const begunAt = performance.now();
  const { knock, close } = await spec.open();
  const coverage = spec.mostWork === undefined ? null : await startCoverage();
  const corpus: Input[] = [];
  const failures = new Map<string, Failure>();
  let inputCount = 0;
  let longestMs = 0;
  for (let block = 0; inputCount < runs && failures.size < mostFailures; block += 1) {
    const blockSeed = seed + block;
    onBlock?.(blockSeed);
    const given: Input[] = [];
    const property = fc.asyncProperty(inputsOf(spec, corpus), async (input) => {
      given.push(input);
      const at = performance.now();
      await knock(input);
      longestMs = Math.max(longestMs, performance.now() - at);
    });
    const numRuns = Math.min(blockSize, runs - inputCount);
    const details = await fc.check(property, { numRuns, seed: blockSeed, endOnFailure: coverage === null });
    inputCount += numRuns;
    if (details.failed) addFailure(failures, details, blockSeed);
    if (coverage)
      await learn(
        {
          isGuided: isGuided && (block < 30 || block % 10 === 0),
          spec,
          coverage,
          corpus,
          knock,
          failures,
          seed: blockSeed,
        },
        details.failed ? [] : given,
      );
  }
  await coverage?.stop();
  await close?.();
  const ms = performance.now() - begunAt;
  return { door: spec.name, inputCount, ms, corpusCount: corpus.length, longestMs, failures: [...failures.values()] };
}

function inputsOf<Input>({ inputs, mutations }: DoorSpec<Input>, corpus: readonly Input[]): fc.Arbitrary<Input> {
  return mutations && corpus.length > 0 ? fc.oneof(inputs, mutations(corpus)) : inputs;
}

function addFailure<Input>(failures: Map<string, Failure>, details: fc.RunDetails<[Input]>, seed: number): void {
  const { errorInstance, counterexample } = details;
  const message =
    errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  const kind = message.split('\n').slice(0, 4).join('\n').replace(/\d+/gu, '0').slice(0, 300);
  if (!failures.has(kind)) failures.set(kind, { message, input: fc.stringify(counterexample?.[0]), seed });
}

interface Learning<Input> {
  readonly isGuided: boolean;
  readonly spec: DoorSpec<Input>;
  readonly coverage: Coverage;
  readonly corpus: Input[];
  readonly knock: Opened<Input>['knock'];
  readonly failures: Map<string, Failure>;
  readonly seed: number;
}

/** Keeps the inputs of a block by which new code ran, and counts what the block cost. */
async function learn<Input>(learning: Learning<Input>, given: readonly Input[]): Promise<void> {
  const { isGuided, spec, coverage, failures, seed } = learning;
  const { fresh, work } = await coverage.look();
  const most = (spec.mostWork ?? Number.POSITIVE_INFINITY) * given.length;
  if (given.length > 0 && work > most) {
    const message = `Inputs of one block entered ${work} ranges of code; ${most} is the bound.`;
    failures.set('work', { message, input: await dearest(learning, given), seed });
  }
  if (!spec.mutations || given.length === 0) return;
  if (isGuided && fresh.size > 0) await keepFinders(learning, given, new Set(fresh));
}

/** Halves the inputs until each one stands alone by which one of the ranges in `left` runs; takes from `left` what was found. */
async function keepFinders<Input>(
  learning: Learning<Input>,
  given: readonly Input[],
  left: Set<string>,
): Promise<void> {
  for (const input of given) await again(learning.knock, input);
  const { ranges } = await learning.coverage.look();
  const found = [...left].filter((range) => ranges.has(range));
  const [only] = given;
  if (found.length === 0 || only === undefined) return;
  if (given.length === 1) {
    learning.corpus.push(only);
    for (const range of found) left.delete(range);
    return;
  }
  const half = Math.ceil(given.length / 2);
  for (const part of [given.slice(0, half), given.slice(half)]) await keepFinders(learning, part, left);
}

async function dearest<Input>({ coverage, knock }: Learning<Input>, given: readonly Input[]): Promise<string> {
  let most = { work: -1, input: '' };
  for (const input of given) {
    await again(knock, input);
    const { work } = await coverage.look();
    if (work > most.work) most = { work, input: fc.stringify(input) };
  }
  return `${most.input} (${most.work})`;
}

async function again<Input>(knock: Opened<Input>['knock'], input: Input): Promise<void> {
  try {
    await knock(input);
  } catch {
    // It has been told of already.
  }
}
