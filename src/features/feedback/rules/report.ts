/** How well feedback was answered in a period: the figures of `report`, and exactly what each of them counts. Pure. */
import { groupBy } from '../../../kernel/group-by.js';
import { type WorkingCalendar, workingTimeBetween } from '../../../kernel/time/working-time.js';
import { type SteppedItem, type TimeSpent, timeSpent } from './time-spent.js';

/** One piece of feedback that was captured in the period. */
export interface CapturedItem {
  readonly capturedAt: Date;
  /** When it first had an owner; null: it never had one. */
  readonly ownedAt: Date | null;
  /** When somebody first pressed “I’m on it”, or resolved it without; null: not yet. */
  readonly acknowledgedAt: Date | null;
  /** Its promise has ended, and it is not resolved. */
  readonly isOverdue: boolean;
  /** All that its customer is in. */
  readonly segments: readonly string[];
}

/** One piece of feedback that was resolved in the period and is so still. */
export interface ResolvedItem extends SteppedItem {
  /** All that its customer is in. */
  readonly segments: readonly string[];
  /** The promise’s clock when it was resolved: working time without waiting for the customer. */
  readonly clockMs: number;
  readonly promiseMs: number;
  /** Its owner said so when it was resolved. */
  readonly cameBack: boolean;
}

/** How much of what came in the period a rule left out. */
export interface LeftOut {
  /** Its name. */
  readonly rule: string;
  readonly count: number;
}

/** How well feedback was dealt with in a period. */
export interface FeedbackReport {
  /** Captured in the period, whatever became of it since. */
  readonly capturedCount: number;
  /** From captured to first owned, in real ms; over what was captured in the period and has had an owner. null: none. */
  readonly medianToOwnerMs: number | null;
  /**
   * From captured to first acknowledged (or resolved, where nobody acknowledged first), in ms of the organisation's
   * working time; over what was captured in the period and is acknowledged by now. null: none.
   */
  readonly medianToAcknowledgementMs: number | null;
  /** Resolved in the period and not reopened since. */
  readonly resolvedCount: number;
  /** What the promise's clock showed at the resolution (working time, without waiting for the customer). null: none. */
  readonly medianToResolutionMs: number | null;
  /** Of these, those whose clock showed no more than the promise: 0 to 1. null: none. */
  readonly withinPromise: number | null;
  /** Captured in the period, not resolved, and past its promise now. */
  readonly overdueCount: number;
  /** The same by segment of their customers, the most first; one customer may be in several. */
  readonly bySegment: readonly SegmentKept[];
  /** null: none was resolved. */
  readonly timeSpent: TimeSpent | null;
  /** Pieces of feedback that were reopened in the period, each once however often. */
  readonly reopenedCount: number;
  /** Of those resolved in the period: the same customer with the same category of root cause as in one resolved before. */
  readonly cameBackCount: number;
  /** What rules left out, the most first; none of it is counted above. */
  readonly leftOut: readonly LeftOut[];
}

/** Answers to the customers of a segment. */
export interface SegmentKept {
  readonly segment: string;
  readonly resolvedCount: number;
  readonly keptCount: number;
  /** Not resolved, and past its promise now. */
  readonly overdueCount: number;
}

const isKept = ({ clockMs, promiseMs }: ResolvedItem): boolean => clockMs <= promiseMs;

/** `Shops` and `shops` are one segment, called as it comes first by letter. */
function bySegment(
  resolved: readonly ResolvedItem[],
  overdue: readonly Pick<CapturedItem, 'segments'>[],
): readonly SegmentKept[] {
  const end = (of: readonly Pick<CapturedItem, 'segments'>[], how: 'kept' | 'broken' | 'overdue') =>
    of.flatMap(({ segments }) => segments.map((segment) => ({ segment, how })));
  const placed = [
    ...end(resolved.filter(isKept), 'kept'),
    ...end(
      resolved.filter((item) => !isKept(item)),
      'broken',
    ),
    ...end(overdue, 'overdue'),
  ];
  return [...groupBy(placed, ({ segment }) => segment.toLowerCase()).values()]
    .map((all) => {
      const overdueCount = all.filter(({ how }) => how === 'overdue').length;
      return {
        segment: all.map(({ segment }) => segment).toSorted()[0] ?? '',
        resolvedCount: all.length - overdueCount,
        keptCount: all.filter(({ how }) => how === 'kept').length,
        overdueCount,
      };
    })
    .toSorted((a, b) => answersOf(b) - answersOf(a) || (a.segment < b.segment ? -1 : 1));
}

const answersOf = ({ resolvedCount, overdueCount }: SegmentKept): number => resolvedCount + overdueCount;

/** Counts a period. Durations are real time unless the field says working time. */
export function reckonReport(
  captured: readonly CapturedItem[],
  resolved: readonly ResolvedItem[],
  {
    reopenedCount,
    calendar,
    leftOut = [],
  }: { readonly reopenedCount: number; readonly calendar: WorkingCalendar; readonly leftOut?: readonly LeftOut[] },
): FeedbackReport {
  const toOwner = captured.flatMap(({ capturedAt, ownedAt }) =>
    ownedAt ? ownedAt.getTime() - capturedAt.getTime() : [],
  );
  const toAcknowledgement = captured.flatMap(({ capturedAt, acknowledgedAt }) =>
    acknowledgedAt ? workingTimeBetween(calendar, capturedAt, acknowledgedAt) : [],
  );
  const kept = resolved.filter(isKept).length;
  const overdue = captured.filter(({ isOverdue }) => isOverdue);
  return {
    capturedCount: captured.length,
    medianToOwnerMs: median(toOwner),
    medianToAcknowledgementMs: median(toAcknowledgement),
    resolvedCount: resolved.length,
    medianToResolutionMs: median(resolved.map(({ clockMs }) => clockMs)),
    withinPromise: resolved.length > 0 ? kept / resolved.length : null,
    overdueCount: overdue.length,
    bySegment: bySegment(resolved, overdue),
    timeSpent: timeSpent(resolved, calendar),
    reopenedCount,
    leftOut,
    cameBackCount: resolved.filter(({ cameBack }) => cameBack).length,
  };
}

/** The middle one, or the mean of the two in the middle; null: there are none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
