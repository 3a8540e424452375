/** A user as Slack tells of them, as a member whom the room people takes. Pure; users.info, users.list and events give the same shape. */
import { z } from 'zod';
import type { MemberSetup } from '../../platform/platform-deps.js';

export const slackUser = z.object({
  id: z.string().regex(/^[UW][A-Z0-9]+$/),
  team_id: z.string().optional(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  deleted: z.boolean().optional(),
  tz: z.string().nullish(),
  locale: z.string().nullish(),
  is_bot: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  enterprise_user: z.object({ enterprise_id: z.string().optional(), teams: z.array(z.string()).optional() }).optional(),
  profile: z
    .object({
      display_name: z.string().optional(),
      real_name: z.string().optional(),
      status_emoji: z.string().optional(),
      status_expiration: z.number().optional(),
    })
    .optional(),
});

export type SlackUser = z.output<typeof slackUser>;

/** Slackbot is a user that Slack does not call a bot. */
const slackbot = 'USLACKBOT';

/** null: a bot, or nothing that is a user. @param installerId stays an admin here whatever they are in Slack */
export function readUser(received: unknown, installerId?: string | null): MemberSetup | null {
  const read = slackUser.safeParse(received);
  if (!read.success || read.data.is_bot || read.data.id === slackbot) return null;
  const user = read.data;
  return {
    externalId: user.id,
    name: user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || user.id,
    ...(user.name && { handle: user.name }),
    ...(user.tz && { timeZone: user.tz }),
    ...(user.locale && { locale: user.locale }),
    isAdmin: Boolean(user.is_admin || user.is_owner) || user.id === installerId,
    hasLeft: Boolean(user.deleted),
  };
}

/** Guests see a few channels only; nobody asks them what they learned. */
export const isGuest = ({ is_restricted, is_ultra_restricted }: SlackUser): boolean =>
  Boolean(is_restricted || is_ultra_restricted);

/** Whether they belong to this workspace: not the other company's people of a shared channel. */
export function isOurs({ team_id, enterprise_user, is_stranger }: SlackUser, teamId: string): boolean {
  const belongs = team_id === undefined || team_id === teamId || (enterprise_user?.teams ?? []).includes(teamId);
  return belongs && !is_stranger;
}

/** Whether they belong to another workspace of the Grid: a colleague in a channel that its workspaces share. */
export function isColleague({ enterprise_user }: SlackUser, enterpriseId: string | null): boolean {
  return enterpriseId !== null && enterprise_user?.enterprise_id === enterpriseId;
}
