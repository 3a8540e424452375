/** Renames a customer, and makes one of two: what was kept of both stays, and both names find it. */
import type { CommandLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput, NotAllowed, NotFound } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import { canAdminister } from '../../kernel/person.js';
import { mergeCard } from './cards/customer-card.js';
import { gone, mergeWords, noSuchWords, pairWords } from './cards/refusals.js';
import { changeCustomer } from './change.js';
import type { CustomersDeps, OtherRooms } from './deps.js';
import { find, nearest } from './find.js';
import { refreshSegments } from './refresh-segments.js';
import { applyChanges, keysOf } from './rules/apply-draft.js';
import { joinedAttributes } from './rules/attribute.js';
import type { CustomerRef } from './rules/customer.js';
import { joinedPreferences } from './rules/preference.js';
import { readCustomerDraft } from './schema.js';
import { profileOf, showById } from './show.js';
import { deleteCustomers, lockNames, updateCustomer } from './store/customers.js';
import { moveFacts } from './store/facts.js';
import { movePeople } from './store/people.js';
import { moveTellings } from './store/tips.js';

/** `customer rename Old to New`: the old name still finds it. */
export async function renameByCommand(
  deps: CustomersDeps & OtherRooms,
  { text }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const [from, to] = pairOf(text, /\s+(?:to|as|->|→)\s+/iu, 'customer rename Acme to Acme Foods');
  const customer = await known(deps, from, context);
  const { name = '' } = readCustomerDraft({ name: to }, { name: 'text' });
  return changeCustomer(deps, { id: customer.id, changes: { name }, mode: 'add', context });
}

/** `customer merge A into B`: asks first, because it can't be taken apart again. */
export async function mergeByCommand(
  deps: CustomersDeps,
  { text }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const [from, into] = pairOf(text, /\s+(?:into|with|->|→)\s+/iu, 'customer merge Globx into Globex');
  const [part, whole] = [await known(deps, from, context), await known(deps, into, context)];
  if (part.id === whole.id) throw InvalidInput.field('customers.same', 'text', `Both are ${whole.name} already.`);
  return showCard(mergeCard(part, whole));
}

/** @param value `PART WHOLE`, our ids */
export async function mergeByButton(
  deps: CustomersDeps & OtherRooms,
  value: string,
  context: InteractionContext,
): Promise<Reply> {
  if (!canAdminister(context.actor.role)) throw new NotAllowed('customers.merge', mergeWords);
  const [partId = '', wholeId = ''] = value.split(' ');
  return mergeCustomers(deps, { partId, wholeId }, context);
}

/** Makes one of two for good. The caller knows that this person may. Throws NotFound. */
export async function mergeCustomers(
  deps: CustomersDeps & OtherRooms,
  { partId, wholeId }: { readonly partId: string; readonly wholeId: string },
  context: InteractionContext,
): Promise<Reply> {
  if (partId === wholeId || !isId(partId) || !isId(wholeId)) throw new NotFound('customers.gone', gone);
  const part = await profileOf(deps, partId, context);
  const whole = await profileOf(deps, wholeId, context);
  const { organisationId, id: actorId } = context.actor;
  await deps.database.transaction(async (tx) => {
    // In the order in which whatever comes in takes them.
    await deps.people.holdOrganisation(tx, organisationId);
    await lockNames(tx, organisationId);
    for (const move of deps.moves) await move(tx, part.id, whole.id);
    await movePeople(tx, organisationId, part.id, whole.id);
    await moveTellings(tx, organisationId, part.id, whole.id);
    await moveFacts(tx, organisationId, [[part.id, whole.id]]);
    await deleteCustomers(tx, organisationId, [part.id]);
    const changes = {
      segment: whole.segment ?? part.segment,
      ownerId: whole.ownerId ?? part.ownerId,
      aliases: [part.name, ...part.aliases],
    };
    const applied = applyChanges(whole, changes, { mode: 'add', now: deps.clock.now(), byId: actorId });
    const after = {
      ...applied,
      attributes: joinedAttributes(part, whole),
      preferences: joinedPreferences(part, whole),
    };
    await updateCustomer(tx, organisationId, after, keysOf(after.name, after.aliases).keys);
    for (const show of deps.shows) await show(tx, whole.id, organisationId);
    await refreshSegments(deps, tx, organisationId, [whole.id]);
    await deps.people.recordChange(tx, {
      organisationId,
      what: 'customers.merge',
      actorId,
      surface: context.platform,
      details: { customerId: whole.id, mergedId: part.id },
    });
  });
  return showById(deps, { id: whole.id, note: `${part.name} is the same now: both names find it.` }, context);
}

function pairOf(text: string, between: RegExp, example: string): readonly [string, string] {
  const unquoted = text.replaceAll(/["“”„«»]/gu, '').trim();
  const [from = '', to = '', ...more] = unquoted.split(between);
  if (from === '' || to === '' || more.length > 0) {
    throw InvalidInput.field('customers.pair', 'text', pairWords(example));
  }
  return [from, to];
}

async function known(deps: CustomersDeps, typed: string, { actor }: InteractionContext): Promise<CustomerRef> {
  const { database } = deps;
  const found = await find(database, actor.organisationId, typed);
  if (found) return found;
  throw InvalidInput.field(
    'customers.unknown',
    'text',
    noSuchWords(typed, await nearest(database, actor.organisationId, typed)),
  );
}
