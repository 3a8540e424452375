/** SQL of organisations, their settings, champion, places and the append-only record of changes. */
import { placeToShow } from '../../../chat/nameless-place.js';
import type { PersonRef, PlaceRef } from '../../../kernel/person.js';
import { type Sql, type SqlPart, sql } from '../../../storage/database.js';
import { appendHistory } from '../../../storage/history.js';
import type { Change } from '../rules/change.js';
import type { Household, MemberProfile, OrganisationProfile } from '../rules/profiles.js';
import { completeSettings, type SettingsPatch } from '../rules/settings.js';
import { type MemberRow, memberColumns, memberOf } from './members.js';

/** Until the transaction ends, nobody else changes settings or champion; `change`: nor holds them. */
const locks = {
  none: sql.empty,
  hold: sql`FOR SHARE`,
  // Weaker than FOR UPDATE: what refers to the organisation by a foreign key may be written meanwhile.
  change: sql`FOR NO KEY UPDATE`,
};
type Lock = keyof typeof locks;

/** The organisation with its champion; a champion who left is none. */
export async function findOrganisation(db: Sql, id: string, lock: Lock = 'none'): Promise<OrganisationProfile | null> {
  return (await findHousehold(db, id, { memberIds: [], placeIds: [] }, lock))?.organisation ?? null;
}

/** Statements that answer ids: of members, and of groups whose members are meant too. */
export interface Named {
  readonly memberIds: SqlPart;
  readonly groupIds: SqlPart;
}

/** An organisation with some of its members, read together. */
export interface OrganisationWithMembers {
  readonly organisation: OrganisationProfile;
  readonly members: readonly MemberProfile[];
}

/** The organisation, held, with its champion and whoever is named, also those who left; one statement. */
export async function holdWithMembers(
  tx: Sql,
  id: string,
  { memberIds, groupIds }: Named,
): Promise<OrganisationWithMembers | null> {
  const rows = await tx.query<OwnRow[]>`
    SELECT o.id AS "ownId", o.name AS "ownName", o.settings, ${memberColumns}
    FROM (SELECT * FROM organisations WHERE id = ${id}::uuid ${locks.hold}) o
    LEFT JOIN LATERAL (SELECT DISTINCT member_id FROM unnest(o.champion_id || ARRAY(${memberIds} UNION ALL
      SELECT member_id FROM group_members WHERE group_id IN (${groupIds}))) AS t(member_id)) AS named ON true
    LEFT JOIN members m ON m.organisation_id = o.id AND m.id = named.member_id`;
  const [first] = rows;
  if (!first) return null;
  const found = rows.flatMap(({ ownId: _, ownName, settings, ...row }) => (row.id === null ? [] : memberOf(row)));
  const champion = found.find(({ role, hasLeft }) => role === 'champion' && !hasLeft) ?? null;
  const { ownId, ownName, settings } = first;
  return {
    organisation: { id: ownId, name: ownName, settings: completeSettings(settings), champion },
    members: found,
  };
}

/** Beside a member, or beside none. */
type OwnRow = (MemberRow | { readonly [Key in keyof MemberRow]: null }) & {
  readonly ownId: string;
  readonly ownName: string;
  readonly settings: SettingsPatch;
};

type OrganisationRow = OwnRow & {
  readonly members: readonly PersonRef[];
  readonly places: readonly PlaceRef[];
};

/** The ids are UUIDs; what another organisation has is not found. */
export async function findHousehold(
  db: Sql,
  id: string,
  { memberIds, placeIds }: { readonly memberIds: readonly string[]; readonly placeIds: readonly string[] },
  lock: Lock = 'none',
): Promise<Household | null> {
  const [row] = await db.query<OrganisationRow[]>`
    SELECT o.id AS "ownId", o.name AS "ownName", o.settings, ${memberColumns},
      ARRAY(SELECT jsonb_build_object('id', x.id, 'name', x.name) FROM members x
        WHERE x.organisation_id = o.id AND x.id = ANY(${[...memberIds]}::uuid[])) AS members,
      ARRAY(SELECT jsonb_build_object('id', x.id, 'name', x.name) FROM places x
        WHERE x.organisation_id = o.id AND x.id = ANY(${[...placeIds]}::uuid[])) AS places
    FROM (SELECT * FROM organisations WHERE id = ${id}::uuid ${locks[lock]}) o
    LEFT JOIN members m ON m.id = o.champion_id AND m.organisation_id = o.id AND m.left_at IS NULL`;
  if (!row) return null;
  const { ownId, ownName, settings, members, places, ...champion } = row;
  const profile = { id: ownId, name: ownName, settings: completeSettings(settings) };
  const organisation = { ...profile, champion: champion.id === null ? null : memberOf(champion) };
  return { organisation, members, places: places.map(placeToShow) };
}

/** Writes the settings that `patch` names and keeps the others. */
export async function saveSettings(tx: Sql, organisationId: string, patch: SettingsPatch): Promise<void> {
  await tx.execute`
    UPDATE organisations SET settings = settings || ${JSON.stringify(patch)}::jsonb WHERE id = ${organisationId}::uuid`;
}

/** Makes this member the champion instead of whoever it was. */
export async function saveChampion(tx: Sql, organisationId: string, memberId: string): Promise<void> {
  await tx.execute`
    UPDATE organisations SET champion_id = ${memberId}::uuid WHERE id = ${organisationId}::uuid`;
}

/** One place by our own id; null: unknown, or another organisation's. */
export async function findPlaceById(db: Sql, organisationId: string, placeId: string): Promise<PlaceRef | null> {
  return (await findPlaces(db, organisationId, [placeId]))[0] ?? null;
}

/** In no particular order. `ids` are UUIDs. */
export async function findPlaces(db: Sql, organisationId: string, ids: readonly string[]): Promise<PlaceRef[]> {
  const places = await db.query<PlaceRef[]>`
    SELECT id, name FROM places WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
  return places.map(placeToShow);
}

/** The first `limit` by name. */
export async function listPlaces(db: Sql, organisationId: string, limit: number): Promise<PlaceRef[]> {
  const places = await db.query<PlaceRef[]>`
    SELECT id, name FROM places WHERE organisation_id = ${organisationId}::uuid ORDER BY name, id LIMIT ${limit}::int`;
  return places.map(placeToShow);
}

/** At most two of this name, compared without case. @param name folded */
export async function findPlacesByName(db: Sql, organisationId: string, name: string): Promise<PlaceRef[]> {
  return db.query<PlaceRef[]>`
    SELECT id, name FROM places
    WHERE organisation_id = ${organisationId}::uuid AND lower(normalize(name, NFKC)) = ${name} ORDER BY id LIMIT 2`;
}

/** @param at when it was changed */
export async function insertChange(tx: Sql, change: Change, at: Date): Promise<void> {
  await appendHistory(tx, [{ ...change, subject: `organisation:${change.organisationId}`, at }]);
}
