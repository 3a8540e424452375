/** What this room is given by house.ts. */
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Actor, Surface } from '../../kernel/person.js';
import type { PublicTokens } from '../../kernel/public-tokens.js';
import type { Reminders } from '../../reminders/index.js';
import type { Batches, Database } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { FeedbackRoom } from '../feedback/index.js';
import type { IdeasRoom } from '../ideas/index.js';
import type { People } from '../people/index.js';

/** What every part of the room is given. */
export interface TrialsDeps {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly reminders: Reminders;
  readonly people: People;
  readonly customers: Customers;
  readonly feedback: FeedbackRoom;
  readonly ideas: IdeasRoom;
  readonly tokens: PublicTokens;
  /** Whether mail can be sent. */
  readonly sendsMail: boolean;
  /** Where customers reach the bot, without a slash at its end. */
  readonly baseUrl: () => string;
}

/** Somebody, or (actor null) a customer or the bot itself, doing something, and through what. */
export interface Origin {
  readonly organisationId: string;
  readonly actor: Pick<Actor, 'id'> | null;
  readonly surface: Surface;
}
