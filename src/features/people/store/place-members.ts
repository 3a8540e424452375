/** SQL of who is in a place, as its platform last said. Used by place-members.ts. */
import { type Sql, sql } from '../../../storage/database.js';
import type { MemberProfile } from '../rules/profiles.js';
import type { Address } from './addresses.js';
import { selectMembers } from './members.js';

/** A place, and when its people were last asked for. */
export interface HeardPlace extends Address {
  readonly placeId: string;
  /** When the platform was last asked and answered; null: it never did. */
  readonly heardAt: Date | null;
}

/** The longest unheard first, those never heard of before all others. `placeIds` are UUIDs. */
export async function listHeardPlaces(
  db: Sql,
  organisationId: string,
  placeIds: readonly string[],
): Promise<HeardPlace[]> {
  return db.query<HeardPlace[]>`
    SELECT p.id AS "placeId", p.organisation_id AS "organisationId", p.external_id AS "externalId", w.platform,
      w.external_id AS "workspaceExternalId", p.members_heard_at AS "heardAt"
    FROM places p JOIN workspaces w ON w.id = p.workspace_id
    WHERE p.organisation_id = ${organisationId}::uuid AND p.id = ANY(${[...placeIds]}::uuid[])
    ORDER BY p.members_heard_at NULLS FIRST, array_position(${[...placeIds]}::uuid[], p.id)`;
}

/** An answer to an earlier question, which comes late, changes nothing. */
export async function saveHeard(
  db: Sql,
  organisationId: string,
  placeId: string,
  { externalIds, at }: { readonly externalIds: readonly string[]; readonly at: Date },
): Promise<void> {
  await db.execute`
    UPDATE places SET member_external_ids = ${[...externalIds]}::text[], members_heard_at = ${at}
    WHERE organisation_id = ${organisationId}::uuid
      AND id = ${placeId}::uuid AND (members_heard_at IS NULL OR members_heard_at <= ${at})`;
}

/** Those in the place whom we know and who have not left, by name. */
export async function listMembersHeard(db: Sql, organisationId: string, placeId: string): Promise<MemberProfile[]> {
  return selectMembers(
    db,
    sql`m.organisation_id = ${organisationId}::uuid AND m.left_at IS NULL AND m.id IN (
        SELECT coalesce(i.same_as_id, i.id) FROM places p
        JOIN members i ON i.organisation_id = p.organisation_id AND i.workspace_id = p.workspace_id
          AND i.external_id = ANY(p.member_external_ids)
        WHERE p.organisation_id = ${organisationId}::uuid AND p.id = ${placeId}::uuid AND i.left_at IS NULL)
      ORDER BY m.name, m.handle`,
  );
}

/** Which of these members are in which of these places. All ids are UUIDs. */
export async function listPresence(
  db: Sql,
  organisationId: string,
  placeIds: readonly string[],
  memberIds: readonly string[],
): Promise<{ readonly placeId: string; readonly memberId: string }[]> {
  return db.query`
    SELECT DISTINCT p.id AS "placeId", coalesce(m.same_as_id, m.id) AS "memberId"
    FROM places p JOIN members m ON m.organisation_id = p.organisation_id AND m.workspace_id = p.workspace_id
      AND m.external_id = ANY(p.member_external_ids)
    WHERE p.organisation_id = ${organisationId}::uuid AND p.id = ANY(${[...placeIds]}::uuid[]) AND m.left_at IS NULL
      AND coalesce(m.same_as_id, m.id) = ANY(${[...memberIds]}::uuid[])`;
}
