/** SQL of connecting a workspace: many members and places in one statement each. Used by connect-workspace.ts. */
import type { Platform } from '../../../kernel/person.js';
import { type Sql, type SqlPart, sql } from '../../../storage/database.js';
import { type HandleWish, handleCandidates } from '../rules/handle.js';
import type { ToldMember } from '../rules/merge-member.js';
import type { OwnSettings } from '../rules/settings.js';

/** A workspace's birth is rare and reads before it writes: two copies of the bot that start at once do it one after the other. */
export async function lockConnecting(tx: Sql): Promise<void> {
  await tx.execute`SELECT pg_advisory_xact_lock(hashtextextended('people.connectWorkspace', 0))`;
}

/** A workspace and the organisation it belongs to. */
export interface WorkspaceRow {
  readonly id: string;
  readonly organisationId: string;
}

/** By the platform's id; null: it is not connected. */
export async function findWorkspace(
  tx: Sql,
  platform: Platform,
  externalId: string,
): Promise<(WorkspaceRow & { readonly name: string }) | null> {
  const [row] = await tx.query<(WorkspaceRow & { readonly name: string })[]>`
    SELECT id, organisation_id AS "organisationId", name FROM workspaces
    WHERE platform = ${platform} AND external_id = ${externalId}`;
  return row ?? null;
}

/** Adds an organisation. */
export async function insertOrganisation(
  tx: Sql,
  organisation: {
    readonly id: string;
    readonly name: string;
    readonly settings: Pick<OwnSettings, 'timeZone' | 'zoneIsChosen'>;
  },
  createdAt: Date,
): Promise<void> {
  await tx.execute`
    INSERT INTO organisations (id, name, settings, created_at)
    VALUES (${organisation.id}::uuid, ${organisation.name}, ${JSON.stringify(organisation.settings)}::jsonb, ${createdAt})`;
}

/** Adds a workspace, or renews its name. */
export async function upsertWorkspace(
  tx: Sql,
  workspace: WorkspaceRow & { readonly platform: Platform; readonly externalId: string; readonly name: string },
): Promise<void> {
  await tx.execute`
    INSERT INTO workspaces (id, organisation_id, platform, external_id, name)
    VALUES (${workspace.id}::uuid, ${workspace.organisationId}::uuid, ${workspace.platform}, ${workspace.externalId},
      ${workspace.name})
    ON CONFLICT (platform, external_id) DO UPDATE SET name = excluded.name`;
}

/** A member as kept, in what connecting may change. */
export interface KnownMember extends ToldMember {
  readonly id: string;
  /** The member whose second account this is. */
  readonly sameAsId?: string | null;
}

/** One member for each row before it. With the limit they are looked up one by one: a table that grows fast has no statistics. */
const eachByIndex = (where: SqlPart): SqlPart => sql`LATERAL (SELECT * FROM members WHERE ${where} LIMIT 1)`;

/** Those of the workspace whom the platform names so, also those who left. */
export async function listKnownMembers(
  tx: Sql,
  { id: workspaceId, organisationId }: Pick<WorkspaceRow, 'id' | 'organisationId'>,
  externalIds: readonly string[],
): Promise<KnownMember[]> {
  return tx.query<KnownMember[]>`
    SELECT m.id, m.external_id AS "externalId", m.name, m.handle, m.time_zone AS "timeZone", m.locale,
      m.is_admin AS "isAdmin", m.left_at AS "leftAt", m.same_as_id AS "sameAsId", m.status_until AS "statusUntil"
    FROM unnest(${[...externalIds]}::text[]) AS told, ${eachByIndex(
      sql`organisation_id = ${organisationId}::uuid AND workspace_id = ${workspaceId}::uuid AND external_id = told`,
    )} m`;
}

/** Which of what they may be called somebody in the organisation has, also who left: their handles stay theirs. */
export async function listTakenHandles(
  tx: Sql,
  organisationId: string,
  wishes: readonly HandleWish[],
): Promise<string[]> {
  const candidates = [...new Set(wishes.flatMap(handleCandidates))];
  const rows = await tx.query<{ handle: string }[]>`
    SELECT m.handle FROM unnest(${candidates}::text[]) AS candidate, ${eachByIndex(
      sql`organisation_id = ${organisationId}::uuid AND handle = candidate`,
    )} m`;
  return rows.map(({ handle }) => handle);
}

