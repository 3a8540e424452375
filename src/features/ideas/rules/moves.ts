/** How an idea moves: from which state to which, and who may. Pure. */
import type { Idea, IdeaState } from './idea.js';

/** Nothing becomes new again. What was parked or adopted can be taken up again; trying it anew is another experiment. */
const moves: Readonly<Record<IdeaState, readonly IdeaState[]>> = {
  new: ['discussed', 'trying', 'adopted', 'parked'],
  discussed: ['trying', 'adopted', 'parked'],
  trying: ['adopted', 'parked', 'discussed'],
  adopted: ['trying', 'parked', 'discussed'],
  parked: ['discussed', 'trying', 'adopted'],
};

/** Where an idea can go from here. */
export const movesFrom = (state: IdeaState): readonly IdeaState[] => moves[state];

/** Whether an idea can go from one state to the other. */
export const mayMove = (from: IdeaState, to: IdeaState): boolean => moves[from].includes(to);

/** Everybody whom a move concerns. `runnerId`: who runs the latest experiment. */
export interface Concerned {
  readonly authorId: string;
  readonly runnerId: string | null;
  readonly isChampionOrAdmin: boolean;
}

/**
 * Discussing, trying and parking take no more than a reason, because anybody can take them back with another; the
 * author hears of it. Adopting promises something to customers: the author, who runs the experiment, the champion
 * and admins do it.
 */
export function mayDecide(to: IdeaState, memberId: string, concerned: Concerned): boolean {
  return to !== 'adopted' || isConcerned(memberId, concerned);
}

/** Who may move an experiment's end or say how it ended; besides them whoever was asked. */
export function isConcerned(memberId: string, { authorId, runnerId, isChampionOrAdmin }: Concerned): boolean {
  return isChampionOrAdmin || memberId === authorId || memberId === runnerId;
}

/** The idea after a move. `shownCount`: on how many agendas it has been so far. */
export function move(
  idea: Idea,
  to: IdeaState,
  { at, byId, why, shownCount }: { at: Date; byId: string | null; why: string | null; shownCount: number },
): Idea {
  return {
    ...idea,
    state: to,
    movedAt: at,
    movedById: byId,
    movedWhy: why,
    settledAfter: idea.settledAfter ?? shownCount,
  };
}
