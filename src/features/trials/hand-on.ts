/** Texts for whoever looks after a customer: what goes to whom, a few texts in each message. */
import { type DeliveryOrder, toMembers } from '../../delivery/delivery.js';
import { groupBy } from '../../kernel/group-by.js';
import type { Transaction } from '../../storage/database.js';
import type { TrialsDeps } from './deps.js';
import type { Trial } from './rules/trial.js';
import type { Invitation } from './store/invitations.js';

/** Texts in one message: more are hard to work through. */
const textsAtOnce = 5;

/** By owner; whose customer has none, or one who left, are for whoever runs the test. */
export async function handOrders(
  { customers, people }: Pick<TrialsDeps, 'customers' | 'people'>,
  tx: Transaction,
  hand: {
    readonly trial: Trial;
    readonly kind: 'trials.hand' | 'trials.handTold';
    readonly invitations: readonly Pick<Invitation, 'id' | 'customerId'>[];
  },
): Promise<DeliveryOrder[]> {
  const { trial, kind, invitations } = hand;
  const { organisationId, id: trialId, ownerId } = trial;
  if (invitations.length === 0) return [];
  const known = await customers.byIds(
    organisationId,
    [...new Set(invitations.map(({ customerId }) => customerId))],
    tx,
  );
  const ownerIds = [...new Set([...known.values()].flatMap((customer) => customer.ownerId ?? []))];
  const owners = await people.members(organisationId, ownerIds, tx);
  const here = new Set(owners.flatMap(({ id, hasLeft }) => (hasLeft ? [] : id)));
  const byOwner = groupBy(invitations, ({ customerId }) => {
    const own = known.get(customerId)?.ownerId ?? '';
    return here.has(own) ? own : ownerId;
  });
  return [...byOwner].flatMap(([memberId, theirs]) =>
    chunks(theirs).flatMap((some) => {
      const payload = { organisationId, trialId, ids: some.map(({ id }) => id).join(' ') };
      return toMembers([memberId], { organisationId, kind, payload });
    }),
  );
}

const chunks = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / textsAtOnce) }, (_, index) =>
    all.slice(index * textsAtOnce, (index + 1) * textsAtOnce),
  );
