/** What this room is given by app.ts. */
import type { Feature } from '../../chat/feature.js';
import type { Clock } from '../../kernel/clock.js';
import type { Database, Transaction } from '../../storage/database.js';
import type { People } from '../people/index.js';

/** Two customers become one: whatever a room keeps of the first is the second's from now on. */
export type MoveCustomer = (tx: Transaction, fromId: string, toId: string) => Promise<void>;

export interface CustomersDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly people: People;
  /** Every room, so that `who` can gather what each knows. Asked late: rooms are built after customers. */
  readonly chapters: () => readonly Feature[];
}
