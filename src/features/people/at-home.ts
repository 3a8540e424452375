/** What this room shows on a person's home page (the first steps, what they owe in any room) and the welcome in a place. Read by the door. */
import { z } from 'zod';
import type { Chapter, Dispatch, Outgoing } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { isId } from '../../kernel/id.js';

import { canAdminister } from '../../kernel/person.js';
import { setUpBlocks, welcomeCard } from './cards/home.js';
import { owedBlocks } from './cards/owe.js';
import type { PeopleDeps } from './deps.js';
import { memberOfActor, organisationOf } from './organisation.js';
import { gatherOwed } from './owe.js';
import { openSteps, setUpSteps } from './rules/set-up.js';
import { findPlaceById, listPlaces } from './store/organisations.js';

export async function atHome(deps: PeopleDeps, context: InteractionContext): Promise<Chapter> {
  const [steps, owed] = await Promise.all([firstSteps(deps, context), gatherOwed(deps, context)]);
  return { count: steps.count + owed.count, blocks: [...steps.blocks, ...owedBlocks(owed)] };
}

/** The platform is asked of at most this many places whether the bot is there. */
const placesLookedAt = 10;

/** For those who can take them: the champion and admins, and everybody while there is no champion. */
async function firstSteps(deps: PeopleDeps, { actor }: InteractionContext): Promise<Chapter> {
  const { database } = deps;
  const { champion, settings } = await organisationOf(database, actor.organisationId);
  if (champion !== null && !canAdminister(actor.role)) return { count: 0, blocks: [] };
  const [reader, places, hasRule] = await Promise.all([
    memberOfActor(database, actor),
    listPlaces(database, actor.organisationId, placesLookedAt),
    deps.hasRule?.(actor.organisationId) ?? false,
  ]);
  // A place is also known because somebody typed there, and the bot may not be in it.
  const isIn = await Promise.all(places.map(({ id }) => deps.isIn?.(id) ?? true));
  const open = openSteps({
    hasChampion: champion !== null,
    hasPlace: isIn.some(Boolean),
    hasZone: settings.zoneIsChosen,
    hasRule,
    hasNewsPlace: deps.hasNewsPlace?.(settings) ?? false,
  });
  const zones = { now: settings.timeZone, offered: canAdminister(actor.role) ? reader.timeZone : null };
  return { count: open.length, blocks: setUpBlocks(open, setUpSteps.length, zones) };
}

/** The payload of a message about a place. */
export const aboutPlace = z.object({ organisationId: z.string().refine(isId), placeId: z.string().refine(isId) });

/** Once for each place: as a living message it is posted a single time, however often the bot is invited. */
export async function welcome(deps: PeopleDeps, organisationId: string, placeId: string): Promise<void> {
  const { outbox } = deps;
  const to = { kind: 'place', placeId } as const;
  await outbox.commit(async (tx) => {
    const order = { organisationId, kind: 'people.welcome', payload: { organisationId, placeId }, to };
    await outbox.enqueue(tx, [{ ...order, living: `welcome:${placeId}` }]);
  });
}

export function welcomeNotice({ database }: PeopleDeps): Outgoing {
  return {
    async compose(payload): Promise<Dispatch> {
      const { organisationId, placeId } = aboutPlace.parse(payload);
      const place = await findPlaceById(database, organisationId, placeId);
      if (!place) return { kind: 'skip', reason: 'the place is gone' };
      return { kind: 'send', card: welcomeCard(await organisationOf(database, organisationId), place.name) };
    },
  };
}
