/** SQL that erases what is kept of one of the organisation's own people. What they did stays, by nobody in particular. */
import { forgottenPerson, forgottenWords } from '../../../chat/forgotten.js';
import type { Sql, Transaction } from '../../../storage/database.js';
import type { Forgotten } from '../rules/scrub.js';

/** Whose it is. */
export interface OfMember {
  readonly organisationId: string;
  readonly memberId: string;
}

/** All accounts of one person. */
async function accountsOf(db: Sql, { organisationId, memberId }: OfMember) {
  return db.query<{ id: string; name: string; handle: string; externalId: string }[]>`
    SELECT id, name, handle, external_id AS "externalId" FROM members
    WHERE organisation_id = ${organisationId}::uuid AND (id = ${memberId}::uuid OR same_as_id = ${memberId}::uuid)`;
}

/** Their names, their address and what platforms call them, to be taken out of everything else. */
export async function gatherMember(db: Sql, who: OfMember): Promise<Forgotten> {
  const accounts = (await accountsOf(db, who)).filter(({ externalId }) => !externalId.startsWith('forgotten:'));
  const chats = await db.query<{ userId: string; conversationId: string | null }[]>`
    SELECT user_id AS "userId", conversation_id AS "conversationId" FROM teams_people
    WHERE organisation_id = ${who.organisationId}::uuid AND person_id = ANY(${accounts.map(({ externalId }) => externalId)}::text[])`;
  const mail = await db.query<{ email: string }[]>`
    SELECT email FROM newsletter_readers WHERE organisation_id = ${who.organisationId}::uuid
      AND member_id = ANY(${accounts.map(({ id }) => id)}::uuid[]) AND email IS NOT NULL`;
  const terms = [
    ...mail.map(({ email }) => email),
    ...accounts.flatMap(({ name, handle, externalId }) => [name, handle, externalId]),
    ...chats.flatMap(({ userId, conversationId }) => [userId, conversationId ?? '']),
  ];
  return { terms: [...new Set(terms)].filter((term) => term !== ''), texts: [] };
}

/** What `eraseMember` would erase or part from them. */
export async function countMember(db: Sql, { organisationId, memberId }: OfMember) {
  const [counts] = await db.query<{ owned: number; done: number; drafts: number }[]>`
    SELECT
      (SELECT count(*)::int FROM feedback WHERE organisation_id = ${organisationId}::uuid
        AND owner_id = ${memberId}::uuid AND state NOT IN ('resolved', 'withdrawn')) AS owned,
      (SELECT count(*)::int FROM history WHERE organisation_id = ${organisationId}::uuid
        AND actor_id = ${memberId}::uuid) AS done,
      (SELECT count(*)::int FROM idea_drafts WHERE organisation_id = ${organisationId}::uuid
        AND author_id = ${memberId}::uuid) AS drafts`;
  return counts ?? { owned: 0, done: 0, drafts: 0 };
}

/** Leaves a row without a name, so that what they did stays counted; their chats, calendar and drafts go. */
export async function eraseMember(tx: Transaction, who: OfMember, now: Date): Promise<void> {
  const { organisationId } = who;
  for (const { id, externalId } of await accountsOf(tx, who)) {
    const inbox = `member:${id}`;
    await tx.execute`
      UPDATE members SET name = ${forgottenPerson}, handle = ${`forgotten-${id.slice(-12)}`}, external_id = ${`forgotten:${id}`},
        time_zone = 'UTC', own_time_zone = NULL, locale = 'en', language = NULL, is_admin = false, work_start_minutes = NULL,
        work_end_minutes = NULL, away_until = NULL, delegate_id = NULL, manager_id = NULL, directory_manager_id = NULL,
        quiet_until = NULL, status_until = NULL, inbox_id = NULL, left_at = coalesce(left_at, ${now})
      WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
    await tx.execute`
      UPDATE organisations SET champion_id = NULL WHERE id = ${organisationId}::uuid AND champion_id = ${id}::uuid`;
    await tx.execute`
      UPDATE places SET member_external_ids = array_remove(member_external_ids, ${externalId})
      WHERE organisation_id = ${organisationId}::uuid AND ${externalId} = ANY(member_external_ids)`;
    await tx.execute`DELETE FROM slack_huddlers WHERE organisation_id = ${organisationId}::uuid AND member_id = ${id}::uuid`;
    await tx.execute`
      UPDATE slack_installations SET installer_id = 'forgotten'
      WHERE organisation_id = ${organisationId}::uuid AND installer_id = ${externalId}`;
    await tx.execute`
      UPDATE workspaces SET managers_done_id = NULL
      WHERE organisation_id = ${organisationId}::uuid AND managers_done_id = ${externalId}`;
    await tx.execute`
      DELETE FROM teams_conversations WHERE organisation_id = ${organisationId}::uuid AND conversation_id IN (
        SELECT conversation_id FROM teams_people WHERE organisation_id = ${organisationId}::uuid AND person_id = ${externalId})`;
    await tx.execute`DELETE FROM teams_people WHERE organisation_id = ${organisationId}::uuid AND person_id = ${externalId}`;
    await tx.execute`DELETE FROM brief_calendars WHERE organisation_id = ${organisationId}::uuid AND member_id = ${id}::uuid`;
    await tx.execute`
      DELETE FROM newsletter_readers WHERE organisation_id = ${organisationId}::uuid AND member_id = ${id}::uuid`;
    await tx.execute`
      DELETE FROM newsletter_subscribers WHERE organisation_id = ${organisationId}::uuid AND member_id = ${id}::uuid`;
    await tx.execute`DELETE FROM idea_drafts WHERE organisation_id = ${organisationId}::uuid AND author_id = ${id}::uuid`;
    await tx.execute`DELETE FROM api_keys WHERE organisation_id = ${organisationId}::uuid AND member_id = ${id}::uuid`;
    await tx.execute`DELETE FROM joined_accounts WHERE organisation_id = ${organisationId}::uuid AND account_id = ${id}`;
    await tx.execute`DELETE FROM group_members WHERE organisation_id = ${organisationId}::uuid AND member_id = ${id}::uuid`;
    await tx.execute`
      UPDATE customers SET owner_id = NULL WHERE organisation_id = ${organisationId}::uuid AND owner_id = ${id}::uuid`;
    await tx.execute`
      UPDATE meeting_questions SET channel = NULL, message = NULL
      WHERE organisation_id = ${organisationId}::uuid AND member_id = ${id}::uuid`;
    await tx.execute`
      UPDATE reminders SET state = 'dropped' WHERE organisation_id = ${organisationId}::uuid
        AND recipient_id = ${id}::uuid AND state = 'planned'`;
    await tx.execute`
      DELETE FROM deliveries WHERE organisation_id = ${organisationId}::uuid AND destination = ${inbox} AND state <> 'sending'`;
    await tx.execute`DELETE FROM living_messages WHERE organisation_id = ${organisationId}::uuid AND destination = ${inbox}`;
    await tx.execute`DELETE FROM delivery_notices WHERE organisation_id = ${organisationId}::uuid AND destination = ${inbox}`;
    await tx.execute`DELETE FROM delivery_rests WHERE organisation_id = ${organisationId}::uuid AND destination = ${inbox}`;
    await tx.execute`
      DELETE FROM playground_messages WHERE channel = ANY(${[`inbox:${id}`, `reply:${id}`]}::text[])`;
    await tx.execute`
      UPDATE playground_messages SET text = ${forgottenWords}
      WHERE author_id = ${id}::uuid AND text IS NOT NULL AND text <> ${forgottenWords}`;
  }
}
