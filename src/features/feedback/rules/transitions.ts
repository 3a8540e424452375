/** How a piece of feedback moves from state to state: what each verb changes, and when it does not fit any more. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { WorkingCalendar } from '../../../kernel/time/working-time.js';
import type { Happening } from './events.js';
import type { Feedback, HeldPromise, Resolution, Routing, State } from './feedback.js';
import { resumeLadder, startLadder } from './ladder.js';
import type { LadderStep } from './ladder-notation.js';
import { momentOf, resumeClock, startClock, stopClock } from './promise-clock.js';

/** What can be done to a piece of feedback. */
export type Verb =
  | 'acknowledge'
  | 'handOver'
  | 'wait'
  | 'resume'
  | 'resolve'
  | 'reopen'
  | 'withdraw'
  | 'restore'
  | 'edit'
  | 'join';

/** Verbs that correct what went in, and not how it is answered: whoever captured it may do them too. */
export const corrections: readonly Verb[] = ['withdraw', 'restore', 'edit', 'join'];

/** Why a verb does not fit the state any more: a stale button, a form whose item was resolved meanwhile. */
export type Misfit =
  | 'alreadyAcknowledged'
  | 'isWaiting'
  | 'isResolved'
  | 'clockRuns'
  | 'notResolved'
  | 'isWithdrawn'
  | 'notWithdrawn';

const misfits: Readonly<Record<Verb, Partial<Record<Exclude<State, 'withdrawn'>, Misfit>>>> = {
  acknowledge: { acknowledged: 'alreadyAcknowledged', waiting: 'isWaiting', resolved: 'isResolved' },
  handOver: { resolved: 'isResolved' },
  wait: { resolved: 'isResolved' },
  resume: { open: 'clockRuns', acknowledged: 'clockRuns', resolved: 'isResolved' },
  resolve: { resolved: 'isResolved' },
  reopen: { open: 'notResolved', acknowledged: 'notResolved', waiting: 'notResolved' },
  withdraw: {},
  restore: { open: 'notWithdrawn', acknowledged: 'notWithdrawn', waiting: 'notWithdrawn', resolved: 'notWithdrawn' },
  edit: {},
  join: { resolved: 'isResolved' },
};

/** null: the verb fits. */
export function misfitOf(verb: Verb, state: State): Misfit | null {
  if (state === 'withdrawn') return verb === 'restore' ? null : 'isWithdrawn';
  return misfits[verb][state] ?? null;
}

/** By what the clock counts: the organisation's settings as they are now. */
export interface Terms {
  readonly calendar: WorkingCalendar;
  readonly ladder: readonly LadderStep[];
  /** Of the usual promise, unless another holds. */
  readonly promiseMs: number;
  readonly heldPromise?: HeldPromise | null;
  readonly now: Date;
}

/** The item after the verb, and what its history says of it. */
export interface Outcome {
  readonly feedback: Feedback;
  readonly happened: Happening;
}

/** "I'm on it": an acknowledgement, not an end; the clock runs on. */
export function acknowledge(feedback: Feedback, { now }: Terms): Outcome {
  return {
    feedback: { ...feedback, state: 'acknowledged', acknowledgedAt: now },
    happened: { what: 'acknowledged', details: {} },
  };
}

/** A new owner has seen nothing yet; the clock runs (or waits) on, and rungs already climbed stay climbed. */
export function handOver(feedback: Feedback, ownerId: string, routing: Routing): Outcome {
  const state = feedback.state === 'waiting' ? 'waiting' : 'open';
  return {
    feedback: { ...feedback, state, ownerId, routing, acknowledgedAt: null },
    happened: { what: 'handedOver', details: { ownerId, routing } },
  };
}

/** The clock stands until `until` or until the customer answers. */
export function wait(feedback: Feedback, { until, why }: { until: Date; why: string }, terms: Terms): Outcome {
  const stopped = stopClock(feedback, terms.calendar, terms.now);
  return {
    feedback: {
      ...feedback,
      ...stopped,
      state: 'waiting',
      waitingUntil: until,
      promiseEndsAt: null,
      repeatDueAt: null,
      dueAt: until,
    },
    happened: { what: 'waiting', details: { until: until.toISOString(), why } },
  };
}

