/** Connects with Slack, also when Slack is away as the bot starts: the rest of the house works meanwhile. start.ts builds it. */
import { describeDefect } from '../../../chat/defect.js';
import type { Logger } from '../../../kernel/logger.js';
import type { Pause } from '../../platform/pause.js';

export interface Connecting {
  /** Throws ConfigError when Slack takes the token not; that Slack is away is no error. */
  connect(): Promise<void>;
  /** Begins to receive, now or as soon as Slack is there. Throws ConfigError when Slack takes the app's token not. */
  start(): Promise<void>;
  isConnected(): boolean;
}

export interface ConnectingDeps {
  /** False: Slack was not reached. */
  readonly reach: () => Promise<boolean>;
  /** Begins to receive. */
  readonly open: () => Promise<void>;
  readonly pause: Pause;
  /** Ends the trying. */
  readonly stopped: AbortSignal;
  readonly log: Logger;
}

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

export function createConnecting({ reach, open, pause, stopped, log }: ConnectingDeps): Connecting {
  let isReached = false;
  let isOpen = false;

  async function begin(): Promise<void> {
    await open();
    isOpen = true;
  }

  async function keepTrying(): Promise<void> {
    for (let pauseMs = firstPauseMs; !isOpen; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      await pause(pauseMs, stopped);
      if (stopped.aborted) return;
      try {
        isReached ||= await reach();
        if (isReached) await begin();
      } catch (error) {
        log.error({ defect: describeDefect(error) }, 'slack not connected');
      }
    }
    log.info('slack connected after all');
  }

  return {
    isConnected: () => isOpen,
    async connect() {
      isReached = await reach();
      if (!isReached) log.warn('slack is away: what is for it waits, and it is tried on');
    },
    async start() {
      if (isReached) return begin();
      void keepTrying();
    },
  };
}
