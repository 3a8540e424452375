/** What this room is given by house.ts. */
import type { Feature } from '../../chat/feature.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { PublicTokens } from '../../kernel/public-tokens.js';
import type { SignedLinks } from '../../kernel/signed-links.js';
import type { Database } from '../../storage/database.js';
import type { People } from '../people/index.js';

/** What every part of the room is given. */
export interface HomeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly people: People;
  readonly links: SignedLinks;
  readonly tokens: PublicTokens;
  /** Where others reach the bot, without a slash at its end. */
  readonly baseUrl: () => string;
  /** Every room, asked late. */
  readonly chapters: () => readonly Feature[];
}
