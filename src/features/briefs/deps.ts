/** What this room is given by house.ts. */
import type { CalendarReading } from '../../calendar/ask-calendar.js';
import type { Outbox } from '../../delivery/delivery.js';
import type { Logger } from '../../kernel/logger.js';
import type { Batches, Database } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { People } from '../people/index.js';

/** What every part of the room is given. */
export interface BriefsDeps extends CalendarReading {
  readonly database: Database;
  readonly batches: Batches;
  readonly log: Logger;
  readonly outbox: Outbox;
  readonly people: People;
  readonly customers: Customers;
}
