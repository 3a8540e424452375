/** Lets everything else in this process have its turn between steps of long work: statements that run within it, items looked at. */
import { setImmediate as oneTurn } from 'node:timers/promises';

/** Together with one step this is how long requests, answers and timers wait at most. */
const longestTurnMs = 10;

/**
 * PGlite answers without giving the event loop a turn, and so does an awaited function that only computes: work of many
 * such steps would hold up the whole process. Answers what to await before each step.
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

/** What `work` makes of each, in order, with turns between. Rejects with what it throws. */
export async function mapInTurns<Thing, Made>(
  things: readonly Thing[],
  work: (thing: Thing) => Made,
): Promise<readonly Made[]> {
  const turn = createTurns();
  const made: Made[] = [];
  for (const thing of things) {
    await turn();
    made.push(work(thing));
  }
  return made;
}
