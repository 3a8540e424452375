/** Whose private words are heard in a place's meetings: rooms ask that bring what was told to the bot alone to an agenda. */
import type { MemberProfile } from './rules/profiles.js';

/** A place with meetings, and the others that have some. */
export interface MeetingPlace {
  readonly organisationId: string;
  readonly placeId: string;
  readonly elsewhere: readonly string[];
}

interface PlaceMembers {
  placeMembers(organisationId: string, placeId: string): Promise<readonly MemberProfile[]>;
}

/** Of these members those who are in the place, and those whom no meeting would hear otherwise: they are heard in all. */
export async function heardIn(
  people: PlaceMembers,
  { organisationId, placeId, elsewhere }: MeetingPlace,
  memberIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (memberIds.length === 0) return new Set();
  const here = new Set((await people.placeMembers(organisationId, placeId)).map(({ id }) => id));
  const nowhere = new Set(memberIds.filter((id) => !here.has(id)));
  for (const other of elsewhere.filter((id) => id !== placeId)) {
    if (nowhere.size === 0) break;
    // One channel that is gone must not silence the meetings of the others: rather something is heard twice.
    const there = await people.placeMembers(organisationId, other).catch(() => []);
    for (const { id } of there) nowhere.delete(id);
  }
  return new Set(memberIds.filter((id) => here.has(id) || nowhere.has(id)));
}
