/** Whose private words are heard in a place's meetings: rooms ask that bring what was told to the bot alone to an agenda. */
import type { PlaceMembers } from './place-members.js';

/** A place with meetings, and the others that have some. */
export interface MeetingPlace {
  readonly organisationId: string;
  readonly placeId: string;
  readonly elsewhere: readonly string[];
}

/**
 * Of these members those who are in the place, and those whom no meeting would hear otherwise: they are heard in all.
 * A place of which nobody knows who is in it silences nobody: rather something is heard twice.
 */
export async function heardIn(
  people: Pick<PlaceMembers, 'whoIsIn'>,
  { organisationId, placeId, elsewhere }: MeetingPlace,
  memberIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (memberIds.length === 0) return new Set();
  const present = await people.whoIsIn(organisationId, { placeIds: [...new Set([placeId, ...elsewhere])], memberIds });
  const isHeardElsewhere = (id: string) => [...present.values()].some((there) => there.has(id));
  return new Set(memberIds.filter((id) => present.get(placeId)?.has(id) || !isHeardElsewhere(id)));
}
