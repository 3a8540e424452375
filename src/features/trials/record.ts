/** Writes what happened to an early test and brings its card up to date; every use case ends here, inside its transaction. */
import { type DeliveryOrder, toPlace } from '../../delivery/delivery.js';
import type { Transaction } from '../../storage/database.js';
import type { Origin, TrialsDeps } from './deps.js';
import type { Happening } from './rules/events.js';
import type { Trial } from './rules/trial.js';
import { appendEvents } from './store/events.js';

/** One entry of the history, and the card anew where it stands. */
export async function record(
  { clock, outbox, ideas }: Pick<TrialsDeps, 'clock' | 'outbox' | 'ideas'>,
  tx: Transaction,
  turn: {
    readonly trial: Pick<Trial, 'id' | 'organisationId' | 'placeId' | 'ideaId'>;
    readonly happened: Happening;
    readonly origin: Origin;
  },
): Promise<void> {
  const { trial, happened, origin } = turn;
  const { id: trialId, organisationId } = trial;
  const of = { trialId, organisationId, at: clock.now(), actorId: origin.actor?.id ?? null, surface: origin.surface };
  await appendEvents(tx, [{ ...happened, ...of }]);
  await outbox.enqueue(tx, cardOrders(trial));
  if (trial.ideaId !== null) await ideas.showAnew(tx, organisationId, trial.ideaId);
}

/** The living card in the place where it was started. */
export function cardOrders({
  id,
  organisationId,
  placeId,
}: Pick<Trial, 'id' | 'organisationId' | 'placeId'>): DeliveryOrder[] {
  const payload = { organisationId, trialId: id };
  return toPlace(placeId, { organisationId, kind: 'trials.placeCard', payload, living: `trial:${id}` });
}
