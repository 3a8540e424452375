/** Takes in what systems tell of customers, in the Segment spec, a batch at a time. The web API calls it by the door. */
import type { FieldErrors } from '../../kernel/errors.js';
import type { Transaction } from '../../storage/database.js';
import type { CustomersDeps } from './deps.js';
import { namesFor, openBook } from './facts-book.js';
import { layMessage } from './lay-message.js';
import { type Message, readMessage } from './read-message.js';
import { refreshSegments } from './refresh-segments.js';
import { companyDomainOf } from './rules/facts/domains.js';
import type { LeftOut, Trait } from './rules/facts/traits.js';
import { nameKey } from './rules/name-key.js';
import { deleteCustomers, findByKeys, lockNames } from './store/customers.js';
import * as store from './store/facts.js';
import { addFields, type Field, maxFieldsOfKind, readFields } from './store/fields.js';
import { proposePairs } from './store/pairs.js';

/** Who tells. */
export interface FactSource {
  readonly organisationId: string;
  /** The API key's name. */
  readonly source: string;
  /** By the path of the call; absent: each message says its own. */
  readonly type?: string;
}

/** What came of a call. */
export interface TakenFacts {
  /** Messages that were taken in before, by their id. */
  readonly repeatedCount: number;
  /** Messages of nobody who is known by an id, such as `page` and those of an anonymous visitor. */
  readonly ignoredCount: number;
  /** By the message's place in the call. */
  readonly leftOut: readonly (LeftOut & { readonly index: number })[];
  /** What the sender should know, each once. */
  readonly notes: readonly string[];
}

const maxNotes = 50;

/** The faults of one message; null: it can be taken in. */
export function checkMessage({ clock }: CustomersDeps, value: unknown, type?: string): FieldErrors | null {
  const read = readMessage(value, { now: clock.now(), ...(type !== undefined && { type }) });
  return read.ok ? null : read.faults;
}

/** All of them or none. @param values checked by checkMessage */
export async function takeFacts(
  deps: CustomersDeps,
  values: readonly unknown[],
  { organisationId, source, type }: FactSource,
): Promise<TakenFacts> {
  const now = deps.clock.now();
  const read = values.map((value) => readMessage(value, { now, ...(type !== undefined && { type }) }));
  const messages = read.map((each) => (each.ok ? each.message : null));
  const leftOut = messages.flatMap((message, index) => (message?.leftOut ?? []).map((each) => ({ ...each, index })));
  const all = messages.filter((message) => message !== null);
  return deps.database.transaction(async (tx) => {
    await lockNames(tx, organisationId);
    const fresh = await withoutRepeated(tx, organisationId, all, now);
    const notes = fresh.length === 0 ? [] : await lay({ tx, organisationId, source, now, clock: deps.clock }, fresh);
    const ignoredCount = values.length - all.length;
    return { repeatedCount: all.length - fresh.length, ignoredCount, leftOut, notes };
  });
}

async function withoutRepeated(
  tx: Transaction,
  organisationId: string,
  messages: readonly Message[],
  now: Date,
): Promise<readonly Message[]> {
  const hashes = new Set(messages.flatMap(({ hash }) => hash ?? []));
  const fresh = new Set(await store.takeHashes(tx, organisationId, [...hashes], now));
  // One that stands twice in a call counts once too.
  return messages.filter(({ hash }) => hash === null || fresh.delete(hash));
}

interface Batch {
  readonly tx: Transaction;
  readonly organisationId: string;
  readonly source: string;
  readonly now: Date;
  readonly clock: CustomersDeps['clock'];
}

async function lay(batch: Batch, messages: readonly Message[]): Promise<readonly string[]> {
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
  for (const message of inOrder) layMessage(laying, message);
  const changes = book.changes();
  await write(batch, changes);
  const joined = changes.absorbed.map(([, into]) => into);
  const told = new Set([...changes.made, ...changes.customers, ...changes.renamed].map(({ id }) => id).concat(joined));
  await refreshSegments({ clock }, tx, organisationId, [...told]);
  const did = changes.events.filter(({ customerId }) => !told.has(customerId));
  const [who, what] = [new Set(did.map(({ customerId }) => customerId)), new Set(did.map(({ name }) => name))];
  await refreshSegments({ clock }, tx, organisationId, [...who], [...what]);
  await addFields(tx, organisationId, fields.seen(), { source, now });
  if (fields.overflow().length > 0) {
    notes.add(
      `There are ${maxFieldsOfKind} traits or events already, so these new ones were left out: ${fields.overflow().join(', ')}.`,
    );
  }
  return [...notes];
}

async function load({ tx, organisationId }: Batch, messages: readonly Message[]) {
  const wanted = new Map<string, readonly [store.IdLink['kind'], string]>();
  const names = new Set<string>();
  const emailKeys = new Set<string>();
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
  const people = await store.readFactPeople(tx, organisationId, { ids: personIds, emailKeys: [...emailKeys] });
  const ids = [...links, ...people].map(({ customerId }) => customerId);
  const customers = await store.readFactCustomers(tx, organisationId, [
    ...new Set([...ids, ...written.map(({ id }) => id)]),
  ]);
  return { customers, people, links, written };
}

async function write(
  { tx, organisationId, now }: Batch,
  changes: ReturnType<ReturnType<typeof openBook>['changes']>,
): Promise<void> {
  await store.insertFactCustomers(tx, organisationId, changes.made, now);
  await store.updateFactCustomers(tx, organisationId, changes.customers);
  await store.renameFactCustomers(tx, organisationId, changes.renamed);
  await store.saveFactPeople(tx, organisationId, changes.people, now);
  await store.saveLinks(tx, organisationId, changes.links);
  await store.moveFacts(tx, organisationId, changes.absorbed);
  await deleteCustomers(
    tx,
    organisationId,
    changes.absorbed.map(([from]) => from),
  );
  await store.addEvents(tx, organisationId, changes.events);
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
    overflow: () => [...overflow],
  };
}

/** So long a message is known again. */
const keptMs = 7 * 24 * 3_600_000;

/** Forgets the ids of messages after a week. */
export const forgetMessages = (deps: CustomersDeps) => ({
  name: 'customers.forgetMessages',
  due: store.hashesDue(keptMs),
  run: (now: Date) => store.forgetHashes(deps.database, new Date(now.getTime() - keptMs)),
});
