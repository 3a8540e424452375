/**
 * Hands what Slack sent to Bolt, and says in time what became of it. Bolt alone acknowledges an event before it is
 * done, so that a crash would swallow it. Both receivers hand on by this.
 */
import type { App, ReceiverEvent } from '@slack/bolt';
import { isDatabaseAway } from '../../../kernel/errors.js';
import type { Logger } from '../../../kernel/logger.js';
import { NotYet } from '../../platform/once-only.js';

/** `taken`: Slack may forget it. `again`: it should come once more; a modal stays open. `failed`: the same, and it is our defect. */
export type Verdict =
  | { readonly kind: 'taken'; readonly content?: unknown }
  | { readonly kind: 'again' }
  | { readonly kind: 'failed' };

export interface Incoming {
  readonly body: Record<string, unknown>;
  /** Which time Slack tries this event. */
  readonly retryNum?: number;
  readonly retryReason?: string;
  /** Called once, and never later than Slack waits. */
  answer(verdict: Verdict): void;
}

export interface AcknowledgerDeps {
  readonly log: Logger;
  /** Real milliseconds until everything is answered, done or not. */
  readonly ackMs: number;
  /** What is under way is in here until it is done and answered. */
  readonly busy: Set<Promise<void>>;
}

export interface Acknowledger {
  init(app: App): void;
  take(incoming: Incoming): void;
  /** Nothing new is taken from now on: Slack sends it again, to another copy or a later one. */
  stop(): void;
}

/** Answers Slack in time, whatever the handlers do. */
export function createAcknowledger(deps: AcknowledgerDeps): Acknowledger {
  let bolt: App | null = null;
  return {
    init(app) {
      bolt = app;
    },
    take(incoming) {
      if (!bolt) return incoming.answer({ kind: 'again' });
      const work: Promise<void> = pass(bolt, incoming, deps).finally(() => deps.busy.delete(work));
      deps.busy.add(work);
    },
    stop() {
      bolt = null;
    },
  };
}

async function pass(bolt: App, incoming: Incoming, { log, ackMs }: AcknowledgerDeps): Promise<void> {
  const { body, answer: _, ...retry } = incoming;
  const answer = once(incoming.answer);
  const lastMoment = setTimeout(() => {
    log.warn({ kind: kindOf(body) }, 'slack request acknowledged at the last moment');
    // A modal that is acknowledged closes, with everything that was written into it.
    answer({ kind: isSubmission(body) ? 'again' : 'taken' });
  }, ackMs);
  // Whether this was the acknowledgement, for what would be told by it alone.
  const ack = async (content?: unknown) => !('event' in body) && answer({ kind: 'taken', content });
  try {
    await bolt.processEvent({ body, ack: ack as unknown as ReceiverEvent['ack'], ...retry });
    answer({ kind: 'taken' });
  } catch (thrown) {
    const cause = causeOf(thrown);
    if (!(cause instanceof NotYet)) log.error({ kind: kindOf(body), err: thrown }, 'slack request failed');
    answer({ kind: cause instanceof NotYet || isDatabaseAway(cause) ? 'again' : 'failed' });
  } finally {
    clearTimeout(lastMoment);
  }
}

/** Bolt wraps what a listener throws. */
const causeOf = (thrown: unknown): unknown =>
  thrown instanceof Error && 'original' in thrown ? thrown.original : thrown;

function once(answer: Incoming['answer']): (verdict: Verdict) => boolean {
  let isAnswered = false;
  return (verdict) => {
    if (isAnswered) return false;
    isAnswered = true;
    answer(verdict);
    return true;
  };
}

const isSubmission = (body: Record<string, unknown>): boolean => body.type === 'view_submission';

/** As the log names a request: never more than its kind. */
function kindOf({ event, type, command }: Record<string, unknown>): string {
  const received = typeof event === 'object' && event !== null && 'type' in event ? event.type : type;
  return String(received ?? (command === undefined ? 'unknown' : 'command')).slice(0, 40);
}
