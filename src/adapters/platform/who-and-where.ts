/**
 * Who did something and where, as our members and places. Somebody or some place that is new in a known workspace is
 * learned at once. Each platform brings the few questions that only it can answer.
 */
import { placeToShow } from '../../chat/nameless-place.js';
import { say } from '../../kernel/language/say.js';
import type { Actor, PlaceRef, Platform } from '../../kernel/person.js';
import { createCache } from './cache.js';
import type { MemberSetup, PlatformPeople } from './platform-deps.js';

/** `foreign`: somebody of another company, in a channel that both share. `nobody`: the platform knows no such person. */
export type Who = { readonly kind: 'known'; readonly actor: Actor } | { readonly kind: 'foreign' | 'nobody' };

/** Finds our person and place for what an event names. */
export interface WhoAndWhere<Workspace> {
  /** @param home where the event says the person comes from, in the platform's words; null: it does not say */
  who(at: Workspace, userId: string, home: string | null): Promise<Who>;
  /** @param name as the event has it; null: it has none. Answers null for a private chat with the bot. */
  place(at: Workspace, channelId: string, name: string | null): Promise<PlaceRef | null>;
  /** A person's name to show; guests and people of other companies are marked. */
  nameOf(at: Workspace, userId: string): Promise<string>;
  /** What follows the @ when they are typed; null: not one of our members. */
  handleOf(at: Workspace, userId: string): Promise<string | null>;
}

/** A person as the platform's directory has them. */
export interface FoundPerson {
  readonly setup: MemberSetup;
  /** False: of another company. */
  readonly isOurs: boolean;
}

export interface WhoAndWhereDeps<Workspace> {
  readonly platform: Platform;
  readonly people: Pick<PlatformPeople, 'actor' | 'member' | 'connectWorkspace'>;
  /** As the room people knows the workspace. */
  workspaceOf(at: Workspace): { readonly externalId: string; readonly name: string };
  /** True: `home` alone says that the person is of another company. */
  isForeign(at: Workspace, home: string): boolean;
  /** null: nobody, or a bot. */
  findPerson(at: Workspace, userId: string): Promise<FoundPerson | null>;
  isPrivateChat(channelId: string): boolean;
  /** The name of a channel, asked of the platform. Never rejects. */
  placeName(at: Workspace, channelId: string): Promise<string>;
}

const placeCacheSize = 5_000;

/** Builds it for one platform; what was found is kept. */
export function createWhoAndWhere<Workspace>(deps: WhoAndWhereDeps<Workspace>): WhoAndWhere<Workspace> {
  const { platform, people, findPerson } = deps;
  const places = createCache<PlaceRef>(placeCacheSize);
  const setupOf = (at: Workspace) => ({ platform, ...deps.workspaceOf(at) });
  const actorOf = (at: Workspace, userId: string) => people.actor(platform, deps.workspaceOf(at).externalId, userId);

  async function learn(at: Workspace, userId: string): Promise<Who> {
    const found = await findPerson(at, userId);
    if (!found) return { kind: 'nobody' };
    if (!found.isOurs) return { kind: 'foreign' };
    if (found.setup.hasLeft) return { kind: 'nobody' };
    await people.connectWorkspace({ ...setupOf(at), members: [found.setup], places: [] });
    const actor = await actorOf(at, userId);
    return actor ? { kind: 'known', actor } : { kind: 'nobody' };
  }

  async function who(at: Workspace, userId: string, home: string | null): Promise<Who> {
    if (home !== null && deps.isForeign(at, home)) return { kind: 'foreign' };
    const actor = await actorOf(at, userId);
    return actor ? { kind: 'known', actor } : learn(at, userId);
  }

  return {
    who,
    async place(at, channelId, name) {
      if (deps.isPrivateChat(channelId)) return null;
      const setup = setupOf(at);
      const key = `${setup.externalId}/${channelId}`;
      const known = places.get(key);
      if (known && (name === null || known.name === name)) return placeToShow(known);
      const called = name ?? (await deps.placeName(at, channelId));
      const given = { ...setup, members: [], places: [{ externalId: channelId, name: called }] };
      const id = (await people.connectWorkspace(given)).placeIds.get(channelId);
      if (id === undefined) throw new Error('The place was not made known.');
      const place = { id, name: called };
      places.set(key, place);
      return placeToShow(place);
    },
    async nameOf(at, userId) {
      const actor = await actorOf(at, userId);
      if (actor) return actor.name;
      const found = await findPerson(at, userId);
      if (!found) return say('somebody');
      const { name } = found.setup;
      return found.isOurs ? name : say('{name} (guest)', { name });
    },
    async handleOf(at, userId) {
      const found = await who(at, userId, null);
      if (found.kind !== 'known') return null;
      return (await people.member(found.actor.organisationId, found.actor.id))?.handle ?? null;
    },
  };
}
