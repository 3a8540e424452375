/** Adds people to a customer, by whichever way they come: the command, a form, a system. */
import { InvalidInput } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import type { Transaction } from '../../storage/database.js';
import { wordsFor } from './cards/refusals.js';
import { emailKey } from './read-person.js';
import type { CustomerRef } from './rules/customer.js';
import type { CustomerPerson, PersonDraft } from './rules/customer-person.js';
import { findKnown, type KnownPerson, type PersonRow, savePeople } from './store/people.js';

export interface NewPeople {
  readonly organisationId: string;
  readonly customer: CustomerRef;
  readonly people: readonly PersonDraft[];
  readonly now: Date;
}

/**
 * Adds people to a customer; who has the same address there, or else the same name, is the same person and is brought
 * up to date. Answers how many are new or changed. Throws InvalidInput on `contact` when an address is another customer's.
 */
export async function addPeople(
  tx: Transaction,
  { organisationId, customer, people, now }: NewPeople,
): Promise<number> {
  if (people.length === 0) return 0;
  const emailKeys = people.flatMap(({ email }) => (email === null ? [] : (emailKey(email) ?? [])));
  const names = people.map(({ name }) => name);
  const known = await findKnown(tx, organisationId, { customerId: customer.id, emailKeys, names });
  const elsewhere = known.find(({ customerId }) => customerId !== customer.id);
  if (elsewhere) {
    const words = wordsFor.emailTaken(elsewhere.email ?? elsewhere.name, elsewhere.customerName);
    throw InvalidInput.field('customers.emailTaken', 'contact', words);
  }
  const rows = new Map<string, PersonRow>();
  for (const draft of people) {
    const row = rowOf(draft, known, [...rows.values()], { customerId: customer.id, id: newId(now) });
    if (row) rows.set(row.id, row);
  }
  await savePeople(tx, organisationId, [...rows.values()], now);
  return rows.size;
}

/** null: it is known just so. */
function rowOf(
  draft: PersonDraft,
  known: readonly KnownPerson[],
  added: readonly PersonRow[],
  fresh: { readonly customerId: string; readonly id: string },
): PersonRow | null {
  const key = draft.email === null ? null : emailKey(draft.email);
  const all: readonly CustomerPerson[] = [...added, ...known];
  const keyOf = ({ email }: CustomerPerson) => (email === null ? null : emailKey(email));
  const same =
    all.find((each) => key !== null && keyOf(each) === key) ??
    // Two of one name and different addresses are two people.
    all.find((each) => isSameName(each, draft) && (key === null || keyOf(each) === null));
  const row = {
    id: same?.id ?? fresh.id,
    customerId: fresh.customerId,
    name: same && (draft.name === draft.email || isSameName(draft, same)) ? same.name : draft.name,
    role: draft.role ?? same?.role ?? null,
    email: draft.email ?? same?.email ?? null,
  };
  const isKnown = same !== undefined && same.name === row.name && same.role === row.role && same.email === row.email;
  return isKnown ? null : { ...row, emailKey: row.email === null ? null : emailKey(row.email) };
}

const isSameName = (one: PersonDraft, other: PersonDraft): boolean =>
  one.name.toLowerCase() === other.name.toLowerCase();
