/** What this room is given by house.ts. */
import type { Feature } from '../../chat/feature.js';
import type { Outbox, PutRight } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Actor, Surface } from '../../kernel/person.js';
import type { Reminders } from '../../reminders/index.js';
import type { Database, Transaction } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { FeedbackRoom } from '../feedback/index.js';
import type { People } from '../people/index.js';
import type { Idea } from './rules/idea.js';

/** Called within the transaction that adopts an idea. */
export type OnAdopted = (
  tx: Transaction,
  idea: Pick<Idea, 'organisationId' | 'id' | 'authorId' | 'placeId'>,
) => Promise<void>;

export interface IdeasDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly putRight: PutRight;
  readonly reminders: Reminders;
  readonly people: People;
  readonly customers: Customers;
  readonly feedback: FeedbackRoom;
  /** Who wants to know of adopted ideas. */
  readonly onAdopted: readonly OnAdopted[];
  /** Every room, asked late. */
  readonly chapters: () => readonly Feature[];
}

/** Somebody, or (actor null) a meeting or the bot itself, doing something, and through what. */
export interface Origin {
  readonly organisationId: string;
  readonly actor: Actor | null;
  readonly surface: Surface;
}

/** A person doing something. */
export interface Deed extends Origin {
  readonly actor: Actor;
}
