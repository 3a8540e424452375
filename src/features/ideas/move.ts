/** Moves an idea on, with who and why; of two people who do it at once the second is told what the first did. */
import { say } from '../../kernel/language/say.js';
import type { Actor } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import * as refusals from './cards/refusals.js';
import type { Deed, IdeasDeps, Origin } from './deps.js';
import { concernedBy, lock } from './find.js';
import { record } from './record.js';
import { type Experiment, experimentKind } from './rules/experiment.js';
import type { Idea, IdeaState } from './rules/idea.js';
import { mayDecide, mayMove, move } from './rules/moves.js';
import { wasTickedIn } from './store/events.js';
import { latestOf, saveExperiment } from './store/experiments.js';
import { countShowings, lockByIds, saveMove } from './store/ideas.js';

/** What is to be moved, and how it stood when the person looked; null: they saw no state. */
export interface Moving {
  readonly number: number;
  readonly seen: IdeaState | null;
  readonly deed: Deed;
}

export async function moveIdea(
  deps: IdeasDeps,
  { number, seen, deed }: Moving,
  { to, why }: { readonly to: IdeaState; readonly why: string },
): Promise<void> {
  const now = deps.clock.now();
  const { champion } = await deps.people.organisation(deed.organisationId);
  await deps.outbox.commit(async (tx) => {
    const idea = await lock(tx, deed.organisationId, number);
    if (isSentAgain({ idea, seen, actorId: deed.actor.id }, { to, why })) return;
    await refuseStale(deps, tx, { idea, seen, actorId: deed.actor.id });
    if (!mayMove(idea.state, to)) throw refusals.noSuchMove(idea);
    const experiment = (await latestOf(tx, [idea.organisationId], [idea.id])).get(idea.id) ?? null;
    if (!mayDecide(to, deed.actor.id, concernedBy(idea, experiment, deed))) {
      const author = await deps.people.member(deed.organisationId, idea.authorId, tx);
      throw refusals.mayNotAdopt(idea, author?.name ?? say('its author'), champion?.name ?? null);
    }
    await stop(deps, tx, experiment);
    await carryOut(deps, tx, { idea, to, why, origin: deed, now });
  });
}

interface Sight {
  readonly idea: Idea;
  readonly seen: IdeaState | null;
  readonly actorId: string;
}

/** The same form, sent off twice: what it says was done, by this person, since they saw the idea elsewhere. */
export function isSentAgain(
  { idea, seen, actorId }: Sight,
  { to, why }: { readonly to: IdeaState; readonly why: string },
): boolean {
  return (
    seen !== null && seen !== idea.state && idea.state === to && idea.movedById === actorId && idea.movedWhy === why
  );
}

/** Throws Conflict when somebody moved it since this person looked. */
export async function refuseStale(
  { people }: IdeasDeps,
  tx: Transaction,
  { idea, seen, actorId }: Sight,
): Promise<void> {
  if (seen === null || seen === idea.state) return;
  const by = idea.movedById ? await people.member(idea.organisationId, idea.movedById, tx) : null;
  throw refusals.movedMeanwhile(idea, by, actorId);
}

interface Carried {
  readonly idea: Idea;
  readonly to: IdeaState;
  /** null: a meeting did it, without words. */
  readonly why: string | null;
  readonly origin: Origin;
  readonly now: Date;
  /** The one that begins with the move. */
  readonly experiment?: Experiment;
  /** The one that did it. */
  readonly meetingId?: string;
}

/** Writes one move that may be done. `tx` holds the idea's lock. */
export async function carryOut(deps: IdeasDeps, tx: Transaction, carried: Carried): Promise<void> {
  const { idea, to, why, origin, now, experiment, meetingId } = carried;
  const shownCount = (await countShowings(tx, [idea.organisationId], [idea.id])).get(idea.id) ?? 0;
  const moved = move(idea, to, { at: now, byId: origin.actor?.id ?? null, why, shownCount });
  await saveMove(tx, moved);
  if (to === 'adopted') for (const hook of deps.onAdopted) await hook(tx, moved);
  const details = {
    from: idea.state,
    to,
    why,
    ...(experiment && { experimentId: experiment.id }),
    ...(meetingId && { meetingId }),
  };
  await record(deps, tx, { idea: moved, happened: { what: 'moved', details }, origin, now, experiment });
}

/** An idea that moves on is not tried any more: nobody is asked for a value that nobody waits for. */
async function stop({ outbox, reminders }: IdeasDeps, tx: Transaction, experiment: Experiment | null): Promise<void> {
  if (experiment?.state !== 'running') return;
  await saveExperiment(tx, { ...experiment, state: 'stopped', dueAt: null });
  await outbox.enqueue(tx, await reminders.movedOn(tx, experimentKind, [experiment.id], { isEnd: true }));
}

/** How a meeting ticked an idea. */
export interface Discussed {
  readonly id: string;
  /** null: ticked without words. */
  readonly decision: string | null;
  /** Who ticked it; null: somebody who has left. */
  readonly actor: Actor | null;
}

export interface Ticked {
  readonly organisationId: string;
  readonly meetingId: string;
  readonly discussed: readonly Discussed[];
}

/**
 * What a meeting ticked: those that are still new move on; of the others the history keeps what was decided. Once for
 * each meeting, however often it is told. Ids of others, or of no idea, change nothing.
 */
export async function discuss(deps: IdeasDeps, { organisationId, meetingId, discussed }: Ticked): Promise<void> {
  if (discussed.length === 0) return;
  const now = deps.clock.now();
  const byId = new Map(discussed.map((each) => [each.id, each]));
  await deps.outbox.commit(async (tx) => {
    for (const idea of await lockByIds(tx, organisationId, [...byId.keys()])) {
      const { decision = null, actor = null } = byId.get(idea.id) ?? {};
      const origin = { organisationId, actor, surface: 'clock' } as const;
      if (idea.state === 'new') {
        await carryOut(deps, tx, { idea, to: 'discussed', why: decision, origin, now, meetingId });
      } else if (decision !== null && !(await wasTickedIn(tx, idea.organisationId, idea.id, meetingId))) {
        await record(deps, tx, { idea, happened: { what: 'decided', details: { decision, meetingId } }, origin, now });
      }
    }
  });
}
