/**
 * Settings changed: every running clock of the organisation is counted anew, so that promises follow the new calendar. The
 * first ones in the transaction that changes the settings, which is all of them in most organisations; the rest by a
 * sweep, piece by piece, so that nobody waits for thousands. Until then what comes due is climbed by the new settings.
 */

import type { Sweep } from '../../chat/feature.js';
import { groupBy } from '../../kernel/group-by.js';
import type { Transaction } from '../../storage/database.js';
import type { OrganisationProfile, Recount } from '../people/index.js';
import { termsOf } from './amend.js';
import type { FeedbackDeps } from './deps.js';
import { promisesOfItems } from './lifecycle.js';
import { ownerCardEdits, placeCardOrders } from './orders.js';
import { ownPromises } from './promise-rules.js';
import { usualPromise } from './promises.js';
import type { Feedback } from './rules/feedback.js';
import { recount, withPromise } from './rules/transitions.js';
import { ladder } from './settings.js';
import { appendEvents, saveFeedback } from './store/feedback.js';
import { claimRecounts, lockRunning, recountsDue, recountWork, saveRecount } from './store/recounts.js';

/** In one transaction: enough to be quick, few enough to keep it short. */
const atOnce = 100;

/** Not on the usual promise: what runs keeps the one that it was captured with. */
export function clockRecount(deps: FeedbackDeps): Recount {
  return {
    on: [ladder.key, ownPromises.key, 'workingDays', 'holidays', 'timeZone'],
    async run(tx, organisation) {
      const now = deps.clock.now();
      const items = await lockRunning(tx, organisation.id, { after: 0, limit: atOnce, now });
      await recountClocks(deps, tx, { items, organisation });
      const last = items.length < atOnce ? undefined : items.at(-1)?.number;
      await saveRecount(tx, organisation.id, { doneNumber: last ?? null, since: now });
    },
  };
}

/** Does the rest. */
export const recountSweep = (deps: FeedbackDeps): Sweep =>
  deps.batches.sweep({
    work: recountWork,
    due: recountsDue,
    limit: atOnce,
    claim: claimRecounts,
    async run(tx, claimed) {
      for (const [organisationId, items] of groupBy(claimed, (item) => item.organisationId)) {
        const organisation = await deps.people.holdOrganisation(tx, organisationId);
        await recountClocks(deps, tx, { items, organisation });
      }
    },
  });

async function recountClocks(
  deps: FeedbackDeps,
  tx: Transaction,
  { items, organisation }: { readonly items: readonly Feedback[]; readonly organisation: OrganisationProfile },
): Promise<void> {
  const terms = termsOf(organisation, deps.clock.now());
  const promises = await promisesOfItems(deps, tx, { items, settings: organisation.settings });
  const recounted = items.map((item, index) =>
    recount(withPromise(item, promises[index] ?? usualPromise(organisation.settings), terms), terms),
  );
  await saveFeedback(tx, recounted);
  const moved = recounted.filter(
    (item, index) => item.promiseEndsAt?.getTime() !== items[index]?.promiseEndsAt?.getTime(),
  );
  await appendEvents(
    tx,
    moved.flatMap(({ id: feedbackId, organisationId, promiseEndsAt }) =>
      promiseEndsAt
        ? {
            ...{ feedbackId, organisationId, at: terms.now, actorId: null, surface: 'clock' as const },
            what: 'recounted' as const,
            details: { promiseEndsAt: promiseEndsAt.toISOString() },
          }
        : [],
    ),
  );
  // Also what waits, or ends when it did, stands under another promise on its cards.
  const changed = recounted.filter((item, index) => {
    const before = items[index];
    return moved.includes(item) || item.promiseMs !== before?.promiseMs || item.heldPromise !== before.heldPromise;
  });
  await deps.outbox.enqueue(
    tx,
    changed.flatMap((item) => [...placeCardOrders(item), ...ownerCardEdits(item, item.ownerId)]),
  );
}
