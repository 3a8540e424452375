/** What can happen to a piece of feedback, as its append-only history keeps it. */
import type { Surface } from '../../../kernel/person.js';
import type { Resolution, Routing } from './feedback.js';

export type Happening =
  | { readonly what: 'captured'; readonly details: Record<string, never> }
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
  /** `ownerId`: whose it is now. */
  | { readonly what: 'reopened'; readonly details: { readonly round: number; readonly ownerId?: string | null } };

/** One entry of the history. `actorId` null: the bot itself. */
export type FeedbackEvent = Happening & {
  readonly at: Date;
  readonly actorId: string | null;
  readonly surface: Surface;
};
