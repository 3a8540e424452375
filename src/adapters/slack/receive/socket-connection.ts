/**
 * Keeps the WebSocket of Socket Mode open, whatever closes it. Slack's own client gives up at the first connection
 * that is refused or lost while opening, without a word; socket-receiver.ts has it only open and close.
 */
import type { SocketModeClient } from '@slack/socket-mode';
import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Clock } from '../../../kernel/clock.js';
import { expired, withDeadline } from '../../../kernel/deadline.js';
import type { Logger } from '../../../kernel/logger.js';
import type { Pause } from '../../platform/pause.js';
import { limits } from '../limits.js';
import { isPassing, refusalCode } from '../send/outcome.js';

export interface SocketConnectionDeps {
  readonly client: Pick<SocketModeClient, 'start' | 'disconnect' | 'on'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pause: Pause;
  /** From 0 to 1, so that many bots that lost Slack together do not come back together. */
  readonly chance: () => number;
}

export interface SocketConnection {
  /** Opens it; what will pass is waited for behind the caller's back. Throws Slack's refusal of the token. */
  start(): Promise<void>;
  /** Whether Slack can reach us over it now. */
  isOpen(): boolean;
  /** Resolves when it is closed, for good. */
  stop(): Promise<void>;
}

export function createSocketConnection(deps: SocketConnectionDeps): SocketConnection {
  const { client, clock, log, pause, chance } = deps;
  const stopping = new AbortController();
  let openedAt: Date | null = null;
  let isOpen = false;
  let failedCount = 0;
  let isOpening = false;

  async function open(): Promise<void> {
    const opened = client.start();
    if ((await withDeadline(opened, limits.socketOpenMs)) === expired) {
      await withDeadline(client.disconnect(), limits.stopMs);
      throw new Error('Slack did not greet on its socket.');
    }
    openedAt = clock.now();
    isOpen = true;
    // Nobody waited for it to open.
    if (stopping.signal.aborted) await withDeadline(client.disconnect(), limits.stopMs);
  }

  /** Until it is open, or nobody wants it any more. */
  async function reopen(): Promise<void> {
    // One that closes as soon as it is open counts as not opened.
    if (openedAt && clock.now().getTime() - openedAt.getTime() >= limits.socketSteadyMs) failedCount = 0;
    let leastMs = 0;
    while (!stopping.signal.aborted) {
      const waitMs = Math.max(leastMs, waitBefore(failedCount, chance()));
      failedCount += 1;
      await pause(waitMs, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await open();
        return log.info({ failedCount }, 'slack socket open again');
      } catch (error) {
        leastMs = error instanceof WebAPIRateLimitedError ? error.retryAfter * 1_000 : 0;
        log.warn({ failedCount, waitMs, ...reasonOf(error) }, 'slack socket not opened');
      }
    }
  }

  function keepOpen(): void {
    isOpen = false;
    if (isOpening || stopping.signal.aborted) return;
    isOpening = true;
    void reopen().finally(() => {
      isOpening = false;
    });
  }

  client.on('disconnected', keepOpen);
  return {
    async start() {
      isOpening = true;
      try {
        await open();
        isOpening = false;
      } catch (error) {
        isOpening = false;
        if (!isPassing(error)) throw error;
        log.warn(reasonOf(error), 'slack socket not opened');
        failedCount = 1;
        keepOpen();
      }
    },
    isOpen: () => isOpen,
    async stop() {
      isOpen = false;
      stopping.abort();
      await withDeadline(client.disconnect(), limits.stopMs);
    },
  };
}

/** Milliseconds before the next try: at once after the first loss, then longer and longer, and never quite the same. */
export function waitBefore(failedCount: number, chance: number): number {
  if (failedCount === 0) return 0;
  const full = Math.min(limits.socketWaitMs * 2 ** (failedCount - 1), limits.socketLongestWaitMs);
  return Math.round(full * (0.5 + chance / 2));
}

function reasonOf(error: unknown) {
  const code = refusalCode(error);
  return code === null ? { err: error } : { code };
}
