/** Changes customers: what `customer NAME segment:…` and the form ask for. Everybody may. */
import type { InteractionContext } from '../../chat/interaction.js';
import type { Reply } from '../../chat/reply.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import type { Transaction } from '../../storage/database.js';
import { notes } from './cards/customer-card.js';
import { gone, takenWords, wordsFor } from './cards/refusals.js';
import type { CustomersDeps } from './deps.js';
import { applyChanges, type Changes, changedParts, keysOf, type WrittenKey } from './rules/apply-draft.js';
import { type CustomerProfile, limits } from './rules/customer.js';
import { showById } from './show.js';
import { findByKeys, findProfile, lockNames, updateCustomer } from './store.js';

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
export async function changeCustomer(deps: CustomersDeps, alteration: Alteration, otherName?: string): Promise<Reply> {
  const { id, context } = alteration;
  const isChanged = await deps.database.transaction((tx) => changeIn(deps, tx, alteration));
  return showById(deps, { id, otherName, note: isChanged ? notes.changed : notes.unchanged }, context);
}

/** Answers whether there was anything to change. */
export async function changeIn(deps: CustomersDeps, tx: Transaction, alteration: Alteration): Promise<boolean> {
  const { id, changes, mode, context } = alteration;
  const { organisationId, id: actorId } = context.actor;
  await lockNames(tx, organisationId);
  const before = isId(id) ? await findProfile(tx, organisationId, id) : null;
  if (!before) throw new NotFound('customers.gone', gone);
  const after = applyChanges(before, changes, mode);
  const changed = changedParts(before, after);
  if (changed.length === 0) return false;
  refuseTooMuch(after);
  const { keys } = keysOf(after.name, after.aliases);
  await refuseTaken(tx, organisationId, { before, keys, name: after.name });
  await updateCustomer(tx, organisationId, after, keys);
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

function refuseTooMuch({ aliases, attributes }: CustomerProfile): void {
  if (aliases.length > limits.aliases) throw InvalidInput.field('customers.manyAliases', 'aliases', wordsFor.aliases);
  if (Object.keys(attributes).length > limits.attributes) {
    throw InvalidInput.field('customers.manyAttributes', 'attributes', wordsFor.attributes);
  }
}

interface Naming {
  readonly before: CustomerProfile;
  readonly keys: readonly WrittenKey[];
  readonly name: string;
}

/** A name that already means somebody else would have to be asked about for ever; what it shared before, it may keep. */
async function refuseTaken(tx: Transaction, organisationId: string, { before, keys, name }: Naming): Promise<void> {
  const known = new Set(keysOf(before.name, before.aliases).keys.map(({ key }) => key));
  const fresh = keys.filter(({ key }) => !known.has(key));
  if (fresh.length === 0) return;
  const others = await findByKeys(
    tx,
    organisationId,
    fresh.map(({ key }) => key),
  );
  const taken = others.find((other) => other.id !== before.id);
  if (!taken) return;
  const alias = fresh.find(({ key }) => key === taken.key)?.alias ?? null;
  throw InvalidInput.field('customers.taken', alias === null ? 'name' : 'aliases', takenWords(alias ?? name, taken));
}
