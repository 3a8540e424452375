/** What the playground needs from the rest of the house; app.ts fulfils it, start.ts and its neighbours use it. */
import type { Command } from '../../chat/feature.js';
import type { Interaction, InteractionContext } from '../../chat/interaction.js';
import type { Reply } from '../../chat/reply.js';
import type { Clock, MovableClock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { Actor, PlaceRef, Role } from '../../kernel/person.js';
import type { Database } from '../../storage/database.js';
import type { Company } from './people/company.js';

/** A member as the page lists them. `id` is ours, `handle` what follows the @. */
export interface PlaygroundPerson {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly role: Role;
  /** IANA zone. */
  readonly timeZone: string;
}

/** The people of the playground's one workspace, as the room people keeps them. */
export interface PlaygroundPeople {
  members(): Promise<readonly PlaygroundPerson[]>;
  places(): Promise<readonly PlaceRef[]>;
  actorOf(memberId: string): Promise<Actor | null>;
  /** Makes the made-up company known: organisation, workspace, members, places. Doing it again changes nothing. */
  setUp(company: Company): Promise<void>;
}

/** What the box offers while somebody types. */
export type CommandHint = Pick<Command, 'name' | 'usage' | 'does'>;

export interface PlaygroundDeps {
  readonly database: Database;
  /** The bot's clock; `createPlaygroundClock` makes one that has room for the story's past. */
  readonly clock: MovableClock;
  /** The machine's clock; tests hand in their own. */
  readonly real?: Clock;
  /** Whether an empty playground gets its month of history. Absent: when its clock may be moved. */
  readonly tellsStory?: boolean;
  readonly log: Logger;
  /** False in production: then the clock is nobody's to move, and no story is played. */
  readonly mayMoveClock: boolean;
  /** Moves the clock and resolves when everything that fell due on the way has been done, in order, and sent. */
  advanceTo(instant: Date): Promise<void>;
  /** The router. */
  handle(interaction: Interaction, context: InteractionContext): Promise<Reply>;
  readonly people: PlaygroundPeople;
  /** Every command that a person may type. */
  commands(): readonly CommandHint[];
}
