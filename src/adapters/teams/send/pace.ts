/** How fast Teams takes messages: a conversation's several rates and a tenant's. Known to one copy of the bot. */

export interface Rate {
  readonly count: number;
  readonly withinMs: number;
}

export interface Pace {
  /** Notes one call at `now`. Answers the real milliseconds from then until the next one is allowed; 0: at once. */
  note(key: string, now: number): number;
}

/** Conversations that were not written to for a while are forgotten. */
const kept = 5_000;

export function createPace(rates: readonly Rate[]): Pace {
  const longest = Math.max(1, ...rates.map(({ count }) => count));
  const times = new Map<string, number[]>();
  return {
    note(key, now) {
      const noted = [...(times.get(key) ?? []), now].slice(-longest);
      times.delete(key);
      times.set(key, noted);
      for (const oldest of times.keys()) {
        if (times.size <= kept) break;
        times.delete(oldest);
      }
      return Math.max(0, ...rates.map((rate) => freeAt(noted, rate) - now));
    },
  };
}

/** When the rate has room for one more. */
function freeAt(noted: readonly number[], { count, withinMs }: Rate): number {
  const first = noted[noted.length - count];
  return first === undefined ? 0 : first + withinMs;
}
