/** Slack's part of finding out who did something and where; receive/ and the handlers of events ask. */
import { namelessPlaces } from '../../../chat/nameless-place.js';
import type { PlatformPeople } from '../../platform/platform-deps.js';
import { createWhoAndWhere, type FoundPerson, type WhoAndWhere } from '../../platform/who-and-where.js';
import { refusalCode } from '../send/outcome.js';
import type { Workspace } from '../workspace/workspace.js';
import { isColleague, isOurs, readUser, slackUser } from './read-user.js';

/** Finds our person and place for what Slack names. */
export type SlackWhoAndWhere = WhoAndWhere<Workspace>;

/** Builds it on the people room and Slack's API. */
export function createSlackWhoAndWhere(people: PlatformPeople): SlackWhoAndWhere {
  const found = createWhoAndWhere<Workspace>({
    platform: 'slack',
    people,
    workspaceOf: ({ teamId, name }) => ({ externalId: teamId, name }),
    // In an Enterprise Grid people belong to several of its workspaces; Slack says which.
    isForeign: (at, teamId) => at.enterpriseId === null && teamId !== at.teamId,
    findPerson,
    isPrivateChat: (channelId) => channelId.startsWith('D'),
    placeName,
  });
  return {
    ...found,
    place: (at, channelId, name) => found.place(at, channelId, nameless.test(name ?? '') ? null : name),
  };
}

/** null: Slack knows nobody of that id, or it is the bot of another app. */
async function findPerson(at: Workspace, userId: string): Promise<FoundPerson | null> {
  const answer = await at.client.users.info({ user: userId, include_locale: true }).catch((error: unknown) => {
    if (unknownUser.has(refusalCode(error) ?? '')) return null;
    throw error;
  });
  const user = answer?.user;
  const setup = user && readUser(user, at.installerId);
  const read = slackUser.safeParse(user).data;
  if (!setup || !read) return null;
  // Where the app is installed for the whole Grid, all of its people are of the one organisation.
  const ours = isOurs(read, at.teamId) || (at.isOrgWide && isColleague(read, at.enterpriseId));
  return { setup, isOurs: ours };
}

const unknownUser: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible']);

/** What Slack calls channels whose name it keeps to itself. */
const nameless = /^(privategroup|directmessage|mpdm-.*)$/;

/** Slack tells it where the bot may look; a private channel's scope is optional. */
async function placeName({ client }: Workspace, channel: string): Promise<string> {
  try {
    return (await client.conversations.info({ channel })).channel?.name ?? namelessPlaces.slack;
  } catch {
    return namelessPlaces.slack;
  }
}
