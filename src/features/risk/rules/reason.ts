/** Why a customer may leave: what is known of them, weighed. Counts and dates alone, nobody's words. Pure. */

/** The reasons that there are, in the order in which equal ones are told. */
export const reasonKinds = [
  'lowScore',
  'fallingScore',
  'notSolved',
  'overdue',
  'cameBack',
  'usage',
  'tone',
  'silence',
  'open',
] as const;
/** One of `reasonKinds`. */
export type ReasonKind = (typeof reasonKinds)[number];

/** What each reason weighs, in points; 0: it is not looked at. */
export type Weights = Readonly<Record<ReasonKind, number>>;

/** What is known of a customer. What is confidential counts, and its words are read by nobody here. */
export interface Signals {
  /** The latest answer to NPS, 0 to 10, within a year; null: none. */
  readonly score: number | null;
  readonly scoreAt: Date | null;
  /** The answer before it. */
  readonly scoreBefore: number | null;
  /** Feedback that waits for an answer, and of it what is past its promise. */
  readonly openCount: number;
  readonly overdueCount: number;
  /** Resolved within 180 days as something that had come back. */
  readonly cameBackCount: number;
  /** Items of which they said within 90 days that they are not solved, and have not said otherwise. */
  readonly notSolvedCount: number;
  /** How often they were heard from: feedback and answers, within two years. */
  readonly contactCount: number;
  readonly firstContactAt: Date | null;
  readonly lastContactAt: Date | null;
  /** What they did in the last 30 days, as systems tell, and before that, since when. */
  readonly recentEventCount: number;
  readonly earlierEventCount: number;
  readonly eventsSince: Date | null;
  /** Their last words, within 30 days and not confidential, sound frustrated. */
  readonly isFrustrated: boolean;
}

/** One reason with what it is made of, JSON-ready. */
export interface Reason {
  readonly kind: ReasonKind;
  readonly points: number;
  /** The score, how many items, days of silence, or how often in 30 days. */
  readonly count: number;
  /** The score before, days between contacts, or how often in 30 days before; null: nothing to compare with. */
  readonly before: number | null;
  /** When, ISO 8601; null: of no single day. */
  readonly at: string | null;
}

const dayMs = 86_400_000;

/** From when on something counts. docs/risk.md says why. */
const bounds = {
  /** NPS calls these detractors. */
  lowScore: 6,
  /** Points that a score fell by. */
  fall: 2,
  open: 2,
  /** Fewer contacts have no rhythm. */
  rhythm: { contacts: 4, days: 60, times: 3, leastDays: 30 },
  /** Below this share of their own months; fewer events, or younger ones, have no month to compare with. */
  usage: { share: 0.5, months: 2, perMonth: 8 },
} as const;

type Found = Omit<Reason, 'kind' | 'points'>;

const counted = (count: number, from = 1): Found | null => (count < from ? null : { count, before: null, at: null });

const finders: Readonly<Record<ReasonKind, (signals: Signals, now: Date) => Found | null>> = {
  lowScore: ({ score, scoreAt }) =>
    score === null || score > bounds.lowScore
      ? null
      : { count: score, before: null, at: scoreAt?.toISOString() ?? null },
  fallingScore: ({ score, scoreBefore, scoreAt }) =>
    score === null || scoreBefore === null || scoreBefore - score < bounds.fall
      ? null
      : { count: score, before: scoreBefore, at: scoreAt?.toISOString() ?? null },
  notSolved: ({ notSolvedCount }) => counted(notSolvedCount),
  overdue: ({ overdueCount }) => counted(overdueCount),
  cameBack: ({ cameBackCount }) => counted(cameBackCount),
  usage,
  tone: ({ isFrustrated }) => counted(isFrustrated ? 1 : 0),
  silence,
  open: ({ openCount }) => counted(openCount, bounds.open),
};

/** The last 30 days against their own months before: a third as often as others is no sign, a third of their own is. */
function usage({ recentEventCount, earlierEventCount, eventsSince }: Signals, now: Date): Found | null {
  if (eventsSince === null) return null;
  const months = (now.getTime() - eventsSince.getTime()) / (30 * dayMs) - 1;
  if (months < bounds.usage.months) return null;
  const perMonth = earlierEventCount / months;
  if (perMonth < bounds.usage.perMonth || recentEventCount >= perMonth * bounds.usage.share) return null;
  return { count: recentEventCount, before: Math.round(perMonth), at: null };
}

/** Silent for three times as long as they usually are between two contacts. */
function silence({ contactCount, firstContactAt, lastContactAt }: Signals, now: Date): Found | null {
  const { contacts, days, times, leastDays } = bounds.rhythm;
  if (contactCount < contacts || firstContactAt === null || lastContactAt === null) return null;
  const spanDays = (lastContactAt.getTime() - firstContactAt.getTime()) / dayMs;
  if (spanDays < days) return null;
  const usual = spanDays / (contactCount - 1);
  const silentDays = (now.getTime() - lastContactAt.getTime()) / dayMs;
  if (silentDays < Math.max(leastDays, usual * times)) return null;
  return { count: Math.floor(silentDays), before: Math.round(usual), at: lastContactAt.toISOString() };
}

/** The reasons that hold, the heaviest first; what weighs nothing is left out. */
export function weigh(signals: Signals, weights: Weights, now: Date): readonly Reason[] {
  return reasonKinds
    .flatMap((kind): Reason[] => {
      const points = weights[kind];
      const found = points > 0 ? finders[kind](signals, now) : null;
      return found ? [{ kind, points, ...found }] : [];
    })
    .toSorted((one, other) => other.points - one.points);
}

/** What reasons weigh together. */
export const pointsOf = (reasons: readonly Reason[]): number => reasons.reduce((sum, { points }) => sum + points, 0);
