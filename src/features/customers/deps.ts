/** What this room is given by app.ts. */
import type { CustomerSource } from '../../chat/customer-source.js';
import type { Feature } from '../../chat/feature.js';
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Reminders } from '../../reminders/index.js';
import type { Batches, Database, Transaction } from '../../storage/database.js';
import type { People } from '../people/index.js';
import type { LookUp } from './look-up.js';

/** Two customers became one, or two again; the rows that name them are moved already. */
export interface Merging {
  readonly customerIds: readonly string[];
  /** Those in which rows were moved. */
  readonly tables: ReadonlySet<string>;
}

/** What a room counts of customers is counted anew. */
export type Merged = (tx: Transaction, merging: Merging) => Promise<void>;

/** A customer is called otherwise now: messages that stand somewhere with the name are written anew. */
export type ShowAnew = (tx: Transaction, customerId: string, organisationId: string) => Promise<void>;

/** What a customer tries before everybody has it: `T-1`, and since when. */
export interface TakingPart {
  readonly name: string;
  readonly since: Date;
}

/** In what customers take part at `at`, by customer. */
export type FindTakingPart = (
  tx: Transaction,
  organisationId: string,
  at: Date,
) => Promise<ReadonlyMap<string, TakingPart>>;

/** What other rooms do with what they keep of a customer; filled when they are built. */
export interface OtherRooms {
  readonly merged: readonly Merged[];
  readonly shows: readonly ShowAnew[];
}

/** What app.ts hands in. */
export interface CustomersOptions {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly reminders: Reminders;
  readonly people: People;
  /** Every room, so that `who` can gather what each knows. Asked late: rooms are built after customers. */
  readonly chapters: () => readonly Feature[];
  /** What knows customers elsewhere; absent: nothing does. */
  readonly sources?: readonly CustomerSource[];
}

/** What the use cases are given. */
export interface CustomersDeps extends Omit<CustomersOptions, 'sources'> {
  readonly lookUp: LookUp;
}
