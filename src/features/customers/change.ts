/** Changes customers: what `customer NAME segment:…` and the form ask for. Everybody may. */
import type { InteractionContext } from '../../chat/interaction.js';
import type { Reply } from '../../chat/reply.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import type { Transaction } from '../../storage/database.js';
import { addPeople } from './add-people.js';
import { notes } from './cards/customer-card.js';
import { gone, takenWords, wordsFor } from './cards/refusals.js';
import type { CustomersDeps, OtherRooms } from './deps.js';
import { refreshSegments } from './refresh-segments.js';
import { applyChanges, type Changes, changedParts, keysOf, type WrittenKey } from './rules/apply-draft.js';
import { limits } from './rules/customer.js';
import type { CustomerProfile } from './rules/profile.js';
import { showById } from './show.js';
import { findByKeys, findProfile, lockNames, updateCustomer } from './store/customers.js';

export interface Alteration {
  readonly id: string;
  readonly changes: Changes;
  /** Whether aliases and attributes come beside those that are there, or are all there are. */
  readonly mode: 'add' | 'replace';
  readonly context: InteractionContext;
}

/**
 * Changes and shows the customer.
 * @param otherName what was typed, where it might mean another company of nearly that name
 * @throws InvalidInput, NotFound
 */
export async function changeCustomer(
  deps: CustomersDeps & Partial<OtherRooms>,
  alteration: Alteration,
  otherName?: string,
): Promise<Reply> {
  const { id, context } = alteration;
  const isChanged = await deps.database.transaction((tx) => changeIn(deps, tx, alteration));
  return showById(deps, { id, otherName, note: isChanged ? notes.changed() : notes.unchanged() }, context);
}

/** Answers whether there was anything to change. */
export async function changeIn(
  deps: CustomersDeps & Partial<OtherRooms>,
  tx: Transaction,
  alteration: Alteration,
): Promise<boolean> {
  const { id, changes, mode, context } = alteration;
  const { organisationId, id: actorId } = context.actor;
  await lockNames(tx, organisationId);
  const before = isId(id) ? await findProfile(tx, organisationId, id) : null;
  if (!before) throw new NotFound('customers.gone', gone());
  const after = applyChanges(before, changes, { mode, now: deps.clock.now(), byId: actorId });
  const addedCount = await addPeople(tx, {
    customer: after,
    people: changes.people ?? [],
    organisationId,
    now: deps.clock.now(),
  });
  const changed = [...changedParts(before, after), ...(addedCount > 0 ? ['people'] : [])];
  if (changed.length === 0) return false;
  refuseTooMuch(after, mode);
  const { keys } = keysOf(after.name, after.aliases);
  await refuseTaken(tx, organisationId, { before, after, keys, mode });
  await updateCustomer(tx, organisationId, after, keys);
  if (before.name !== after.name) for (const show of deps.shows ?? []) await show(tx, id, organisationId);
  await refreshSegments(deps, tx, organisationId, [id]);
  const details = { customerId: id, changed };
  await deps.people.recordChange(tx, {
    organisationId,
    what: 'customers.change',
    actorId,
    surface: context.platform,
    details,
  });
  return true;
}

/** The command has a detail for each, the form a field for all of them. */
const fieldNames = {
  add: { aliases: 'alias', attributes: 'attribute', preferences: 'prefers' },
  replace: { aliases: 'aliases', attributes: 'attributes', preferences: 'preferences' },
} as const;

function refuseTooMuch({ aliases, attributes, preferences }: CustomerProfile, mode: Alteration['mode']): void {
  const counts = {
    aliases: aliases.length,
    attributes: Object.keys(attributes).length,
    preferences: preferences.length,
  };
  for (const part of ['aliases', 'attributes', 'preferences'] as const) {
    if (counts[part] > limits[part])
      throw InvalidInput.field('customers.many', fieldNames[mode][part], wordsFor[part]());
  }
}

interface Naming {
  readonly before: CustomerProfile;
  readonly after: CustomerProfile;
  readonly keys: readonly WrittenKey[];
  readonly mode: Alteration['mode'];
}

/** A name that already means somebody else would have to be asked about for ever; what it shared before, it may keep. */
async function refuseTaken(tx: Transaction, organisationId: string, naming: Naming): Promise<void> {
  const { before, after, keys, mode } = naming;
  const known = new Set(keysOf(before.name, before.aliases).keys.map(({ key }) => key));
  const fresh = new Map(keys.flatMap(({ key, alias }) => (known.has(key) ? [] : [[key, alias]])));
  if (fresh.size === 0) return;
  const others = await findByKeys(tx, organisationId, [...fresh.keys()]);
  const taken = others.find((other) => other.id !== before.id);
  if (!taken) return;
  const alias = fresh.get(taken.key) ?? null;
  const field = alias === null ? 'name' : fieldNames[mode].aliases;
  throw InvalidInput.field('customers.taken', field, takenWords(alias ?? after.name, taken));
}
