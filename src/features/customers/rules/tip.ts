/** What customers of some kind would gain from: which tips fit one now, and what moved after they were told. Pure. */
import { holds, type Known } from './condition/judge.js';
import { readCondition } from './condition/read-condition.js';

/** Something worth telling a customer. */
export interface Tip {
  readonly id: string;
  readonly text: string;
  readonly link: string | null;
  /** For whom it is, as it was typed. */
  readonly condition: string;
  /** How long it rests for a customer who was told. */
  readonly restDays: number;
}

/** A tip with what was said of it to one customer. */
export interface TipFor extends Tip {
  /** When they were told last, ISO 8601; null: never. */
  readonly toldAt: string | null;
  /** Somebody said that it is none for them. */
  readonly isUnwanted: boolean;
}

/** In days, in characters, and of an organisation. */
export const tipLimits = { restDays: 90, text: 300, tips: 100, shown: 3 } as const;

const dayMs = 86_400_000;

/** Those that fit a customer now, the newest last; one that this bot can't read fits nobody. */
export function fittingTips(tips: readonly TipFor[], known: Known): readonly Tip[] {
  return tips
    .filter((tip) => !tip.isUnwanted && hasRested(tip, known.now) && fits(tip, known))
    .slice(0, tipLimits.shown);
}

const hasRested = ({ toldAt, restDays }: TipFor, now: Date): boolean =>
  toldAt === null || now.getTime() - Date.parse(toldAt) >= restDays * dayMs;

function fits({ condition }: Tip, known: Known): boolean {
  try {
    return holds(readCondition(condition), known);
  } catch {
    return false;
  }
}

/** A number before somebody was told and after, of one customer. */
export interface Movement {
  readonly before: number;
  readonly after: number;
}

/** Their means; null: no customer has both. */
export function meanMovement(movements: readonly Movement[]): (Movement & { readonly count: number }) | null {
  const count = movements.length;
  if (count === 0) return null;
  const mean = (pick: (movement: Movement) => number) => movements.reduce((sum, each) => sum + pick(each), 0) / count;
  return { before: mean(({ before }) => before), after: mean(({ after }) => after), count };
}
