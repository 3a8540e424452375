/** Socket Mode: Slack's requests over a WebSocket that the bot opens, so that it needs no public address. start.ts builds it. */
import type { Receiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import type { WebClientOptions } from '@slack/web-api';
import { ConfigError } from '../../../kernel/errors.js';
import type { Logger } from '../../../kernel/logger.js';
import { isObject } from '../../platform/json.js';
import { refusalCode } from '../send/outcome.js';
import { quietLogger } from '../send/quiet-logger.js';
import type { Acknowledger } from './acknowledger.js';
import { isReadable } from './payloads.js';
import { createSocketConnection, type SocketConnectionDeps } from './socket-connection.js';

export interface SocketReceiverDeps extends Pick<SocketConnectionDeps, 'clock' | 'pause' | 'chance'> {
  readonly appToken: string;
  /** Those of our other clients. */
  readonly options: WebClientOptions;
  readonly log: Logger;
  readonly acknowledger: Acknowledger;
}

/** As Slack's client tells of what came. `ack` rejects when the socket is gone. */
interface Told {
  readonly body: unknown;
  readonly retry_num?: number;
  readonly retry_reason?: string;
  ack(content?: unknown): Promise<void>;
}

export interface SocketReceiver extends Receiver {
  isOpen(): boolean;
  /** Closes the socket for good. */
  closed(): Promise<void>;
}

/** Takes events by Socket Mode. */
export function createSocketReceiver(deps: SocketReceiverDeps): SocketReceiver {
  const { appToken, options, log, acknowledger } = deps;
  const refuse = () => log.warn({ reason: 'unreadable' }, 'slack request refused');
  const logger = quietLogger(log);
  const client = new CarefulClient({ appToken, logger, clientOptions: options, autoReconnectEnabled: false });
  client.refuse = refuse;
  client.on('slack_event', ({ body, retry_num, retry_reason, ack }: Told) => {
    // What is not acknowledged, Slack sends again; and it says nothing to people for whom there was no answer.
    if (!isObject(body) || !isReadable(body)) return refuse();
    acknowledger.take({
      body,
      ...(retry_num !== undefined && { retryNum: retry_num }),
      ...(retry_reason && { retryReason: retry_reason }),
      answer(verdict) {
        if (verdict.kind !== 'taken') return;
        ack(verdict.content).catch(() => log.warn({}, 'slack request done, and the socket was gone'));
      },
    });
  });
  const connection = createSocketConnection({ ...deps, client });
  return {
    init: (app) => acknowledger.init(app),
    start: () => connection.start().catch(explainStart),
    stop: async () => acknowledger.stop(),
    isOpen: () => connection.isOpen(),
    closed: () => connection.stop(),
  };
}

/** Slack's own trips over an envelope that is not as it should be, and nobody would catch that. */
class CarefulClient extends SocketModeClient {
  refuse: () => void = () => undefined;

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    await super.onWebSocketMessage(data, isBinary).catch(() => this.refuse());
  }
}

/** Throws ConfigError for a token that is not taken. */
function explainStart(error: unknown): never {
  const code = refusalCode(error);
  if (code === null) throw error;
  throw new ConfigError([
    `SLACK_APP_TOKEN: Slack does not take it (${code}); make one with connections:write in Basic Information, and switch Socket Mode on`,
  ]);
}
