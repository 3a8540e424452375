/** The message that somebody captures, as the shortcut's payload has it; receive.ts calls it. */

import type { z } from 'zod';
import type { CapturedMessage } from '../../../chat/interaction.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';
import type { SlackWhoAndWhere } from '../people/who-and-where.js';
import type { Workspace } from '../workspace/workspace.js';
import { messageWords } from './message-words.js';
import type { messageShortcutPayload } from './payloads.js';
import { readSlackText } from './slack-text.js';

type Told = Pick<z.output<typeof messageShortcutPayload>, 'message' | 'channel' | 'team'> & { readonly at: Workspace };

/** @throws InvalidInput for the bot's own cards */
export async function captured(
  { message, channel, team, at }: Told,
  whoAndWhere: SlackWhoAndWhere,
): Promise<CapturedMessage> {
  if (message.user === at.botUserId || (message.bot_id !== null && message.bot_id === at.botId)) {
    throw InvalidInput.field(
      'slack.captureCard',
      'message',
      say('This is a card of mine: capture what a person said.'),
    );
  }
  const text = await readSlackText(messageWords(message), {
    user: async (userId) => `@${await whoAndWhere.nameOf(at, userId)}`,
    channel: async (_, name) => (name === null ? null : `#${name}`),
  });
  const author =
    message.user === null ? (message.username ?? say('an app')) : await whoAndWhere.nameOf(at, message.user);
  const link = team?.domain ? permalink(team.domain, channel.id, message) : undefined;
  const company = await companyOf(at, message.user_team ?? message.team);
  return {
    sourceId: slackSourceId(channel.id, message.ts),
    text,
    author,
    ...(company !== null && { company }),
    ...(link && { link }),
  };
}

/** The other company that the author is from; null: ours, or Slack does not let us read its name (`team:read`). */
async function companyOf({ client, teamId, enterpriseId }: Workspace, team: string | null): Promise<string | null> {
  if (team === null || team === teamId || team === enterpriseId) return null;
  const received = await client.team.info({ team }).catch(() => null);
  return received?.team?.name ?? null;
}

/** By what a captured message is known again. */
export function slackSourceId(channelId: string, ts: string): string {
  return `${channelId}/${ts}`;
}

/** As `chat.getPermalink` would answer, without the call. */
function permalink(domain: string, channelId: string, { ts, thread_ts: thread }: Told['message']): string | undefined {
  if (!/^[a-z0-9-]+$/i.test(domain)) return undefined;
  const address = `https://${domain}.slack.com/archives/${channelId}/p${ts.replace('.', '')}`;
  return thread === undefined || thread === ts ? address : `${address}?thread_ts=${thread}&cid=${channelId}`;
}
