/** Lays what is said of a person, and traits of whomever they are said of. Called by lay-message.ts and lay-contact.ts. */
import { withCommas } from '../../kernel/language/list.js';
import { say } from '../../kernel/language/say.js';
import type { FactsBook } from './facts-book.js';
import type { SaidPerson } from './read-message.js';
import { mergeFacts } from './rules/facts/merge.js';
import type { Trait } from './rules/facts/traits.js';
import type { FactCustomer, FactPerson } from './store/facts.js';

export interface Laying {
  readonly book: FactsBook;
  /** The API key's name. */
  readonly source: string;
  /** Of whom people said more than systems did. */
  readonly spokenOf: ReadonlySet<string>;
  /** Traits that may be kept, of those that were said. */
  readonly keep: (traits: readonly Trait[]) => readonly Trait[];
  /** The name by which an event is counted; null: it is not. */
  readonly countsAs: (event: string) => string | null;
  /** What whoever sent it should know. */
  readonly note: (words: string) => void;
}

/** The later word counts. */
export function layPerson(
  laying: Laying,
  { person, said, at, userId }: { person: FactPerson; said: SaidPerson; at: Date; userId: string },
): void {
  const { book, note } = laying;
  const isNewest = person.toldAt === null || person.toldAt <= at;
  const customer = book.customer(person.customerId);
  const name = said.name !== null && (isNewest || person.name === userId) ? said.name : person.name;
  const role = said.role !== null && (isNewest || person.role === null) ? said.role : person.role;
  if (customer?.isPerson && name !== person.name && [userId, person.name].includes(customer.name)) {
    book.rename(customer, name, userId);
  }
  const owner = said.email ? book.personAt(said.email.key) : undefined;
  if (said.email && owner && owner !== person) {
    note(
      say('The address of the user “{user}” belongs to somebody else already, so it was left out.', { user: userId }),
    );
    book.propose(person.customerId, owner.customerId, 'person');
  } else if (said.email && !owner && (isNewest || person.email === null)) {
    book.setEmail(person, said.email);
  }
  const toldAt = isNewest ? at : person.toldAt;
  Object.assign(person, { name, role, toldAt });
  book.touchPerson(person);
  layTraits(laying, customer?.isPerson ? { customer } : { person }, { traits: said.traits, at });
}

type Holder = { readonly customer: FactCustomer } | { readonly person: FactPerson };

/** Of each trait the newest by time is true. */
export function layTraits(
  laying: Laying,
  holder: Holder,
  { traits, at, isUndated = false }: { traits: readonly Trait[]; at: Date; isUndated?: boolean },
): void {
  const { book, source, keep, note } = laying;
  const kept = keep(traits);
  if (kept.length === 0) return;
  const of = 'customer' in holder ? holder.customer : holder.person;
  const { facts, isChanged, withoutRoom } = mergeFacts(of, { traits: kept, source, at: at.toISOString(), isUndated });
  if (withoutRoom.length > 0)
    note(
      say('{name} has as many facts as there is room for: left out {facts}.', {
        name: of.name,
        facts: withCommas(withoutRoom),
      }),
    );
  if (!isChanged) return;
  Object.assign(of, facts);
  if ('customer' in holder) book.touchCustomer(holder.customer);
  else book.touchPerson(holder.person);
}
