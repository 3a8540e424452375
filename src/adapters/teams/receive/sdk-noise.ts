/** Microsoft's SDK writes to the console: while it works for us, its words go to our log. door.ts runs it in here. */
import { AsyncLocalStorage } from 'node:async_hooks';

type Hear = (words: string) => void;

const hearing = new AsyncLocalStorage<Hear>();
/** Longer words are keys and stacks. */
const longest = 120;

/** Runs the SDK's part; what it writes meanwhile is heard, a line each, and not printed. */
export function quietly<T>(hear: Hear, work: () => Promise<T>): Promise<T> {
  listen();
  return hearing.run(hear, work);
}

/** Runs our own part inside of the SDK's: what that writes is printed. */
export const aloud = <T>(work: () => Promise<T>): Promise<T> => hearing.exit(work);

const listeners = new WeakSet<typeof console.error>();

function listen(): void {
  const print = console.error;
  if (listeners.has(print)) return;
  console.error = (...said: unknown[]) => {
    const hear = hearing.getStore();
    if (!hear) return print(...said);
    const [first] = said;
    const words = first instanceof Error ? `${first.name}: ${first.message}` : String(first);
    hear(words.split('\n', 1)[0]?.slice(0, longest) ?? '');
  };
  listeners.add(console.error);
}
