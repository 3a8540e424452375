/** Settings changed: every running clock of the organisation is counted anew, so that promises follow the new calendar. */
import type { FeedbackDeps } from './deps.js';
import { termsOf } from './lifecycle.js';
import { ownerCardEdit, placeCardOrders } from './orders.js';
import { recount } from './rules/transitions.js';
import { appendEvents, lockRunning, saveFeedback } from './store/feedback.js';

const batchSize = 500;

export async function recountClocks(deps: FeedbackDeps, organisationId: string): Promise<void> {
  const terms = termsOf(await deps.people.organisation(organisationId), deps.clock.now());
  const movedEvent = (feedbackId: string, promiseEndsAt: Date) => ({
    feedbackId,
    organisationId,
    at: terms.now,
    actorId: null,
    surface: 'clock' as const,
    what: 'recounted' as const,
    details: { promiseEndsAt: promiseEndsAt.toISOString() },
  });
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    after = await deps.outbox.commit(async (tx) => {
      const items = await lockRunning(tx, organisationId, from, batchSize);
      const recounted = items.map((item) => recount(item, terms));
      await saveFeedback(tx, recounted);
      const moved = recounted.filter(
        (item, index) => item.promiseEndsAt?.getTime() !== items[index]?.promiseEndsAt?.getTime(),
      );
      await appendEvents(
        tx,
        moved.flatMap(({ id: feedbackId, promiseEndsAt }) =>
          promiseEndsAt ? movedEvent(feedbackId, promiseEndsAt) : [],
        ),
      );
      await deps.outbox.enqueue(
        tx,
        moved.flatMap((item) => [
          ...placeCardOrders(item),
          ...(item.ownerId ? [ownerCardEdit(item, item.ownerId)] : []),
        ]),
      );
      return items.length < batchSize ? null : (items.at(-1)?.number ?? null);
    });
  }
}
