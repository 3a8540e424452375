/**
 * Who did something and where, in our members and places: whoever is new in a known workspace is learned on the fly.
 * receive.ts and the handlers of events ask.
 */
import type { Actor, PlaceRef } from '../../kernel/person.js';
import { isColleague, isOurs, readUser, slackUser } from '../slack/people/read-user.js';
import type { SlackMemberSetup, SlackPeople } from '../slack/ports.js';
import type { Workspace } from '../slack/workspace/workspace.js';
import { createKept } from './cache.js';

/** `foreign`: of a workspace that is connected to this one by Slack Connect, and none of ours. */
export type Who = { readonly kind: 'known'; readonly actor: Actor } | { readonly kind: 'foreign' | 'nobody' };

export interface WhoAndWhere {
  /** @param userTeamId the team that the payload says the person is of; null: it does not say */
  who(at: Workspace, userId: string, userTeamId: string | null): Promise<Who>;
  /** @param name as the payload has it; null for a private chat with the bot */
  place(at: Workspace, channelId: string, name: string | null): Promise<PlaceRef | null>;
  /** A person's name to show, also of somebody who is none of ours. */
  nameOf(at: Workspace, userId: string): Promise<string>;
  /** What follows the @ when they are typed; null: none of ours. */
  handleOf(at: Workspace, userId: string): Promise<string | null>;
}

interface Card {
  readonly name: string;
  readonly isOurs: boolean;
  readonly setup: SlackMemberSetup;
}

/** What Slack calls channels whose name it keeps to itself. */
const NAMELESS = /^(privategroup|directmessage|mpdm-.*)$/;
const keptPlaces = 5_000;

export function createWhoAndWhere(people: SlackPeople): WhoAndWhere {
  const places = createKept<PlaceRef>(keptPlaces);

  async function learn(at: Workspace, userId: string): Promise<Who> {
    const card = await askSlack(at, userId);
    if (!card) return { kind: 'nobody' };
    if (!card.isOurs) return { kind: 'foreign' };
    if (card.setup.hasLeft) return { kind: 'nobody' };
    await people.connectWorkspace({ ...setupOf(at), members: [card.setup], places: [] });
    const actor = await people.actor('slack', at.teamId, userId);
    return actor ? { kind: 'known', actor } : { kind: 'nobody' };
  }

  async function who(at: Workspace, userId: string, userTeamId: string | null): Promise<Who> {
    const isElsewhere = userTeamId !== null && userTeamId !== at.teamId && userTeamId !== at.enterpriseId;
    // In an Enterprise Grid people belong to several of its workspaces; Slack says which.
    if (isElsewhere && at.enterpriseId === null) return { kind: 'foreign' };
    const actor = await people.actor('slack', at.teamId, userId);
    return actor ? { kind: 'known', actor } : learn(at, userId);
  }

  return {
    who,
    async place(at, channelId, given) {
      if (channelId.startsWith('D')) return null;
      const key = `${at.teamId}/${channelId}`;
      const name = given !== null && !NAMELESS.test(given) ? given : null;
      const known = places.get(key);
      if (known && (name === null || known.name === name)) return known;
      const called = name ?? (await channelName(at, channelId));
      const setup = { ...setupOf(at), members: [], places: [{ externalId: channelId, name: called }] };
      const id = (await people.connectWorkspace(setup)).placeIds.get(channelId);
      if (id === undefined) throw new Error('The place was not made known.');
      const place = { id, name: called };
      places.set(key, place);
      return place;
    },
    async nameOf(at, userId) {
      const actor = await people.actor('slack', at.teamId, userId);
      return actor?.name ?? (await askSlack(at, userId))?.name ?? 'somebody';
    },
    async handleOf(at, userId) {
      const found = await who(at, userId, null);
      if (found.kind !== 'known') return null;
      return (await people.member(found.actor.organisationId, found.actor.id))?.handle ?? null;
    },
  };
}

function setupOf({ teamId, name }: Workspace) {
  return { platform: 'slack', externalId: teamId, name } as const;
}

/** Null: Slack knows nobody of that id, or the bot of another app. */
async function askSlack(at: Workspace, userId: string): Promise<Card | null> {
  const answer = await at.client.users.info({ user: userId, include_locale: true }).catch((error: unknown) => {
    if (isUnknownUser(error)) return null;
    throw error;
  });
  const user = answer?.user;
  if (!user) return null;
  const setup = readUser(user, at.installerId);
  const read = slackUser.safeParse(user).data;
  if (!setup || !read) return null;
  // Where the app is installed for the whole Grid, all of its people are of the one organisation.
  const ours = isOurs(read, at.teamId) || (at.isOrgWide && isColleague(read, at.enterpriseId));
  return { name: setup.name, isOurs: ours, setup };
}

function isUnknownUser(error: unknown): boolean {
  const code = error instanceof Error && 'data' in error ? (error.data as { error?: unknown }).error : null;
  return code === 'user_not_found' || code === 'user_not_visible';
}

/** Slack tells it where the bot may look; a private channel's scope is optional. */
async function channelName({ client }: Workspace, channel: string): Promise<string> {
  try {
    return (await client.conversations.info({ channel })).channel?.name ?? 'private channel';
  } catch {
    return 'private channel';
  }
}
