/** Who looks at a draft: the champion; without one the admins; without any, whoever switched the newsletter on. */
import { type DeliveryOrder, type OrderTo, toMembers } from '../../delivery/delivery.js';
import type { Transaction } from '../../storage/database.js';
import type { MemberProfile } from '../people/index.js';
import type { NewsletterDeps } from './deps.js';
import type { Newsletter } from './rules/newsletter.js';
import { findSwitcher } from './store/newsletters.js';

/** The first to be asked stands first. */
interface Approvers {
  /** Who is told of a draft. */
  readonly told: readonly MemberProfile[];
  /** Who may be asked instead while they are away. */
  readonly all: readonly MemberProfile[];
}

/** @param tx where it is asked inside a transaction */
export async function approversOf(
  { database, people }: NewsletterDeps,
  organisationId: string,
  tx?: Transaction,
): Promise<Approvers> {
  const { champion } = await people.organisation(organisationId, tx);
  const admins = (await people.adminsFirst(organisationId, tx)).filter(({ role }) => role === 'admin');
  const inOrder = champion === null ? admins : [champion, ...admins.filter(({ id }) => id !== champion.id)];
  if (inOrder.length > 0) return { told: champion === null ? admins : [champion], all: inOrder };
  const switcherId = await findSwitcher(tx ?? database, organisationId);
  const switcher = switcherId === null ? null : await people.member(organisationId, switcherId, tx);
  const alone = switcher === null || switcher.hasLeft ? [] : [switcher];
  return { told: alone, all: alone };
}

/** The card of a draft, for each of them. */
export const draftOrders = (
  { organisationId, id }: Pick<Newsletter, 'organisationId' | 'id'>,
  members: readonly MemberProfile[],
  more: Pick<OrderTo, 'onlyEdit'> = {},
): readonly DeliveryOrder[] =>
  members.flatMap(({ id: memberId }) =>
    toMembers([memberId], {
      ...{ organisationId, kind: 'newsletter.draft', living: `newsletterDraft:${id}`, ...more },
      payload: { organisationId, newsletterId: id, memberId },
    }),
  );

/** The cards that they got show what became of it. */
export async function draftEdits(
  deps: NewsletterDeps,
  tx: Transaction,
  draft: Newsletter,
): Promise<readonly DeliveryOrder[]> {
  const { all } = await approversOf(deps, draft.organisationId, tx);
  return draftOrders(draft, all, { onlyEdit: true });
}
