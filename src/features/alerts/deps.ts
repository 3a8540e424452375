/** What this room is given by house.ts. */
import type { Feature } from '../../chat/feature.js';
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Batches, Database } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { People } from '../people/index.js';

/** What every part of the room is given. */
export interface AlertsDeps {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly people: People;
  readonly customers: Customers;
  /** Every room, asked late: what each measures. */
  readonly chapters: () => readonly Feature[];
}
