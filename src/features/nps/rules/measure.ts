/**
 * The arithmetic of answers: the score, its 95 % interval, and whether two periods differ by more than noise. Pure.
 *
 * NPS is the share of promoters (9, 10) less the share of detractors (0 to 6), in points: Fred Reichheld, "The one
 * number you need to grow", Harvard Business Review, December 2003. Seen as +1 for a promoter, 0 for a passive and
 * −1 for a detractor, it is 100 times the mean of these worths, and its variance is p + d − (p − d)².
 *
 * The interval is the adjusted Wald of Jeff Sauro and James R. Lewis, "Quantifying the User Experience" (2nd edition,
 * 2016; the formula for NPS also in MeasuringU, "Confidence intervals for Net Promoter Scores", 2021): add ¾ promoters,
 * 1½ passives and ¾ detractors, and reckon with n + 3. So even one answer has an interval, and an honestly wide one.
 *
 * Worked by hand, 70 promoters, 45 passives, 25 detractors: NPS = (70 − 25) / 140 = 0.3214, so +32. Adjusted:
 * p = 70.75 / 143 = 0.49476, d = 25.75 / 143 = 0.18007, p − d = 0.31469; variance = 0.67483 − 0.09903 = 0.57580;
 * margin = 1.959964 √(0.57580 / 143) = 0.12437; interval 0.19032 to 0.43906, so +19 to +44.
 *
 * A survey with a scale is measured the same way: its ends are worth −1 and +1, what lies between in proportion, and
 * the three answers that are added lie ¾ on either end and 1½ in the middle. That is our extension, not theirs.
 */
import { type MetricKind, rangeOf } from './metric.js';

/** 97.5 % of the standard normal distribution lie below it. */
const z = 1.959963984540054;

/** So many answers of one value. */
export interface AnswerCount {
  readonly value: number;
  readonly count: number;
}

export type Category = 'promoter' | 'passive' | 'detractor';

/** @param value 0 to 10 */
export function categoryOf(value: number): Category {
  if (value >= 9) return 'promoter';
  return value >= 7 ? 'passive' : 'detractor';
}

export interface Split {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

/** Answers boiled down to what the formulas ask: each is worth −1 to +1. */
interface Tally {
  readonly count: number;
  readonly sum: number;
  readonly squareSum: number;
}

/** What a period's answers say. In points for NPS, on its own scale for a survey. */
export interface Measure {
  readonly count: number;
  readonly value: number;
  /** The ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Of NPS alone. */
  readonly split: Split | null;
  readonly tally: Tally;
}

/** null: nobody answered, which is not 0. */
export function measure(metric: MetricKind, answers: readonly AnswerCount[]): Measure | null {
  const tally = tallyOf(metric, answers);
  if (tally.count === 0) return null;
  const { centre, variance, count } = adjusted(tally);
  const margin = z * Math.sqrt(variance / count);
  const toUnits = unitsOf(metric);
  return {
    count: tally.count,
    value: toUnits(tally.sum / tally.count),
    low: toUnits(Math.max(-1, centre - margin)),
    high: toUnits(Math.min(1, centre + margin)),
    split: metric.kind === 'nps' ? splitOf(answers) : null,
    tally,
  };
}

/** How two measures differ, with how sure that is. */
export interface Difference {
  /** The ends of the 95 % interval of the difference, in the metric's units. */
  readonly low: number;
  readonly high: number;
  /** 0 lies outside the interval: the change is more than noise. */
  readonly isReal: boolean;
}

/** How far `now` lies above `before`; the variances of two independent samples add up. */
export function difference(metric: MetricKind, now: Measure, before: Measure): Difference {
  const [a, b] = [adjusted(now.tally), adjusted(before.tally)];
  const margin = z * Math.sqrt(a.variance / a.count + b.variance / b.count);
  const [low, high] = [a.centre - b.centre - margin, a.centre - b.centre + margin];
  const toUnits = unitsOf(metric);
  const length = (worth: number) => toUnits(worth) - toUnits(0);
  return { low: length(Math.max(-2, low)), high: length(Math.min(2, high)), isReal: low > 0 || high < 0 };
}

/** Several groups as one. */
export function merge(groups: readonly (readonly AnswerCount[])[]): readonly AnswerCount[] {
  const counts = new Map<number, number>();
  for (const { value, count } of groups.flat()) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts].map(([value, count]) => ({ value, count }));
}

function adjusted({ count, sum, squareSum }: Tally) {
  const centre = sum / (count + 3);
  return { count: count + 3, centre, variance: (squareSum + 1.5) / (count + 3) - centre ** 2 };
}

function tallyOf(metric: MetricKind, answers: readonly AnswerCount[]): Tally {
  const worthOf = worths(metric);
  let [count, sum, squareSum] = [0, 0, 0];
  for (const answer of answers) {
    const worth = worthOf(answer.value);
    count += answer.count;
    sum += worth * answer.count;
    squareSum += worth ** 2 * answer.count;
  }
  return { count, sum, squareSum };
}

const worthByCategory = { promoter: 1, passive: 0, detractor: -1 } as const satisfies Record<Category, number>;

function worths(metric: MetricKind): (value: number) => number {
  const range = rangeOf(metric);
  if (metric.kind === 'nps' || range === null) return (value) => worthByCategory[categoryOf(value)];
  return (value) => (2 * value - range.min - range.max) / (range.max - range.min);
}

/** From worth to points, or to the scale. */
function unitsOf(metric: MetricKind): (worth: number) => number {
  const range = rangeOf(metric);
  if (metric.kind === 'nps' || range === null) return (worth) => 100 * worth;
  return (worth) => (range.min + range.max) / 2 + (worth * (range.max - range.min)) / 2;
}

function splitOf(answers: readonly AnswerCount[]): Split {
  const of = (category: Category) =>
    answers.reduce((sum, { value, count }) => sum + (categoryOf(value) === category ? count : 0), 0);
  return { promoters: of('promoter'), passives: of('passive'), detractors: of('detractor') };
}
