/** Whether there is anything to post, and what was told already: the same news is never posted twice. Pure. */
import type { Better } from './metric.js';
import type { Window } from './period.js';

/** How the number stands to the period before: up or down by more than noise, or neither. */
export type Verdict = 'up' | 'down' | 'noise';

/** Why a post was ordered. */
export const occasions = ['schedule', 'import', 'change', 'correction'] as const;
/** Why the number is posted. */
export type Occasion = (typeof occasions)[number];

/** What a post said. */
export interface Told {
  /** The order that it was composed for. */
  readonly orderId: string;
  /** Answers taken in until then. */
  readonly answerCount: number;
  readonly verdict: Verdict;
  /** The days that it spoke of; absent of a number by hand. */
  readonly period?: Pick<Window, 'firstDate' | 'lastDate'>;
}

/**
 * Without new answers a post would say what was said. A change is news only when it was not told before: another
 * verdict is, and the same one again where no day of the told period is left in the present one.
 */
export function isNews(occasion: Occasion, now: Omit<Told, 'orderId'>, told: Told | null): boolean {
  // What was posted was wrong: that is told whatever it was.
  if (occasion === 'correction') return true;
  if (told && told.answerCount === now.answerCount) return false;
  if (occasion !== 'change') return now.answerCount > 0;
  return now.verdict !== 'noise' && !(told && now.verdict === told.verdict && isOfSamePeriod(now, told));
}

const isOfSamePeriod = (now: Pick<Told, 'period'>, told: Told): boolean =>
  !now.period || !told.period || now.period.firstDate <= told.period.lastDate;

/** Good news, bad news, or no news. */
export function moodOf(verdict: Verdict, better: Better): 'good' | 'bad' | 'neutral' {
  if (verdict === 'noise') return 'neutral';
  return (verdict === 'up') === (better === 'higher') ? 'good' : 'bad';
}
