/** Finds the member or the place that somebody typed; used by every command that names one. */
import { fold, nearest } from '../../chat/nearest.js';
import { isId } from '../../kernel/id.js';
import type { PlaceRef } from '../../kernel/person.js';
import type { Database } from '../../storage/database.js';
import { ambiguousMember, ambiguousPlace, unknownMember, unknownPlace } from './cards/refusals.js';
import type { MemberProfile } from './rules/profiles.js';
import { readReference } from './rules/reference.js';
import { findByHandle, findByName, findMembers, listMembers } from './store/members.js';
import { findPlaceById, findPlacesByName, listPlaces } from './store/organisations.js';

/** What was typed, whose it should be, and where to show that it isn't. */
export interface Wanted {
  readonly organisationId: string;
  readonly typed: string;
  readonly field: string;
}

/** By mention, handle, name, or first name where one alone has it. Throws InvalidInput. Never someone who left. */
export async function findMember(database: Database, wanted: Wanted): Promise<MemberProfile> {
  const { organisationId, typed, field } = wanted;
  const reference = readReference(typed);
  if (reference.kind === 'id') {
    const [member] = isId(reference.id) ? await findMembers(database, organisationId, [reference.id]) : [];
    if (!member || member.hasLeft) throw unknownMember(field, typed, null);
    return member;
  }
  if (reference.name === '') throw unknownMember(field, typed, null);
  const name = fold(reference.name);
  const byHandle = await findByHandle(database, organisationId, name);
  if (byHandle) return byHandle;
  const called = await findByName(database, { organisationId, name }, namesakeLimit);
  // Where the database finds nobody, everybody is compared: for a guess, and for letters that it folds otherwise.
  const members = called.length > 0 ? called : await listMembers(database, organisationId);
  return pickByName(members, reference.name, wanted);
}

/** More than have one name. */
const namesakeLimit = 50;

function pickByName(members: readonly MemberProfile[], name: string, { typed, field }: Wanted): MemberProfile {
  const isCalled = (member: MemberProfile) => fold(member.name) === fold(name);
  const isFirstName = (member: MemberProfile) => fold(member.name).split(/\s+/u)[0] === fold(name);
  const called = members.filter(isCalled);
  const found = called.length > 0 ? called : members.filter(isFirstName);
  if (found.length > 1)
    throw ambiguousMember(
      field,
      typed,
      found.slice(0, 5).map((member) => member.handle),
    );
  if (found[0]) return found[0];
  const guess =
    nearest(
      name,
      members.map((member) => member.handle),
    ) ??
    members.find(
      (member) =>
        member.name ===
        nearest(
          name,
          members.map((other) => other.name),
        ),
    )?.handle;
  throw unknownMember(field, typed, guess ?? null);
}

/** How many of the words, from the first on, are a member's whole name: `@Grace Okafor`. 0: nobody's. */
export async function longestMember(
  database: Database,
  organisationId: string,
  words: readonly string[],
): Promise<number> {
  const [first = '', ...rest] = words;
  const all = [first.replace(/^@+/u, ''), ...rest];
  if (all[0] === '') return 0;
  const called = await findByName(database, { organisationId, name: fold(all[0] ?? '') }, namesakeLimit);
  const names = new Set(called.map(({ name }) => fold(name).split(/\s+/u).join(' ')));
  return all.findLastIndex((_, index) => names.has(fold(all.slice(0, index + 1).join(' ')))) + 1;
}

/** Among how many places a mistyped name is looked for. */
const guessedPlaces = 1_000;

/** Throws InvalidInput, also when two workspaces have a place of that name. */
export async function findPlace(database: Database, { organisationId, typed, field }: Wanted): Promise<PlaceRef> {
  const reference = readReference(typed);
  if (reference.kind === 'id') {
    const place = isId(reference.id) ? await findPlaceById(database, organisationId, reference.id) : null;
    if (!place) throw unknownPlace(field, typed, null);
    return place;
  }
  const [found, another] = await findPlacesByName(database, organisationId, fold(reference.name));
  if (found && another) throw ambiguousPlace(field, typed);
  if (found) return found;
  const places = await listPlaces(database, organisationId, guessedPlaces);
  throw unknownPlace(
    field,
    typed,
    nearest(
      reference.name,
      places.map((place) => place.name),
    ),
  );
}
