/**
 * Answers whether people of other companies read in a place (Slack Connect, guests): asked of its platform, kept, and
 * told to the champion once. Nothing internal is posted where they do.
 */

import type { Dispatch, Outgoing } from '../../chat/feature.js';
import { expired, withDeadline } from '../../kernel/deadline.js';
import { isId } from '../../kernel/id.js';

import { aboutPlace } from './at-home.js';
import { sharedPlaceCard } from './cards/shared-place.js';
import type { PeopleDeps } from './deps.js';
import { organisationOf } from './organisation.js';
import { defaultPatienceMs, freshMs, restMs } from './place-members.js';
import { findPlaceById } from './store/organisations.js';
import { findAudience, saveAudience } from './store/place-audience.js';

/** A platform that has never said who reads in a place is asked again sooner: a message waits for it. */
const firstRestMs = 10_000;

/** The cache is emptied beyond this many places, which bounds its memory. */
const memoryLimit = 10_000;

export interface PlaceAudience {
  /**
   * True: people of other companies read there, or are invited to. The answer is at most an hour old, and a true one
   * that any copy of the bot heard counts at once; while the platform fails it is the last known one. False where
   * nobody can say. Never throws for a platform's sake. Not to be asked inside a transaction.
   * @param noted what the database said of it just now, when the caller has read it, which saves a statement; null: what
   * this copy knows is enough, because delivery looks again
   */
  isShared(placeId: string, noted?: boolean | null): Promise<boolean>;
  /**
   * The same, and null where the platform can say and has never said: it was asked just now, or within 10 s. Delivery
   * holds back what is not for outsiders meanwhile.
   */
  readers(placeId: string, noted: boolean): Promise<boolean | null>;
  /** People came or went there: its platform is asked anew, and the champion told when outsiders came. */
  readersChanged(placeId: string): Promise<void>;
  /** Notes what a platform told by itself, and tells the champion when outsiders came. */
  setShared(placeId: string, isShared: boolean): Promise<void>;
}

interface Known {
  readonly answer: Promise<boolean | null>;
  /** Until when it holds. */
  readonly until: number;
}

export function createPlaceAudience(deps: PeopleDeps): PlaceAudience {
  const { database, clock, log, outbox, directoryFor } = deps;
  const memory = new Map<string, Known>();

  function keep(placeId: string, answer: Promise<boolean | null>, forMs: number): Known {
    if (memory.size >= memoryLimit) memory.clear();
    const known = { answer, until: clock.now().getTime() + forMs };
    memory.set(placeId, known);
    return known;
  }

  /** One statement when nothing changed. */
  async function save(placeId: string, isShared: boolean): Promise<void> {
    await outbox.commit(async (tx) => {
      const organisationId = await saveAudience(tx, placeId, isShared);
      if (organisationId === null || !isShared) return;
      const { champion } = await organisationOf(tx, organisationId);
      if (champion === null) return;
      const to = { kind: 'member', memberId: champion.id } as const;
      await outbox.enqueue(tx, [
        { organisationId, kind: 'people.sharedPlace', payload: { organisationId, placeId }, to },
      ]);
    });
  }

  /** @param newer what was kept since this question began: the platform told it by itself, and that counts */
  async function ask(placeId: string, newer: () => Known | undefined): Promise<boolean | null> {
    const place = await findAudience(database, placeId);
    if (!place) return false;
    const { isShared: before } = place;
    try {
      const directory = await directoryFor?.(place.platform, place.workspaceExternalId);
      if (!directory?.isShared) return before ?? false;
      const told = await withDeadline(
        directory.isShared(place.externalId),
        deps.directoryPatienceMs ?? defaultPatienceMs,
      );
      const known = newer();
      if (known) return known.answer;
      if (told === null) return before ?? false;
      if (told !== expired) {
        if (told !== before) await save(placeId, told);
        return told;
      }
      log?.warn({ placeId }, 'platform did not say in time who reads in a place');
    } catch (error) {
      log?.warn({ placeId, err: error }, 'readers of a place not heard');
    }
    const known = newer();
    if (known) return known.answer;
    keep(placeId, Promise.resolve(before), before === null ? firstRestMs : restMs);
    return before;
  }

  async function hasOutsiders(placeId: string, noted?: boolean | null): Promise<boolean | null> {
    if (!isId(placeId)) return false;
    const known = memory.get(placeId);
    if (known && known.until > clock.now().getTime()) {
      const answer = await known.answer;
      if (answer !== false) return answer;
      // Another copy of the bot may have heard since that outsiders came.
      return (noted === undefined ? (await findAudience(database, placeId))?.isShared : noted) ?? false;
    }
    const newer = () => {
      const kept = memory.get(placeId);
      return kept === asked ? undefined : kept;
    };
    const answer = ask(placeId, newer);
    const asked = keep(placeId, answer, freshMs);
    answer.catch(() => memory.delete(placeId));
    return answer;
  }

  return {
    isShared: async (placeId, noted) => (await hasOutsiders(placeId, noted)) ?? false,
    readers: hasOutsiders,
    async readersChanged(placeId) {
      memory.delete(placeId);
      await hasOutsiders(placeId);
    },
    async setShared(placeId, isShared) {
      keep(placeId, Promise.resolve(isShared), freshMs);
      await save(placeId, isShared);
    },
  };
}

/** Tells the champion that a place has outsiders now, and what follows. */
export function sharedPlaceNotice({ database }: PeopleDeps): Outgoing {
  return {
    async compose(payload): Promise<Dispatch> {
      const { organisationId, placeId } = aboutPlace.parse(payload);
      const place = await findPlaceById(database, organisationId, placeId);
      const audience = await findAudience(database, placeId);
      if (!place || !audience?.isShared) return { kind: 'skip', reason: 'no outsiders there' };
      return { kind: 'send', card: sharedPlaceCard(place.name) };
    },
  };
}
