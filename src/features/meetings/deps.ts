/** What this room is given by house.ts. It sees all other rooms, by their doors; none sees it. */

import type { CalendarReading } from '../../calendar/ask-calendar.js';
import type { Feature } from '../../chat/feature.js';
import type { Outbox, PutRight } from '../../delivery/delivery.js';
import type { Logger } from '../../kernel/logger.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import type { Reminders } from '../../reminders/index.js';
import type { Batches, Database, Transaction } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { FeedbackRoom } from '../feedback/index.js';
import type { IdeasRoom } from '../ideas/index.js';
import type { NoticesRoom } from '../notices/index.js';
import type { NpsRoom } from '../nps/index.js';
import type { People } from '../people/index.js';
import type { TrialsRoom } from '../trials/index.js';

/** Called within the transaction that keeps a learning. `placeId`: where it was shared, or the meeting for which; null: nowhere. */
export type OnLearned = (
  tx: Transaction,
  learning: {
    readonly organisationId: string;
    readonly id: string;
    readonly memberId: string;
    readonly placeId: string | null;
  },
) => Promise<void>;

/** What every part of the room is given. */
export interface MeetingsDeps extends CalendarReading {
  readonly database: Database;
  readonly batches: Batches;
  readonly log: Logger;
  readonly outbox: Outbox;
  readonly putRight: PutRight;
  readonly reminders: Reminders;
  readonly people: People;
  readonly customers: Customers;
  readonly feedback: FeedbackRoom;
  readonly ideas: IdeasRoom;
  readonly nps: NpsRoom;
  readonly notices: NoticesRoom;
  readonly trials: Pick<TrialsRoom, 'newsFor'>;
  readonly links: SignedLinks;
  /** Who wants to know of learnings. */
  readonly onLearned: readonly OnLearned[];
  /** Every room, asked late: `report` gathers what each says of its habit. */
  readonly chapters: () => readonly Feature[];
}
