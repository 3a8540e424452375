/** What follows from how an attempt ended: settled, or again and when. Pure; the worker asks. */
import type { MessageRef, SendOutcome } from '../chat/messenger.js';

/** A message is given up after this many refusals "not now": with the waits below that is about a day. */
export const maxAttemptCount = 170;

/**
 * Seconds until a message over which our own code threw is tried again, by the number of throws; then it is given up.
 * They add up to more than an hour, because what looks like our defect may have a cause that goes away.
 */
const defectWaitsSeconds = [5, 60, 600, 3_600];
export const maxDefectCount = defectWaitsSeconds.length + 1;

/** A message refused so often (about a minute), or over which our code threw, lets the later ones of its lane pass. */
export const stepAsideAttemptCount = 6;

const longestWaitSeconds = 600;
const longestNamedWaitSeconds = 3600;

/** How one attempt ended, as far as that can be known. */
export type AttemptEnd =
  | (Exclude<SendOutcome, { readonly kind: 'gone' }> & { readonly mayStandTwice?: true })
  | { readonly kind: 'skip'; readonly reason: string }
  /** It may have been sent long ago, and is not sent now. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Our own code threw. */
  | { readonly kind: 'defect'; readonly reason: string; readonly mayHaveArrived: boolean };

export type Verdict =
  | { readonly kind: 'sent'; readonly ref: MessageRef; readonly mayStandTwice: boolean }
  /** `skipped`: no longer true. `failed`: given up. `unknown`: it may have arrived, and must not be sent twice. */
  | { readonly kind: 'skipped' | 'failed' | 'unknown'; readonly reason: string }
  | {
      readonly kind: 'again';
      readonly reason: string;
      readonly waitSeconds: number;
      readonly isDefect: boolean;
      readonly wantsMending: boolean;
      /** This attempt may have posted it. */
      readonly mayHaveArrived: boolean;
      /** The later ones of its lane are sent meanwhile. */
      readonly letsPass: boolean;
    };

/** What is known of the delivery: the counts include the attempt that has just ended. */
export interface AttemptCounts {
  readonly atMostOnce: boolean;
  readonly attemptCount: number;
  /** Throws before this attempt. */
  readonly defectCount: number;
}

/** @param random 0 to 1: spreads the waits, so that many messages refused together don't come back together. */
export function judge(counts: AttemptCounts, end: AttemptEnd, random: number): Verdict {
  switch (end.kind) {
    case 'sent':
      return { kind: 'sent', ref: end.ref, mayStandTwice: end.mayStandTwice ?? false };
    case 'skip':
      return { kind: 'skipped', reason: end.reason };
    case 'permanent':
      return { kind: 'failed', reason: end.reason };
    case 'unknown':
      return { kind: 'unknown', reason: end.reason };
    case 'retry':
    case 'defect':
      return judgeFailure(counts, end, random);
  }
}

type Failure = Extract<AttemptEnd, { readonly kind: 'retry' | 'defect' }>;

function judgeFailure(counts: AttemptCounts, end: Failure, random: number): Verdict {
  const { reason } = end;
  if (end.mayHaveArrived && counts.atMostOnce) return { kind: 'unknown', reason };
  const isDefect = end.kind === 'defect';
  const isUsedUp = isDefect ? counts.defectCount + 1 >= maxDefectCount : counts.attemptCount >= maxAttemptCount;
  if (isUsedUp) return { kind: 'failed', reason };
  const named = end.kind === 'retry' ? end.waitSeconds : undefined;
  const wantsMending = end.kind === 'retry' && end.wantsMending === true;
  const wait = isDefect ? defectWaitsSeconds[counts.defectCount] : named;
  const letsPass = isDefect || counts.defectCount > 0 || counts.attemptCount >= stepAsideAttemptCount;
  return {
    kind: 'again',
    reason,
    isDefect,
    wantsMending,
    mayHaveArrived: end.mayHaveArrived ?? false,
    letsPass,
    waitSeconds: waitSeconds(counts.attemptCount, wait, random),
  };
}

/**
 * Seconds until the next attempt: what the platform named, within an hour (it alone knows its limits, but a
 * garbled header must not park a message for a year); otherwise 2, 4, 8 … up to ten minutes, less up to a quarter.
 */
export function waitSeconds(attemptCount: number, named: number | undefined, random: number): number {
  if (named !== undefined && Number.isFinite(named)) return Math.min(Math.max(named, 1), longestNamedWaitSeconds);
  const full = Math.min(2 ** Math.min(attemptCount, 16), longestWaitSeconds);
  return full * (1 - random / 4);
}
