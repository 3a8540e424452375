/** Lays messages over what is known of customers and writes what changed: of systems (take-facts.ts) and of files (import-rows.ts). */
import { withCommas } from '../../kernel/language/list.js';
import { say } from '../../kernel/language/say.js';
import type { Transaction } from '../../storage/database.js';
import type { CustomersDeps } from './deps.js';
import { type FactsBook, namesFor, openBook } from './facts-book.js';
import { layMessage } from './lay-message.js';
import type { Message } from './read-message.js';
import { refreshSegments } from './refresh-segments.js';
import { companyDomainOf } from './rules/facts/domains.js';
import type { Trait } from './rules/facts/traits.js';
import { nameKey } from './rules/name-key.js';
import { deleteCustomers, findWritten } from './store/customers.js';
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
  /** The customer that each message is about; null: it is about none. In the order of the messages. */
  readonly customerIds: readonly (string | null)[];
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
  const customers = new Map(inOrder(messages).map((message) => [message, layMessage(laying, message)]));
  const changes = book.changes();
  const customerIds = messages.map((message) => customers.get(message)?.id ?? null);
  const madeIds = new Set(changes.made.map(({ id }) => id));
  const known = new Set(customerIds.filter((id) => id !== null && !madeIds.has(id)));
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
      say('There are {limit} traits or events already, so these new ones were left out: {names}.', {
        limit: maxFieldsOfKind,
        names: withCommas(fields.overflow()),
      }),
    );
  }
  return { notes: [...notes], customerIds, madeIds, onlyOfFiles: fields.onlyOfFiles() };
}

const maxNotes = 50;

/** By their times; events last, so that they find whoever is named in the same call. */
export function inOrder(messages: readonly Message[]): readonly Message[] {
  const rank = ({ type }: Message) => (type === 'track' ? 1 : 0);
  return messages.toSorted((a, b) => rank(a) - rank(b) || a.at.getTime() - b.at.getTime());
}

/** What the messages are about. Names are looked up only where no id and no address tells who is meant, or where one may change. */
async function load({ tx, organisationId }: Batch, messages: readonly Message[]) {
  const links = await store.readLinks(tx, organisationId, wantedLinks(messages));
  const linkedIds = new Set(links.map(({ customerId }) => customerId));
  const known = await store.readFactCustomers(tx, organisationId, [...linkedIds]);
  const names = unknownNames(messages, openBook({ customers: known, people: [], links, written: [] }, new Date(0)));
  const written = names.size === 0 ? [] : await findWritten(tx, organisationId, [...names]);
  const people = await store.readFactPeople(tx, organisationId, {
    ids: links.flatMap(({ personId }) => personId ?? []),
    emailKeys: [...new Set(messages.flatMap(emailKeysIn))],
    at: {
      customerIds: [...linkedIds, ...written.map(({ id }) => id)],
      names: messages.flatMap(({ company }) => company?.people?.flatMap(({ name }) => name?.toLowerCase() ?? []) ?? []),
    },
  });
  const further = new Set([...written.map(({ id }) => id), ...people.map(({ customerId }) => customerId)]);
  const others = await store.readFactCustomers(
    tx,
    organisationId,
    [...further].filter((id) => !linkedIds.has(id)),
  );
  return { customers: [...known, ...others], people, links, written };
}

const emailKeysIn = ({ person, company }: Message): readonly string[] =>
  [person, ...(company?.people ?? [])].flatMap((each) => each?.email?.key ?? []);

function wantedLinks(messages: readonly Message[]): readonly (readonly [store.IdLink['kind'], string])[] {
  const wanted = { user: new Set<string>(), group: new Set<string>(), domain: new Set<string>() };
  const want = (kind: store.IdLink['kind'], value: string | null | undefined) => {
    if (value) wanted[kind].add(value);
  };
  for (const { userId, previousId, groupId, company, person } of messages) {
    want('user', userId);
    want('user', previousId);
    want('group', groupId);
    want('group', company?.groupId);
    want('domain', company?.domain);
    if (person?.email) want('domain', companyDomainOf(person.email.key));
  }
  return (['user', 'group', 'domain'] as const).flatMap((kind) =>
    [...wanted[kind]].map((value) => [kind, value] as const),
  );
}

/** Keys of names by which somebody may be known, or which somebody would get. */
function unknownNames(messages: readonly Message[], book: FactsBook): ReadonlySet<string> {
  const names = new Set<string>();
  const called = (name: string, id: string) => {
    for (const each of [name, ...namesFor(name, id)]) names.add(nameKey(each));
  };
  const at = (kind: store.IdLink['kind'], value: string | null) => {
    const link = value === null ? undefined : book.link(kind, value);
    return link && book.customer(link.customerId);
  };
  for (const { userId, company, person } of messages) {
    if (userId !== null) {
      const known = at('user', userId);
      const name = person?.name ?? person?.email?.written ?? userId;
      // Whoever is new at a company is no customer; somebody of their own is called otherwise when they say so.
      const isOfCompany = company ?? at('domain', person?.email ? companyDomainOf(person.email.key) : null);
      if (known ? known.isPerson && name !== known.name : !isOfCompany) called(name, userId);
    }
    if (!company) continue;
    const { name, domain, groupId, aliases = [] } = company;
    const known = at('group', groupId) ?? at('domain', domain);
    if (!known || (name !== null && name !== known.name))
      called(name ?? domain ?? groupId ?? '', groupId ?? domain ?? '');
    for (const alias of aliases) names.add(nameKey(alias));
  }
  return names;
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
  await store.insertLinks(tx, organisationId, changes.newLinks);
  await store.updateLinks(tx, organisationId, changes.links);
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
