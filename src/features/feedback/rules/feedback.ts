/** What a piece of feedback is: the room's central type, as the store gives it and every rule takes it. */
import { numbered } from '../../../chat/numbered.js';
import { phrase } from '../../../kernel/language/say.js';
import type { Surface } from '../../../kernel/person.js';
import type { CustomerTone } from './tone/tone-list.js';

/** The states of a piece of feedback. */
export const states = ['open', 'acknowledged', 'waiting', 'resolved', 'withdrawn'] as const;
/** One of `states`. */
export type State = (typeof states)[number];

/** How bad it is for the customer, the mildest first. */
export const severities = ['low', 'normal', 'high'] as const;
/** One of `severities`. */
export type Severity = (typeof severities)[number];

/** How a piece of feedback can end. */
export const outcomes = ['fixed', 'explained', 'compensated', 'passed on', 'declined'] as const;
/** One of `outcomes`. */
export type Outcome = (typeof outcomes)[number];

/** Why a piece of feedback is taken back. */
export const withdrawalReasons = ['mistake', 'notFeedback', 'test'] as const;
/** One of `withdrawalReasons`. */
export type WithdrawalReason = (typeof withdrawalReasons)[number];
/** `same`: it became a part of another one. `leftOut`: a rule takes it for noise, and nobody ever owned it. */
export type WithdrawnBecause = WithdrawalReason | 'same' | 'leftOut';

/** Words beside the first ones: said later, or before somebody corrected them. */
export interface FurtherWords {
  readonly kind: 'addition' | 'before';
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
  readonly byId: string;
  /** The customer said it when asked whether it is solved. Absent: one of us wrote it. */
  readonly answers?: {
    readonly isSolved: boolean;
    /** Their name; null: it is not known. */
    readonly by: string | null;
  };
}

/** What kinds of causes are told apart. */
export const rootCauseCategories = [
  'product',
  'service',
  'communication',
  'process',
  'price',
  'third party',
  'other',
] as const;
/** One of `rootCauseCategories`. */
export type RootCauseCategory = (typeof rootCauseCategories)[number];

/** Customers' words are kept exactly; longer ones are refused with the number, never cut in silence. */
export const maxTextLength = 10_000;

/** Without all of these nothing is resolved: what happened, what the customer heard, why, and how never again. */
export interface Resolution {
  readonly outcome: Outcome;
  readonly customerTold: string;
  readonly rootCauseCategory: RootCauseCategory;
  readonly rootCause: string;
  /** How it is prevented next time, or why it need not be. */
  readonly prevention: string;
  /** Whether what is behind it was designed right, as whoever resolved it said. Absent or null: not said. */
  readonly designedRight?: boolean | null;
  /** Whether it was done as it was designed; the same. */
  readonly doneAsDesigned?: boolean | null;
}

/** Why somebody is the owner; the card says it in words. */
export type Routing =
  | {
      readonly kind: 'rule';
      readonly position: number;
      readonly name: string;
      readonly by: 'person' | 'turns' | 'load';
    }
  /** Whoever captured it named the owner. */
  | { readonly kind: 'named' }
  /** `because`: no rule fits, or some do and nobody whom they name is here. Absent: of an older time, when nobody kept which. */
  | { readonly kind: 'champion'; readonly because?: 'noRule' | 'nobodyHere' }
  /** No champion, and no rule helps: whoever captured it. */
  | { readonly kind: 'capturer' }
  /** The same, and it came from a system: an admin, else anybody, so that it is not nobody's. */
  | { readonly kind: 'lastResort' }
  /** It was old when it came: kept and found, and nobody's. */
  | { readonly kind: 'history' }
  /** A rule says that it is noise: counted and listed, and nobody's until somebody brings it back. */
  | { readonly kind: 'leftOut'; readonly position: number; readonly name: string }
  | { readonly kind: 'handedOver'; readonly fromId: string | null; readonly why: string }
  | { readonly kind: 'tookOver'; readonly fromId: string | null }
  /** The owner is away, or has left; `delegate`: who stands in for them, else it was routed again. */
  | {
      readonly kind: 'away';
      readonly fromId: string;
      readonly to: 'delegate' | 'routed';
      readonly hasLeft?: boolean;
    };

