/** Remembers what rarely changes, within bounds: who-and-where.ts and name-lookup.ts save the database questions with it. */

export interface Kept<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
}

/** The oldest is forgotten when there are more than `size`. */
export function createKept<T>(size: number): Kept<T> {
  const values = new Map<string, T>();
  return {
    get: (key) => values.get(key),
    set(key, value) {
      values.delete(key);
      values.set(key, value);
      for (const oldest of values.keys()) {
        if (values.size <= size) return;
        values.delete(oldest);
      }
    },
    delete: (key) => void values.delete(key),
  };
}
