/** Makes one of two customers: what was kept of both stays, and both names find it. For a week it can be taken back. */
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { Conflict, InvalidInput, NotAllowed, NotFound } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import { mayTakeBack, refuseTakingBack } from '../../kernel/take-back.js';
import type { Transaction } from '../../storage/database.js';
import { mergedAlreadyCard } from './cards/customer-card.js';
import { gone, mergeWords, nameTakenWords, noMergeWords } from './cards/refusals.js';
import type { CustomersDeps, OtherRooms } from './deps.js';
import { removeKeptOut } from './keep-out.js';
import { refreshSegments } from './refresh-segments.js';
import { keysOf } from './rules/apply-draft.js';
import type { CustomerRef } from './rules/customer.js';
import { joined, parted, partedEvents } from './rules/merge.js';
import { showById } from './show.js';
import { deleteCustomers, findProfile, isNamed, lockNames, updateCustomer } from './store/customers.js';
import { moveFacts, readFactCustomers } from './store/facts.js';
import {
  deleteMerge,
  findMerge,
  forgetMerges,
  giveRowsBack,
  insertMerge,
  mergesDue,
  mergesInto,
  moveRows,
  readEventDays,
  restoreCustomer,
  saveEventDays,
} from './store/merges.js';
import { markDifferent, movePairs, openPairsOf, pairKind } from './store/pairs.js';

/** @param value `PART WHOLE`, our ids */
export async function mergeByButton(
  deps: CustomersDeps & OtherRooms,
  value: string,
  context: InteractionContext,
): Promise<Reply> {
  if (!canAdminister(context.actor.role)) throw new NotAllowed('customers.merge', mergeWords());
  const [partId = '', wholeId = ''] = value.split(' ');
  return mergeCustomers(deps, { partId, wholeId }, context);
}

/** Makes one of two. The caller knows that this person may. Throws NotFound. */
export async function mergeCustomers(
  deps: CustomersDeps & OtherRooms,
  { partId, wholeId }: { readonly partId: string; readonly wholeId: string },
  context: InteractionContext,
): Promise<Reply> {
  if (partId === wholeId || !isId(partId) || !isId(wholeId)) throw new NotFound('customers.gone', gone());
  const name = await deps.outbox.commit((tx) => mergeIn(deps, tx, { partId, wholeId }, context));
  const note = say('{name} is the same now: both names find it.', { name });
  return showById(deps, { id: wholeId, note, mergedId: partId }, context);
}

/** Answers what the part was called. */
async function mergeIn(
  deps: CustomersDeps & OtherRooms,
  tx: Transaction,
  { partId, wholeId }: { readonly partId: string; readonly wholeId: string },
  { actor: { organisationId, id: byId }, platform }: InteractionContext,
): Promise<string> {
  const now = deps.clock.now();
  // In the order in which whatever comes in takes them.
  await deps.people.holdOrganisation(tx, organisationId);
  await lockNames(tx, organisationId);
  const part = await findProfile(tx, organisationId, partId);
  const whole = await findProfile(tx, organisationId, wholeId);
  const [told] = await readFactCustomers(tx, organisationId, [partId]);
  if (!part || !whole || !told) throw new NotFound('customers.gone', gone());
  const { isPerson, attributesGone } = told;
  const before = {
    part: { ...sideOf(part), createdAt: part.createdAt.toISOString(), isPerson, attributesGone },
    whole: sideOf(whole),
    events: {
      part: await readEventDays(tx, organisationId, partId),
      whole: await readEventDays(tx, organisationId, wholeId),
    },
  };
  const asked = await openPairsOf(tx, organisationId, [partId]);
  const moved = await moveRows(tx, partId, wholeId);
  await moveFacts(tx, organisationId, [[partId, wholeId]]);
  await movePairs(tx, organisationId, { fromId: partId, toId: wholeId, now });
  await deleteCustomers(tx, organisationId, [partId]);
  await deps.outbox.enqueue(tx, await deps.reminders.movedOn(tx, pairKind, asked, { isEnd: true }));
  const after = joined(part, whole, { now, byId });
  await updateCustomer(tx, organisationId, after, keysOf(after.name, after.aliases).keys);
  const { name } = part;
  await insertMerge(tx, organisationId, { id: partId, wholeId, name, before, moved, mergedById: byId, mergedAt: now });
  for (const each of deps.merged) await each(tx, { customerIds: [wholeId], tables: tablesOf(moved) });
  for (const show of deps.shows) await show(tx, wholeId, organisationId);
  await refreshSegments(deps, tx, organisationId, [wholeId]);
  const change = { organisationId, what: 'customers.merge', actorId: byId, surface: platform } as const;
  const [subject, into] = [`${name} → ${whole.name}`, { customerId: wholeId, mergedId: partId }];
  await deps.people.audit(tx, { ...change, subject, after: into });
  return name;
}

