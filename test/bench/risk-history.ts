/**
 * Made-up histories of customers, of whom we know who left: what docs/risk.md judges the room risk by. How they are made is
 * written down there and here, and no weight of the room stands in it. Each customer has a hidden satisfaction that drifts
 * from week to week and falls by blows; what can be seen follows from it with noise, and so does leaving. Some leave for
 * reasons that nobody could have seen.
 */
import { type Reason, type Signals, type Weights, weigh } from '../../src/features/risk/rules/reason.js';
import { type Chance, createChance } from '../support/chance.js';

/** A world to try: what is known of customers there, and how much it tells. */
export interface World {
  readonly name: string;
  /** Of customers who are asked each quarter, how many answer. */
  readonly answerShare: number;
  /** Systems tell what customers do. */
  readonly hasUsage: boolean;
  /** How much of leaving follows from satisfaction; the rest is chance. */
  readonly seenShare: number;
}

export const worlds: readonly World[] = [
  { name: 'many answer, use is known', answerShare: 0.4, hasUsage: true, seenShare: 0.7 },
  { name: 'few answer, use is known', answerShare: 0.1, hasUsage: true, seenShare: 0.7 },
  { name: 'many answer, use is not known', answerShare: 0.4, hasUsage: false, seenShare: 0.7 },
  { name: 'leaving follows from nothing', answerShare: 0.4, hasUsage: true, seenShare: 0 },
];

const weekMs = 7 * 86_400_000;
const startMs = Date.UTC(2025, 0, 6);
const weeks = 104;
/** Before it nobody is judged: rhythms and months have to grow. */
const firstJudged = 26;
/** Leaving within so many weeks of a sign counts as foretold. */
export const horizonWeeks = 13;

interface Item {
  readonly atMs: number;
  readonly resolvedMs: number;
  readonly isLate: boolean;
  readonly cameBack: boolean;
  readonly notSolved: boolean;
  readonly isFrustrated: boolean;
}

interface Seen {
  readonly items: Item[];
  readonly scores: { readonly atMs: number; readonly value: number }[];
  readonly uses: number[];
}