/** The clock runs again, from where it stood. */
export function resume(feedback: Feedback, because: 'time' | 'answer', terms: Terms): Outcome {
  const running = { ...feedback, ...resumeClock(feedback, terms.now), waitingUntil: null };
  return {
    feedback: {
      ...running,
      state: feedback.acknowledgedAt ? 'acknowledged' : 'open',
      promiseEndsAt: momentOf(100, running, terms.calendar),
      ...resumeLadder(running, terms.ladder, terms.calendar, terms.now),
    },
    happened: { what: 'resumed', details: { because } },
  };
}

/** The clock ends: no due time, so nothing is left to cancel. */
export function resolve(
  feedback: Feedback,
  resolution: Resolution,
  by: { readonly id: string; readonly cameBackFromId?: string | null },
  terms: Terms,
): Outcome {
  const stopped = stopClock(feedback, terms.calendar, terms.now);
  return {
    feedback: {
      ...feedback,
      ...stopped,
      state: 'resolved',
      resolution,
      resolvedAt: terms.now,
      resolvedById: by.id,
      cameBackFromId: by.cameBackFromId ?? null,
      saidSolved: null,
      saidSolvedAt: null,
      promiseEndsAt: null,
      waitingUntil: null,
      repeatDueAt: null,
      dueAt: null,
    },
    happened: { what: 'resolved', details: { ...resolution, clockMs: stopped.clockUsedMs } },
  };
}

/** A new round: the whole promise again. What was answered before stays in the history. */
export function reopen(
  feedback: Feedback,
  {
    ownerId,
    routing,
    ...because
  }: Pick<Feedback, 'ownerId' | 'routing'> & ({ readonly why: string } | { readonly words: number }),
  terms: Terms,
): Outcome {
  const { promiseMs, heldPromise = null } = terms;
  const clock = { ...startClock(promiseMs, terms.now, heldPromise), heldPromise };
  const round = feedback.round + 1;
  return {
    feedback: {
      ...feedback,
      ...clock,
      ...startLadder(clock, terms.ladder, terms.calendar),
      ownerId,
      routing,
      round,
      state: 'open',
      acknowledgedAt: null,
      resolution: null,
      resolvedAt: null,
      resolvedById: null,
      cameBackFromId: null,
      promiseEndsAt: momentOf(100, clock, terms.calendar),
    },
    happened: { what: 'reopened', details: { round, ownerId, ...because } },
  };
}

/** What a customer says when asked whether it is solved: it stands beside their words. Answers with its place there. */
export function noteSaidSolved(
  feedback: Feedback,
  { isSolved, words, by }: { readonly isSolved: boolean; readonly words: string | null; readonly by: string | null },
  now: Date,
): { readonly feedback: Feedback; readonly words: number } {
  const said = {
    kind: 'addition',
    text: words ?? '',
    at: now.toISOString(),
    byId: '',
    answers: { isSolved, by },
  } as const;
  return {
    feedback: {
      ...feedback,
      saidSolved: isSolved,
      saidSolvedAt: now,
      furtherWords: [...feedback.furtherWords, said],
    },
    words: feedback.furtherWords.length,
  };
}

/**
 * The promise that holds now: the same clock, counted to another end. What waits goes on waiting, what is over stays as it
 * was, and what the usual promise held for keeps the one that it was captured with.
 */
export function withPromise(
  feedback: Feedback,
  { promiseMs, heldPromise }: Pick<Feedback, 'promiseMs'> & { readonly heldPromise: HeldPromise | null },
  terms: Terms,
): Feedback {
  const isOver = feedback.state === 'resolved' || feedback.state === 'withdrawn';
  const before = feedback.heldPromise ?? null;
  const isSame =
    heldPromise === null
      ? before === null
      : isDeepStrictEqual({ promiseMs, heldPromise }, { promiseMs: feedback.promiseMs, heldPromise: before });
  return isOver || isSame ? feedback : recount({ ...feedback, promiseMs, heldPromise }, terms);
}

/**
 * Settings changed: the same clock and the same promise, counted by the new calendar. Rungs that it has passed
 * by now are climbed at the next look, as after an outage.
 */
export function recount(feedback: Feedback, { calendar, ladder, now }: Terms): Feedback {
  if (!feedback.clockStartedAt) return feedback;
  return {
    ...feedback,
    promiseEndsAt: momentOf(100, feedback, calendar),
    ...resumeLadder(feedback, ladder, calendar, now),
  };
}
