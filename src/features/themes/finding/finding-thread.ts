/**
 * Finds themes in a thread of its own, bounded in time and memory: the bot goes on answering. One organisation’s are
 * found at a time. Few texts need no thread.
 */
import { Worker } from 'node:worker_threads';
import { expired, withDeadline } from '../../../kernel/deadline.js';
import type { FindingItem } from './corpus.js';
import type { Found } from './find-themes.js';
import { type BeginFinding, type BoundedFound, type Finding, findHere } from './finder.js';

interface ThreadOptions {
  /** From the first texts to the answer. 100,000 texts, read from a server meanwhile, took 76 s at most. */
  readonly timeMs?: number;
  readonly memoryMb?: number;
  /** Options of Node for the thread. Default: those of this process. */
  readonly execArgv?: string[];
}

/** Its file has the ending of this one, which differs before and after the build. */
const threadFile = new URL(`./find-thread${import.meta.url.slice(-3)}`, import.meta.url);

/** Found in this thread in about 20 ms; to start another takes 20 times as long. */
const fewCharacters = 20_000;
const areFew = (items: readonly FindingItem[]) =>
  items.reduce((sum, { text }) => sum + text.length, 0) <= fewCharacters;

/** Findings that wait for each other. */
export function createFindingThread(options: ThreadOptions = {}): BeginFinding {
  let before: Promise<unknown> = Promise.resolve();
  return () => {
    let letNext = () => {};
    const turn = before;
    before = new Promise<void>((done) => {
      letNext = done;
    });
    let thread: Promise<Thread> | null = null;
    let held: FindingItem[] = [];
    const opened = () => (thread ??= turn.then(() => openThread(options)));
    const giveHeld = async () => {
      const items = held;
      held = [];
      await (await opened()).ask({ items });
    };
    return {
      async take(items) {
        held = held.concat(items);
        if (thread || !areFew(held)) await giveHeld();
      },
      async find(known) {
        if (thread) return (await thread).ask({ known });
        const here = findHere();
        await here.take(held);
        return here.find(known);
      },
      async end() {
        try {
          await (await thread)?.close();
        } finally {
          // One that needed no thread took no turn: the next one waits for the one before it.
          void turn.then(letNext);
        }
      },
    } satisfies Finding;
  };
}

interface Thread {
  ask(question: object): Promise<BoundedFound>;
  close(): Promise<unknown>;
}

function openThread({ timeMs = 120_000, memoryMb = 384, execArgv }: ThreadOptions): Thread {
  const worker = new Worker(threadFile, {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
    ...(execArgv && { execArgv }),
  });
  const until = performance.now() + timeMs;
  const broken = new Promise<BoundedFound>((done, fail) => {
    worker.once('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? done('tooHard') : fail(error),
    );
    worker.once('exit', (code) => fail(new Error(`The thread that finds themes ended with ${code}.`)));
  });
  // Whoever asks hears of it; between two questions nobody does.
  broken.catch(() => {});
  return {
    async ask(question) {
      const [answer, stopListening] = heardFrom(worker);
      worker.postMessage(question);
      const heard = await withDeadline(Promise.race([answer, broken]), Math.max(1, until - performance.now()));
      stopListening();
      return heard === expired ? 'tooHard' : heard;
    },
    close: () => worker.terminate(),
  };
}

function heardFrom(worker: Worker): readonly [answer: Promise<Found>, stopListening: () => void] {
  let stopListening = () => {};
  const answer = new Promise<Found>((done) => {
    worker.once('message', done);
    stopListening = () => void worker.off('message', done);
  });
  return [answer, () => stopListening()];
}
