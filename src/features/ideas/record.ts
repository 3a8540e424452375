/** Writes what happened to an idea and enqueues what people are to see of it; every use case ends here, inside its transaction. */
import type { Transaction } from '../../storage/database.js';
import type { IdeasDeps, Origin } from './deps.js';
import { authorOrders, placeCardOrders, resultOrders, runnerOrders, threadOrders } from './orders.js';
import type { Happening } from './rules/events.js';
import type { Experiment } from './rules/experiment.js';
import type { Idea } from './rules/idea.js';
import { appendEvents } from './store/events.js';

interface Turn {
  readonly idea: Idea;
  readonly happened: Happening;
  readonly origin: Origin;
  readonly now: Date;
  /** The experiment that began with it, or has another end. */
  readonly experiment?: Experiment;
}

export async function record(deps: IdeasDeps, tx: Transaction, turn: Turn): Promise<void> {
  const { idea, happened, origin, now, experiment } = turn;
  const { id: ideaId, organisationId } = idea;
  const actorId = origin.actor?.id ?? null;
  const event = { ...happened, at: now, actorId, surface: origin.surface, ideaId, organisationId };
  const [eventId = 0n] = await appendEvents(tx, [event]);
  // Support and comments show on the card; a thread full of them would hide what was decided.
  const isNews = ['moved', 'decided', 'endMoved', 'answered'].includes(happened.what);
  const isDated = happened.what === 'endMoved' || (happened.what === 'moved' && happened.details.to === 'trying');
  await deps.outbox.enqueue(tx, [
    ...placeCardOrders(idea),
    ...(isNews ? [...threadOrders(idea, eventId), ...authorOrders(idea, eventId, actorId)] : []),
    // The author, when they run it, has just been told.
    ...(isDated && experiment && actorId && experiment.runnerId !== idea.authorId
      ? runnerOrders(idea, eventId, { runnerId: experiment.runnerId, actorId })
      : []),
    ...(happened.what === 'answered' ? resultOrders(idea, happened.details.experimentId) : []),
  ]);
}
