/** How what went in by mistake is put right: withdrawn, brought back, joined with another, or edited. Pure. */
import type { Edits } from './events.js';
import type { Feedback, FurtherWords, Severity, WithdrawnBecause } from './feedback.js';
import { startLadder } from './ladder.js';
import { momentOf, startClock, stopClock } from './promise-clock.js';
import { type Outcome, resume, type Terms } from './transitions.js';

/** Until then whoever captured the words may change them; later what they write is an addition. In ms. */
export const wordsOpenMs = 15 * 60_000;

/** Until then whoever captured a message by a reaction takes it back by removing the reaction. In ms. */
export const reactionOpenMs = 10 * 60_000;

/** Nothing is due any more. What was answered stays, for the case that it is brought back. */
export function withdraw(feedback: Feedback, because: WithdrawnBecause, terms: Terms): Outcome {
  return {
    feedback: {
      ...feedback,
      ...stopClock(feedback, terms.calendar, terms.now),
      state: 'withdrawn',
      withdrawnBecause: because,
      promiseEndsAt: null,
      waitingUntil: null,
      repeatDueAt: null,
      dueAt: null,
    },
    happened: { what: 'withdrawn', details: { because } },
  };
}

/** As it was before: resolved, or open with its clock running on. */
export function restore(feedback: Feedback, terms: Terms): Outcome {
  const back = { ...feedback, withdrawnBecause: null, sameAsId: null };
  const restored: Feedback =
    back.resolvedAt === null ? resume(back, 'answer', terms).feedback : { ...back, state: 'resolved' };
  return { feedback: restored, happened: { what: 'restored', details: {} } };
}

/** A rule left it out, and it is no noise: somebody gets it, and its promise begins now. */
export function takeUp(feedback: Feedback, to: Pick<Feedback, 'ownerId' | 'routing'>, terms: Terms): Outcome {
  const { promiseMs, heldPromise = null } = terms;
  const clock = { ...startClock(promiseMs, terms.now, heldPromise), heldPromise };
  return {
    feedback: {
      ...feedback,
      ...to,
      ...clock,
      ...startLadder(clock, terms.ladder, terms.calendar),
      state: 'open',
      withdrawnBecause: null,
      promiseEndsAt: momentOf(100, clock, terms.calendar),
    },
    happened: { what: 'restored', details: {} },
  };
}

/** The first becomes a part of the second, which takes over the promise that ends first. */
export function join(
  part: Feedback,
  whole: Feedback,
  terms: Terms,
): { readonly part: Outcome; readonly whole: Outcome } {
  const withdrawn = withdraw(part, 'same', terms);
  const isMoreUrgent = part.promiseEndsAt && whole.promiseEndsAt && part.promiseEndsAt < whole.promiseEndsAt;
  const {
    promiseMs,
    heldPromise = null,
    clockUsedMs,
    clockStartedAt,
    promiseEndsAt,
    climbedPercent,
    repeatCount,
    repeatDueAt,
    dueAt,
  } = isMoreUrgent ? part : whole;
  const clock = { promiseMs, heldPromise, clockUsedMs, clockStartedAt, promiseEndsAt };
  return {
    part: {
      feedback: { ...withdrawn.feedback, sameAsId: whole.id },
      happened: { what: 'withdrawn', details: { because: 'same', number: whole.number } },
    },
    whole: {
      feedback: { ...whole, ...clock, climbedPercent, repeatCount, repeatDueAt, dueAt },
      happened: { what: 'joined', details: { number: part.number } },
    },
  };
}

/** What somebody wants to be otherwise; absent: stays as it is. */
export interface Edit {
  readonly customerId?: string | null;
  readonly topic?: string | null;
  readonly severity?: Severity;
  readonly confidential?: boolean;
  /** In place of the words. */
  readonly text?: string;
  /** Beside the words. */
  readonly addition?: string;
}

/** Whether this person may still change the words themselves. */
export function mayChangeWords(
  { capturedById, capturedAt }: Pick<Feedback, 'capturedById' | 'capturedAt'>,
  actorId: string,
  now: Date,
): boolean {
  return capturedById === actorId && now.getTime() - capturedAt.getTime() <= wordsOpenMs;
}

const plain = ['customerId', 'topic', 'severity', 'confidential'] as const;

/** null: nothing would change. */
export function edit(feedback: Feedback, wanted: Edit, byId: string, now: Date): Outcome | null {
  const { text, addition, ...values } = wanted;
  const edits: Edits = Object.fromEntries(
    plain.flatMap((name) =>
      values[name] === undefined || values[name] === feedback[name]
        ? []
        : [[name, { from: feedback[name], to: values[name] }]],
    ),
  );
  const further: FurtherWords[] = [];
  const said = { at: now.toISOString(), byId };
  if (text !== undefined && text !== feedback.text) further.push({ kind: 'before', text: feedback.text, ...said });
  if (addition !== undefined) further.push({ kind: 'addition', text: addition, ...said });
  if (Object.keys(edits).length === 0 && further.length === 0) return null;
  const words = further.map((_, index) => feedback.furtherWords.length + index);
  return {
    feedback: {
      ...feedback,
      ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
      text: text ?? feedback.text,
      furtherWords: [...feedback.furtherWords, ...further],
    },
    happened: { what: 'edited', details: { edits, words } },
  };
}
