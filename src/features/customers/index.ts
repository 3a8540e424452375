/**
 * The door of customers: whom the organisation serves, however they are written, and what one should know
 * of them before a conversation. Feedback, ideas, scores and meetings ask here; app.ts builds it.
 */
import type { Feature } from '../../chat/feature.js';
import type { Clock } from '../../kernel/clock.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { Database, Transaction } from '../../storage/database.js';
import type { People } from '../people/index.js';

/** A customer as lists and cards name it. */
export interface CustomerRef {
  readonly id: string;
  readonly name: string;
  readonly segment: string | null;
}

/** Characters that a customer's name or alias may have. */
export const customerNameLimit = 200;

/** Some names fit more than one customer. `names`: by name as typed, the sentence that asks which. */
export class AmbiguousCustomers extends InvalidInput {
  constructor(readonly names: ReadonlyMap<string, string>) {
    const message = [...names.values()].join(' ');
    super('customers.ambiguous', message, { customer: message });
  }
}

export interface CustomersDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly people: People;
  /** Every room, so that `who` can gather what each knows. Asked late: rooms are built after customers. */
  readonly chapters: () => readonly Feature[];
}

export interface Customers extends Feature {
  /** "ACME" finds "Acme Ltd". null: nobody of that name. Throws AmbiguousCustomers (field `customer`). */
  find(organisationId: string, typed: string, within?: Transaction): Promise<CustomerRef | null>;
  /**
   * Each name's customer, made when there is none; few statements however many names. Two spellings of one name are
   * one customer. Throws AmbiguousCustomers, and InvalidInput (field `customer`) for empty or over-long names.
   * Holds the organisation's lock on new customers until `tx` ends: call it before taking other locks.
   */
  findOrCreateMany(
    tx: Transaction,
    organisationId: string,
    names: readonly string[],
  ): Promise<Map<string, CustomerRef>>;
  /** Those that are found, by id. */
  byIds(organisationId: string, ids: readonly string[], within?: Transaction): Promise<Map<string, CustomerRef>>;
  /** The name most like what was typed, for "did you mean"; null: nothing is like it. */
  nearest(organisationId: string, typed: string): Promise<string | null>;
}

export function createCustomers(_deps: CustomersDeps): Customers {
  throw new Error('being written');
}
