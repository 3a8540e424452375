/** A follow-up with the names that cards show beside it; read for every card of this folder. */
import type { PersonRef, PlaceRef } from '../../../kernel/person.js';
import type { MemberProfile } from '../../people/index.js';
import type { MeetingsDeps } from '../deps.js';
import type { FollowUp } from '../rules/follow-up.js';

/** A follow-up with the names that its cards need. */
export interface FollowUpPicture {
  readonly followUp: FollowUp;
  /** null: gone without a trace. */
  readonly owner: MemberProfile | null;
  readonly createdBy: PersonRef | null;
  readonly settledBy: PersonRef | null;
  readonly place: PlaceRef | null;
  readonly now: Date;
}

/** In the order given; all of one organisation. */
export async function followUpPictures(
  { people, clock }: MeetingsDeps,
  organisationId: string,
  followUps: readonly FollowUp[],
): Promise<readonly FollowUpPicture[]> {
  const ids = followUps.flatMap(({ ownerId, createdById, settledById }) => [ownerId, createdById, settledById ?? []]);
  const members = await people.members(organisationId, [...new Set(ids.flat())]);
  const known = new Map(members.map((member) => [member.id, member]));
  const places = await people.places(
    organisationId,
    followUps.flatMap(({ placeId }) => placeId ?? []),
  );
  return followUps.map((followUp) => ({
    followUp,
    owner: known.get(followUp.ownerId) ?? null,
    createdBy: known.get(followUp.createdById) ?? null,
    settledBy: known.get(followUp.settledById ?? '') ?? null,
    place: places.get(followUp.placeId ?? '') ?? null,
    now: clock.now(),
  }));
}