/** A promise with a condition, as it held for an item when it was chosen. */
export interface HeldPromise {
  /** From 1, in the order in which promises are tried. */
  readonly position: number;
  /** As it was typed. */
  readonly when: string;
  /** It counts round the clock, on days off as well. */
  readonly isAlways: boolean;
}

/** Measures how much of the promise is used; it stands (`startedAt` null) while waiting and when resolved. */
export interface PromiseClock {
  readonly promiseMs: number;
  /** null, or absent: the usual promise holds. */
  readonly heldPromise?: HeldPromise | null;
  /** Working time used before `startedAt`, in ms. */
  readonly clockUsedMs: number;
  readonly clockStartedAt: Date | null;
}

/** What fields.ts describes and keeps. */
export interface KeptValues {
  readonly author: string | null;
  readonly link: string | null;
  readonly topic: string | null;
  readonly severity: Severity;
  /** Channel of purchase: web, store, partner, phone, or as it was written. */
  readonly bought: string | null;
  /** 0 to 10. */
  readonly score: number | null;
  /** The early test in which its customer took part when they said it: `T-1`. */
  readonly trial: string | null;
  readonly confidential: boolean;
}

/** One piece of feedback, as it is kept. */
export interface Feedback extends PromiseClock, KeptValues {
  readonly id: string;
  readonly organisationId: string;
  readonly number: number;
  readonly text: string;
  readonly customerId: string | null;
  readonly source: string;
  readonly sourceItemId: string | null;
  readonly placeId: string | null;
  readonly capturedById: string | null;
  readonly capturedAt: Date;
  readonly saidAt: Date | null;
  readonly surface: Surface;
  /** The import that brought it; null: it came another way. */
  readonly importNumber: number | null;
  readonly state: State;
  readonly ownerId: string | null;
  readonly routing: Routing;
  readonly acknowledgedAt: Date | null;
  readonly round: number;
  readonly promiseEndsAt: Date | null;
  readonly waitingUntil: Date | null;
  readonly climbedPercent: number;
  readonly repeatCount: number;
  readonly repeatDueAt: Date | null;
  readonly dueAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly resolvedById: string | null;
  readonly resolution: Resolution | null;
  /** Of a resolved one: the earlier item that its owner says has come back. */
  readonly cameBackFromId: string | null;
  /** What the customer said last, since it was resolved last, when asked whether it is solved; null or absent: nothing. */
  readonly saidSolved?: boolean | null;
  readonly saidSolvedAt?: Date | null;
  readonly withdrawnBecause: WithdrawnBecause | null;
  /** Of one that is the same as another: that one's id. */
  readonly sameAsId: string | null;
  /** Oldest first. */
  readonly furtherWords: readonly FurtherWords[];
  /** How it does not sound, as its owner said of what was read in the words. */
  readonly wrongTones: readonly CustomerTone[];
}

/** F-12. */
export const feedbackNumbers = numbered({
  letter: 'F',
  room: 'feedback',
  named: phrase('Feedback is named by its number'),
  list: 'feedback list',
});

/** `F-12`. */
export const feedbackName = feedbackNumbers.nameOf;

/** Old when it came, and nobody has taken it up since: neither open nor answered. */
export const isHistory = ({ routing, state }: Pick<Feedback, 'routing' | 'state'>): boolean =>
  state === 'resolved' && routing.kind === 'history';

/** How such feedback stands: no clock, nothing due, and no resolution. */
export const asHistory = { state: 'resolved', clockStartedAt: null, promiseEndsAt: null, dueAt: null } as const;

/** A rule left it out when it came, and nobody has brought it back. */
export const isLeftOut = ({ routing, state }: Pick<Feedback, 'routing' | 'state'>): boolean =>
  state === 'withdrawn' && routing.kind === 'leftOut';

/** How such feedback stands. */
export const asLeftOut = { ...asHistory, state: 'withdrawn', withdrawnBecause: 'leftOut' } as const;

/** How old words are when they are history. */
const historyMs = 14 * 86_400_000;

/** Whether words that come now are too old to be chased. */
export const isOld = (saidAt: Date, now: Date): boolean => now.getTime() - saidAt.getTime() > historyMs;

/** Past its promise and not resolved. An item that waits for the customer is not overdue: its clock stands. */
export function isOverdue(feedback: Pick<Feedback, 'promiseEndsAt'>, now: Date): boolean {
  return feedback.promiseEndsAt !== null && feedback.promiseEndsAt <= now;
}
