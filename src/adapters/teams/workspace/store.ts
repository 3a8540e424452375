/** SQL of what Teams told about conversations and people: where to send, and who can't be sent to. */
import { type Sql, sql } from '../../../storage/database.js';

/** A conversation in which the bot is. */
export interface TeamsConversation {
  /** Lower case. */
  readonly tenantId: string;
  readonly conversationId: string;
  readonly organisationId: string;
  readonly serviceUrl: string;
  /** The bot's own id there, `28:…`. */
  readonly botId: string;
  /** personal, channel, groupChat */
  readonly kind: string;
  /** The team whose channel it is. */
  readonly teamId: string | null;
}

/** A person whom the bot has met in Teams. */
export interface TeamsPerson {
  readonly tenantId: string;
  /** Entra's id: our member's external id. */
  readonly personId: string;
  readonly organisationId: string;
  /** `29:…`, known to this bot alone. */
  readonly userId: string;
  readonly serviceUrl: string;
  readonly botId: string;
  /** The private chat with the bot; null: not opened yet. */
  readonly conversationId: string | null;
  /** Why the private chat is closed to us, in the connector's word; null: it is open. */
  readonly closedReason: string | null;
}

export async function saveConversation(db: Sql, told: TeamsConversation, now: Date): Promise<void> {
  const { tenantId, conversationId, organisationId, serviceUrl, botId, kind, teamId } = told;
  await db.execute`
    INSERT INTO teams_conversations
      (tenant_id, conversation_id, organisation_id, service_url, bot_id, kind, team_id, heard_at)
    VALUES (${tenantId}, ${conversationId}, ${organisationId}::uuid, ${serviceUrl}, ${botId}, ${kind}, ${teamId}, ${now})
    ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET
      service_url = excluded.service_url, bot_id = excluded.bot_id, kind = excluded.kind,
      team_id = COALESCE(excluded.team_id, teams_conversations.team_id), heard_at = excluded.heard_at`;
}

/** What is known of a channel or chat, by Teams' ids without the thread; null: the bot is not there. */
export async function findConversation(
  db: Sql,
  tenantId: string,
  conversationId: string,
): Promise<TeamsConversation | null> {
  const [row] = await db.query<TeamsConversation[]>`
    SELECT tenant_id AS "tenantId", conversation_id AS "conversationId", organisation_id AS "organisationId",
      service_url AS "serviceUrl", bot_id AS "botId", kind, team_id AS "teamId"
    FROM teams_conversations WHERE tenant_id = ${tenantId} AND conversation_id = ${conversationId}`;
  return row ?? null;
}

/** This conversation and the other channels of its team, by Teams' ids: who joins a team reads them all. */
export async function conversationsWith(
  db: Sql,
  { tenantId, conversationId, teamId }: Pick<TeamsConversation, 'tenantId' | 'conversationId' | 'teamId'>,
): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }[]>`
    SELECT conversation_id AS id FROM teams_conversations
    WHERE tenant_id = ${tenantId} AND (conversation_id = ${conversationId} OR team_id = ${teamId})
    ORDER BY conversation_id`;
  return rows.map(({ id }) => id);
}

/** Where the bot is in this tenant, any one of several; null: nowhere (any more). */
export async function findAnyConversation(
  db: Sql,
  tenantId: string,
): Promise<{ readonly serviceUrl: string; readonly conversationId: string } | null> {
  const [row] = await db.query<{ serviceUrl: string; conversationId: string }[]>`
    SELECT service_url AS "serviceUrl", conversation_id AS "conversationId" FROM teams_conversations
    WHERE tenant_id = ${tenantId}
    UNION ALL
    SELECT service_url, conversation_id FROM teams_people
    WHERE tenant_id = ${tenantId} AND conversation_id IS NOT NULL LIMIT 1`;
  return row ?? null;
}

/** The bot was removed from it; from a team, and so from all of its channels. */
export async function forgetConversation(
  db: Sql,
  { tenantId, conversationId, teamId }: Pick<TeamsConversation, 'tenantId' | 'conversationId' | 'teamId'>,
): Promise<void> {
  await db.execute`
    DELETE FROM teams_conversations
    WHERE tenant_id = ${tenantId} AND (conversation_id = ${conversationId} OR team_id = ${teamId})`;
}

/** A place or a private chat, as the connector is asked about it. */
export interface KnownChat extends Pick<TeamsPerson, 'serviceUrl' | 'closedReason'> {
  /** `29:…` of the person whose private chat it is; null: it is a place. */
  readonly onlyPerson: string | null;
}

