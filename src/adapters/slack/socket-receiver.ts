/** Socket Mode: Slack's requests over a WebSocket that the bot opens, so that it needs no public address. start.ts builds it. */
import { SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { describeDefect } from '../../chat/defect.js';
import { ConfigError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import { refusalCode } from './outcome.js';
import { quietLogger } from './quiet-logger.js';

/** @param options those of our other clients */
export function createSocketReceiver(appToken: string, options: WebClientOptions, log: Logger): SocketModeReceiver {
  // Its client alone may try again: it opens connections and posts nothing.
  const { retryConfig: _, rejectRateLimitedCalls: __, ...clientSettings } = options;
  return new SocketModeReceiver({
    appToken,
    logger: quietLogger(log),
    installerOptions: { clientOptions: clientSettings },
    // Not acknowledged: Slack sends it again.
    async processEventErrorHandler({ error }) {
      log.error({ defect: describeDefect(error) }, 'slack request failed');
      return false;
    },
  });
}

/** Only Socket Mode asks Slack for anything when it starts. Throws ConfigError for a token that is not taken. */
export function explainStart(error: unknown): never {
  const code = refusalCode(error);
  if (code === null) throw error;
  throw new ConfigError([
    `SLACK_APP_TOKEN: Slack does not take it (${code}); make one with connections:write in Basic Information, and switch Socket Mode on`,
  ]);
}
