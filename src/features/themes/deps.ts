/** What this room is given by house.ts. */
import type { EmbedTexts } from '../../chat/embed-texts.js';
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { Batches, Database } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { FeedbackRoom } from '../feedback/index.js';
import type { IdeasRoom } from '../ideas/index.js';
import type { People } from '../people/index.js';
import type { BeginFinding } from './finding/finder.js';

/** What every part of the room is given. */
export interface ThemesDeps {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly log: Logger;
  readonly outbox: Outbox;
  readonly people: People;
  readonly customers: Customers;
  readonly feedback: FeedbackRoom;
  readonly ideas: IdeasRoom;
  /** Who finds them; absent: this thread. */
  readonly beginFinding?: BeginFinding | undefined;
  /** Asks a model what texts mean; absent: none is set up. */
  readonly embed?: EmbedTexts | undefined;
  /** How long a finding may hold up a sweep; in real milliseconds. */
  readonly patienceMs?: number | undefined;
}
