/** Finds customers by any way of writing them, and makes those that are not there yet. Called by the door and the use cases. */

import { nearest as nearestWord } from '../../chat/nearest.js';
import type { Clock } from '../../kernel/clock.js';
import { InvalidInput } from '../../kernel/errors.js';
import { groupBy } from '../../kernel/group-by.js';
import { isId, newId } from '../../kernel/id.js';
import type { Sql, Transaction } from '../../storage/database.js';
import { ambiguousWords, nameWordsFor } from './cards/refusals.js';
import { emailKey } from './read-person.js';
import { refreshSegments } from './refresh-segments.js';
import { type Candidate, chooseCustomer, isSeveral, writtenAs } from './rules/choose.js';
import {
  type CustomerRef,
  cleanName,
  type KnownCustomer,
  lengthOf,
  limits,
  type NamedCustomer,
} from './rules/customer.js';
import { nameKey } from './rules/name-key.js';
import { spelling } from './rules/name-words.js';
import type { CustomerProfile } from './rules/profile.js';
import {
  findByIds,
  findByKeys,
  findProfilesByKey,
  insertCustomers,
  listSimilar,
  lockNames,
  soleIdsByKeys,
} from './store/customers.js';
import { customersByEmail } from './store/people.js';

/** Some names fit more than one customer. `names`: by name as typed, the sentence that asks which. */
export class AmbiguousCustomers extends InvalidInput {
  constructor(readonly names: ReadonlyMap<string, string>) {
    const message = [...names.values()].join(' ');
    super('customers.ambiguous', message, { customer: message });
  }
}

/** One customer, several that could be meant, or null. */
export async function lookUp(
  db: Sql,
  organisationId: string,
  typed: string,
): Promise<KnownCustomer | readonly KnownCustomer[] | null> {
  const name = cleanName(typed);
  if (name === '' || lengthOf(name) > limits.name || !isId(organisationId)) return null;
  return chooseCustomer(name, await findByKeys(db, organisationId, [nameKey(name)]));
}

/** The same with all that is kept of them, in one statement. */
export async function lookUpProfile(
  db: Sql,
  organisationId: string,
  typed: string,
): Promise<CustomerProfile | readonly CustomerRef[] | null> {
  const name = cleanName(typed);
  if (name === '' || lengthOf(name) > limits.name || !isId(organisationId)) return null;
  return chooseCustomer(name, await findProfilesByKey(db, organisationId, nameKey(name)));
}

/** @see Customers.find */
export async function find(db: Sql, organisationId: string, typed: string): Promise<KnownCustomer | null> {
  const choice = await lookUp(db, organisationId, typed);
  if (isSeveral(choice)) throw new AmbiguousCustomers(new Map([[typed, ambiguousWords(typed, choice)]]));
  return choice;
}

