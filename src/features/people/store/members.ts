/** SQL of members: one statement a question, each bound to the organisation. Used by the use cases and the door. */
import type { Actor, Platform } from '../../../kernel/person.js';
import { isKnownZone } from '../../../kernel/time/zone.js';
import { type Sql, type SqlPart, sql } from '../../../storage/database.js';
import type { MemberProfile } from '../rules/profiles.js';
import { defaultSettings } from '../rules/settings.js';

export interface MemberRow {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly handle: string;
  readonly isAdmin: boolean;
  readonly isChampion: boolean;
  readonly timeZone: string;
  readonly language: string;
  readonly startMinutes: number | null;
  readonly endMinutes: number | null;
  readonly awayUntil: Date | null;
  readonly delegateId: string | null;
  readonly managerId: string | null;
  readonly hasLeft: boolean;
}

/** Of `members m` beside `organisations o`, whose hours stand in for those that the member has not set. */
export const memberColumns = sql`
  m.id, m.organisation_id AS "organisationId", m.name, m.handle, m.is_admin AS "isAdmin",
  coalesce(o.champion_id = m.id, false) AS "isChampion", coalesce(m.own_time_zone, m.time_zone) AS "timeZone",
  coalesce(m.language, m.locale) AS language,
  coalesce(m.work_start_minutes, (o.settings#>>'{workingHours,startMinutes}')::int) AS "startMinutes",
  coalesce(m.work_end_minutes, (o.settings#>>'{workingHours,endMinutes}')::int) AS "endMinutes",
  CASE WHEN (o.settings->>'dndCountsAsAway')::boolean THEN greatest(m.away_until, m.quiet_until, m.status_until)
    ELSE m.away_until END AS "awayUntil", m.delegate_id AS "delegateId", coalesce(m.manager_id, m.directory_manager_id) AS "managerId",
  m.left_at IS NOT NULL AS "hasLeft"`;

export function memberOf(row: MemberRow): MemberProfile {
  const { isAdmin, isChampion, startMinutes, endMinutes, ...member } = row;
  // A zone that was known when it was kept may be unknown to this machine; nobody else should wait for it.
  const timeZone = isKnownZone(row.timeZone) ? row.timeZone : defaultSettings.timeZone;
  return {
    ...member,
    timeZone,
    role: isChampion ? 'champion' : isAdmin ? 'admin' : 'member',
    workingHours: {
      timeZone,
      startMinutes: startMinutes ?? defaultSettings.workingHours.startMinutes,
      endMinutes: endMinutes ?? defaultSettings.workingHours.endMinutes,
    },
  };
}

/** In no particular order. `ids` are UUIDs. */
export async function findMembers(db: Sql, organisationId: string, ids: readonly string[]): Promise<MemberProfile[]> {
  return selectMembers(db, sql`m.organisation_id = ${organisationId}::uuid AND m.id = ANY(${[...ids]}::uuid[])`);
}

/** More than anybody looks through, and few enough to compare letter by letter. */
const comparedCount = 5_000;

const isHere = (organisationId: string) =>
  sql`m.organisation_id = ${organisationId}::uuid AND m.left_at IS NULL AND m.same_as_id IS NULL`;

/** Everyone who has not left, by name; at most 5,000. */
export async function listMembers(db: Sql, organisationId: string): Promise<MemberProfile[]> {
  return selectMembers(db, sql`${isHere(organisationId)} ORDER BY m.name, m.handle LIMIT ${comparedCount}::int`);
}

/** Those who have not left, admins first and then by name; at most `limit`. */
export async function listAdminsFirst(db: Sql, organisationId: string, limit: number): Promise<MemberProfile[]> {
  return selectMembers(
    db,
    sql`${isHere(organisationId)} ORDER BY m.is_admin DESC, m.name, m.handle LIMIT ${limit}::int`,
  );
}

/** Whose name or first name this is, the former first; at most `limit`. @param name folded, as chat/nearest.ts does it */
export async function findByName(
  db: Sql,
  { organisationId, name }: { readonly organisationId: string; readonly name: string },
  limit: number,
): Promise<MemberProfile[]> {
  const folded = sql`lower(btrim(normalize(m.name, NFKC)))`;
  return selectMembers(
    db,
    sql`${isHere(organisationId)}
      AND (${folded} = ${name} OR starts_with(${folded}, ${`${name} `}))
    ORDER BY ${folded} <> ${name}, m.name, m.handle LIMIT ${limit}::int`,
  );
}

/** One member who has not left, by what is typed after the @, lower case; null: nobody. */
export async function findByHandle(db: Sql, organisationId: string, handle: string): Promise<MemberProfile | null> {
  const where = sql`${isHere(organisationId)} AND m.id = (SELECT coalesce(same_as_id, id) FROM members
    WHERE organisation_id = ${organisationId}::uuid AND handle = ${handle})`;
  return (await selectMembers(db, where))[0] ?? null;
}

