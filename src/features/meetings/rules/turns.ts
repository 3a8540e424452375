/**
 * Whose turn it is, fairly over time: whoever took the fewest turns, then whose last turn is longest ago. Who swaps
 * keeps their count and is asked first next time; who is away, or new, falls behind nobody. Pure.
 */
import { isTurn, type QuestionState } from './question.js';

/** How often somebody took a turn of one kind in a place. */
export interface Turn {
  readonly memberId: string;
  readonly takenCount: number;
  readonly lastAt: Date | null;
}

/**
 * @param memberIds who could take it now, in a lasting order
 * @param askedIds who was asked for this one and declined or swapped
 */
export function chooseTurn(
  turns: readonly Turn[],
  memberIds: readonly string[],
  askedIds: readonly string[],
): string | null {
  const known = joined(turns, memberIds);
  const free = known.filter(({ memberId }) => !askedIds.includes(memberId));
  const [first, ...others] = free;
  if (!first) return null;
  return others.reduce((best, each) => (comesBefore(each, best) ? each : best), first).memberId;
}

/** A turn that somebody takes now. */
export interface TakenTurn {
  readonly takerId: string;
  /** Who could have taken it, in a lasting order; the taker among them. */
  readonly presentIds: readonly string[];
  readonly now: Date;
}

/** The counts after the turn: the taker's goes up, and those who could not be asked are lifted to the least of those who could. */
export function takeTurn(turns: readonly Turn[], { takerId, presentIds, now }: TakenTurn): readonly Turn[] {
  const present = joined(turns, [...new Set([...presentIds, takerId])]);
  const least = Math.min(...present.map(({ takenCount }) => takenCount));
  const absent = turns
    .filter(({ memberId }) => !present.some((each) => each.memberId === memberId))
    .map((turn) => ({ ...turn, takenCount: Math.max(turn.takenCount, least) }));
  const after = present.map((turn) =>
    turn.memberId === takerId ? { ...turn, takenCount: turn.takenCount + 1, lastAt: now } : turn,
  );
  return [...after, ...absent];
}

/** The turns when what was said to "Will you share?" changes. @param before when the member took one before this one */
export function turnsAfter(
  turns: readonly Turn[],
  { from, to }: { readonly from: QuestionState; readonly to: QuestionState },
  { before, ...taken }: TakenTurn & { readonly before: Date | null },
): readonly Turn[] {
  if (isTurn(from) === isTurn(to)) return turns;
  return isTurn(to) ? takeTurn(turns, taken) : giveTurnBack(turns, { memberId: taken.takerId, lastAt: before });
}

/**
 * Whoever said yes or no and then swaps has taken no turn: it is theirs again, as it was.
 * @param lastAt when they took one before
 */
export function giveTurnBack(
  turns: readonly Turn[],
  { memberId, lastAt }: Pick<Turn, 'memberId' | 'lastAt'>,
): readonly Turn[] {
  return turns.map((turn) =>
    turn.memberId === memberId ? { ...turn, takenCount: Math.max(0, turn.takenCount - 1), lastAt } : turn,
  );
}

/** The turns of these members; somebody new begins with the least of the others, not with a debt. */
function joined(turns: readonly Turn[], memberIds: readonly string[]): readonly Turn[] {
  const known = new Map(turns.map((turn) => [turn.memberId, turn]));
  const counts = memberIds.flatMap((id) => known.get(id)?.takenCount ?? []);
  const least = counts.length > 0 ? Math.min(...counts) : 0;
  return memberIds.map((memberId) => known.get(memberId) ?? { memberId, takenCount: least, lastAt: null });
}

function comesBefore(a: Turn, b: Turn): boolean {
  if (a.takenCount !== b.takenCount) return a.takenCount < b.takenCount;
  return (a.lastAt?.getTime() ?? 0) < (b.lastAt?.getTime() ?? 0);
}
