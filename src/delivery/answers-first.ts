/**
 * Who waits for an answer goes before messages that nobody waits for: while one is being made, no new delivery begins.
 * app.ts wraps what answers people; the worker asks before each delivery.
 */

export interface AnswersFirst {
  /** Makes the answer; deliveries wait meanwhile. Fails as it does. */
  during<T>(answer: () => Promise<T>): Promise<T>;
  /** At once when no answer is under way, otherwise after the last; at the latest after the longest wait. Never rejects. */
  turn(): Promise<void>;
}

/** @param longestMs in real milliseconds: however many people ask, what must arrive goes on. */
export function createAnswersFirst(longestMs = 100): AnswersFirst {
  let underWay = 0;
  const waiting = new Set<() => void>();

  /** One after the other: an answer that is asked for in between comes before the rest. */
  function letGo(): void {
    const [first] = waiting;
    if (underWay > 0 || !first) return;
    first();
    setImmediate(letGo);
  }

  return {
    async during(answer) {
      underWay += 1;
      try {
        return await answer();
      } finally {
        underWay -= 1;
        letGo();
      }
    },
    turn() {
      if (underWay === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const go = () => {
          clearTimeout(timer);
          waiting.delete(go);
          resolve();
        };
        const timer = setTimeout(go, longestMs);
        waiting.add(go);
      });
    },
  };
}
