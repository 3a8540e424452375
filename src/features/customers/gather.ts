/** Gathers what one should know of a customer from every room, in few statements however much there is. */
import type { AskedOfCustomer, Contact, CustomerPart } from '../../chat/customer-part.js';
import type { PersonRef } from '../../kernel/person.js';
import type { CustomersDeps } from './deps.js';
import type { CustomerProfile } from './rules/profile.js';

/** A customer with what every room knows of them. */
export interface Gathered {
  readonly customer: CustomerProfile;
  /** Who looks after them; null: nobody who is still here. */
  readonly owner: PersonRef | null;
  /** In the order of the rooms. */
  readonly parts: readonly CustomerPart[];
  /** Of all rooms, the latest first. */
  readonly contacts: readonly Contact[];
  /** By member id. */
  readonly names: ReadonlyMap<string, string>;
}

/** As many fit on a phone. */
const contactsShown = 5;

export async function gather(
  { chapters, people }: CustomersDeps,
  customer: CustomerProfile,
  { organisationId, timeZone, except }: Omit<AskedOfCustomer, 'customer'>,
): Promise<Gathered> {
  const asked = { organisationId, customer, timeZone, ...(except !== undefined && { except }) };
  const parts = (await Promise.all(chapters().map((room) => room.customerPart?.(asked)))).filter(
    (part) => part !== undefined,
  );
  const contacts = parts
    .flatMap((part) => part.contacts ?? [])
    .filter(({ subject }) => subject === undefined || subject !== except)
    .toSorted((one, other) => other.at.getTime() - one.at.getTime())
    .slice(0, contactsShown);
  const ids = [customer.ownerId, ...contacts.map(({ memberId }) => memberId)].filter((id) => id !== null);
  const members = ids.length > 0 ? await people.members(organisationId, [...new Set(ids)]) : [];
  const owner = members.find(({ id, hasLeft }) => id === customer.ownerId && !hasLeft) ?? null;
  return { customer, owner, parts, contacts, names: new Map(members.map(({ id, name }) => [id, name])) };
}
