/** What this room is given by the app, and how it names whoever does something. */

import type { Feature } from '../../chat/feature.js';
import type { Outbox, PutRight } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Actor, PlaceRef, Surface } from '../../kernel/person.js';
import type { Reminders } from '../../reminders/index.js';
import type { Batches, Database, Transaction } from '../../storage/database.js';
import type { Customers } from '../customers/index.js';
import type { People } from '../people/index.js';
import type { OnResolved } from './resolved-item.js';
import type { Feedback } from './rules/feedback.js';

/** Called within the transaction in which a customer says that something resolved is solved. */
export type OnSaidSolved = (
  tx: Transaction,
  feedback: Pick<Feedback, 'organisationId' | 'id' | 'resolvedById' | 'placeId'>,
) => Promise<void>;

export interface FeedbackDeps {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly putRight: PutRight;
  readonly reminders: Reminders;
  readonly people: People;
  readonly customers: Customers;
  /** Who asks customers whether it is solved. */
  readonly onResolved: readonly OnResolved[];
  /** Who wants to know that customers call something solved. */
  readonly onSaidSolved: readonly OnSaidSolved[];
  /** Every room, asked late: what they add to a piece of feedback that is shown. */
  readonly chapters: () => readonly Feature[];
}

/** Where something comes from. `actor` null: a system, or the bot itself. */
export interface Origin {
  readonly organisationId: string;
  readonly actor: Actor | null;
  readonly surface: Surface;
  readonly place: PlaceRef | null;
}

/** Where the drafts come from: `source` is kept with them, and rules may ask for it. */
export interface CaptureOrigin extends Origin {
  readonly source: string;
  /** The import that brings them; absent: none does. */
  readonly importNumber?: number;
  /** What becomes of words that are old when they come; absent: they are treated as new. */
  readonly olderAs?: 'history' | 'open';
  /** The date that the import gives to items without one, as they carry it: no news of those that are here. Absent: none. */
  readonly undated?: string;
  /** A reaction captured it, which takes it back when it is removed. */
  readonly byReaction?: true;
}