/** About normal: the sum of twelve. */
function normal(chance: Chance): number {
  let sum = 0;
  for (let roll = 0; roll < 12; roll += 1) sum += chance.between(0, 1);
  return sum - 6;
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

/** Plays one customer week by week and answers, for each judged week, what could be seen then; and when they left. */
function play(chance: Chance, world: World, eachWeek: (week: number, signals: Signals) => void): number | null {
  const usual = normal(chance) * 0.7;
  const [itemRate, useRate] = [chance.between(0.03, 0.25), chance.between(3, 30)];
  const seen: Seen = { items: [], scores: [], uses: [] };
  const askedIn = Math.floor(chance.between(0, 13));
  let mood = usual;
  for (let week = 0; week < weeks; week += 1) {
    const nowMs = startMs + week * weekMs;
    mood = usual + (mood - usual) * 0.93 + normal(chance) * 0.22 - (chance.isLucky(0.012) ? chance.between(1, 3) : 0);
    see(chance, seen, { world, mood, nowMs, week, itemRate, useRate, isAsked: week % 13 === askedIn });
    if (week >= firstJudged) eachWeek(week, signalsAt(seen, nowMs, world));
    // About one in seven leaves in a year, in each world.
    const hazard = world.seenShare * 0.0065 * Math.exp(-1.1 * mood) * 0.62 + (1 - world.seenShare) * 0.0032;
    if (chance.isLucky(Math.min(hazard, 0.5))) return week;
  }
  return null;
}

interface Week {
  readonly world: World;
  readonly mood: number;
  readonly nowMs: number;
  readonly week: number;
  readonly itemRate: number;
  readonly useRate: number;
  readonly isAsked: boolean;
}

function see(chance: Chance, { items, scores, uses }: Seen, week: Week): void {
  const { world, mood, nowMs, itemRate, useRate, isAsked } = week;
  // Who is unhappy says more, and what they say takes longer.
  if (chance.isLucky(Math.min(0.9, itemRate * Math.exp(-0.5 * mood)))) {
    const isLate = chance.isLucky(logistic(-2.2 - 0.4 * mood));
    const days = isLate ? chance.between(4, 25) : chance.between(0.2, 2);
    items.push({
      atMs: nowMs,
      resolvedMs: nowMs + days * 86_400_000,
      isLate,
      cameBack: chance.isLucky(logistic(-2.6 - 0.5 * mood)),
      notSolved: chance.isLucky(0.3 * logistic(-1.4 - 0.7 * mood)),
      isFrustrated: chance.isLucky(logistic(-1.5 - 0.7 * mood)),
    });
  }
  if (isAsked && chance.isLucky(world.answerShare)) {
    const value = Math.round(7.6 + 1.7 * mood + 1.2 * normal(chance));
    scores.push({ atMs: nowMs, value: Math.max(0, Math.min(10, value)) });
  }
  // Holidays: in August and at the end of December everybody does less.
  const month = new Date(nowMs).getUTCMonth();
  const season = month === 7 || week.week % 52 > 50 ? 0.55 : 1;
  const rate = useRate * season * Math.exp(0.35 * Math.min(0, mood)) * Math.exp(0.3 * normal(chance));
  uses.push(Math.max(0, Math.round(rate)));
}

const sum = (all: readonly number[]): number => all.reduce((whole, each) => whole + each, 0);

function signalsAt({ items, scores, uses }: Seen, nowMs: number, { hasUsage }: World): Signals {
  const within = (atMs: number, days: number) => nowMs - atMs < days * 86_400_000;
  const open = items.filter(({ resolvedMs }) => resolvedMs > nowMs);
  const settled = items.filter(({ resolvedMs }) => resolvedMs <= nowMs);
  const latest = scores.at(-1);
  const contacts = [...items, ...scores].map(({ atMs }) => atMs).sort((one, other) => one - other);
  const date = (ms: number | undefined) => (ms === undefined ? null : new Date(ms));
  const last = items.at(-1);
  return {
    score: latest && within(latest.atMs, 365) ? latest.value : null,
    scoreAt: date(latest?.atMs),
    scoreBefore: scores.at(-2)?.value ?? null,
    openCount: open.length,
    overdueCount: open.filter(({ isLate, atMs }) => isLate && !within(atMs, 1)).length,
    cameBackCount: settled.filter(({ cameBack, resolvedMs }) => cameBack && within(resolvedMs, 180)).length,
    notSolvedCount: settled.filter(({ notSolved, resolvedMs }) => notSolved && within(resolvedMs, 90)).length,
    contactCount: contacts.length,
    firstContactAt: date(contacts[0]),
    lastContactAt: date(contacts.at(-1)),
    recentEventCount: hasUsage ? sum(uses.slice(-4)) : 0,
    earlierEventCount: hasUsage ? sum(uses.slice(0, -4)) : 0,
    eventsSince: hasUsage ? new Date(startMs) : null,
    isFrustrated: last !== undefined && within(last.atMs, 30) && last.isFrustrated,
  };
}

/** A way to say who is at risk. */
export type Judge = (signals: Signals, now: Date) => boolean;

/** By the room's own rule. */
export const byPoints =
  (weights: Weights, least: number): Judge =>
  (signals, now) =>
    weigh(signals, weights, now).reduce((all: number, { points }: Reason) => all + points, 0) >= least;

/** How one way did. An alarm is a week in which somebody is at risk who was not in the 4 weeks before. */
export interface Outcome {
  readonly alarmCount: number;
  /** Of the alarms: followed by leaving within the horizon. */
  readonly precision: number;
  /** Of those who left: warned of within the horizon before. */
  readonly recall: number;
  /** Median, from the first alarm within the horizon to leaving. */
  readonly leadWeeks: number | null;
  /** Of any week of anybody: followed by leaving within the horizon. What chance alone would reach. */
  readonly base: number;
}

interface Counting {
  readonly judge: Judge;
  alarms: number;
  right: number;
  warned: number;
  readonly leads: number[];
  left: number;
}

/** Plays so many customers and judges each week by each of these ways. The same seed plays the same. */
export function backtest(
  world: World,
  judges: readonly Judge[],
  { count, seed }: { readonly count: number; readonly seed: number },
): readonly Outcome[] {
  const chance = createChance(seed);
  const counts = judges.map((judge): Counting => ({ judge, alarms: 0, right: 0, warned: 0, leads: [], left: 0 }));
  let [judgedWeeks, leavingWeeks] = [0, 0];
  for (let customer = 0; customer < count; customer += 1) {
    const flags = judges.map((): number[] => []);
    let played = 0;
    const leftIn = play(chance, world, (week, signals) => {
      played += 1;
      const now = new Date(startMs + week * weekMs);
      for (const [at, judge] of judges.entries()) if (judge(signals, now)) flags[at]?.push(week);
    });
    // Of the last weeks nobody knows what followed.
    const lastKnown = leftIn === null ? weeks - horizonWeeks : weeks;
    judgedWeeks += leftIn === null ? Math.max(0, played - horizonWeeks) : played;
    if (leftIn !== null && leftIn >= firstJudged) leavingWeeks += Math.min(played, horizonWeeks);
    for (const [at, each] of counts.entries()) countOne(each, flags[at] ?? [], { leftIn, lastKnown });
  }
  return counts.map(({ alarms, right, warned, left, leads }) => ({
    alarmCount: alarms,
    precision: alarms === 0 ? 0 : right / alarms,
    recall: left === 0 ? 0 : warned / left,
    leadWeeks: leads.toSorted((one, other) => one - other)[Math.floor(leads.length / 2)] ?? null,
    base: judgedWeeks === 0 ? 0 : leavingWeeks / judgedWeeks,
  }));
}

function countOne(
  counting: Counting,
  flagged: readonly number[],
  { leftIn, lastKnown }: { readonly leftIn: number | null; readonly lastKnown: number },
): void {
  const alarms = flagged.filter((week, at) => week < lastKnown && week - (flagged[at - 1] ?? -99) > 4);
  counting.alarms += alarms.length;
  counting.right += alarms.filter((week) => leftIn !== null && leftIn - week < horizonWeeks).length;
  if (leftIn === null || leftIn < firstJudged) return;
  counting.left += 1;
  const first = flagged.find((week) => leftIn - week < horizonWeeks);
  if (first === undefined) return;
  counting.warned += 1;
  counting.leads.push(leftIn - first);
}
