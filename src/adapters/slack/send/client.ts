/** Makes the Web API clients with which the adapter speaks to Slack: one for each token, without retries of its own. */
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { deadlineSignal } from '../../../kernel/deadline.js';
import type { Logger } from '../../../kernel/logger.js';
import { limits } from '../limits.js';
import { fetchWhole } from './fetch-whole.js';
import { quietLogger } from './quiet-logger.js';

/** The client that acts with a token. */
export type ClientFor = (token: string) => WebClient;

/** Renewed tokens leave their clients behind; this many are kept. */
const keptCount = 1_000;

/**
 * One attempt for each call: the SDK would post again after a lost answer, and hold up every channel when one is
 * throttled. Delivery knows better what may be repeated, and people ask again.
 */
export function clientOptions(
  apiUrl: string | undefined,
  log: Logger,
  callMs: number = limits.callMs,
): WebClientOptions {
  return {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // Its own deadline would count the time in which we stood still.
    fetch: (url: Parameters<typeof fetch>[0], init?: RequestInit) =>
      fetchWhole(url, { ...init, signal: deadlineSignal(callMs) }),
    logger: quietLogger(log),
    // Nothing that a payload says may lead our token to another address.
    allowAbsoluteUrls: false,
  };
}

/** One client per token; the last ones are kept. */
export function createClients(options: WebClientOptions): ClientFor {
  const clients = new Map<string, WebClient>();
  return (token) => {
    const known = clients.get(token);
    if (known) return known;
    const client = new WebClient(token, { ...options });
    clients.set(token, client);
    for (const oldest of clients.keys()) {
      if (clients.size <= keptCount) break;
      clients.delete(oldest);
    }
    return client;
  };
}
