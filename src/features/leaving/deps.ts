/** What this room is given by app.ts. */
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import type { Batches, Database } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { FeedbackRoom } from '../feedback/index.js';
import type { IdeasRoom } from '../ideas/index.js';
import type { People, Setting } from '../people/index.js';

/** What the room needs from outside. */
export interface LeavingDeps {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly links: SignedLinks;
  readonly people: People;
  readonly customers: Customers;
  readonly feedback: FeedbackRoom;
  readonly ideas: IdeasRoom;
  /** Of every room: the audit log shows their values in their own words. */
  readonly settings: readonly Setting[];
}
