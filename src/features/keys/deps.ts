/** What this room is given by house.ts. */
import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../storage/database.js';
import type { People } from '../people/index.js';

/** What making and revoking needs. */
export interface KeyDeps {
  readonly database: Database;
  readonly clock: Clock;
}

/** What finding needs. */
export interface FindDeps extends KeyDeps {
  readonly people: Pick<People, 'actorOf'>;
}

/** What every part of the room is given. */
export interface KeysDeps extends KeyDeps {
  readonly people: People;
}
