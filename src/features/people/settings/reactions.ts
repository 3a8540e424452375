/** Where reactions capture and resolve: what Teams never tells a bot of is no setting of those who are in Teams alone. */
import type { Platform } from '../../../kernel/person.js';
import type { Sql } from '../../../storage/database.js';
import { platformsOf } from '../store/workspaces.js';

/** Whether the platform tells a bot of reactions to other people's messages. */
const areTold: Readonly<Record<Platform, boolean>> = { slack: true, teams: false, playground: true };

/** For which of an organisation's workspaces a reaction does something. */
export type ReactionsReach = 'everywhere' | 'in Slack' | 'nowhere';

/** Of the organisation with this id. One without a workspace: everywhere. */
export async function reactionsReach(db: Sql, organisationId: string): Promise<ReactionsReach> {
  const platforms = await platformsOf(db, organisationId);
  if (platforms.every((platform) => areTold[platform])) return 'everywhere';
  return platforms.some((platform) => areTold[platform]) ? 'in Slack' : 'nowhere';
}