export async function byIds(
  db: Sql,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, KnownCustomer>> {
  const known = ids.filter(isId);
  if (known.length === 0 || !isId(organisationId)) return new Map();
  return new Map((await findByIds(db, organisationId, known)).map((customer) => [customer.id, customer]));
}

/** @see Customers.findByEmail */
export async function findByEmail(
  db: Sql,
  organisationId: string,
  emails: readonly string[],
): Promise<Map<string, KnownCustomer>> {
  const keys = new Map(emails.flatMap((email) => (emailKey(email) === null ? [] : [[email, emailKey(email) ?? '']])));
  if (keys.size === 0 || !isId(organisationId)) return new Map();
  const ids = await customersByEmail(db, organisationId, [...new Set(keys.values())]);
  const customers = await byIds(db, organisationId, [...new Set(ids.values())]);
  return new Map(
    [...keys].flatMap(([email, key]) => {
      const customer = customers.get(ids.get(key) ?? '');
      return customer ? [[email, customer] as const] : [];
    }),
  );
}

/** Customers by their names, several between semicolons; what stops it, where it can't be done. */
export type Several =
  | { readonly ids: readonly string[]; readonly names: readonly string[] }
  | { readonly tooMany: number }
  | { readonly unknown: string; readonly guess: string | null };

/** Each of these names' customer, once. @param most how many there may be @throws AmbiguousCustomers (field `customer`) */
export async function findSeveral(
  db: Sql,
  { organisationId, typed, most }: { readonly organisationId: string; readonly typed: string; readonly most: number },
): Promise<Several> {
  const names = [...new Set(typed.split(';').map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length > most) return { tooMany: names.length };
  const found = new Map<string, string>();
  for (const name of names) {
    const customer = await find(db, organisationId, name);
    if (!customer) return { unknown: name, guess: await nearest(db, organisationId, name) };
    found.set(customer.id, customer.name);
  }
  return { ids: [...found.keys()], names: [...found.values()] };
}

/** The name most like what was typed; one that has the typed words in it, or begins with a word like them, is alike too. null: nothing is like it. */
export async function nearest(db: Sql, organisationId: string, typed: string): Promise<string | null> {
  const key = nameKey(cleanName(typed));
  if (key === '' || lengthOf(key) > limits.name || !isId(organisationId)) return null;
  const similar = await listSimilar(db, organisationId, key);
  const found =
    nearestWord(
      key,
      similar.map((each) => each.key),
    ) ??
    similar.find((each) => key.length >= 3 && ` ${each.key} `.includes(` ${key} `))?.key ??
    similar.find((each) => key.length >= 5 && nearestWord(key, each.key.split(' ').slice(0, 1)) !== null)?.key;
  return similar.find((each) => each.key === found)?.name ?? null;
}

/** @see Customers.findOrCreateMany */
export async function findOrCreateMany(
  clock: Clock,
  tx: Transaction,
  { organisationId, names }: { readonly organisationId: string; readonly names: readonly string[] },
): Promise<Map<string, NamedCustomer>> {
  const keyByName = new Map([...new Set(names)].map((typed) => [typed, nameKey(checkedName(typed))]));
  if (keyByName.size === 0) return new Map();
  const known = await findByKeys(tx, organisationId, [...new Set(keyByName.values())]);
  const missing = spellingsWithout(known, keyByName);
  const made = missing.size > 0 ? await createMissing(clock, tx, organisationId, missing) : null;
  const found = assign(keyByName, [...known, ...(made?.candidates ?? [])]);
  if (!made) return found;
  return new Map([...found].map(([name, one]) => [name, made.ids.has(one.id) ? { ...one, isNew: true } : one]));
}

/** The ids by name as typed, and those customers of them that were made. */
export interface FoundIds {
  readonly ids: ReadonlyMap<string, string>;
  readonly made: readonly CustomerRef[];
}

/** @see Customers.findOrCreateIds */
export async function findOrCreateIds(
  clock: Clock,
  tx: Transaction,
  { organisationId, names }: { readonly organisationId: string; readonly names: readonly string[] },
): Promise<FoundIds> {
  if (names.length === 0) return { ids: new Map(), made: [] };
  const keys = names.map((typed) => nameKey(checkedName(typed)));
  const sole = await soleIdsByKeys(tx, organisationId, [...new Set(keys)]);
  const found = new Map<string, string>();
  const others: string[] = [];
  for (const [index, typed] of names.entries()) {
    const only = sole.get(keys[index] ?? '');
    if (only === undefined || spelling(only.written) !== spelling(typed)) others.push(typed);
    else found.set(typed, only.id);
  }
  const settled = await findOrCreateMany(clock, tx, { organisationId, names: others });
  for (const [typed, { id }] of settled) found.set(typed, id);
  const made = new Map([...settled.values()].flatMap((one) => (one.isNew ? [[one.id, one] as const] : [])));
  return { ids: found, made: [...made.values()] };
}

/** Throws InvalidInput on `customer`. */
function checkedName(typed: string): string {
  const name = cleanName(typed);
  if (name === '') throw InvalidInput.field('customers.emptyName', 'customer', nameWordsFor.empty());
  const length = lengthOf(name);
  if (length > limits.name) throw InvalidInput.field('customers.longName', 'customer', nameWordsFor.long(length));
  return name;
}

/** By spelling, the first way of writing it that nobody has. Who shares only the key is another customer. */
function spellingsWithout(known: readonly Candidate[], keyByName: ReadonlyMap<string, string>): Map<string, string> {
  const spellings = new Set(known.map(({ alias, name }) => spelling(alias ?? name)));
  const missing = new Map<string, string>();
  for (const typed of keyByName.keys()) {
    const written = spelling(typed);
    if (!spellings.has(written) && !missing.has(written)) missing.set(written, cleanName(typed));
  }
  return missing;
}

/** Looks again under the lock: another import may have made some of them since. */
async function createMissing(
  clock: Clock,
  tx: Transaction,
  organisationId: string,
  missing: ReadonlyMap<string, string>,
): Promise<{ readonly candidates: readonly Candidate[]; readonly ids: ReadonlySet<string> }> {
  await lockNames(tx, organisationId);
  const keyed = [...missing].map(([written, name]) => ({ written, name, key: nameKey(name) }));
  const meanwhile = await findByKeys(tx, organisationId, [...new Set(keyed.map(({ key }) => key))]);
  const spellings = new Set(meanwhile.map(({ alias, name }) => spelling(alias ?? name)));
  const now = clock.now();
  const wanted = keyed.flatMap(({ written, name, key }) =>
    spellings.has(written) ? [] : [{ id: newId(now), name, key }],
  );
  const made = wanted.length > 0 ? await insertCustomers(tx, organisationId, wanted, now) : [];
  const segments = await refreshSegments(
    { clock },
    tx,
    organisationId,
    made.map(({ id }) => id),
  );
  const looked = made.map((each) => ({ ...each, segments: segments.get(each.id) ?? each.segments }));
  const wantedIds = new Set(wanted.map(({ id }) => id));
  return {
    candidates: [...meanwhile, ...looked],
    ids: new Set(made.flatMap(({ id }) => (wantedIds.has(id) ? id : []))),
  };
}

function assign(keyByName: ReadonlyMap<string, string>, candidates: readonly Candidate[]): Map<string, KnownCustomer> {
  const byKey = groupBy(candidates, ({ key }) => key);
  const ambiguous = new Map<string, string>();
  const found = new Map<string, KnownCustomer>();
  for (const [typed, key] of keyByName) {
    const choice = chooseCustomer(cleanName(typed), writtenAs(typed, byKey.get(key) ?? []));
    if (isSeveral(choice)) ambiguous.set(typed, ambiguousWords(typed, choice));
    else if (choice) found.set(typed, choice);
  }
  if (ambiguous.size > 0) throw new AmbiguousCustomers(ambiguous);
  return found;
}

/** Longer names are put in quotes. */
const longestName = 6;

/** How many of the words, from the first on, are the longest known name, written just so. */
export async function longestKnown(db: Sql, organisationId: string, words: readonly string[]): Promise<number> {
  if (!isId(organisationId)) return 0;
  const names = words.slice(0, longestName).map((_, index) => cleanName(words.slice(0, index + 1).join(' ')));
  const candidates = await findByKeys(db, organisationId, [...new Set(names.map(nameKey))]);
  return names.findLastIndex((name) => writtenAs(name, candidates).length > 0) + 1;
}

/** Whose names differ by legal form or accents alone, else the one that is nearest; at most three. */
export async function alikeNames(db: Sql, organisationId: string, typed: string): Promise<readonly string[]> {
  const choice = await lookUp(db, organisationId, typed);
  if (isSeveral(choice)) return choice.slice(0, 3).map(({ name }) => name);
  const name = choice?.name ?? (await nearest(db, organisationId, typed));
  return name === null ? [] : [name];
}
