/** What this room is given by house.ts. */
import type { Feature } from '../../chat/feature.js';
import type { Clock } from '../../kernel/clock.js';
import type { Customers } from '../customers/index.js';
import type { FeedbackRoom } from '../feedback/index.js';
import type { MeetingsRoom } from '../meetings/index.js';
import type { People } from '../people/index.js';

/** What every part of the room is given. */
export interface AssistantsDeps {
  readonly clock: Clock;
  readonly people: People;
  readonly customers: Customers;
  readonly feedback: FeedbackRoom;
  readonly meetings: MeetingsRoom;
  /** Every room, asked late. */
  readonly chapters: () => readonly Feature[];
}
