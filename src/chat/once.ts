/** Handles an event once although platforms repeat it when our answer comes late. Used by the router. */

/** Repeats come within seconds; this many interactions are minutes of a busy organisation, and a few megabytes. */
const REMEMBERED_COUNT = 2_000;

/**
 * Runs `work` unless work under that key was started lately: then its answer (or the promise of it) is given again.
 * Remembers the last `size` keys in this process; another copy of the bot has a memory of its own, so what must
 * never happen twice is also guarded by the rooms' stores.
 */
export function createOnce<T>(size: number = REMEMBERED_COUNT): (key: string, work: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (key, work) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = work();
    answers.set(key, answer);
    forgetOldest(answers, size);
    return answer;
  };
}

function forgetOldest(answers: Map<string, unknown>, size: number): void {
  for (const key of answers.keys()) {
    if (answers.size <= size) return;
    answers.delete(key);
  }
}
