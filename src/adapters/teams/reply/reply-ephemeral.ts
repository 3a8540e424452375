/** Tells one person alone: in a targeted message where they asked, else in their private chat with the bot. reply.ts calls it. */
import type { Logger } from '../../../kernel/logger.js';
import type { OutgoingActivity } from '../activity.js';
import type { Connector } from '../send/connector.js';
import { ConnectorFailure } from '../send/outcome.js';
import type { Tenant } from '../workspace/tenant.js';

export interface Hearer {
  readonly at: Tenant;
  /** `29:…` */
  readonly userId: string;
  readonly isPersonal: boolean;
}

export interface EphemeralDeps {
  readonly connector: Pick<Connector, 'post' | 'update' | 'openPersonalChat'>;
  readonly log: Logger;
}

/**
 * Never rejects: what can't be shown is logged.
 * @param inPlaceOf a message that only they see, which this one replaces; null: it is a message of its own
 */
export async function replyEphemeral(
  deps: EphemeralDeps,
  message: OutgoingActivity,
  to: Hearer,
  inPlaceOf: string | null = null,
): Promise<void> {
  try {
    if (inPlaceOf !== null && (await isReplaced(deps, message, to, inPlaceOf))) return;
    await post(deps, message, to);
  } catch (error) {
    const code = error instanceof ConnectorFailure ? error.code : null;
    deps.log.error({ code, err: error }, 'teams answer not given');
  }
}

async function post({ connector, log }: EphemeralDeps, message: OutgoingActivity, to: Hearer): Promise<void> {
  const { at, userId, isPersonal } = to;
  if (isPersonal) return void (await connector.post(at, message));
  try {
    await connector.post(at, { ...message, recipient: { id: userId, isTargeted: true } }, { isTargeted: true });
  } catch (error) {
    if (!isRefused(error)) throw error;
    log.info({ code: error.code }, 'teams answer not shown in the conversation, sent privately');
    const conversationId = await connector.openPersonalChat({ ...at, userId });
    await connector.post({ ...at, conversationId }, message);
  }
}

async function isReplaced(
  { connector }: EphemeralDeps,
  message: OutgoingActivity,
  { at, isPersonal }: Hearer,
  messageId: string,
): Promise<boolean> {
  try {
    await connector.update(at, messageId, message, { isTargeted: !isPersonal });
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

const isRefused = (error: unknown): error is ConnectorFailure =>
  error instanceof ConnectorFailure && error.status >= 400 && error.status < 500;
