/** Sends to webhooks as Standard Webhooks says (https://www.standardwebhooks.com), one attempt, never into a private network. */
import { Webhook } from 'standardwebhooks';
import type { NotPosted, PostAnswer, PostWebhook, WebhookPost } from '../../chat/webhook-post.js';
import { deadlineSignal } from '../../kernel/deadline.js';
import { type Guard, guardedFetch, NotFetched } from '../guarded/guarded-fetch.js';
import { limits } from './limits.js';

export interface WebhookPosterOptions extends Pick<Guard, 'allowPrivate' | 'isPublic'> {
  readonly timeMs?: number;
}

/** https alone, unless private addresses are allowed. Redirects are not followed: what is signed is for one host. */
export function createWebhookPoster({ timeMs = limits.timeMs, ...options }: WebhookPosterOptions): PostWebhook {
  const { bytes } = limits;
  return async (post) => {
    if (!options.allowPrivate && !/^https:/iu.test(post.url)) return { kind: 'failed', why: 'address' };
    try {
      const request = { url: post.url, headers: headersOf(post), body: post.body };
      const guard = { ...options, bytes, redirects: 0, signal: deadlineSignal(timeMs) };
      return { kind: 'answered', status: (await guardedFetch(request, guard)).status };
    } catch (error) {
      return failed(error);
    }
  };
}

function headersOf({ id, at, body, secrets }: WebhookPost): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'EmptyChair-Webhooks',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

function failed(error: unknown): PostAnswer {
  const why = error instanceof NotFetched ? error.why : 'unreachable';
  // Only an answer of 200 is read: it said yes, and more than anybody reads.
  if (why === 'tooLarge') return { kind: 'answered', status: 200 };
  return { kind: 'failed', why: why satisfies NotPosted };
}
