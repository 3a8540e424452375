/** What the connector's refusals mean for delivery: not now, never, or gone. messenger.ts asks. */
import { heldUp, type SendOutcome } from '../../../chat/messenger.js';

type Failure = Exclude<SendOutcome, { readonly kind: 'sent' }>;

interface FailureParts {
  /** HTTP; 0: there was no answer. */
  readonly status: number;
  /** The connector's own word, e.g. `MessageWritesBlocked`, or ours. */
  readonly code: string;
  /** The request may have arrived. */
  readonly hasLeft: boolean;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** A call that the connector refused, or that was not answered. Holds no words of messages. */
export class ConnectorFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly hasLeft: boolean;
  readonly retryAfterSeconds: number | undefined;

  constructor({ status, code, hasLeft, retryAfterSeconds, cause }: FailureParts) {
    super(`connector answered ${status} ${code}`, { cause });
    this.name = 'ConnectorFailure';
    this.status = status;
    this.code = code;
    this.hasLeft = hasLeft;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** It was understood and refused: asking again is of no use. */
  get isRefusal(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 429;
  }

  static of({ status, headers }: Response, body: string): ConnectorFailure {
    const named = Number(headers.get('retry-after') ?? Number.NaN);
    return new ConnectorFailure({
      status,
      code: codeIn(body) ?? `http_${status}`,
      hasLeft: status >= 500 || status === 408,
      ...(Number.isFinite(named) && { retryAfterSeconds: named }),
    });
  }
}

/** `{"error": {"code": "MessageWritesBlocked"}}` */
function codeIn(body: string): string | null {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown; innerHttpError?: unknown } };
    return typeof error?.code === 'string' ? error.code : null;
  } catch {
    return null;
  }
}

/** In a private chat: the person blocked or removed the bot, or an admin did. No more messages go there by themselves. */
const closedToUs: ReadonlySet<string> = new Set([
  'MessageWritesBlocked',
  'ConversationBlockedByUser',
  'BotDisabledByAdmin',
  'BotNotInConversationRoster',
  'ForbiddenOperationException',
]);

export function isClosedToUs(error: unknown): error is ConnectorFailure {
  return error instanceof ConnectorFailure && error.status === 403 && closedToUs.has(error.code);
}

/** The conversation itself is gone; a message that is gone from it has another code. */
export const isChatLost = (error: unknown): error is ConnectorFailure =>
  error instanceof ConnectorFailure && error.status === 404 && error.code === 'ConversationNotFound';

/** Rethrows what is no failure of a call, which is a defect. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ConnectorFailure)) throw error;
  const { status, code, hasLeft, retryAfterSeconds } = error;
  if (status === 429) return { kind: 'retry', reason: 'ratelimited', waitSeconds: retryAfterSeconds };
  if (status === 0 || status === 412 || status === 408 || status >= 500) {
    return { kind: 'retry', reason: code, ...(hasLeft && { mayHaveArrived: true }) };
  }
  if (status === 401) return heldUp('destination_not_connected');
  if (status === 413) return { kind: 'permanent', reason: 'too_long' };
  if (status === 403) return heldUp('not_a_member');
  if (code === 'ActivityNotFoundInConversation' || code === 'MessageNotFound') return { kind: 'gone', reason: code };
  if (status === 404) return { kind: 'permanent', reason: 'place_not_found' };
  return { kind: 'permanent', reason: code };
}
