/**
 * People who wait for an answer go before deliveries: while an answer is being made, no new delivery begins.
 * app.ts wraps what answers people; the worker asks before each delivery.
 */

export interface AnswersFirst {
  /** Makes the answer while deliveries wait. Rejects when the answer does. */
  during<T>(answer: () => Promise<T>): Promise<T>;
  /** Resolves when no answer is under way, at the latest after the longest wait. Never rejects. */
  turn(): Promise<void>;
}

/** @param longestMs real milliseconds after which a delivery goes on, however many people ask */
export function createAnswersFirst(longestMs = 100): AnswersFirst {
  let underWay = 0;
  const waiting = new Set<() => void>();

  /** Deliveries go on one at a time, so that an answer asked for in between comes first. */
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
        // What was answered is drawn and sent in this turn of the loop; deliveries have the next.
        setImmediate(letGo);
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
