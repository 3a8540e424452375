/** What this room is given by house.ts. */
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Batches, Database } from '../../storage/database.js';
import type { FeedbackRoom } from '../feedback/index.js';
import type { IdeasRoom } from '../ideas/index.js';
import type { MeetingsRoom } from '../meetings/index.js';
import type { People } from '../people/index.js';

/** What every part of the room is given. */
export interface HonoursDeps {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly people: People;
  readonly feedback: FeedbackRoom;
  readonly ideas: IdeasRoom;
  readonly meetings: Pick<MeetingsRoom, 'onLearned' | 'learnedBy'>;
}
