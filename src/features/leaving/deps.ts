/** What this room is given by app.ts. */
import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../storage/database.js';
import type { People, Setting } from '../people/index.js';

/** What the room needs from outside. */
export interface LeavingDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly people: People;
  /** Of every room: the audit log shows their values in their own words. */
  readonly settings: readonly Setting[];
}
