/** By which routes somebody can be answered; what they did decides. receive.ts tells, reply.ts goes them. */
import type { SubmittedView } from '../receive/payloads.js';
import type { Workspace } from '../workspace/workspace.js';

/** The routes on which one act can be answered; null: Slack offers no such way for it. */
export interface ReplyRoutes {
  readonly workspace: Workspace;
  readonly userId: string;
  /** Where it was done. `D…`: a private chat. */
  readonly channelId: string | null;
  /** The thread in which it was done. */
  readonly threadTs: string | null;
  /** Opens a modal within three seconds, once. */
  readonly triggerId: string | null;
  /** Takes up to five messages within half an hour. */
  readonly responseUrl: string | null;
  /** The modal that was submitted. */
  readonly submitted: SubmittedView | null;
  /** The modal, or the home page, in which a button was pressed. */
  readonly pressedIn: { readonly viewId: string; readonly isModal: boolean } | null;
  /** A button was pressed on a message that only they see: it stays as it is, whatever comes of the press. */
  readonly isOnlyTheirs: boolean;
  /** What comes of it takes the place of that message: another page of the same. */
  readonly takesItsPlace: boolean;
  /** What was typed, as the rooms read it: a button can run it again. */
  readonly line: (() => Promise<string>) | null;
  /** The button that was pressed: another one can do the same again. */
  readonly pressed: { readonly action: string; readonly value: string } | null;
  /** Acknowledges; what it takes depends on what was done. Only the first counts: answers whether this was it. */
  ack(content?: unknown): Promise<boolean>;
  /** Whether the acknowledgement of this may carry a message. */
  readonly acksWithMessage: boolean;
  /** Whether a form is a likely answer; where it is not, no modal is shown while the answer is made. */
  readonly mayOpenForm: boolean;
}
