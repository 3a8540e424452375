/**
 * What a batch of messages is about, as it is known when the batch begins, and as it changes while its messages are laid
 * over it; written once at its end. Nothing here asks the database. Called by take-facts.ts.
 */
import { newId } from '../../kernel/id.js';
import { nameKey } from './rules/name-key.js';
import { spelling } from './rules/name-words.js';
import type { EventCount } from './store/events.js';
import type { AddedAlias, FactCustomer, FactPerson, IdLink } from './store/facts.js';
import type { ProposedPair } from './store/pairs.js';

/** A way of writing a customer that is there. */
export interface WrittenCustomer {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly alias: string | null;
}

/** What was read for a batch. */
export interface Loaded {
  readonly customers: readonly FactCustomer[];
  readonly people: readonly FactPerson[];
  readonly links: readonly IdLink[];
  readonly written: readonly WrittenCustomer[];
}

export type FactsBook = ReturnType<typeof openBook>;

/** How somebody may be called: plainly, or with an id where the name is taken. Both fit where names are typed. */
export function namesFor(name: string, id: string): readonly [plain: string, told: string] {
  const cut = (text: string, length: number) => [...text].slice(0, length).join('').trim();
  const plain = cut(name, 120);
  return [plain, `${plain} (${cut(id, 60)})`];
}

/** With so many of nearly the same name somebody is proposed as one. */
const maxAlike = 3;

const linkKey = (kind: IdLink['kind'], value: string): string => `${kind} ${value}`;

