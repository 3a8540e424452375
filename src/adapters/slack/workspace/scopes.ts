/** What the bot may do in a workspace, as manifests/slack.json asks for it; OAuth asks for the same. */

/** Without these it does not work. */
export const neededScopes = [
  'app_mentions:read',
  'channels:read',
  'chat:write',
  'commands',
  'im:history',
  'reactions:read',
  'users:read',
] as const;

/**
 * Whoever installs may leave these out: private channels, threads, reading what somebody reacted to, groups, absences, the
 * names of companies with which channels are shared, and who somebody's manager is.
 */
export const optionalScopes = [
  'channels:history',
  'dnd:read',
  'groups:history',
  'groups:read',
  'team:read',
  'usergroups:read',
  'users.profile:read',
] as const;

/** All scopes that the bot asks for. */
export const botScopes: readonly string[] = [...neededScopes, ...optionalScopes];
