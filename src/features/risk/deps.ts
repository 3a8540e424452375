/** What this room is given by house.ts. */
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Reminders } from '../../reminders/index.js';
import type { Batches, Database } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { People } from '../people/index.js';

/** What every part of the room is given. */
export interface RiskDeps {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly reminders: Reminders;
  readonly people: People;
  readonly customers: Customers;
}
