/** The organisation and the member that an interaction is about, when they have to be there. */
import { NotFound } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import type { Actor } from '../../kernel/person.js';
import type { Sql } from '../../storage/database.js';
import type { Household, MemberProfile, OrganisationProfile } from './rules/profiles.js';
import { findMembers } from './store/members.js';
import {
  findHousehold,
  findOrganisation,
  holdWithMembers,
  type Named,
  type OrganisationWithMembers,
} from './store/organisations.js';

/** Throws NotFound. @param lock until the transaction ends: see findOrganisation */
export async function organisationOf(
  db: Sql,
  organisationId: string,
  lock?: Parameters<typeof findOrganisation>[2],
): Promise<OrganisationProfile> {
  const organisation = isId(organisationId) ? await findOrganisation(db, organisationId, lock) : null;
  if (!organisation) throw unknownOrganisation();
  return organisation;
}

/** Throws NotFound for the organisation; of the others those come that are found. */
export async function householdOf(
  db: Sql,
  organisationId: string,
  { memberIds, placeIds }: { readonly memberIds: readonly string[]; readonly placeIds: readonly string[] },
): Promise<Household> {
  const ids = { memberIds: memberIds.filter(isId), placeIds: placeIds.filter(isId) };
  const household = isId(organisationId) ? await findHousehold(db, organisationId, ids) : null;
  if (!household) throw unknownOrganisation();
  return household;
}

/** Held until the transaction ends. Throws NotFound for the organisation; of those named, whoever is found comes. */
export async function organisationWithMembers(
  tx: Sql,
  organisationId: string,
  named: Named,
): Promise<OrganisationWithMembers> {
  const found = isId(organisationId) ? await holdWithMembers(tx, organisationId, named) : null;
  if (!found) throw unknownOrganisation();
  return found;
}

export function unknownOrganisation(): NotFound {
  return new NotFound(
    'people.unknownOrganisation',
    say('There is no such organisation here. Connect its workspace first.'),
  );
}

/** Whoever acts, as the database knows them now. Throws NotFound when they have gone meanwhile. */
export async function memberOfActor(db: Sql, { organisationId, id }: Actor): Promise<MemberProfile> {
  const [member] = isId(id) ? await findMembers(db, organisationId, [id]) : [];
  if (!member)
    throw new NotFound('people.unknownActor', say('You are not a member here any more. Ask an admin to invite you.'));
  return member;
}

/** In the order of `ids`; those that are not found, or are no ids at all, are left out. */
export async function membersOf(db: Sql, organisationId: string, ids: readonly string[]): Promise<MemberProfile[]> {
  const known = ids.filter(isId);
  if (known.length === 0 || !isId(organisationId)) return [];
  const found = new Map((await findMembers(db, organisationId, known)).map((member) => [member.id, member]));
  return known.flatMap((id) => found.get(id.toLowerCase()) ?? []);
}
