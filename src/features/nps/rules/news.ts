/** Whether there is anything to post, and what was told already: the same news is never posted twice. Pure. */
import type { Better } from './metric.js';

/** How the number stands to the period before: up or down by more than noise, or neither. */
export type Verdict = 'up' | 'down' | 'noise';

/** Why a post was ordered. */
export const occasions = ['schedule', 'import', 'change'] as const;
export type Occasion = (typeof occasions)[number];

/** What a post said. */
export interface Told {
  /** The order that it was composed for. */
  readonly orderId: string;
  /** Answers taken in until then. */
  readonly answerCount: number;
  readonly verdict: Verdict;
}

/** How many answers are new; 0: a post would say what was said. A change is news only when it was not told before. */
export function isNews(occasion: Occasion, now: Omit<Told, 'orderId'>, told: Told | null): boolean {
  if (told && told.answerCount === now.answerCount) return false;
  if (occasion !== 'change') return now.answerCount > 0;
  return now.verdict !== 'noise' && now.verdict !== told?.verdict;
}

/** Good news, bad news, or no news. */
export function moodOf(verdict: Verdict, better: Better): 'good' | 'bad' | 'neutral' {
  if (verdict === 'noise') return 'neutral';
  return (verdict === 'up') === (better === 'higher') ? 'good' : 'bad';
}
