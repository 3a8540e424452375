/** Settings changed: every running clock of the organisation is counted anew, so that promises follow the new calendar. */
import type { Transaction } from '../../storage/database.js';
import type { OrganisationProfile, Recount } from '../people/index.js';
import { termsOf } from './amend.js';
import type { FeedbackDeps } from './deps.js';
import { ownerCardEdits, placeCardOrders } from './orders.js';
import { recount } from './rules/transitions.js';
import { ladder } from './settings.js';
import { appendEvents, lockRunning, saveFeedback } from './store/feedback.js';

const batchSize = 500;

/** Not on the promise: what runs keeps the promise that it was captured with. */
export function clockRecount(deps: FeedbackDeps): Recount {
  return {
    on: [ladder.key, 'workingDays', 'holidays', 'timeZone'],
    run: (tx, organisation) => recountClocks(deps, tx, organisation),
  };
}

async function recountClocks(deps: FeedbackDeps, tx: Transaction, organisation: OrganisationProfile): Promise<void> {
  const terms = termsOf(organisation, deps.clock.now());
  const movedEvent = (feedbackId: string, promiseEndsAt: Date) => ({
    feedbackId,
    organisationId: organisation.id,
    at: terms.now,
    actorId: null,
    surface: 'clock' as const,
    what: 'recounted' as const,
    details: { promiseEndsAt: promiseEndsAt.toISOString() },
  });
  for (let after: number | undefined = 0; after !== undefined; ) {
    const items = await lockRunning(tx, organisation.id, after, batchSize);
    const recounted = items.map((item) => recount(item, terms));
    await saveFeedback(tx, recounted);
    const moved = recounted.filter(
      (item, index) => item.promiseEndsAt?.getTime() !== items[index]?.promiseEndsAt?.getTime(),
    );
    await appendEvents(
      tx,
      moved.flatMap(({ id, promiseEndsAt }) => (promiseEndsAt ? movedEvent(id, promiseEndsAt) : [])),
    );
    await deps.outbox.enqueue(
      tx,
      moved.flatMap((item) => [...placeCardOrders(item), ...ownerCardEdits(item, item.ownerId)]),
    );
    after = items.length < batchSize ? undefined : items.at(-1)?.number;
  }
}
