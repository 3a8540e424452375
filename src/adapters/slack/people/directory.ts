/** The people whom Slack knows, for the room people: who is in a channel, and one person by id. start.ts makes it, app.ts hands it on. */
import type { Directory } from '../../../chat/directory.js';
import type { Patience } from '../../platform/patience.js';
import { limits } from '../limits.js';
import { isPassing, refusalCode } from '../send/outcome.js';
import type { Workspace } from '../workspace/workspace.js';
import { createManagerOf } from './manager-of.js';
import type { SlackPeopleSync } from './people-sync.js';
import { readUser } from './read-user.js';

/** The people of a workspace, asked over Slack's API. */
export function createDirectory(
  at: Workspace,
  sync: Pick<SlackPeopleSync, 'askable' | 'groupsWant'>,
  patience: Patience,
): Directory {
  /** null: Slack does not show it to the bot. */
  async function channelInfo(channel: string) {
    const received = await patience
      .throttled(() => at.client.conversations.info({ channel }))
      .catch((error: unknown) => {
        if (isPassing(error)) throw error;
        return null;
      });
    return received?.channel ?? null;
  }

  return {
    async person(externalId) {
      const answer = await at.client.users.info({ user: externalId, include_locale: true }).catch((error: unknown) => {
        if (refusalCode(error) === 'user_not_found') return null;
        throw error;
      });
      const setup = answer?.user ? readUser(answer.user) : null;
      if (!setup || setup.hasLeft) return null;
      const { name, timeZone, locale } = setup;
      return { externalId, name, timeZone, locale };
    },
    async placeMembers(channel) {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await patience.throttled(() =>
          at.client.conversations.members({ channel, limit: limits.membersPage, cursor }),
        );
        ids.push(...(page.members ?? []));
        cursor = page.response_metadata?.next_cursor || undefined;
      } while (cursor);
      return sync.askable(at, ids);
    },
    async isShared(channel) {
      // null: a private channel without its scope; events say that it is shared.
      const received = await channelInfo(channel);
      return received && Boolean(received.is_ext_shared || received.is_pending_ext_shared);
    },
    groupsWant: () => sync.groupsWant(at),
    async isIn(channel) {
      const received = await channelInfo(channel);
      // A private channel is hidden from who is not in it, as is each where the scope is missing.
      return received && (received.is_im || received.is_mpim || received.is_member) !== false;
    },
    managers: () => createManagerOf(at, patience),
  };
}
