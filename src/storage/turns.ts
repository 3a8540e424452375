/** Lets everything else in this process have its turn between statements that run within it (embedded.ts). */
import { setImmediate as oneTurn } from 'node:timers/promises';

/** Together with one statement this is how long requests, answers and timers wait at most. */
const longestTurnMs = 10;

/**
 * PGlite answers without giving the event loop a turn, so that work of many statements would hold up the whole process.
 * Answers what to await before each statement.
 */
export function createTurns(): () => Promise<void> {
  let beganAt: number | null = null;
  return async () => {
    if (beganAt !== null && performance.now() - beganAt >= longestTurnMs) await oneTurn();
    if (beganAt !== null) return;
    beganAt = performance.now();
    // When the loop comes round, a new turn has begun.
    void oneTurn().then(() => {
      beganAt = null;
    });
  };
}
