/** Lays one message over what is known: whom it is about, where they are, and what is so from now on. Called by take-facts.ts. */
import type { FactsBook } from './facts-book.js';
import type { Message, SaidCompany, SaidPerson } from './read-message.js';
import { companyDomainOf } from './rules/facts/domains.js';
import { mergeFacts } from './rules/facts/merge.js';
import type { Trait } from './rules/facts/traits.js';
import type { FactCustomer, FactPerson, IdLink } from './store/facts.js';

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

/** In the order of their times; events last, so that they find whoever is named in the same call. */
export function layMessage(laying: Laying, message: Message): void {
  const { book } = laying;
  const company = message.company ? layCompany(laying, message.company, message) : groupOf(laying, message);
  if (message.userId === null) return;
  if (message.type === 'alias') {
    layAlias(laying, message);
    return;
  }
  const isSaid = message.type !== 'track' && company !== null;
  const link = layUser(laying, message, { company: isSaid ? company : null, likely: company });
  if (message.type !== 'track' || message.event === null) return;
  const event = laying.countsAs(message.event);
  if (event !== null) book.count((company ?? { id: link.customerId }).id, event, message.at);
}

function groupOf({ book }: Laying, { groupId }: Message): FactCustomer | null {
  const link = groupId === null ? undefined : book.link('group', groupId);
  return (link && book.customer(link.customerId)) ?? null;
}

/** The same company by id, by domain or by name is one; what points to two is proposed. */
function layCompany(laying: Laying, said: SaidCompany, { at }: Message): FactCustomer {
  const { book } = laying;
  const { groupId, name, domain } = said;
  const linkOf = (kind: IdLink['kind'], value: string | null) => {
    const link = value === null ? undefined : book.link(kind, value);
    return link && book.customer(link.customerId);
  };
  const byId = linkOf('group', groupId);
  const byDomain = linkOf('domain', domain);
  const byName = name === null ? undefined : book.called(name);
  const found = byId ?? byDomain ?? byName;
  const ownName = name ?? domain ?? groupId ?? '';
  const customer = found ?? book.addCustomer({ name: ownName, id: groupId ?? domain ?? '', isPerson: false });
  if (byDomain) book.propose(customer.id, byDomain.id, 'domain');
  if (byName) book.propose(customer.id, byName.id, 'name');
  if (customer.isPerson) {
    customer.isPerson = false;
    book.touchCustomer(customer);
  }
  const hasOwnName = customer.name !== groupId && customer.name !== domain;
  if (name !== null && name !== customer.name && !hasOwnName) book.rename(customer, name, groupId ?? domain ?? '');
  const linkTo = { customerId: customer.id, personId: null, at };
  if (groupId !== null && !byId) book.setLink({ kind: 'group', value: groupId, ...linkTo });
  if (domain !== null && !byDomain) book.setLink({ kind: 'domain', value: domain, ...linkTo });
  layTraits(laying, { customer }, { traits: said.traits, at });
  return customer;
}

interface Whereabouts {
  /** Said in this message; null: nothing is said of it. */
  readonly company: FactCustomer | null;
  /** Where somebody new is until a system says where. */
  readonly likely: FactCustomer | null;
}

/** Whoever the id stands for, made where nobody is. */
function layUser(laying: Laying, message: Message, { company, likely }: Whereabouts): IdLink {
  const { book } = laying;
  const { at, person: said } = message;
  const userId = message.userId ?? '';
  const known = book.link('user', userId);
  const found = book.person(known?.personId ?? null) ?? (said?.email ? book.personAt(said.email.key) : undefined);
  const person = found ?? addPerson(laying, { userId, said, company: company ?? likely });
  const link =
    known ??
    book.setLink({ kind: 'user', value: userId, customerId: person.customerId, personId: person.id, at: null });
  // Removed by hand, and named by a system again.
  if (link.personId !== person.id) book.setLink({ ...link, customerId: person.customerId, personId: person.id });
  if (company) moveTo(laying, { link, person, company, at });
  if (said) layPerson(laying, { person, said, at, userId });
  return link;
}

function addPerson(
  { book }: Laying,
  { userId, said, company }: { userId: string; said: SaidPerson | null; company: FactCustomer | null },
): FactPerson {
  const domain = said?.email ? companyDomainOf(said.email.key) : null;
  const byDomain = domain === null ? undefined : book.link('domain', domain);
  const name = said?.name ?? said?.email?.written ?? userId;
  const customer =
    company ??
    (byDomain && book.customer(byDomain.customerId)) ??
    book.addCustomer({ name, id: userId, isPerson: true });
  const email = { email: said?.email?.written ?? null, emailKey: said?.email?.key ?? null };
  return book.addPerson({ customerId: customer.id, name: name.slice(0, 120), role: null, ...email });
}

/** The later word on where somebody is counts; what they did before stays where it was. */
function moveTo(
  { book, spokenOf, note }: Laying,
  { link, person, company, at }: { link: IdLink; person: FactPerson; company: FactCustomer; at: Date },
): void {
  const before = book.customer(person.customerId);
  if (link.at !== null && link.at > at) return;
  if (before && before.id !== company.id) {
    if (before.isPerson && spokenOf.has(before.id)) {
      book.propose(before.id, company.id, 'person');
      return;
    }
    if (before.isPerson) {
      Object.assign(person, mergedWith(person, before));
      book.absorb(before, company);
    } else if (link.at !== null) {
      note(
        `The user “${link.value}” was at ${before.name} and is at ${company.name} now. What was known before stays.`,
      );
    }
    person.customerId = company.id;
    book.touchPerson(person);
  }
  book.setLink({ ...link, customerId: company.id, at });
}

const mergedWith = (person: FactPerson, own: FactCustomer) => ({
  attributes: { ...person.attributes, ...own.attributes },
  attributesGone: { ...person.attributesGone, ...own.attributesGone },
});

function layPerson(
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
    note(`The address of the user “${userId}” belongs to somebody else already, so it was left out.`);
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

function layTraits(laying: Laying, holder: Holder, { traits, at }: { traits: readonly Trait[]; at: Date }): void {
  const { book, source, keep, note } = laying;
  const kept = keep(traits);
  if (kept.length === 0) return;
  const of = 'customer' in holder ? holder.customer : holder.person;
  const { facts, isChanged, withoutRoom } = mergeFacts(of, { traits: kept, source, at: at.toISOString() });
  if (withoutRoom.length > 0)
    note(`${of.name} has as many facts as there is room for: left out ${withoutRoom.join(', ')}.`);
  if (!isChanged) return;
  Object.assign(of, facts);
  if ('customer' in holder) book.touchCustomer(holder.customer);
  else book.touchPerson(holder.person);
}

/** Both ids are one from now on, each by itself: there is no chain that could go in a circle. */
function layAlias(laying: Laying, message: Message): void {
  const { book } = laying;
  const { userId, previousId } = message;
  if (userId === null || previousId === null || userId === previousId) return;
  const [before, now] = [book.link('user', previousId), book.link('user', userId)];
  if (before && now) {
    book.propose(before.customerId, now.customerId, 'id');
    return;
  }
  const link = now ?? before ?? layUser(laying, message, { company: null, likely: null });
  const { customerId, personId, at } = link;
  book.setLink({ kind: 'user', value: now || !before ? previousId : userId, customerId, personId, at });
}
