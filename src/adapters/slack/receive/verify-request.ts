/** Whether a request is Slack's, fresh and new; http-receiver.ts asks before anything of it is read. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { limits } from '../limits.js';

export interface SignedRequest {
  /** `x-slack-request-timestamp`: seconds since 1970. */
  readonly timestamp: string | undefined;
  /** `x-slack-signature`: `v0=` and 64 hex digits. */
  readonly signature: string | undefined;
  readonly body: Buffer;
}

export type RequestProblem = 'unsigned' | 'old' | 'future' | 'wrong_signature' | 'replayed';

export interface Requests {
  /** Why the request must not be read, or null. Asking twice about the same request finds it replayed. */
  problem(request: SignedRequest, now: Date): RequestProblem | null;
  /** It was not done: when Slack sends the very same again, that is no replay. */
  forget(request: SignedRequest): void;
}

/**
 * @param secret the app's signing secret. What was seen is remembered by this process for as long as its timestamp
 *   would be taken; what other copies did is known to replays.ts.
 */
export function createRequests(secret: string): Requests {
  /** Signatures by when they may be forgotten, in ms; in the order in which they came. */
  const seen = new Map<string, number>();
  return {
    problem(request, now) {
      const problem = problemOf(request, secret, now);
      if (problem !== null || request.signature === undefined) return problem;
      forgetOld(seen, now.getTime());
      if (seen.has(request.signature)) return 'replayed';
      seen.set(request.signature, now.getTime() + 2 * limits.requestAgeSeconds * 1_000);
      return null;
    },
    forget: ({ signature = '' }) => void seen.delete(signature),
  };
}

function problemOf({ timestamp, signature, body }: SignedRequest, secret: string, now: Date): RequestProblem | null {
  if (!timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return 'unsigned';
  const ageSeconds = now.getTime() / 1_000 - Number(timestamp);
  if (ageSeconds > limits.requestAgeSeconds) return 'old';
  if (ageSeconds < -limits.requestAgeSeconds) return 'future';
  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
  const given = /^v0=([0-9a-f]{64})$/.exec(signature)?.[1];
  return given !== undefined && timingSafeEqual(expected, Buffer.from(given, 'hex')) ? null : 'wrong_signature';
}

function forgetOld(seen: Map<string, number>, nowMs: number): void {
  for (const [signature, until] of seen) {
    if (until > nowMs) return;
    seen.delete(signature);
  }
}
