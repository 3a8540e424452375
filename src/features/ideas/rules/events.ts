/** What can happen to an idea, as its append-only history keeps it. */
import type { Surface } from '../../../kernel/person.js';
import type { IdeaState } from './idea.js';

/** What can happen to an idea, with its details; the history keeps them. */
export type Happening =
  | { readonly what: 'posted'; readonly details: Record<string, never> }
  | { readonly what: 'supported'; readonly details: Record<string, never> }
  /** `memberId`: whose support it was, where the champion took it back. */
  | { readonly what: 'unsupported'; readonly details: { readonly memberId?: string } }
  | { readonly what: 'commented'; readonly details: { readonly text: string } }
  | {
      readonly what: 'moved';
      /**
       * `experimentId` when it is tried, or when what was tried ends with the move. `why` null: a meeting did it
       * without words; `meetingId`: the one that did.
       */
      readonly details: {
        readonly from: IdeaState;
        readonly to: IdeaState;
        readonly why: string | null;
        readonly experimentId?: string;
        readonly meetingId?: string;
      };
    }
  /** A meeting ticked it with these words, when it had moved on already. */
  | { readonly what: 'decided'; readonly details: { readonly decision: string; readonly meetingId: string } }
  /** Of the experiment: `YYYY-MM-DD`. */
  | {
      readonly what: 'endMoved';
      readonly details: { readonly from: string; readonly to: string; readonly why: string };
    }
  | {
      readonly what: 'asked';
      readonly details: { readonly recipientId: string; readonly role: string; readonly repeat: number };
    }
  /** Customers try it early, by the test's name: `T-1`. */
  | { readonly what: 'trialBegan' | 'trialEnded'; readonly details: { readonly trial: string } }
  | {
      readonly what: 'answered';
      readonly details: { readonly experimentId: string; readonly before: string; readonly after: string };
    };

/** One entry of the history. `actorId` null: the bot itself. */
export type IdeaEvent = Happening & {
  readonly at: Date;
  readonly actorId: string | null;
  readonly surface: Surface;
};
