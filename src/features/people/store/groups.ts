/** SQL of groups: people who take things by turns or by load. */
import { type Sql, type SqlPart, sql } from '../../../storage/database.js';
import type { GroupProfile } from '../rules/profiles.js';

/** Makes the group or gives it these members in this order; keeps whose turn it was. Answers its id. */
export async function upsertGroup(
  tx: Sql,
  group: { readonly id: string; readonly organisationId: string; readonly name: string },
  memberIds: readonly string[],
): Promise<string> {
  const [row] = await tx.query<{ id: string }[]>`
    INSERT INTO groups (id, organisation_id, name)
    VALUES (${group.id}::uuid, ${group.organisationId}::uuid, ${group.name})
    ON CONFLICT (organisation_id, name) DO UPDATE SET name = excluded.name RETURNING id`;
  const id = row?.id ?? group.id;
  await saveGroupMembers(
    tx,
    group.organisationId,
    id,
    sql`SELECT * FROM unnest(${[...memberIds]}::uuid[]) WITH ORDINALITY AS t(member_id, position)`,
  );
  return id;
}

/** In no particular order. `ids` are UUIDs. */
export async function findGroups(db: Sql, organisationId: string, ids: readonly string[]): Promise<GroupProfile[]> {
  return db.query<GroupProfile[]>`
    SELECT id, name, last_member_id AS "lastMemberId",
      ARRAY(SELECT member_id FROM group_members WHERE organisation_id = g.organisation_id AND group_id = g.id
        ORDER BY position) AS "memberIds"
    FROM groups g WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
}

/** Two captures at once wait for each other here, so that they don't both take the same turn. */
export async function lockGroup(
  tx: Sql,
  organisationId: string,
  groupId: string,
): Promise<Pick<GroupProfile, 'memberIds' | 'lastMemberId'> | null> {
  const [group] = await tx.query<Pick<GroupProfile, 'memberIds' | 'lastMemberId'>[]>`
    SELECT last_member_id AS "lastMemberId",
      ARRAY(SELECT member_id FROM group_members WHERE organisation_id = g.organisation_id AND group_id = g.id
        ORDER BY position) AS "memberIds"
    FROM groups g WHERE organisation_id = ${organisationId}::uuid AND id = ${groupId}::uuid FOR UPDATE OF g`;
  return group ?? null;
}

/** Notes whose turn it was last. */
export async function saveTurn(tx: Sql, organisationId: string, groupId: string, memberId: string): Promise<void> {
  await tx.execute`UPDATE groups SET last_member_id = ${memberId}::uuid
    WHERE organisation_id = ${organisationId}::uuid AND id = ${groupId}::uuid`;
}

/** By its name in the organisation; null: there is none. */
export async function findGroupByName(db: Sql, organisationId: string, name: string): Promise<GroupProfile | null> {
  const [group] = await db.query<GroupProfile[]>`
    SELECT id, name, last_member_id AS "lastMemberId",
      ARRAY(SELECT member_id FROM group_members WHERE organisation_id = g.organisation_id AND group_id = g.id
        ORDER BY position) AS "memberIds"
    FROM groups g WHERE organisation_id = ${organisationId}::uuid AND name = ${name} AND external_id IS NOT NULL`;
  return group ?? null;
}

/** As the platform names it; a second workspace's group of the same name gets its number. null: the workspace is not known. */
export async function upsertUserGroup(
  tx: Sql,
  group: {
    readonly id: string;
    readonly platform: string;
    readonly workspaceExternalId: string;
    readonly externalId: string;
    readonly name: string;
  },
): Promise<{ readonly id: string; readonly organisationId: string } | null> {
  const key = `${group.platform} ${group.workspaceExternalId}/${group.externalId}`;
  const [row] = await tx.query<{ id: string; organisationId: string }[]>`
    INSERT INTO groups (id, organisation_id, external_id, name)
    SELECT ${group.id}::uuid, w.organisation_id, ${key},
      (SELECT free.name FROM generate_series(1, 100) AS n,
         LATERAL (SELECT ${group.name} || CASE WHEN n = 1 THEN '' ELSE n::text END AS name) free
       WHERE NOT EXISTS (SELECT FROM groups g WHERE g.organisation_id = w.organisation_id AND g.name = free.name
         AND g.external_id IS DISTINCT FROM ${key}) ORDER BY n LIMIT 1)
    FROM workspaces w WHERE w.platform = ${group.platform} AND w.external_id = ${group.workspaceExternalId}
    ON CONFLICT (organisation_id, external_id) DO UPDATE SET name = excluded.name
    RETURNING id, organisation_id AS "organisationId"`;
  return row ?? null;
}

/** Makes these people, by the platform's ids, the members of the group. */
export async function replaceGroupMembers(
  tx: Sql,
  organisationId: string,
  groupId: string,
  members: {
    readonly platform: string;
    readonly workspaceExternalId: string;
    readonly memberExternalIds: readonly string[];
  },
): Promise<void> {
  const named = sql`
    SELECT DISTINCT ON (coalesce(m.same_as_id, m.id)) coalesce(m.same_as_id, m.id) AS member_id, t.position
    FROM unnest(${[...members.memberExternalIds]}::text[]) WITH ORDINALITY AS t(external_id, position)
    JOIN workspaces w ON w.organisation_id = ${organisationId}::uuid AND w.platform = ${members.platform}
      AND w.external_id = ${members.workspaceExternalId}
    JOIN members m ON m.organisation_id = w.organisation_id AND m.workspace_id = w.id
      AND m.external_id = t.external_id AND m.left_at IS NULL`;
  await saveGroupMembers(tx, organisationId, groupId, named);
}

/** Writes who came, who went and who has another turn. @param named selects `member_id` and `position` */
async function saveGroupMembers(tx: Sql, organisationId: string, groupId: string, named: SqlPart): Promise<void> {
  await tx.execute`
    WITH named AS (${named}), gone AS (
      DELETE FROM group_members WHERE organisation_id = ${organisationId}::uuid AND group_id = ${groupId}::uuid
        AND member_id NOT IN (SELECT member_id FROM named)
    )
    INSERT INTO group_members AS g (organisation_id, group_id, member_id, position)
    SELECT ${organisationId}::uuid, ${groupId}::uuid, member_id, position::int FROM named
    ON CONFLICT ON CONSTRAINT group_members_pkey DO UPDATE SET position = excluded.position
    WHERE g.position <> excluded.position`;
}
