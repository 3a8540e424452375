/** When who is reminded: the ladder as shares of the promise. Pure; ../reminders.ts climbs it. */
import { addWorkingDays, type WorkingCalendar } from '../../../kernel/time/working-time.js';
import { type RecipientRole, rolesAt } from '../../../reminders/roles.js';
import type { Feedback, PromiseClock } from './feedback.js';
import type { LadderStep } from './ladder-notation.js';
import { isReached, lookAgainAt, momentOf } from './promise-clock.js';

/** What reminders call a piece of feedback whose promise runs. */
export const promiseKind = 'feedback.promise';

/** One rung, reached now. */
export interface Rung {
  readonly percent: number;
  /** 0 the first time; the rung that repeats daily counts on. */
  readonly repeat: number;
  readonly roles: readonly RecipientRole[];
}

type Climber = Pick<
  Feedback,
  | 'promiseMs'
  | 'heldPromise'
  | 'clockUsedMs'
  | 'clockStartedAt'
  | 'acknowledgedAt'
  | 'climbedPercent'
  | 'repeatCount'
  | 'repeatDueAt'
>;

/** Where on the ladder something stands, and when it has to be looked at again. */
export interface LadderPosition {
  readonly climbedPercent: number;
  readonly repeatCount: number;
  readonly repeatDueAt: Date | null;
  readonly dueAt: Date | null;
}

/** When the step is reached: whole percent of the promise. */
export const percentOf = (step: LadderStep): number => Math.round(step.at * 100);

/** The foot of the ladder: for a fresh clock, and after reopening. */
export function startLadder(
  clock: PromiseClock,
  ladder: readonly LadderStep[],
  calendar: WorkingCalendar,
): LadderPosition {
  const foot = { climbedPercent: 0, repeatCount: 0, repeatDueAt: null };
  const { clockStartedAt } = clock;
  return { ...foot, dueAt: clockStartedAt && nextDueAt({ ...clock, ...foot }, ladder, calendar, clockStartedAt) };
}

/**
 * Climbs every rung that is due at `now`. After an outage several may be: all are climbed, so that none
 * is climbed late, and a daily repeat that was missed is not made up for.
 */
export function climb(
  item: Climber,
  ladder: readonly LadderStep[],
  calendar: WorkingCalendar,
  now: Date,
): { readonly rungs: readonly Rung[]; readonly position: LadderPosition } {
  const reached = stepsReached(item, ladder, calendar, now);
  const rungs = reached.map((step) => rungOf(step, 0, item));
  let { repeatCount, repeatDueAt } = item;
  const repeating = ladder.find((step) => step.repeatDaily);
  if (repeating && repeatDueAt && repeatDueAt <= now) {
    repeatCount += 1;
    rungs.push(rungOf(repeating, repeatCount, item));
    repeatDueAt = dayAfter(repeatDueAt, calendar, now);
  } else if (repeating && reached.includes(repeating)) {
    const first = momentOf(percentOf(repeating), item, calendar) ?? now;
    repeatDueAt = dayAfter(first, calendar, now);
  }
  const climbedPercent = Math.max(item.climbedPercent, ...reached.map(percentOf));
  const climbed = { climbedPercent, repeatCount, repeatDueAt };
  return { rungs, position: { ...climbed, dueAt: nextDueAt({ ...item, ...climbed }, ladder, calendar, now) } };
}

/**
 * The position after waiting, or by new settings: rungs already climbed stay climbed, and daily repeats go on when
 * they were due, or a working day later. What came due by the new settings is due at once.
 */
export function resumeLadder(
  item: Climber,
  ladder: readonly LadderStep[],
  calendar: WorkingCalendar,
  now: Date,
): LadderPosition {
  const repeating = ladder.find((step) => step.repeatDaily);
  const repeatsAlready = repeating !== undefined && percentOf(repeating) <= item.climbedPercent;
  const repeatDueAt = repeatsAlready ? (item.repeatDueAt ?? addWorkingDays(calendar, now, 1)) : null;
  const climbed = { climbedPercent: item.climbedPercent, repeatCount: item.repeatCount, repeatDueAt };
  return { ...climbed, dueAt: nextDueAt({ ...item, ...climbed }, ladder, calendar, now) };
}

function nextDueAt(
  item: Omit<Climber, 'acknowledgedAt'>,
  ladder: readonly LadderStep[],
  calendar: WorkingCalendar,
  now: Date,
): Date | null {
  const next = nextSteps(item, ladder)[0];
  const stepAt = next ? lookAgainAt(percentOf(next), item, calendar, now) : null;
  if (!stepAt || !item.repeatDueAt) return stepAt ?? item.repeatDueAt;
  return stepAt < item.repeatDueAt ? stepAt : item.repeatDueAt;
}

const promiseEnd: LadderStep = { at: 1, to: [] };

function nextSteps(item: Pick<Climber, 'climbedPercent'>, ladder: readonly LadderStep[]): LadderStep[] {
  // The living card turns red when the promise ends, also where the settings remind nobody then.
  const steps = ladder.some((step) => percentOf(step) === 100) ? ladder : [...ladder, promiseEnd];
  return steps.filter((step) => percentOf(step) > item.climbedPercent).sort((a, b) => a.at - b.at);
}

function stepsReached(
  item: Climber,
  ladder: readonly LadderStep[],
  calendar: WorkingCalendar,
  now: Date,
): LadderStep[] {
  return nextSteps(item, ladder).filter((step) => isReached(percentOf(step), item, calendar, now));
}

/** The first repeat after `now`, a whole number of working days after `moment`. */
function dayAfter(moment: Date, calendar: WorkingCalendar, now: Date): Date {
  let next = addWorkingDays(calendar, moment, 1);
  while (next <= now) next = addWorkingDays(calendar, next, 1);
  return next;
}

function rungOf(step: LadderStep, repeat: number, item: Climber): Rung {
  return {
    percent: percentOf(step),
    repeat,
    roles: step.unlessAcknowledged && item.acknowledgedAt ? [] : rolesAt(step, repeat),
  };
}
