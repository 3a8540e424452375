/** SQL of organisations, their settings, champion, places and the append-only record of changes. */
import type { PersonRef, PlaceRef } from '../../../kernel/person.js';
import type { Change } from '../rules/change.js';
import type { Household, OrganisationProfile } from '../rules/profiles.js';
import { completeSettings, type Settings, type SettingsPatch } from '../rules/settings.js';
import { type MemberRow, memberColumns, memberOf, type Queries } from './members.js';

/** The organisation with its champion; a champion who left is none. */
export async function findOrganisation(db: Queries, id: string): Promise<OrganisationProfile | null> {
  return (await findHousehold(db, id, { memberIds: [], placeIds: [] }))?.organisation ?? null;
}

type OrganisationRow = (MemberRow | { readonly [Key in keyof MemberRow]: null }) & {
  readonly ownId: string;
  readonly ownName: string;
  readonly settings: SettingsPatch;
  readonly members: readonly PersonRef[];
  readonly places: readonly PlaceRef[];
};

/** The ids are UUIDs; what another organisation has is not found. */
export async function findHousehold(
  db: Queries,
  id: string,
  { memberIds, placeIds }: { readonly memberIds: readonly string[]; readonly placeIds: readonly string[] },
): Promise<Household | null> {
  const [row] = await db.$queryRaw<OrganisationRow[]>`
    SELECT o.id AS "ownId", o.name AS "ownName", o.settings, ${memberColumns},
      ARRAY(SELECT jsonb_build_object('id', x.id, 'name', x.name) FROM members x
        WHERE x.organisation_id = o.id AND x.id = ANY(${[...memberIds]}::uuid[])) AS members,
      ARRAY(SELECT jsonb_build_object('id', x.id, 'name', x.name) FROM places x
        WHERE x.organisation_id = o.id AND x.id = ANY(${[...placeIds]}::uuid[])) AS places
    FROM organisations o
    LEFT JOIN members m ON m.id = o.champion_id AND m.organisation_id = o.id AND m.left_at IS NULL
    WHERE o.id = ${id}::uuid`;
  if (!row) return null;
  const { ownId, ownName, settings, members, places, ...champion } = row;
  const profile = { id: ownId, name: ownName, settings: completeSettings(settings) };
  const organisation = { ...profile, champion: champion.id === null ? null : memberOf(champion) };
  return { organisation, members, places };
}

/**
 * The settings as they are now; nobody else changes them, or the champion, before the transaction ends. What belongs to
 * the organisation may be written meanwhile.
 */
export async function lockOrganisation(
  tx: Queries,
  id: string,
): Promise<{ readonly settings: Settings; readonly championId: string | null } | null> {
  const [row] = await tx.$queryRaw<{ settings: SettingsPatch; championId: string | null }[]>`
    SELECT settings, (SELECT m.id FROM members m WHERE m.id = o.champion_id AND m.left_at IS NULL) AS "championId"
    FROM organisations o WHERE o.id = ${id}::uuid FOR NO KEY UPDATE OF o`;
  return row ? { settings: completeSettings(row.settings), championId: row.championId } : null;
}

export async function saveSettings(tx: Queries, organisationId: string, patch: SettingsPatch): Promise<void> {
  await tx.$executeRaw`
    UPDATE organisations SET settings = settings || ${JSON.stringify(patch)}::jsonb WHERE id = ${organisationId}::uuid`;
}

export async function saveChampion(tx: Queries, organisationId: string, memberId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE organisations SET champion_id = ${memberId}::uuid WHERE id = ${organisationId}::uuid`;
}

export async function findPlaceById(db: Queries, organisationId: string, placeId: string): Promise<PlaceRef | null> {
  return (await findPlaces(db, organisationId, [placeId]))[0] ?? null;
}

/** In no particular order. `ids` are UUIDs. */
export async function findPlaces(db: Queries, organisationId: string, ids: readonly string[]): Promise<PlaceRef[]> {
  return db.$queryRaw<PlaceRef[]>`
    SELECT id, name FROM places WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
}

/** By name. */
export async function listPlaces(db: Queries, organisationId: string): Promise<PlaceRef[]> {
  return db.$queryRaw<PlaceRef[]>`
    SELECT id, name FROM places WHERE organisation_id = ${organisationId}::uuid ORDER BY name, id`;
}

/** @param at when it was changed */
export async function insertChange(tx: Queries, change: Change, at: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO changes (organisation_id, at, what, actor_id, surface, details)
    VALUES (${change.organisationId}::uuid, ${at}, ${change.what}, ${change.actorId}::uuid, ${change.surface},
      ${JSON.stringify(change.details)}::jsonb)`;
}