/** The connector's address of a place or of a private chat, and why that is closed to us; null: the bot is not there. */
export async function findChat(db: Sql, tenantId: string, conversationId: string): Promise<KnownChat | null> {
  const [row] = await db.query<KnownChat[]>`
    SELECT service_url AS "serviceUrl", NULL AS "closedReason", NULL AS "onlyPerson" FROM teams_conversations
    WHERE tenant_id = ${tenantId} AND conversation_id = ${conversationId}
    UNION ALL
    SELECT service_url, closed_reason, user_id FROM teams_people
    WHERE tenant_id = ${tenantId} AND conversation_id = ${conversationId} LIMIT 1`;
  return row ?? null;
}

/** People of one tenant who were met at one address. */
export interface MetPeople extends Pick<TeamsPerson, 'tenantId' | 'organisationId' | 'serviceUrl' | 'botId'> {
  readonly people: readonly Pick<TeamsPerson, 'personId' | 'userId' | 'conversationId'>[];
}

/** Adds the people or brings them up to date, in one statement; a known private chat stays. */
export async function savePeople(db: Sql, met: MetPeople, now: Date): Promise<void> {
  const { tenantId, organisationId, serviceUrl, botId, people } = met;
  if (people.length === 0) return;
  await db.execute`
    INSERT INTO teams_people
      (tenant_id, person_id, organisation_id, user_id, service_url, bot_id, conversation_id, heard_at)
    SELECT DISTINCT ON (r."personId") ${tenantId}, r."personId", ${organisationId}::uuid, r."userId", ${serviceUrl},
      ${botId}, r."conversationId", ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
      AS r("personId" text, "userId" text, "conversationId" text)
    ORDER BY r."personId"
    ON CONFLICT (tenant_id, person_id) DO UPDATE SET
      user_id = excluded.user_id, service_url = excluded.service_url, bot_id = excluded.bot_id,
      conversation_id = COALESCE(excluded.conversation_id, teams_people.conversation_id),
      heard_at = excluded.heard_at`;
}

/** How to write to a person, by Entra's ids; null: unknown here. */
export async function findPerson(db: Sql, tenantId: string, personId: string): Promise<TeamsPerson | null> {
  const [row] = await db.query<TeamsPerson[]>`
    SELECT tenant_id AS "tenantId", person_id AS "personId", organisation_id AS "organisationId", user_id AS "userId",
      service_url AS "serviceUrl", bot_id AS "botId", conversation_id AS "conversationId",
      closed_reason AS "closedReason"
    FROM teams_people WHERE tenant_id = ${tenantId} AND person_id = ${personId}`;
  return row ?? null;
}

/** @param reason the connector's word for why nothing may be sent to the person any more */
export async function closePerson(db: Sql, tenantId: string, personId: string, reason: string): Promise<void> {
  await db.execute`
    UPDATE teams_people SET closed_reason = ${reason} WHERE tenant_id = ${tenantId} AND person_id = ${personId}`;
}

/** The private chat is there no more. Answers whether it was known. */
export async function forgetChat(db: Sql, tenantId: string, personId: string): Promise<boolean> {
  const forgotten = await db.execute`
    UPDATE teams_people SET conversation_id = NULL
    WHERE tenant_id = ${tenantId} AND person_id = ${personId} AND conversation_id IS NOT NULL`;
  return forgotten > 0;
}

/** They wrote in their private chat, or have the bot again. Answers whether it was closed before. */
export async function openPerson(db: Sql, tenantId: string, personId: string): Promise<boolean> {
  const opened = await db.execute`
    UPDATE teams_people SET closed_reason = NULL
    WHERE tenant_id = ${tenantId} AND person_id = ${personId} AND closed_reason IS NOT NULL`;
  return opened > 0;
}

/** How many people can't be written to, by the connector's word for why; the commonest first. */
export async function countClosedPeople(
  db: Sql,
): Promise<readonly { readonly reason: string; readonly count: number }[]> {
  return db.query`
    SELECT closed_reason AS reason, count(*)::int AS count FROM teams_people WHERE closed_reason IS NOT NULL
    GROUP BY closed_reason ORDER BY count DESC, closed_reason`;
}

/** Of work whose time this copy of the bot knows by itself. */
export const dueAt = (instant: Date) => sql`${instant}::timestamptz`;
