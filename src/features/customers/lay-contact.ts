/** Lays what files say of a company beside facts: other names, and whom one meets there. Called by lay-message.ts. */
import { say } from '../../kernel/language/say.js';
import { type Laying, layPerson } from './lay-person.js';
import type { SaidPerson } from './read-message.js';
import type { FactCustomer } from './store/facts.js';

/** A name that is somebody else's is asked about. */
export function layOtherName({ book, note }: Laying, customer: FactCustomer, alias: string): void {
  const other = book.called(alias);
  if (other?.id === customer.id) return;
  if (!other) book.addAlias(customer, alias);
  else {
    note(
      say('{other} is a customer already, so it is no other name of {customer}. Whether they are one is asked.', {
        other: other.name,
        customer: customer.name,
      }),
    );
    book.propose(customer.id, other.id, 'name');
  }
}

/** Somebody whom a file names at a company: known by the address, or by the name there. */
export function layContact(
  laying: Laying,
  { customer, said, at }: { customer: FactCustomer; said: SaidPerson; at: Date },
): void {
  const { book, note } = laying;
  const name = said.name ?? said.email?.written ?? '';
  const atAddress = said.email ? book.personAt(said.email.key) : undefined;
  if (atAddress && atAddress.customerId !== customer.id) {
    const other = book.customer(atAddress.customerId)?.name;
    const who = { person: name, customer: customer.name };
    note(
      other === undefined
        ? say(
            '{person} of {customer} has an address that is somebody’s at another customer, so they were left out.',
            who,
          )
        : say('{person} of {customer} has an address that is somebody’s at {other}, so they were left out.', {
            ...who,
            other,
          }),
    );
    book.propose(customer.id, atAddress.customerId, 'person');
    return;
  }
  const named = book.personNamed(customer.id, name);
  // Two of one name and different addresses are two people.
  const isOther = said.email !== null && named?.emailKey != null && named.emailKey !== said.email.key;
  const known = atAddress ?? (isOther ? undefined : named);
  if (!known) {
    const email = { email: said.email?.written ?? null, emailKey: said.email?.key ?? null };
    book.addPerson({ customerId: customer.id, name, role: said.role, ...email });
  } else if (
    (said.name !== null && said.name !== known.name) ||
    (said.role !== null && said.role !== known.role) ||
    (said.email !== null && said.email.key !== known.emailKey)
  )
    layPerson(laying, { person: known, said, at, userId: '' });
}
