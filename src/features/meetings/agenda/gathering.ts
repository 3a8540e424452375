/**
 * What a platform tells of people who meet: an agenda that is planned for now opens, and closes when they part. The clock
 * does the same at its time, so that a word that never comes, or comes twice, changes nothing.
 */
import type { Gathering } from '../../../chat/gathering.js';
import type { MeetingsDeps } from '../deps.js';
import { findPresent, listExpected, lockPlaces, saveCall } from '../store/agenda.js';
import { findOpenIn } from '../store/open-meetings.js';
import { closeByItself } from './close.js';
import { readGround } from './ground.js';
import { open } from './open.js';

/** People may join so long before a meeting begins. */
const earlyMs = 30 * 60_000;
/** So many members of a place who talk with each other are its meeting; one alone is not. */
const quorum = 2;

/** Never makes a meeting that is not planned. */
export async function gathered(deps: MeetingsDeps, told: Gathering): Promise<void> {
  if (told.what === 'ended') return ended(deps, told);
  const { database, clock } = deps;
  const now = clock.now();
  const soon = { now, until: new Date(now.getTime() + earlyMs) };
  const expected = await listExpected(database, told.organisationId, soon);
  const placeIds = await placesOf(deps, told, [...new Set(expected.map(({ placeId }) => placeId))]);
  for (const placeId of placeIds) {
    const theirs = expected.filter((meeting) => meeting.placeId === placeId);
    const ground = await readGround(deps, theirs, now);
    await deps.outbox.commit(async (tx) => {
      await lockPlaces(tx, [placeId]);
      const present = await findPresent(tx, told.organisationId, placeId, soon);
      // An agenda that opened a day ahead is not of a call that happens today.
      if (!present || present.startsAt > soon.until) return;
      const origin = { actorId: null, surface: told.platform };
      if (present.state === 'planned') await open(deps, tx, { meetings: [present], ground, now, origin });
      await saveCall(tx, present.organisationId, present.id, told.callId);
    });
  }
}

/** Of these places, which expect a meeting now, those that meet. */
async function placesOf(
  { people }: MeetingsDeps,
  told: Exclude<Gathering, { readonly what: 'ended' }>,
  placeIds: readonly string[],
): Promise<readonly string[]> {
  if (told.what === 'began') return placeIds.filter((id) => id === told.placeId);
  const { organisationId, memberIds } = told;
  if (memberIds.length < quorum) return [];
  const present = await people.whoIsIn(organisationId, { placeIds, memberIds });
  return placeIds.filter((placeId) => (present.get(placeId)?.size ?? 0) >= quorum);
}

async function ended(
  deps: MeetingsDeps,
  { organisationId, placeId, callId, platform }: Gathering & { placeId: string },
): Promise<void> {
  const meeting = await findOpenIn(deps.database, organisationId, placeId);
  // Somebody who tried the line before it began ended nothing, nor did another call in the same channel.
  if (!meeting || meeting.startsAt > deps.clock.now()) return;
  if ((meeting.callId ?? callId) === callId) await closeByItself(deps, meeting, platform);
}
