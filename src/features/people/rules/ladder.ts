/** The ladder of nudges as settings keep it: at which share of the promise who is reminded. Read and climbed by feedback. */

/** Whom a step can reach. `place`: where the feedback was captured. */
export const ladderRecipients = ['owner', 'champion', 'place'] as const;
export type LadderRecipient = (typeof ladderRecipients)[number];

/** One rung. Climbed once, unless `repeatDaily`. */
export interface LadderStep {
  /** Share of the promise: 0.25 is a quarter of it used, 3 is three times overrun. */
  readonly at: number;
  readonly to: readonly LadderRecipient[];
  /** Left out when the owner has said "I'm on it". */
  readonly unlessAcknowledged?: boolean;
  /** From this rung on, again every working day. At most one step of a ladder has it. */
  readonly repeatDaily?: boolean;
  /** Who hears of every second repetition too (the second, the fourth …). Only with `repeatDaily`. */
  readonly everySecond?: readonly 'champion'[];
}

/** PRODUCT.md's table. */
export const defaultLadder: readonly LadderStep[] = [
  { at: 0.25, to: ['owner'], unlessAcknowledged: true },
  { at: 0.75, to: ['owner'] },
  { at: 1, to: ['owner', 'champion'] },
  { at: 1.5, to: ['owner'], repeatDaily: true, everySecond: ['champion'] },
  { at: 3, to: ['place'] },
];
