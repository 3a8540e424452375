/** Much work in parts: everything else in this process has its turn between them. */
import { setImmediate as oneTurn } from 'node:timers/promises';

/** How long requests, answers and timers wait for a part at most, unless one thing takes longer. */
const longestTurnMs = 10;

/** Does `work` for each, in order; rejects with what it throws. */
export async function eachInTurns<T>(things: Iterable<T>, work: (thing: T) => void): Promise<void> {
  let beganAt = performance.now();
  for (const thing of things) {
    work(thing);
    if (performance.now() - beganAt < longestTurnMs) continue;
    await oneTurn();
    beganAt = performance.now();
  }
}