export function openBook({ customers, people, links, written }: Loaded, now: Date) {
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const peopleById = new Map(people.map((person) => [person.id, person]));
  const personKey = (customerId: string, name: string) => `${customerId} ${name.toLowerCase()}`;
  const byPersonName = new Map(people.map((person) => [personKey(person.customerId, person.name), person]));
  const byEmail = new Map(people.flatMap((person) => (person.emailKey === null ? [] : [[person.emailKey, person]])));
  const known = new Set(links);
  const linked = new Map(links.map((link) => [linkKey(link.kind, link.value), link]));
  const bySpelling = new Map<string, Set<string>>();
  const byKey = new Map<string, Set<string>>();
  const made = new Set<string>();
  const changed = { customers: new Set<string>(), people: new Set<string>(), links: new Set<IdLink>() };
  const renamed = new Set<string>();
  const absorbed = new Map<string, string>();
  const events = new Map<string, EventCount>();
  const pairs: ProposedPair[] = [];
  const aliases: AddedAlias[] = [];
  const write = (index: Map<string, Set<string>>, key: string, id: string) => {
    const ids = index.get(key) ?? new Set();
    index.set(key, ids.add(id));
  };
  const noteName = (id: string, name: string) => {
    write(bySpelling, spelling(name), id);
    write(byKey, nameKey(name), id);
  };
  for (const { id, name, alias } of written) noteName(id, alias ?? name);
  // A name that is taken by somebody else gets what tells them apart.
  const freeName = (wanted: string, id: string): string => {
    const isFree = (name: string) => (bySpelling.get(spelling(name))?.size ?? 0) === 0;
    const [plain = '', told = ''] = namesFor(wanted, id);
    return [plain, told].find(isFree) ?? `${plain} (${newId(now).slice(-12)})`;
  };
  return {
    link: (kind: IdLink['kind'], value: string): IdLink | undefined => linked.get(linkKey(kind, value)),
    setLink(link: IdLink): IdLink {
      const known = linked.get(linkKey(link.kind, link.value));
      const kept = known ? Object.assign(known, link) : link;
      linked.set(linkKey(link.kind, link.value), kept);
      changed.links.add(kept);
      return kept;
    },
    customer: (id: string): FactCustomer | undefined => byId.get(absorbed.get(id) ?? id),
    person: (id: string | null): FactPerson | undefined => (id === null ? undefined : peopleById.get(id)),
    personAt: (emailKey: string): FactPerson | undefined => byEmail.get(emailKey),
    personNamed: (customerId: string, name: string): FactPerson | undefined =>
      byPersonName.get(personKey(customerId, name)),
    addAlias(customer: FactCustomer, alias: string): void {
      aliases.push({ customerId: customer.id, key: nameKey(alias), alias });
      noteName(customer.id, alias);
    },
    /** The only one who is written so, but for case and punctuation. */
    called(name: string): FactCustomer | undefined {
      const [id, ...more] = bySpelling.get(spelling(name)) ?? [];
      return id === undefined || more.length > 0 ? undefined : byId.get(absorbed.get(id) ?? id);
    },
    addCustomer({ name, id, isPerson }: { name: string; id: string; isPerson: boolean }): FactCustomer {
      const called = freeName(name, id);
      const customer = { id: newId(now), name: called, isPerson, attributes: {}, attributesGone: {} };
      byId.set(customer.id, customer);
      made.add(customer.id);
      // Of John Smith there are hundreds, and each with each would be thousands.
      for (const other of [...(byKey.get(nameKey(name)) ?? [])].slice(0, maxAlike)) {
        pairs.push({ oneId: customer.id, otherId: absorbed.get(other) ?? other, reason: isPerson ? 'person' : 'name' });
      }
      noteName(customer.id, called);
      return customer;
    },
    rename(customer: FactCustomer, name: string, id: string): void {
      bySpelling.get(spelling(customer.name))?.delete(customer.id);
      byKey.get(nameKey(customer.name))?.delete(customer.id);
      customer.name = freeName(name, id);
      noteName(customer.id, customer.name);
      if (!made.has(customer.id)) renamed.add(customer.id);
    },
    addPerson(person: Omit<FactPerson, 'id' | 'attributes' | 'attributesGone' | 'toldAt'>): FactPerson {
      const added = { ...person, id: newId(now), attributes: {}, attributesGone: {}, toldAt: null };
      peopleById.set(added.id, added);
      changed.people.add(added.id);
      byPersonName.set(personKey(added.customerId, added.name), added);
      if (added.emailKey !== null) byEmail.set(added.emailKey, added);
      return added;
    },
    setEmail(person: FactPerson, email: { readonly written: string; readonly key: string }): void {
      // The address before stays taken until the batch is written: nobody else can get it in the same statement.
      Object.assign(person, { email: email.written, emailKey: email.key });
      byEmail.set(email.key, person);
    },
    touchCustomer: ({ id }: FactCustomer): void => void changed.customers.add(id),
    touchPerson: ({ id }: FactPerson): void => void changed.people.add(id),
    /** Somebody of their own was at this company all the time. */
    absorb(own: FactCustomer, into: FactCustomer): void {
      absorbed.set(own.id, into.id);
      for (const [from, to] of absorbed) if (to === own.id) absorbed.set(from, into.id);
      for (const link of linked.values()) {
        if (link.customerId !== own.id) continue;
        link.customerId = into.id;
        changed.links.add(link);
      }
      bySpelling.get(spelling(own.name))?.delete(own.id);
      byKey.get(nameKey(own.name))?.delete(own.id);
    },
    propose(oneId: string, otherId: string, reason: ProposedPair['reason']): void {
      if (oneId !== otherId) pairs.push({ oneId, otherId, reason });
    },
    count(customerId: string, name: string, at: Date): void {
      const day = at.toISOString().slice(0, 10);
      const key = `${customerId} ${day} ${name}`;
      const event = events.get(key) ?? { customerId, name, day, count: 0, firstAt: at, lastAt: at };
      event.count += 1;
      if (at < event.firstAt) event.firstAt = at;
      if (at > event.lastAt) event.lastAt = at;
      events.set(key, event);
    },
    /** What is to be written. Those who were absorbed before they were ever written are not. */
    changes() {
      const isLeft = (id: string) => !absorbed.has(id);
      const all = (ids: Iterable<string>) => [...ids].filter(isLeft).flatMap((id) => byId.get(id) ?? []);
      const withKey = (customer: FactCustomer) => ({ ...customer, key: nameKey(customer.name) });
      const now = (id: string) => absorbed.get(id) ?? id;
      return {
        made: all(made).map(withKey),
        customers: all([...changed.customers].filter((id) => !made.has(id))),
        renamed: all(renamed).map(withKey),
        people: [...changed.people].flatMap((id) => peopleById.get(id) ?? []),
        newLinks: [...changed.links].filter((link) => !known.has(link)),
        links: [...changed.links].filter((link) => known.has(link)),
        aliases,
        absorbed: [...absorbed].filter(([id]) => !made.has(id)),
        events: joined([...events.values()].map((event) => ({ ...event, customerId: now(event.customerId) }))),
        pairs: pairs
          .map((pair) => ({ ...pair, oneId: now(pair.oneId), otherId: now(pair.otherId) }))
          .filter(({ oneId, otherId }) => oneId !== otherId),
      };
    },
  };
}

/** Two that became one did the same on the same day. */
function joined(events: readonly EventCount[]): EventCount[] {
  const all = new Map<string, EventCount>();
  for (const event of events) {
    const key = `${event.customerId} ${event.day} ${event.name}`;
    const same = all.get(key);
    if (!same) all.set(key, event);
    else {
      same.count += event.count;
      if (event.firstAt < same.firstAt) same.firstAt = event.firstAt;
      if (event.lastAt > same.lastAt) same.lastAt = event.lastAt;
    }
  }
  return [...all.values()];
}
