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

/** Who is known by address alone is called by its first part: addresses are for recognising who wrote. */
export const calledName = ({ name, email }: PersonDraft): string =>
  name === email ? (name.split('@')[0] ?? name) : name;

/** What another tool knew of asking somebody. */
export interface AskingMarks {
  readonly emailKey: string;
  /** ISO 8601; null: nothing is said. */
  readonly askedAt: string | null;
  readonly failsSince: string | null;
  readonly wantsNone: boolean;
}
