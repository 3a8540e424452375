/** Who sits in the empty chair: the customer with the most to say that has not sat there lately, with the reasons. Pure. */
import { dayAt } from '../../../kernel/time/local-day.js';
import type { Severity } from '../../feedback/index.js';

/** What a customer has said, as far as everybody may know. */
export interface ChairCandidate {
  readonly customerId: string;
  readonly feedback: readonly {
    readonly number: number;
    readonly severity: Severity;
    readonly isOpen: boolean;
    readonly capturedAt: Date;
  }[];
  /** The latest; null: none lately. */
  readonly score: { readonly value: number; readonly at: Date } | null;
  readonly learningCount: number;
}

/** Why somebody sits there, the weightiest first; the card puts it into words. */
export type ChairReason =
  | {
      readonly kind: 'feedback';
      readonly number: number;
      readonly isOpen: boolean;
      readonly severity: Severity;
      readonly days: number;
    }
  | { readonly kind: 'score'; readonly value: number; readonly days: number }
  | { readonly kind: 'learnings'; readonly count: number }
  /** The champion chose. */
  | { readonly kind: 'seated'; readonly byId: string };

/** As a meeting keeps it. */
export interface Chair {
  readonly customerId: string;
  readonly reasons: readonly ChairReason[];
}

/** How much a customer is heard, by how many meetings ago they last sat: not in the next one, a quarter in the one after, … */
const patience = [0, 0.25, 0.5, 0.75] as const;
const shownReasons = 3;
const severityWeight: Readonly<Record<Severity, number>> = { low: 0.5, normal: 1, high: 2 };

/**
 * @param satLately the customers of the place's last meetings, the latest first
 * @returns null: nobody has anything to say. Who sat there last sits again only when nobody else has.
 */
export function chooseChair(
  candidates: readonly ChairCandidate[],
  satLately: readonly (string | null)[],
  today: Today,
): Chair | null {
  const heard = candidates.map((candidate) => {
    const weighed = reasonsOf(candidate, today);
    const sum = weighed.reduce((total, { weight }) => total + weight, 0);
    const sat = satLately.indexOf(candidate.customerId);
    const share = sat < 0 ? 1 : (patience[sat] ?? 1);
    return { customerId: candidate.customerId, weighed, sum, heard: sum * share };
  });
  const best = heard
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.heard - a.heard || b.sum - a.sum || (a.customerId < b.customerId ? -1 : 1))[0];
  if (!best) return null;
  const reasons = best.weighed.sort((a, b) => b.weight - a.weight).map(({ reason }) => reason);
  return { customerId: best.customerId, reasons: reasons.slice(0, shownReasons) };
}

/** When it is chosen, and where: days are those of the meeting's calendar. */
export interface Today {
  readonly now: Date;
  readonly timeZone: string;
}

interface Weighed {
  readonly reason: ChairReason;
  readonly weight: number;
}

function reasonsOf({ feedback, score, learningCount }: ChairCandidate, { now, timeZone }: Today): Weighed[] {
  const today = dayAt(timeZone, now.getTime());
  const daysSince = (at: Date) => Math.max(0, today - dayAt(timeZone, at.getTime()));
  const said = feedback.map(({ number, severity, isOpen, capturedAt }): Weighed => {
    const days = daysSince(capturedAt);
    // What waits grows heavier for two weeks; what is answered is still worth a word.
    const weight = severityWeight[severity] * (isOpen ? 3 + Math.min(days, 14) / 7 : 1);
    return { reason: { kind: 'feedback', number, isOpen, severity, days }, weight };
  });
  const scored: Weighed[] = score
    ? [{ reason: { kind: 'score', value: score.value, days: daysSince(score.at) }, weight: score.value <= 6 ? 3 : 1 }]
    : [];
  const learned: Weighed[] =
    learningCount > 0
      ? [{ reason: { kind: 'learnings', count: learningCount }, weight: Math.min(learningCount, 3) }]
      : [];
  return [...said, ...scored, ...learned];
}