/**
 * Free ones of maya2, maya3, … in the organisation, by what the numbers follow, as many as are needed of each. Those
 * that are taken are leapt over, ever more finely: else the last of twenty thousand Mayas would ask for all before her.
 */
export async function listNumberedHandles(
  tx: Sql,
  organisationId: string,
  needs: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const wanted = [...needs].map(([base, count]) => ({ base, count }));
  const holder = sql`(SELECT m.id FROM members m
    WHERE m.organisation_id = ${organisationId}::uuid AND m.handle = base || n)`;
  const rows = await tx.query<{ base: string; handles: string[] }[]>`
    SELECT base, ARRAY(
      SELECT base || n FROM (SELECT generate_series(fine.last + 1, fine.last + 1000000) AS n) numbers
      WHERE ${holder} IS NULL LIMIT count) AS handles
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS wanted(base text, count int),
      LATERAL (SELECT coalesce(max(n), 1) AS last FROM (SELECT (2 ^ generate_series(1, 20))::int AS n) powers
        WHERE ${holder} IS NOT NULL) coarse,
      LATERAL (SELECT coalesce(max(n), coarse.last) AS last
        FROM (SELECT coarse.last + coarse.last * generate_series(1, 63) / 64 AS n) steps
        WHERE ${holder} IS NOT NULL) fine`;
  return new Map(rows.map(({ base, handles }) => [base, handles]));
}

export interface MemberUpsert extends KnownMember {
  readonly startMinutes: number | null;
  readonly endMinutes: number | null;
}

const otherAccount = sql`(SELECT o.id FROM members o
  WHERE o.organisation_id = m.organisation_id AND o.same_as_id = m.id AND o.left_at IS NULL LIMIT 1)`;

/** Adds people of a workspace, and renews those that are there. */
export async function upsertMembers(tx: Sql, workspace: WorkspaceRow, members: readonly MemberUpsert[]): Promise<void> {
  await tx.execute`
    INSERT INTO members AS m (id, organisation_id, workspace_id, external_id, name, handle, time_zone, locale, is_admin,
      left_at, status_until, work_start_minutes, work_end_minutes)
    SELECT id, ${workspace.organisationId}::uuid, ${workspace.id}::uuid, "externalId", name, handle, "timeZone", locale, "isAdmin",
      "leftAt", "statusUntil", "startMinutes", "endMinutes"
    FROM jsonb_to_recordset(${JSON.stringify(members)}::jsonb) AS told(id uuid, "externalId" text,
      name text, handle text, "timeZone" text, locale text, "isAdmin" boolean, "leftAt" timestamptz,
      "statusUntil" timestamptz, "startMinutes" int, "endMinutes" int)
    ON CONFLICT ON CONSTRAINT members_workspace_id_external_id_key DO UPDATE SET name = excluded.name, handle = excluded.handle,
      time_zone = excluded.time_zone, locale = excluded.locale, is_admin = excluded.is_admin,
      -- Somebody with another account is still here, and gets messages there.
      left_at = CASE WHEN ${otherAccount} IS NULL THEN excluded.left_at END,
      inbox_id = CASE WHEN excluded.left_at IS NULL THEN m.inbox_id ELSE ${otherAccount} END,
      status_until = excluded.status_until,
      work_start_minutes = coalesce(m.work_start_minutes, excluded.work_start_minutes),
      work_end_minutes = coalesce(m.work_end_minutes, excluded.work_end_minutes)`;
}

/** Answers our ids by the platform's. */
export async function upsertPlaces(
  tx: Sql,
  workspace: WorkspaceRow,
  places: readonly { readonly id: string; readonly externalId: string; readonly name: string }[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; externalId: string }[]>`
    INSERT INTO places (id, organisation_id, workspace_id, external_id, name)
    SELECT id, ${workspace.organisationId}::uuid, ${workspace.id}::uuid, "externalId", name
    FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS told(id uuid, "externalId" text, name text)
    ON CONFLICT ON CONSTRAINT places_workspace_id_external_id_key DO UPDATE SET name = excluded.name
    RETURNING id, external_id AS "externalId"`;
  return new Map(rows.map((row) => [row.externalId, row.id]));
}

/** On which platforms an organisation has a workspace, each once. */
export async function platformsOf(db: Sql, organisationId: string): Promise<readonly Platform[]> {
  const rows = await db.query<{ platform: Platform }[]>`
    SELECT DISTINCT platform FROM workspaces WHERE organisation_id = ${organisationId}::uuid`;
  return rows.map(({ platform }) => platform);
}
