/** Where the time goes between a customer's words and their answer, step by step. Pure. */
import { type WorkingCalendar, workingTimeBetween } from '../../../kernel/time/working-time.js';

/** What happened to an item that moved it from step to step. */
export interface StepEvent {
  readonly what: string;
  readonly at: Date;
  /** It named an owner. */
  readonly isOwned: boolean;
}

/** One item that was resolved, with its history in order. */
export interface SteppedItem {
  readonly capturedAt: Date;
  readonly resolvedAt: Date;
  readonly steps: readonly StepEvent[];
}

/** The steps, in their order; each ends where the next begins, but for waiting, which is taken out of where it fell. */
export const stepNames = ['toOwner', 'toAcknowledgement', 'waiting', 'afterwards'] as const;
/** One of `stepNames`. */
export type StepName = (typeof stepNames)[number];

/** How long each step took on average, in ms of the organisation's working time. */
export interface TimeSpent {
  readonly meanMs: Readonly<Record<StepName, number>>;
  /** null: none took any time. */
  readonly slowest: StepName | null;
  /** Hand-overs per item. */
  readonly handOvers: number;
}

/** Counts the items resolved in a period; `spent` answers null where there are none. */
export function tallyTimeSpent(calendar: WorkingCalendar) {
  const sumMs = { toOwner: 0, toAcknowledgement: 0, waiting: 0, afterwards: 0 };
  let [count, handOverCount] = [0, 0];
  return {
    resolved(item: SteppedItem): void {
      const steps = stepsOf(item, calendar);
      for (const name of stepNames) sumMs[name] += steps[name];
      count += 1;
      handOverCount += item.steps.filter(({ what }) => what === 'handedOver').length;
    },
    spent(): TimeSpent | null {
      if (count === 0) return null;
      const mean = (name: StepName) => sumMs[name] / count;
      const meanMs = {
        toOwner: mean('toOwner'),
        toAcknowledgement: mean('toAcknowledgement'),
        waiting: mean('waiting'),
        afterwards: mean('afterwards'),
      };
      const longest = stepNames.reduce((most, name) => (meanMs[name] > meanMs[most] ? name : most));
      return { meanMs, slowest: meanMs[longest] > 0 ? longest : null, handOvers: handOverCount / count };
    },
  };
}

interface Span {
  readonly from: Date;
  readonly until: Date;
}

function stepsOf(item: SteppedItem, calendar: WorkingCalendar): Record<StepName, number> {
  const { capturedAt, resolvedAt, steps } = item;
  const length = (from: Date, until: Date) => (from < until ? workingTimeBetween(calendar, from, until) : 0);
  const owned = steps.find(({ what, isOwned }) => isOwned && (what === 'routed' || what === 'handedOver'));
  const ownedAt = earlier(owned?.at ?? resolvedAt, resolvedAt);
  const acknowledged = steps.find(({ what }) => what === 'acknowledged' || what === 'resolved');
  const acknowledgedAt = earlier(acknowledged?.at ?? resolvedAt, resolvedAt);
  const waits = waitsOf(item);
  const waitedMs = (from: Date, until: Date) =>
    waits.reduce((sum, wait) => sum + length(later(wait.from, from), earlier(wait.until, until)), 0);
  const toOwner = length(capturedAt, ownedAt) - waitedMs(capturedAt, ownedAt);
  const toAcknowledgement = length(ownedAt, acknowledgedAt) - waitedMs(ownedAt, acknowledgedAt);
  const waiting = waitedMs(capturedAt, resolvedAt);
  const all = length(capturedAt, resolvedAt);
  return { toOwner, toAcknowledgement, waiting, afterwards: Math.max(all - toOwner - toAcknowledgement - waiting, 0) };
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
const later = (one: Date, other: Date): Date => (one > other ? one : other);

/** A hand-over leaves an item waiting. */
function waitsOf({ resolvedAt, steps }: SteppedItem): readonly Span[] {
  const spans: Span[] = [];
  let from: Date | null = null;
  for (const { what, at } of steps) {
    if (what === 'waiting') from ??= at;
    if ((what === 'resumed' || what === 'resolved') && from) {
      spans.push({ from, until: at });
      from = null;
    }
  }
  return from ? [...spans, { from, until: resolvedAt }] : spans;
}
