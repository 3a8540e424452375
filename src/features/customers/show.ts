/** Shows a customer with what every room knows of them: the command `who`, its form and its page buttons. */
import type { Block, Card, Line } from '../../chat/card.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Cut, readPage } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import {
  customerHistoryCard,
  customerPageSize,
  unknownCustomerCard,
  whichCustomerCard,
} from './cards/customer-card.js';
import { profileCard } from './cards/profile-card.js';
import { gone, nameWordsFor } from './cards/refusals.js';
import type { CustomersDeps } from './deps.js';
import { find, lookUpProfile, nearest } from './find.js';
import { gatherEverywhere } from './gather.js';
import { isSeveral } from './rules/choose.js';
import { cleanName, lengthOf, limits } from './rules/customer.js';
import { asShown } from './rules/known.js';
import type { CustomerProfile } from './rules/profile.js';
import { findProfile } from './store/customers.js';

/** A name that fits nobody, or several, is answered with whom it may mean. Throws InvalidInput (field `customer`) on none. */
export async function showByName(deps: CustomersDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const { database } = deps;
  const { organisationId } = context.actor;
  const length = lengthOf(cleanName(typed));
  if (length === 0) throw InvalidInput.field('customers.emptyName', 'customer', nameWordsFor.empty());
  const choice = await lookUpProfile(database, organisationId, typed);
  if (isSeveral(choice)) return showCard(whichCustomerCard(typed, choice));
  if (choice) return showProfile(deps, choice, {}, context);
  const name = await nearest(database, organisationId, typed);
  const like = name === null ? null : await find(database, organisationId, name);
  return showCard(unknownCustomerCard(typed, { nearest: like, mayAdd: length <= limits.name }));
}

export interface Shown {
  readonly id: string;
  readonly note?: Line;
  readonly otherName?: string;
  /** Who became part of it just now, and can be taken out again. */
  readonly mergedId?: string;
}

/** The profile: the minute before a conversation. Throws NotFound. */
export async function showById(
  deps: CustomersDeps,
  { id, ...remarks }: Shown,
  context: InteractionContext,
): Promise<Reply> {
  return showProfile(deps, await profileOf(deps, id, context), remarks, context);
}

async function showProfile(
  deps: CustomersDeps,
  customer: CustomerProfile,
  remarks: Omit<Shown, 'id'>,
  { actor }: InteractionContext,
): Promise<Reply> {
  return showCard(
    profileCard({ ...(await gatherEverywhere(deps, customer, actor)), ...remarks, timeZone: actor.timeZone }),
  );
}

/** Whose card, for whom. */
export interface MemberProfileAsked {
  readonly organisationId: string;
  readonly customerId: string;
  /** The reader's zone. */
  readonly timeZone: string;
  readonly note: Line;
}

/** @see Customers.profileCard */
export async function profileFor(deps: CustomersDeps, asked: MemberProfileAsked): Promise<Card | null> {
  const { organisationId, customerId, timeZone, note } = asked;
  const customer = isId(customerId) ? await findProfile(deps.database, organisationId, customerId) : null;
  if (!customer) return null;
  return profileCard({ ...(await gatherEverywhere(deps, customer, { organisationId, timeZone })), timeZone, note });
}

/** Everything that is kept of them, a page at a time. @param value our id, and the page from 1. Throws NotFound. */
export async function showHistory(deps: CustomersDeps, value: string, context: InteractionContext): Promise<Reply> {
  const [id = '', page] = value.split(' ');
  const customer = asShown(await profileOf(deps, id, context));
  const read = async (cut: Cut) => {
    const items: Block[] = [];
    let totalCount = 0;
    for (const { aboutCustomer } of deps.chapters()) {
      const left = { limit: cut.limit - items.length, offset: Math.max(0, cut.offset - totalCount) };
      const chapter = await aboutCustomer?.(customer.id, context, left);
      items.push(...(chapter?.blocks ?? []));
      totalCount += chapter?.count ?? 0;
    }
    return { items, totalCount };
  };
  const found = await readPage(read, Number(page) || 1, customerPageSize);
  return showCard(customerHistoryCard({ customer, page: found, timeZone: context.actor.timeZone }));
}

/** Throws NotFound. */
export async function profileOf(
  { database }: CustomersDeps,
  id: string,
  { actor }: InteractionContext,
): Promise<CustomerProfile> {
  const customer = isId(id) ? await findProfile(database, actor.organisationId, id) : null;
  if (!customer) throw new NotFound('customers.gone', gone());
  return customer;
}
