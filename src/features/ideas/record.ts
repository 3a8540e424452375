/** Writes what happened to an idea and enqueues what people are to see of it; every use case ends here, inside its transaction. */
import type { Actor } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import type { IdeasDeps, Origin } from './deps.js';
import { authorOrders, placeCardOrders, resultOrders, runnerOrders, threadOrders } from './orders.js';
import type { Happening } from './rules/events.js';
import type { Experiment } from './rules/experiment.js';
import type { Idea } from './rules/idea.js';
import { appendEvents } from './store/events.js';
import { findByIds, lockByIds } from './store/ideas.js';

interface Turn {
  readonly idea: Idea;
  readonly happened: Happening;
  readonly origin: Omit<Origin, 'actor'> & { readonly actor: Pick<Actor, 'id'> | null };
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
  const isNews = ['moved', 'decided', 'endMoved', 'answered', 'trialBegan', 'trialEnded'].includes(happened.what);
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

/** Customers began to try it early, or the test has ended. */
export async function noteTrial(
  deps: IdeasDeps,
  tx: Transaction,
  {
    ideaId,
    trial,
    what,
  }: { readonly ideaId: string; readonly trial: string; readonly what: 'trialBegan' | 'trialEnded' },
  origin: Turn['origin'],
): Promise<void> {
  const [idea] = await lockByIds(tx, origin.organisationId, [ideaId]);
  if (!idea) return;
  await record(deps, tx, { idea, happened: { what, details: { trial } }, origin, now: deps.clock.now() });
}

/** Its card is written anew where it stands. */
export async function showAnew(
  { outbox }: IdeasDeps,
  tx: Transaction,
  organisationId: string,
  ideaId: string,
): Promise<void> {
  const [idea] = await findByIds(tx, organisationId, [ideaId]);
  if (idea) await outbox.enqueue(tx, placeCardOrders(idea));
}
