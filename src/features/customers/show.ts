/** Shows a customer with what every room knows of them: the command `who`, its form and its page buttons. */
import type { Line } from '../../chat/card.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { pageOf } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import { customerCard, customerPageSize, unknownCustomerCard, whichCustomerCard } from './cards/customer-card.js';
import { gone, nameWordsFor } from './cards/refusals.js';
import type { CustomersDeps } from './deps.js';
import { find, lookUp, nearest } from './find.js';
import { isSeveral } from './rules/choose.js';
import { type CustomerProfile, cleanName, lengthOf, limits } from './rules/customer.js';
import { findProfile } from './store.js';

/** A name that fits nobody, or several, is answered with whom it may mean. Throws InvalidInput (field `customer`) on none. */
export async function showByName(deps: CustomersDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const { database } = deps;
  const { organisationId } = context.actor;
  const length = lengthOf(cleanName(typed));
  if (length === 0) throw InvalidInput.field('customers.emptyName', 'customer', nameWordsFor.empty);
  const choice = await lookUp(database, organisationId, typed);
  if (isSeveral(choice)) return showCard(whichCustomerCard(typed, choice));
  if (choice) return showById(deps, { id: choice.id }, context);
  const name = await nearest(database, organisationId, typed);
  const like = name === null ? null : await find(database, organisationId, name);
  return showCard(unknownCustomerCard(typed, { nearest: like, mayAdd: length <= limits.name }));
}

export interface Shown {
  readonly id: string;
  /** From 1. */
  readonly page?: number;
  readonly note?: Line;
  readonly otherName?: string;
}

/** Throws NotFound. */
export async function showById(deps: CustomersDeps, shown: Shown, context: InteractionContext): Promise<Reply> {
  const customer = await profileOf(deps, shown.id, context);
  const { organisationId, timeZone } = context.actor;
  const [chapters, owner] = await Promise.all([
    Promise.all(deps.chapters().map((feature) => feature.aboutCustomer?.(customer.id, context))),
    customer.ownerId === null ? null : deps.people.member(organisationId, customer.ownerId),
  ]);
  const contacts = chapters.flatMap((chapter) => chapter?.lastContactAt?.getTime() ?? []);
  const blocks = chapters.flatMap((chapter) => chapter?.blocks ?? []);
  return showCard(
    customerCard({
      customer,
      owner: owner?.hasLeft ? null : owner,
      page: pageOf(blocks, shown.page ?? 1, customerPageSize),
      lastContactAt: contacts.length > 0 ? new Date(Math.max(...contacts)) : null,
      timeZone,
      note: shown.note,
      otherName: shown.otherName,
    }),
  );
}

/** Throws NotFound. */
export async function profileOf(
  { database }: CustomersDeps,
  id: string,
  { actor }: InteractionContext,
): Promise<CustomerProfile> {
  const customer = isId(id) ? await findProfile(database, actor.organisationId, id) : null;
  if (!customer) throw new NotFound('customers.gone', gone);
  return customer;
}
