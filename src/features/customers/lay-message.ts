/** Lays one message over what is known: whom it is about, where they are, and what is so from now on. Called by lay-batch.ts. */
import { say } from '../../kernel/language/say.js';
import { layContact, layOtherName } from './lay-contact.js';
import { type Laying, layPerson, layTraits } from './lay-person.js';
import type { Message, SaidCompany, SaidPerson } from './read-message.js';
import { companyDomainOf } from './rules/facts/domains.js';
import type { FactCustomer, FactPerson, IdLink } from './store/facts.js';

/** In the order of their times; events last, so that they find whoever is named in the same call. Answers whom it is about: the company, else whoever is a customer of their own. */
export function layMessage(laying: Laying, message: Message): FactCustomer | null {
  const { book } = laying;
  const company = message.company ? layCompany(laying, message.company, message) : groupOf(laying, message);
  if (message.userId === null) return company;
  if (message.type === 'alias') {
    layAlias(laying, message);
    return company;
  }
  const isSaid = message.type !== 'track' && company !== null;
  const link = layUser(laying, message, { company: isSaid ? company : null, likely: company });
  const about = company ?? book.customer(link.customerId) ?? null;
  if (message.type !== 'track' || message.event === null) return about;
  const event = laying.countsAs(message.event);
  if (event !== null) book.count((company ?? { id: link.customerId }).id, event, message.at);
  return about;
}

function groupOf({ book }: Laying, { groupId }: Message): FactCustomer | null {
  const link = groupId === null ? undefined : book.link('group', groupId);
  return (link && book.customer(link.customerId)) ?? null;
}

/** The same company by id, by domain or by name is one; what points to two is proposed. */
function layCompany(laying: Laying, said: SaidCompany, { at, isUndated = false }: Message): FactCustomer {
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
  layTraits(laying, { customer }, { traits: said.traits, at, isUndated });
  for (const alias of said.aliases ?? []) layOtherName(laying, customer, alias);
  for (const person of said.people ?? []) layContact(laying, { customer, said: person, at });
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
        say('The user “{user}” was at {before} and is at {now} now. What was known before stays.', {
          user: link.value,
          before: before.name,
          now: company.name,
        }),
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
