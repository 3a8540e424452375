/** What this room is given by house.ts. */
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Reminders } from '../../reminders/index.js';
import type { Batches, Database } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { FeedbackRoom } from '../feedback/index.js';
import type { MeetingsRoom } from '../meetings/index.js';
import type { NpsRoom } from '../nps/index.js';
import type { People } from '../people/index.js';

/** What every part of the room is given. */
export interface NewsletterDeps {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly reminders: Reminders;
  readonly people: People;
  readonly customers: Customers;
  readonly feedback: FeedbackRoom;
  readonly nps: NpsRoom;
  readonly meetings: MeetingsRoom;
}
