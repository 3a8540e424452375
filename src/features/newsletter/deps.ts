/** What this room is given by house.ts. */
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { PublicTokens } from '../../kernel/public-tokens.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
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
  readonly links: SignedLinks;
  readonly tokens: PublicTokens;
  /** Whether mail can be sent. */
  readonly sendsMail: boolean;
  /** Where others reach the bot, without a slash at its end. */
  readonly baseUrl: () => string;
  /** How the organisation’s pages and mails look. */
  readonly pageColour: (settings: Readonly<Record<string, unknown>>) => string;
}
