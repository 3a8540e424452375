/** What this room is given by house.ts. */
import type { Outbox, PutRight } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { FeedbackRoom } from '../feedback/index.js';
import type { NpsRoom } from '../nps/index.js';
import type { People } from '../people/index.js';

export interface ImportsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly putRight: PutRight;
  readonly people: People;
  readonly customers: Customers;
  readonly feedback: FeedbackRoom;
  readonly nps: NpsRoom;
}
