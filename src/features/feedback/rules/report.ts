/** How well feedback was answered in a period: the figures of `report`, and exactly what each of them counts. Pure. */
import { type WorkingCalendar, workingTimeBetween } from '../../../kernel/time/working-time.js';
import { type SteppedItem, type TimeSpent, tallyTimeSpent } from './time-spent.js';

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

/** Counts a period, item by item. Durations are real time unless the field says working time. */
export interface ReportTally {
  /** What was captured in it. */
  captured(item: CapturedItem): void;
  /** What was resolved in it. */
  resolved(item: ResolvedItem): void;
  /** The figures of what was counted. */
  report(more: Pick<FeedbackReport, 'reopenedCount' | 'leftOut'>): FeedbackReport;
}

/** Begins to count. @param calendar of the organisation, by which working time is counted */
export function tallyReport(calendar: WorkingCalendar): ReportTally {
  const toOwner: number[] = [];
  const toAcknowledgement: number[] = [];
  const toResolution: number[] = [];
  const [segments, spent] = [tallySegments(), tallyTimeSpent(calendar)];
  let [capturedCount, overdueCount, keptCount, cameBackCount] = [0, 0, 0, 0];
  return {
    captured({ capturedAt, ownedAt, acknowledgedAt, isOverdue, segments: its }) {
      capturedCount += 1;
      if (ownedAt) toOwner.push(ownedAt.getTime() - capturedAt.getTime());
      if (acknowledgedAt) toAcknowledgement.push(workingTimeBetween(calendar, capturedAt, acknowledgedAt));
      if (!isOverdue) return;
      overdueCount += 1;
      segments.add(its, 'overdueCount');
    },
    resolved(item) {
      const isKept = item.clockMs <= item.promiseMs;
      toResolution.push(item.clockMs);
      keptCount += Number(isKept);
      cameBackCount += Number(item.cameBack);
      segments.add(item.segments, 'resolvedCount');
      if (isKept) segments.add(item.segments, 'keptCount');
      spent.resolved(item);
    },
    report: (more) => ({
      capturedCount,
      medianToOwnerMs: median(toOwner),
      medianToAcknowledgementMs: median(toAcknowledgement),
      resolvedCount: toResolution.length,
      medianToResolutionMs: median(toResolution),
      withinPromise: toResolution.length > 0 ? keptCount / toResolution.length : null,
      overdueCount,
      bySegment: segments.all(),
      timeSpent: spent.spent(),
      cameBackCount,
      ...more,
    }),
  };
}

type Kept = Omit<SegmentKept, 'segment'>;

/** `Shops` and `shops` are one segment, called as it comes first by letter. */
function tallySegments() {
  const found = new Map<string, { -readonly [Key in keyof SegmentKept]: SegmentKept[Key] }>();
  return {
    add(segments: readonly string[], what: keyof Kept): void {
      for (const segment of segments) {
        const key = segment.toLowerCase();
        const its = found.get(key) ?? { segment, resolvedCount: 0, keptCount: 0, overdueCount: 0 };
        if (segment < its.segment) its.segment = segment;
        its[what] += 1;
        found.set(key, its);
      }
    },
    all: (): readonly SegmentKept[] =>
      [...found.values()].toSorted((a, b) => answersOf(b) - answersOf(a) || (a.segment < b.segment ? -1 : 1)),
  };
}

const answersOf = ({ resolvedCount, overdueCount }: SegmentKept): number => resolvedCount + overdueCount;

/** The middle one, or the mean of the two in the middle; null: there are none. */
export function median(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).sort();
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
