/** Lays messages over what is known of customers and writes what changed: of systems (take-facts.ts) and of files (import-rows.ts). */
import type { Transaction } from '../../storage/database.js';
import type { CustomersDeps } from './deps.js';
import { namesFor, openBook } from './facts-book.js';
import { layMessage } from './lay-message.js';
import type { Message } from './read-message.js';
import { refreshSegments } from './refresh-segments.js';
import { companyDomainOf } from './rules/facts/domains.js';
import type { Trait } from './rules/facts/traits.js';
import { nameKey } from './rules/name-key.js';
import { deleteCustomers, findByKeys } from './store/customers.js';
import { addEvents } from './store/events.js';
import * as store from './store/facts.js';
import { addFields, type Field, maxFieldsOfKind, readFields } from './store/fields.js';
import { proposePairs } from './store/pairs.js';

/** Whose facts, and when they come. */
export interface Batch {
  readonly tx: Transaction;
  readonly organisationId: string;
  readonly source: string;
  readonly now: Date;
  readonly clock: CustomersDeps['clock'];
}

/** What came of a batch. */
export interface Laid {
  /** What the sender should know, each once. */
  readonly notes: readonly string[];
  /** The company that each message is about; null: it is about none. In the order of the messages. */
  readonly companyIds: readonly (string | null)[];
  readonly madeIds: ReadonlySet<string>;
  /** Traits that systems never told of, in lower case. */
  readonly onlyOfFiles: readonly string[];
}

/** What a file needs beside what systems tell. */
export interface Beside {
  /** Before anything of these is written, who were here before. */
  readonly before: (customerIds: readonly string[]) => Promise<void>;
  /** What messages of systems count, files do not. */
  readonly isUncounted: true;
}

/** In one transaction under lockNames: few statements, however many messages. */
export async function layBatch(batch: Batch, messages: readonly Message[], beside?: Beside): Promise<Laid> {
  const { tx, organisationId, source, now, clock } = batch;
  const loaded = await load(batch, messages);
  const own = loaded.customers.filter(({ isPerson }) => isPerson).map(({ id }) => id);
  const spokenOf = new Set(await store.spokenOfThem(tx, organisationId, own));
  const book = openBook(loaded, now);
  const fields = fieldBook(await readFields(tx, organisationId));
  const notes = new Set<string>();
  const laying = {
    ...{ book, source, spokenOf, keep: fields.keep, countsAs: fields.countsAs },
    note: (words: string) => void (notes.size < maxNotes && notes.add(words)),
  };
  const order = (message: Message) => (message.type === 'track' ? 1 : 0);
  const inOrder = messages.toSorted((a, b) => order(a) - order(b) || a.at.getTime() - b.at.getTime());
  const companies = new Map(inOrder.map((message) => [message, layMessage(laying, message)]));
  const changes = book.changes();
  const companyIds = messages.map((message) => companies.get(message)?.id ?? null);
  const madeIds = new Set(changes.made.map(({ id }) => id));
  const known = new Set(companyIds.filter((id) => id !== null && !madeIds.has(id)));
  await beside?.before([...known].filter((id) => id !== null));
  await write(batch, changes);
  const joined = changes.absorbed.map(([, into]) => into);
  const told = new Set([...changes.made, ...changes.customers, ...changes.renamed].map(({ id }) => id).concat(joined));
  await refreshSegments({ clock }, tx, organisationId, [...told]);
  const did = changes.events.filter(({ customerId }) => !told.has(customerId));
  const [who, what] = [new Set(did.map(({ customerId }) => customerId)), new Set(did.map(({ name }) => name))];
  await refreshSegments({ clock }, tx, organisationId, [...who], [...what]);
  const seen = fields.seen().map((field) => (beside ? { ...field, count: 0 } : field));
  await addFields(tx, organisationId, seen, { source, now });
  if (fields.overflow().length > 0) {
    notes.add(
      `There are ${maxFieldsOfKind} traits or events already, so these new ones were left out: ${fields.overflow().join(', ')}.`,
    );
  }
  return { notes: [...notes], companyIds, madeIds, onlyOfFiles: fields.onlyOfFiles() };
}

const maxNotes = 50;