/** Those who named this member their stand-in and are away at `now`. */
export async function listAbsentDelegators(db: Sql, member: MemberProfile, now: Date): Promise<MemberProfile[]> {
  return selectMembers(
    db,
    sql`m.organisation_id = ${member.organisationId}::uuid AND m.delegate_id = ${member.id}::uuid
      AND m.away_until > ${now} AND m.left_at IS NULL ORDER BY m.name`,
  );
}

/** @param where about `members m`, with what the rows are to be sorted by */
export async function selectMembers(db: Sql, where: SqlPart): Promise<MemberProfile[]> {
  const rows = await db.query<MemberRow[]>`
    SELECT ${memberColumns} FROM members m JOIN organisations o ON o.id = m.organisation_id WHERE ${where}`;
  return rows.map(memberOf);
}

/** How a platform names a person. */
export interface ExternalPerson {
  readonly platform: Platform;
  readonly workspaceExternalId: string;
  readonly externalId: string;
}

/** The member whose account this is. An account that left is nobody's. */
const memberAt = ({ platform, workspaceExternalId, externalId }: ExternalPerson) => sql`
  SELECT coalesce(i.same_as_id, i.id), i.organisation_id
  FROM members i JOIN workspaces w ON w.id = i.workspace_id AND w.organisation_id = i.organisation_id
  WHERE w.platform = ${platform} AND w.external_id = ${workspaceExternalId} AND i.external_id = ${externalId}
    AND i.left_at IS NULL`;

/** null also for those who left. */
export async function findActor(db: Sql, who: ExternalPerson | { readonly memberId: string }): Promise<Actor | null> {
  const isThem =
    'memberId' in who ? sql`m.id = ${who.memberId}::uuid` : sql`(m.id, m.organisation_id) = (${memberAt(who)})`;
  const [member] = await selectMembers(db, sql`${isThem} AND m.left_at IS NULL`);
  if (!member) return null;
  const { id, name, organisationId, role, timeZone, language } = member;
  return { id, name, organisationId, role, timeZone, language };
}

/** @param language of src/languages; null: their platform's */
export async function saveLanguage(tx: Sql, member: MemberProfile, language: string | null): Promise<void> {
  await tx.execute`
    UPDATE members SET language = ${language}
    WHERE id = ${member.id}::uuid AND organisation_id = ${member.organisationId}::uuid`;
}

/** Notes until when the platform says that somebody is not to be disturbed; null: they may be. */
export async function saveQuiet(db: Sql, who: ExternalPerson, until: Date | null): Promise<void> {
  await db.execute`
    UPDATE members SET quiet_until = ${until}::timestamptz
    WHERE (id, organisation_id) = (${memberAt(who)})`;
}

/** `until` null: back, also for whoever is not to be disturbed. */
export async function saveAbsence(
  tx: Sql,
  member: MemberProfile,
  absence: { readonly until: Date | null; readonly delegateId: string | null },
): Promise<void> {
  await tx.execute`
    UPDATE members SET away_until = ${absence.until}::timestamptz, delegate_id = ${absence.delegateId}::uuid,
      quiet_until = CASE WHEN ${absence.until}::timestamptz IS NULL THEN NULL ELSE quiet_until END,
      status_until = CASE WHEN ${absence.until}::timestamptz IS NULL THEN NULL ELSE status_until END
    WHERE id = ${member.id}::uuid AND organisation_id = ${member.organisationId}::uuid`;
}

/** Notes to whom a member reports; null: to nobody. */
export async function saveManager(tx: Sql, member: MemberProfile, managerId: string | null): Promise<void> {
  await tx.execute`
    UPDATE members SET manager_id = ${managerId}::uuid
    WHERE id = ${member.id}::uuid AND organisation_id = ${member.organisationId}::uuid`;
}

/** What a member sets for themselves; null: as the organisation and the platform say, absent: as it is. */
export interface OwnTime {
  readonly hours?: { readonly startMinutes: number; readonly endMinutes: number } | null;
  readonly timeZone?: string | null;
}

/** Notes a member's own working hours and zone. What is absent stays as it is. */
export async function saveOwnTime(tx: Sql, member: MemberProfile, { hours, timeZone }: OwnTime): Promise<void> {
  const changes = [
    ...(hours === undefined
      ? []
      : [
          sql`work_start_minutes = ${hours?.startMinutes ?? null}::int`,
          sql`work_end_minutes = ${hours?.endMinutes ?? null}::int`,
        ]),
    ...(timeZone === undefined ? [] : [sql`own_time_zone = ${timeZone}`]),
  ];
  if (changes.length === 0) return;
  await tx.execute`
    UPDATE members SET ${sql.join(changes)}
    WHERE id = ${member.id}::uuid AND organisation_id = ${member.organisationId}::uuid`;
}
