/**
 * Answers who is in a place: what its platform last said, kept with its age and asked again when it is old. A platform
 * that fails or is slow delays nobody for long and throws at nobody: then the last known answer counts.
 */

import { expired, withDeadline } from '../../kernel/deadline.js';
import { isId } from '../../kernel/id.js';
import type { PeopleDeps } from './deps.js';
import type { MemberProfile } from './rules/profiles.js';
import { listMembers } from './store/members.js';
import { type HeardPlace, listHeardPlaces, listMembersHeard, listPresence, saveHeard } from './store/place-members.js';

/** An answer younger than this is not asked for again. */
export const freshMs = 60 * 60_000;
/** How long one question may hold up its asker, in real milliseconds; its late answer is kept all the same. */
export const defaultPatienceMs = 3_000;
/** How long a platform that failed is left alone, and a place that was just heard of. */
export const restMs = 60_000;

/** `nobody`: no platform is connected there that could be asked. */
type Hearing = 'asked' | 'nobody';

export interface PlaceMembers {
  /**
   * Everybody in the place who has not left, by name. The answer is at most an hour old, unless the platform fails or
   * takes longer than 3 seconds: then it is the last known one, however old. null: the platform has never answered, so
   * nobody knows yet; ask again in a minute. Where no platform is connected, the whole organisation. Never throws for
   * a platform's sake. Not to be asked inside a transaction.
   */
  placeMembers(organisationId: string, placeId: string): Promise<MemberProfile[] | null>;
  /**
   * Which of these members are in which of these places: member ids by place id, from the same answers as
   * `placeMembers`. A place that is not in the map is one of which nobody knows. At most `asks` places are asked about,
   * those first of which least is known; default: all whose answer is old. Never throws for a platform's sake.
   */
  whoIsIn(
    organisationId: string,
    of: { readonly placeIds: readonly string[]; readonly memberIds: readonly string[] },
    asks?: number,
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
}

export function createPlaceMembers(deps: PeopleDeps): PlaceMembers {
  const { database, clock, log, directoryFor } = deps;

  /** One question at a time about a place, whoever asks. */
  const underWay = new Map<string, Promise<Hearing>>();
  /** By place, or by workspace when it does not answer at all. */
  const restsUntil = new Map<string, Date>();

  const rest = (key: string) => {
    if (restsUntil.size >= 10_000) restsUntil.clear();
    restsUntil.set(key, new Date(clock.now().getTime() + restMs));
  };
  const isResting = (key: string) => (restsUntil.get(key) ?? 0) > clock.now();

  async function ask({
    organisationId,
    placeId,
    platform,
    workspaceExternalId,
    externalId,
  }: HeardPlace): Promise<Hearing> {
    const at = clock.now();
    try {
      const directory = await directoryFor?.(platform, workspaceExternalId);
      if (!directory) return 'nobody';
      await saveHeard(database, organisationId, placeId, { externalIds: await directory.placeMembers(externalId), at });
      // Whoever read the old age a moment ago must not ask again.
      rest(placeId);
    } catch (error) {
      rest(placeId);
      log?.warn({ placeId, err: error }, 'members of a place not heard');
    }
    return 'asked';
  }

  function startAsking(place: HeardPlace): Promise<Hearing> {
    const asking = ask(place).finally(() => underWay.delete(place.placeId));
    underWay.set(place.placeId, asking);
    return asking;
  }

  async function hear(place: HeardPlace): Promise<Hearing> {
    const patienceMs = deps.directoryPatienceMs ?? defaultPatienceMs;
    const hearing = await withDeadline(underWay.get(place.placeId) ?? startAsking(place), patienceMs);
    if (hearing !== expired) return hearing;
    underWay.delete(place.placeId);
    rest(workspaceOf(place));
    log?.warn({ placeId: place.placeId }, 'platform did not say in time who is in a place');
    return 'asked';
  }

  const wantsAsking = (place: HeardPlace) =>
    (place.heardAt === null || clock.now().getTime() - place.heardAt.getTime() >= freshMs) &&
    !isResting(place.placeId) &&
    !isResting(workspaceOf(place));

  /** What is known after at most `asks` questions, and the places where everybody counts as present. */
  async function known(organisationId: string, placeIds: readonly string[], asks: number) {
    const before = await listHeardPlaces(database, organisationId, placeIds);
    const everybodyIn = new Set<string>();
    let askedCount = 0;
    for (const place of before) {
      if (askedCount >= asks) break;
      if (!wantsAsking(place)) continue;
      if ((await hear(place)) === 'asked') askedCount += 1;
      else if (place.heardAt === null) everybodyIn.add(place.placeId);
    }
    const places = askedCount === 0 ? before : await listHeardPlaces(database, organisationId, placeIds);
    return { places, everybodyIn };
  }

  return {
    async placeMembers(organisationId, placeId) {
      if (!isId(organisationId) || !isId(placeId)) return [];
      const { places, everybodyIn } = await known(organisationId, [placeId], 1);
      if (everybodyIn.has(placeId)) return listMembers(database, organisationId);
      if (places.length === 0) return [];
      return places[0]?.heardAt ? listMembersHeard(database, organisationId, placeId) : null;
    },
    async whoIsIn(organisationId, of, asks = Number.POSITIVE_INFINITY) {
      const memberIds = of.memberIds.filter(isId);
      const placeIds = of.placeIds.filter(isId);
      if (!isId(organisationId) || memberIds.length === 0 || placeIds.length === 0) return new Map();
      const { places, everybodyIn } = await known(organisationId, placeIds, asks);
      const found = new Map<string, Set<string>>();
      for (const { placeId, heardAt } of places) {
        if (everybodyIn.has(placeId)) found.set(placeId, new Set(memberIds));
        else if (heardAt) found.set(placeId, new Set());
      }
      const present = await listPresence(database, organisationId, [...found.keys()], memberIds);
      for (const { placeId, memberId } of present) found.get(placeId)?.add(memberId);
      return found;
    },
  };
}

const workspaceOf = ({ platform, workspaceExternalId }: HeardPlace): string => `${platform}/${workspaceExternalId}`;
