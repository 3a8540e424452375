/** What this room is given by house.ts. */
import type { Feature } from '../../chat/feature.js';
import type { Outbox, PutRight } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import type { Batches, Database } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { FeedbackRoom } from '../feedback/index.js';
import type { People } from '../people/index.js';

export interface NpsDeps {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly putRight: PutRight;
  readonly people: People;
  readonly customers: Customers;
  readonly feedback: FeedbackRoom;
  readonly links: SignedLinks;
  /** Every room, asked late. */
  readonly chapters: () => readonly Feature[];
}