async function load({ tx, organisationId }: Batch, messages: readonly Message[]) {
  const wanted = new Map<string, readonly [store.IdLink['kind'], string]>();
  const names = new Set<string>();
  const emailKeys = new Set<string>();
  const personNames = new Set<string>();
  const want = (kind: store.IdLink['kind'], value: string | null) => {
    if (value !== null) wanted.set(`${kind} ${value}`, [kind, value]);
  };
  const called = (name: string, id: string) => {
    for (const each of [name, ...namesFor(name, id)]) names.add(nameKey(each));
  };
  for (const { userId, previousId, groupId, company, person } of messages) {
    want('user', userId);
    want('user', previousId);
    want('group', groupId);
    want('group', company?.groupId ?? null);
    want('domain', company?.domain ?? null);
    for (const alias of company?.aliases ?? []) names.add(nameKey(alias));
    for (const contact of company?.people ?? []) {
      if (contact.email) emailKeys.add(contact.email.key);
      if (contact.name !== null) personNames.add(contact.name.toLowerCase());
    }
    if (person?.email) {
      emailKeys.add(person.email.key);
      want('domain', companyDomainOf(person.email.key));
    }
    if (userId !== null) called(person?.name ?? person?.email?.written ?? userId, userId);
    if (company) {
      const { name, domain } = company;
      called(name ?? domain ?? company.groupId ?? '', company.groupId ?? domain ?? '');
    }
  }
  const links = await store.readLinks(tx, organisationId, [...wanted.values()]);
  const written = await findByKeys(tx, organisationId, [...names]);
  const personIds = links.flatMap(({ personId }) => personId ?? []);
  const companyIds = [...links.map(({ customerId }) => customerId), ...written.map(({ id }) => id)];
  const people = await store.readFactPeople(tx, organisationId, {
    ...{ ids: personIds, emailKeys: [...emailKeys] },
    at: { customerIds: [...new Set(companyIds)], names: [...personNames] },
  });
  const ids = [...companyIds, ...people.map(({ customerId }) => customerId)];
  const customers = await store.readFactCustomers(tx, organisationId, [...new Set(ids)]);
  return { customers, people, links, written };
}

async function write(
  { tx, organisationId, now }: Batch,
  changes: ReturnType<ReturnType<typeof openBook>['changes']>,
): Promise<void> {
  await store.insertFactCustomers(tx, organisationId, changes.made, now);
  await store.updateFactCustomers(tx, organisationId, changes.customers);
  await store.renameFactCustomers(tx, organisationId, changes.renamed);
  await store.addAliases(tx, organisationId, changes.aliases);
  await store.saveFactPeople(tx, organisationId, changes.people, now);
  await store.saveLinks(tx, organisationId, changes.links);
  await store.moveFacts(tx, organisationId, changes.absorbed);
  await deleteCustomers(
    tx,
    organisationId,
    changes.absorbed.map(([from]) => from),
  );
  await addEvents(tx, organisationId, changes.events);
  await proposePairs(tx, organisationId, changes.pairs, now);
}

/** Which names systems use, how often, and which are kept out. */
function fieldBook(fields: readonly Field[]) {
  const known = new Map(fields.map((field) => [`${field.kind} ${field.key}`, field]));
  const room = { trait: maxFieldsOfKind, event: maxFieldsOfKind };
  for (const { kind } of fields) room[kind] -= 1;
  const seen = new Map<string, { kind: Field['kind']; key: string; name: string; count: number }>();
  const overflow = new Set<string>();
  /** As it was called first; null: it is not kept. */
  const keptAs = (kind: Field['kind'], told: string): string | null => {
    const key = told.toLowerCase();
    const id = `${kind} ${key}`;
    const field = seen.get(id);
    const name = known.get(id)?.name ?? field?.name ?? told;
    if (field) field.count += 1;
    else if (!known.has(id) && room[kind] <= 0) {
      if (overflow.size < 20) overflow.add(name);
      return null;
    } else {
      if (!known.has(id)) room[kind] -= 1;
      seen.set(id, { kind, key, name, count: 1 });
    }
    return known.get(id)?.isKeptOut === true ? null : name;
  };
  return {
    keep: (traits: readonly Trait[]): readonly Trait[] => traits.filter(([name]) => keptAs('trait', name) !== null),
    countsAs: (event: string): string | null => keptAs('event', event),
    seen: () => [...seen.values()],
    onlyOfFiles: () =>
      [...seen.values()].flatMap(({ kind, key }) => ((known.get(`${kind} ${key}`)?.count ?? 0) > 0 ? [] : key)),
    overflow: () => [...overflow],
  };
}
