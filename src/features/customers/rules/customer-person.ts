/** A person at a customer. Pure. */

/** Somebody whom one meets at a customer. */
export interface CustomerPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  /** As it was written. */
  readonly email: string | null;
}

/** One who is still to be kept. */
export type PersonDraft = Omit<CustomerPerson, 'id'>;
