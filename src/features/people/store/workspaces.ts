/** SQL of connecting a workspace: many members and places in one statement each. Used by connect-workspace.ts. */
import type { Platform } from '../../../kernel/person.js';
import type { Settings } from '../rules/settings.js';
import type { Queries } from './members.js';

/** A workspace's birth is rare and reads before it writes: two copies of the bot that start at once do it one after the other. */
export async function lockConnecting(tx: Queries): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('people.connectWorkspace', 0))`;
}

export interface WorkspaceRow {
  readonly id: string;
  readonly organisationId: string;
}

export async function findWorkspace(tx: Queries, platform: Platform, externalId: string): Promise<WorkspaceRow | null> {
  const [row] = await tx.$queryRaw<WorkspaceRow[]>`
    SELECT id, organisation_id AS "organisationId" FROM workspaces
    WHERE platform = ${platform} AND external_id = ${externalId}`;
  return row ?? null;
}

export async function insertOrganisation(
  tx: Queries,
  organisation: { readonly id: string; readonly name: string; readonly settings: Pick<Settings, 'timeZone'> },
  createdAt: Date,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO organisations (id, name, settings, created_at)
    VALUES (${organisation.id}::uuid, ${organisation.name}, ${JSON.stringify(organisation.settings)}::jsonb, ${createdAt})`;
}

export async function upsertWorkspace(
  tx: Queries,
  workspace: WorkspaceRow & { readonly platform: Platform; readonly externalId: string; readonly name: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO workspaces (id, organisation_id, platform, external_id, name)
    VALUES (${workspace.id}::uuid, ${workspace.organisationId}::uuid, ${workspace.platform}, ${workspace.externalId},
      ${workspace.name})
    ON CONFLICT (platform, external_id) DO UPDATE SET name = excluded.name`;
}

/** A member as kept, in what connecting may change. */
export interface KnownMember {
  readonly id: string;
  readonly workspaceId: string;
  readonly externalId: string;
  readonly name: string;
  readonly handle: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly isAdmin: boolean;
  readonly leftAt: Date | null;
  readonly statusUntil: Date | null;
}

/** Everyone in the organisation, also those who left: their handles stay theirs. */
export async function listKnownMembers(tx: Queries, organisationId: string): Promise<KnownMember[]> {
  return tx.$queryRaw<KnownMember[]>`
    SELECT id, workspace_id AS "workspaceId", external_id AS "externalId", name, handle, time_zone AS "timeZone", locale,
      is_admin AS "isAdmin", left_at AS "leftAt", status_until AS "statusUntil"
    FROM members WHERE organisation_id = ${organisationId}::uuid`;
}

export interface MemberUpsert extends KnownMember {
  readonly startMinutes: number | null;
  readonly endMinutes: number | null;
}

export async function upsertMembers(
  tx: Queries,
  organisationId: string,
  members: readonly MemberUpsert[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO members AS m (id, organisation_id, workspace_id, external_id, name, handle, time_zone, locale, is_admin,
      left_at, status_until, work_start_minutes, work_end_minutes)
    SELECT id, ${organisationId}::uuid, "workspaceId", "externalId", name, handle, "timeZone", locale, "isAdmin",
      "leftAt", "statusUntil", "startMinutes", "endMinutes"
    FROM jsonb_to_recordset(${JSON.stringify(members)}::jsonb) AS told(id uuid, "workspaceId" uuid, "externalId" text,
      name text, handle text, "timeZone" text, locale text, "isAdmin" boolean, "leftAt" timestamptz,
      "statusUntil" timestamptz, "startMinutes" int, "endMinutes" int)
    ON CONFLICT (workspace_id, external_id) DO UPDATE SET name = excluded.name, handle = excluded.handle,
      time_zone = excluded.time_zone, locale = excluded.locale, is_admin = excluded.is_admin, left_at = excluded.left_at,
      status_until = excluded.status_until,
      work_start_minutes = coalesce(m.work_start_minutes, excluded.work_start_minutes),
      work_end_minutes = coalesce(m.work_end_minutes, excluded.work_end_minutes)`;
}

/** Answers our ids by the platform's. */
export async function upsertPlaces(
  tx: Queries,
  workspace: WorkspaceRow,
  places: readonly { readonly id: string; readonly externalId: string; readonly name: string }[],
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; externalId: string }[]>`
    INSERT INTO places (id, organisation_id, workspace_id, external_id, name)
    SELECT id, ${workspace.organisationId}::uuid, ${workspace.id}::uuid, "externalId", name
    FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS told(id uuid, "externalId" text, name text)
    ON CONFLICT (workspace_id, external_id) DO UPDATE SET name = excluded.name
    RETURNING id, external_id AS "externalId"`;
  return new Map(rows.map((row) => [row.externalId, row.id]));
}
