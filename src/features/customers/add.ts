/** Adds a customer: by `customer NAME`, by its form, or by the button under a name that nobody has. */
import type { InteractionContext } from '../../chat/interaction.js';
import type { Reply } from '../../chat/reply.js';
import { newId } from '../../kernel/id.js';
import { notes } from './cards/customer-card.js';
import { changeIn } from './change.js';
import type { CustomersDeps } from './deps.js';
import { nearest } from './find.js';
import { refreshSegments } from './refresh-segments.js';
import type { Changes } from './rules/apply-draft.js';
import { isWrittenSo } from './rules/choose.js';
import { nameKey } from './rules/name-key.js';
import { readCustomerDraft } from './schema.js';
import { showById } from './show.js';
import { findByKeys, insertCustomers, lockNames } from './store/customers.js';

export interface Addition {
  /** Clean. */
  readonly name: string;
  readonly changes: Changes;
}

/** Adds it even beside one of the same key (Acme GmbH beside Acme Ltd); one written just so is shown, not made twice. */
export async function addCustomer(
  deps: CustomersDeps,
  { name, changes }: Addition,
  context: InteractionContext,
): Promise<Reply> {
  const { database, clock, people } = deps;
  const { organisationId, id: actorId } = context.actor;
  const like = await nearest(database, organisationId, name);
  const { id, isNew } = await database.transaction(async (tx) => {
    await lockNames(tx, organisationId);
    const key = nameKey(name);
    const there = (await findByKeys(tx, organisationId, [key])).find((candidate) => isWrittenSo(name, candidate));
    if (there) return { id: there.id, isNew: false };
    const now = clock.now();
    const [made] = await insertCustomers(tx, organisationId, [{ id: newId(now), name, key }], now);
    const madeId = made?.id ?? '';
    const details = { customerId: madeId };
    await people.recordChange(tx, {
      organisationId,
      what: 'customers.add',
      actorId,
      surface: context.platform,
      details,
    });
    await refreshSegments(deps, tx, organisationId, [madeId]);
    await changeIn(deps, tx, { id: madeId, changes, mode: 'add', context });
    return { id: madeId, isNew: true };
  });
  const note = !isNew ? notes.unchanged() : like === null ? notes.added() : notes.addedNear(like);
  return showById(deps, { id, note }, context);
}

/** @param typed the name as it was typed where nobody was found; never trusted */
export async function addByButton(deps: CustomersDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const { name = '' } = readCustomerDraft({ name: typed });
  return addCustomer(deps, { name, changes: {} }, context);
}
