/** Deletes a message of the bot: delivery asks through the messenger, a client that shows one too many through receive/. */
import type { Logger } from '../../../kernel/logger.js';
import type { Connector, ConversationAddress } from './connector.js';
import { failureOf } from './outcome.js';

/** Answers whether it is gone now. */
export async function removeMessage(
  connector: Pick<Connector, 'remove'>,
  at: ConversationAddress,
  message: string,
  log: Logger,
): Promise<boolean> {
  try {
    await connector.remove(at, message);
    return true;
  } catch (error) {
    const { kind, reason } = failureOf(error);
    if (kind !== 'gone') log.warn({ reason }, 'teams did not delete a message');
    return kind === 'gone';
  }
}
