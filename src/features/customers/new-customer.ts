/** Corrects the name of a customer who was made a moment ago: it was a slip of the finger, or is somebody we know. */
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { Conflict } from '../../kernel/errors.js';
import { refuseTakingBack } from '../../kernel/take-back.js';
import { removedCard, rightNameForm, stillUsed } from './cards/new-customer.js';
import { changeCustomer } from './change.js';
import type { CustomersDeps, OtherRooms } from './deps.js';
import { alikeNames, find } from './find.js';
import { mergeCustomers } from './merge.js';
import { readCustomerDraft } from './schema.js';
import { profileOf } from './show.js';
import { forgetUnused, offeredNames } from './store/customers.js';

/** As many as every platform offers in one field. */
const offeredCount = 90;

/** Asks for the right name; whom it is like stands first. */
export async function askRightName(deps: CustomersDeps, id: string, context: InteractionContext): Promise<Reply> {
  const customer = await profileOf(deps, id, context);
  const { organisationId } = context.actor;
  const [alike, known] = await Promise.all([
    alikeNames(deps.database, organisationId, customer.name),
    offeredNames(deps.database, organisationId),
  ]);
  const others = [...new Set([...alike, ...known])].filter((name) => name !== customer.name && name.length <= 75);
  return openForm(rightNameForm(customer, others.slice(0, offeredCount)));
}

/** A known name takes over what the new one has; another one renames it. */
export async function correctName(
  deps: CustomersDeps & OtherRooms,
  { id, values }: { readonly id: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  const customer = await profileOf(deps, id, context);
  const { organisationId } = context.actor;
  const { name = '' } = readCustomerDraft({ name: String(values.known || values.name || '') });
  const right = name === customer.name ? null : await find(deps.database, organisationId, name);
  if (!right || right.id === customer.id)
    return changeCustomer(deps, { id: customer.id, changes: { name }, mode: 'add', context });
  // What can't be taken apart again is the champion's, but for a name that was made a moment ago.
  refuseTakingBack({ byId: context.actor.id, at: customer.createdAt }, context.actor, deps.clock.now());
  return mergeCustomers(deps, { partId: customer.id, wholeId: right.id }, context);
}

/** Made by something that was taken back; whoever is named by something else by now stays. */
export async function removeUnused(deps: CustomersDeps, id: string, context: InteractionContext): Promise<Reply> {
  const { name } = await profileOf(deps, id, context);
  const { organisationId, id: actorId } = context.actor;
  await deps.database.transaction(async (tx) => {
    if ((await forgetUnused(tx, organisationId, { ids: [id], madeSince: new Date(0) })) === 0)
      throw new Conflict('customers.used', stillUsed(name));
    const change = { organisationId, what: 'customers.remove', actorId, surface: context.platform };
    await deps.people.recordChange(tx, { ...change, details: { customerId: id } });
  });
  return showCard(removedCard(name));
}
