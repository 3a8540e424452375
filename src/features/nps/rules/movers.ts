/** Which segments moved most between two periods. Pure. */
import { groupBy } from '../../../kernel/group-by.js';
import { type AnswerCount, difference, type Measure, measure, merge } from './measure.js';
import type { MetricKind } from './metric.js';

/** The answers of one segment in two periods. */
export interface SegmentAnswers {
  /** null: answers of no segment. */
  readonly segment: string | null;
  readonly now: readonly AnswerCount[];
  readonly before: readonly AnswerCount[];
}

/** A segment whose measure changed. */
export interface Mover {
  readonly segment: string;
  readonly now: Measure;
  readonly before: Measure;
  readonly isReal: boolean;
}

/**
 * Those that moved, the surest first: what is more than noise, then by how far, then by name. A segment without
 * answers in one of the periods did not move, it only began or fell silent. `Shops` and `shops` are one segment.
 */
export function moversOf(metric: MetricKind, segments: readonly SegmentAnswers[], limit: number): readonly Mover[] {
  const named = segments.flatMap(({ segment, ...answers }) => (segment === null ? [] : [{ segment, ...answers }]));
  const movers = [...groupBy(named, ({ segment }) => segment.toLowerCase()).values()].flatMap((written): Mover[] => {
    const now = measure(metric, merge(written.map((each) => each.now)));
    const before = measure(metric, merge(written.map((each) => each.before)));
    // The first by letter, as in the list of segments.
    const [segment] = written.map((each) => each.segment).toSorted();
    if (segment === undefined || !now || !before || now.value === before.value) return [];
    return [{ segment, now, before, isReal: difference(metric, now, before).isReal }];
  });
  const distance = ({ now, before }: Mover) => Math.abs(now.value - before.value);
  const surestFirst = (a: Mover, b: Mover) =>
    Number(b.isReal) - Number(a.isReal) || distance(b) - distance(a) || (a.segment < b.segment ? -1 : 1);
  return movers.toSorted(surestFirst).slice(0, limit);
}
