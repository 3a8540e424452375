/** When a workspace uninstalls the app or revokes its token: the tokens are gone at once, what was written stays. start.ts collects it. */
import { z } from 'zod';
import type { Logger } from '../../../../kernel/logger.js';
import type { Database } from '../../../../storage/database.js';
import type { EventHandlers, SlackEvent } from '../../receive/events.js';
import { deleteInstallation } from './store.js';

const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) });

export interface FarewellsDeps {
  readonly database: Database;
  readonly log: Logger;
  /** The app was removed there, or its token revoked. */
  removed(teamId: string | null): void;
}

/** Handles uninstalling and revoked tokens: deletes them and closes the workspace. */
export function createFarewells({ database, log, removed }: FarewellsDeps): EventHandlers {
  async function forget(received: SlackEvent, botUserId: string | null): Promise<void> {
    const { teamId, enterpriseId, isEnterpriseInstall } = received;
    const key = isEnterpriseInstall ? enterpriseId : teamId;
    if (key === null) return;
    const isGone = await deleteInstallation(database, key, botUserId);
    removed(isEnterpriseInstall ? null : teamId);
    if (isGone)
      log.warn({ installation: key, event: received.event.type }, 'slack installation removed, its tokens deleted');
  }
  return {
    app_uninstalled: (received) => forget(received, null),
    async tokens_revoked(received) {
      // People’s own tokens are none of ours; ours is that of the bot.
      for (const botUserId of revoked.safeParse(received.event).data?.tokens.bot ?? [])
        await forget(received, botUserId);
    },
  };
}
