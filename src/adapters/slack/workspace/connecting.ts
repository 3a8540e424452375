/**
 * Connects with Slack, also when Slack is away as the bot starts, and again when the connection was lost: the rest of
 * the bot works meanwhile. start.ts builds it.
 */
import type { Logger } from '../../../kernel/logger.js';
import type { Pause } from '../../platform/pause.js';

export interface Connecting {
  /** Throws ConfigError when Slack does not accept the token; that Slack is away is no error. */
  connect(): Promise<void>;
  /** Begins to receive, now or as soon as Slack is there. Throws ConfigError when Slack does not accept the app's token. */
  start(): Promise<void>;
  isConnected(): boolean;
  /** The token does not work any more: from now on it is tried again and again. */
  lost(): void;
}

export interface ConnectingDeps {
  /** False: Slack was not reached. Throws ConfigError when Slack does not accept the token. */
  readonly reach: () => Promise<boolean>;
  /** Begins to receive; called once. */
  readonly open: () => Promise<void>;
  /** Whether what was opened can receive now. */
  readonly isOpen: () => boolean;
  /** Connected, for the first time or again. */
  readonly connected: () => Promise<void>;
  readonly pause: Pause;
  /** Ends the trying. */
  readonly stopped: AbortSignal;
  readonly log: Logger;
}

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** Connects to Slack, and tries again until it is reached or stopped. */
export function createConnecting(deps: ConnectingDeps): Connecting {
  const { reach, open, pause, stopped, log } = deps;
  let isReached = false;
  let hasOpened = false;
  let isTrying = false;

  async function begin(): Promise<void> {
    if (!hasOpened) await open();
    hasOpened = true;
    await deps.connected();
  }

  async function keepTrying(): Promise<void> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      await pause(pauseMs, stopped);
      if (stopped.aborted) return;
      try {
        isReached ||= await reach();
        if (!isReached) continue;
        await begin();
        return log.info('slack connected after all');
      } catch (error) {
        log.error({ err: error }, 'slack not connected');
      }
    }
  }

  function tryAgain(): void {
    if (isTrying) return;
    isTrying = true;
    void keepTrying().finally(() => {
      isTrying = false;
    });
  }

  return {
    isConnected: () => isReached && hasOpened && deps.isOpen() && !stopped.aborted,
    async connect() {
      isReached = await reach();
      if (!isReached) log.warn('slack is away: what is for it waits, and it is tried again');
    },
    async start() {
      if (isReached) return begin();
      tryAgain();
    },
    lost() {
      isReached = false;
      tryAgain();
    },
  };
}