const sideOf = ({ id, name, segment, ownerId, aliases, attributes, preferences }: Parameters<typeof joined>[0]) => ({
  ...{ id, name, segment, ownerId, aliases, attributes, preferences },
});

const tablesOf = (moved: readonly { readonly table: string }[]) => new Set(moved.map(({ table }) => table));

/** Two that are one already: when that became so, with the way back. Throws InvalidInput where that is forgotten. */
export async function mergedAlready(
  { database, clock }: CustomersDeps,
  whole: CustomerRef,
  { actor }: InteractionContext,
): Promise<Reply> {
  const all = await mergesInto(database, actor.organisationId, whole.id);
  if (all.length === 0)
    throw InvalidInput.field('customers.same', 'text', say('Both are {name} already.', { name: whole.name }));
  const mine = all.filter(({ mergedById: byId, mergedAt: at }) => mayTakeBack({ byId, at }, actor, clock.now()));
  return showCard(mergedAlreadyCard(whole, mine));
}

/** Makes them two again. What came since stays with the one. @param partId the id that the other one had, and gets again */
export async function takeMergeBack(
  deps: CustomersDeps & OtherRooms,
  partId: string,
  context: InteractionContext,
): Promise<Reply> {
  if (!isId(partId)) throw new NotFound('customers.noMerge', noMergeWords());
  const whole = await deps.outbox.commit((tx) => takeBackIn(deps, tx, partId, context));
  return showById(deps, { id: partId, note: say('{name} and this are two again.', { name: whole }) }, context);
}

/** Answers what the whole is called. */
async function takeBackIn(
  deps: CustomersDeps & OtherRooms,
  tx: Transaction,
  partId: string,
  { actor, platform }: InteractionContext,
): Promise<string> {
  const { organisationId, id: actorId } = actor;
  const now = deps.clock.now();
  await deps.people.holdOrganisation(tx, organisationId);
  await lockNames(tx, organisationId);
  const merge = await findMerge(tx, organisationId, partId);
  const whole = merge && (await findProfile(tx, organisationId, merge.wholeId));
  if (!merge || !whole) throw new NotFound('customers.noMerge', noMergeWords());
  refuseTakingBack({ byId: merge.mergedById, at: merge.mergedAt }, actor, now);
  const { part, events } = merge.before;
  if (await isNamed(tx, organisationId, part.name)) throw new Conflict('customers.taken', nameTakenWords(part.name));
  await restoreCustomer(tx, organisationId, merge.before);
  await updateCustomer(tx, organisationId, part, keysOf(part.name, part.aliases).keys);
  const left = parted(whole, merge.before);
  await updateCustomer(tx, organisationId, left, keysOf(left.name, left.aliases).keys);
  await giveRowsBack(tx, merge);
  const both = await readEventDays(tx, organisationId, whole.id);
  await saveEventDays(tx, organisationId, whole.id, partedEvents(both, events));
  await saveEventDays(tx, organisationId, partId, events.part);
  await deleteMerge(tx, organisationId, partId);
  await markDifferent(tx, organisationId, [partId, whole.id], now);
  const ids = [partId, whole.id];
  await removeKeptOut(tx, organisationId, ids, now);
  for (const each of deps.merged) await each(tx, { customerIds: ids, tables: tablesOf(merge.moved) });
  for (const id of ids) for (const show of deps.shows) await show(tx, id, organisationId);
  await refreshSegments(deps, tx, organisationId, ids);
  const change = { organisationId, what: 'customers.takeMergeBack', actorId, surface: platform } as const;
  const [subject, before] = [`${part.name} ← ${whole.name}`, { customerId: whole.id, mergedId: partId }];
  await deps.people.audit(tx, { ...change, subject, before });
  return whole.name;
}

/** So long a merge can be taken back. */
const keptMs = 7 * 24 * 3_600_000;

/** Forgets after a week what makes two of one again. */
export const forgetMerged = ({ database }: CustomersDeps) => ({
  name: 'customers.forgetMerged',
  due: mergesDue(keptMs),
  run: (now: Date) => forgetMerges(database, new Date(now.getTime() - keptMs)),
});
