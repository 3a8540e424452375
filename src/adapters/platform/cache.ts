/** Remembers what rarely changes, within bounds, so that the database or the platform is asked less often. */

export interface Cache<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
}

/** @param size number of entries; the oldest is forgotten when there are more */
export function createCache<T>(size: number): Cache<T> {
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
