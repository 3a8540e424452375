/** What can happen to a piece of feedback, as its append-only history keeps it. */
import type { Surface } from '../../../kernel/person.js';
import type { Resolution, Routing, WithdrawnBecause } from './feedback.js';
import type { CustomerTone } from './tone/tone-list.js';

/** What was edited: by field its value before and after. `customerId` holds ids. */
export type Edits = Readonly<
  Partial<
    Record<
      'customerId' | 'topic' | 'severity' | 'confidential',
      { readonly from: string | boolean | null; readonly to: string | boolean | null }
    >
  >
>;

/** One thing that happened, with what the history keeps of it. */
export type Happening =
  /** `trial`: the early test in which the customer took part. */
  | { readonly what: 'captured'; readonly details: { readonly trial?: string } }
  | { readonly what: 'routed'; readonly details: { readonly ownerId: string | null; readonly routing: Routing } }
  | { readonly what: 'acknowledged'; readonly details: Record<string, never> }
  | { readonly what: 'handedOver'; readonly details: { readonly ownerId: string; readonly routing: Routing } }
  | { readonly what: 'waiting'; readonly details: { readonly until: string; readonly why: string } }
  /** `time`: the day came; `answer`: the customer answered. */
  | { readonly what: 'resumed'; readonly details: { readonly because: 'time' | 'answer' } }
  | {
      readonly what: 'nudged';
      readonly details: { readonly percent: number; readonly recipientId: string; readonly role: string };
    }
  /** The organisation's settings changed; who changed them is in its own history. */
  | { readonly what: 'recounted'; readonly details: { readonly promiseEndsAt: string } }
  | { readonly what: 'turnedRed'; readonly details: Record<string, never> }
  /** `clockMs`: working time that it took. */
  | { readonly what: 'resolved'; readonly details: Resolution & { readonly clockMs: number } }
  /** `number`: of the item that it is a part of now. */
  | { readonly what: 'withdrawn'; readonly details: { readonly because: WithdrawnBecause; readonly number?: number } }
  | { readonly what: 'restored'; readonly details: Record<string, never> }
  /** `number`: of the item that is a part of this one now. */
  | { readonly what: 'joined'; readonly details: { readonly number: number } }
  /** Whether it is the same as the earlier item `number`, as somebody said; null: that was taken back. */
  | {
      readonly what: 'compared';
      readonly details: { readonly number: number; readonly verdict: 'same' | 'different' | null };
    }
  /** `words`: places in the item's further words, where what was said before or beside is kept. */
  | { readonly what: 'edited'; readonly details: { readonly edits: Edits; readonly words: readonly number[] } }
  /** An import says it anew, or was taken back. `fields`: what is otherwise now. */
  | {
      readonly what: 'updated';
      readonly details: {
        /** null: the customer said it anew in a survey. */
        readonly importNumber: number | null;
        readonly fields: readonly string[];
        readonly isTakenBack: boolean;
      };
    }
  /** What the words were read to sound like is wrong, says its owner, or is right after all. */
  | { readonly what: 'toneMarkedWrong' | 'toneRestored'; readonly details: { readonly tone: CustomerTone } }
  /** What the customer said when asked whether it is solved. `words`: the place among the item's further words. */
  | { readonly what: 'saidSolved'; readonly details: { readonly isSolved: boolean; readonly words: number } }
  /**
   * `ownerId`: whose it is now. `why` is absent where nobody was asked yet. `words`: the customer said that it is not
   * solved, at this place among the item's further words.
   */
  | {
      readonly what: 'reopened';
      readonly details: {
        readonly round: number;
        readonly ownerId?: string | null;
        readonly why?: string;
        readonly words?: number;
      };
    };

/** One entry of the history. `actorId` null: the bot itself. */
export type FeedbackEvent = Happening & {
  readonly at: Date;
  readonly actorId: string | null;
  readonly surface: Surface;
};
