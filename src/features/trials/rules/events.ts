/** What can happen to an early test, as its append-only history keeps it. */
import type { Surface } from '../../../kernel/person.js';

/** What happened, with its details. */
export type Happening =
  | { readonly what: 'started'; readonly details: { readonly endsOn: string } }
  | { readonly what: 'invited'; readonly details: { readonly customerIds: readonly string[]; readonly count: number } }
  | { readonly what: 'accepted' | 'declined'; readonly details: { readonly customerId: string } }
  | { readonly what: 'moved'; readonly details: { readonly from: string; readonly to: string } }
  | {
      readonly what: 'asked';
      readonly details: { readonly recipientId: string; readonly role: string; readonly repeat: number };
    }
  | { readonly what: 'summarised' | 'ended'; readonly details: Readonly<Record<string, never>> }
  | { readonly what: 'told'; readonly details: { readonly customerIds: readonly string[]; readonly count: number } };

/** One entry of the history. `actorId` null: a customer, or the bot itself. */
export type TrialEvent = Happening & {
  readonly at: Date;
  readonly actorId: string | null;
  readonly surface: Surface;
};
