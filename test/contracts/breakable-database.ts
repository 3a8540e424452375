/** A database that can be away for a while: everything that is asked of it then fails, as when its server restarts. */
import type { Database } from '../../src/storage/database.js';

export interface BreakableDatabase {
  readonly database: Database;
  isAway(isAway: boolean): void;
}

export function breakable(real: Database): BreakableDatabase {
  let isAway = false;
  const away = () => Promise.reject(new Error('The database is away.'));
  /** Whatever is asked of it, however deep, fails when it is called. */
  const broken: object = new Proxy(away, { get: (_, key) => (key === 'then' ? undefined : broken) });
  const prisma = new Proxy(real.prisma, {
    get: (target, key) => (isAway ? broken : Reflect.get(target, key)),
  });
  return {
    database: {
      ...real,
      prisma,
      transaction: (work) => (isAway ? away() : real.transaction(work)),
      isAlive: async () => !isAway && real.isAlive(),
    },
    isAway(now) {
      isAway = now;
    },
  };
}
