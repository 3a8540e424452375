/** A database that can be away for a while: everything that is asked of it then fails, as when its server restarts. */
import type { Database } from '../../src/storage/database.js';

export interface BreakableDatabase {
  readonly database: Database;
  isAway(isAway: boolean): void;
}

export function breakable(real: Database): BreakableDatabase {
  let isAway = false;
  const unless =
    <Arguments extends unknown[], Result>(ask: (...all: Arguments) => Promise<Result>) =>
    (...all: Arguments) =>
      isAway ? Promise.reject(new Error('The database is away.')) : ask(...all);
  return {
    database: {
      ...real,
      query: unless(real.query) as Database['query'],
      execute: unless(real.execute),
      queryText: unless(real.queryText) as Database['queryText'],
      executeText: unless(real.executeText),
      transaction: unless(real.transaction) as Database['transaction'],
      isAlive: async () => !isAway && real.isAlive(),
    },
    isAway(now) {
      isAway = now;
    },
  };
}
