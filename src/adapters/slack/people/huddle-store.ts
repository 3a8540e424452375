/** SQL of who is in which huddle; huddles.ts asks. */
import type { Sql } from '../../../storage/database.js';

/** A person of Slack, and our member for them. */
export interface Huddler {
  readonly teamId: string;
  /** `U…` */
  readonly userId: string;
  readonly organisationId: string;
  readonly memberId: string;
}

/** Notes in which huddle somebody is. */
export async function saveHuddler(db: Sql, huddler: Huddler, callId: string): Promise<void> {
  const { teamId, userId, organisationId, memberId } = huddler;
  await db.execute`
    INSERT INTO slack_huddlers (team_id, user_id, organisation_id, member_id, call_id)
    VALUES (${teamId}, ${userId}, ${organisationId}::uuid, ${memberId}::uuid, ${callId})
    ON CONFLICT (team_id, user_id) DO UPDATE SET call_id = excluded.call_id, member_id = excluded.member_id`;
}

/** They left it. */
export async function forgetHuddler(db: Sql, teamId: string, userId: string): Promise<void> {
  await db.execute`DELETE FROM slack_huddlers WHERE team_id = ${teamId} AND user_id = ${userId}`;
}

/** Our ids of those who are in it. */
export async function listHuddlers(db: Sql, organisationId: string, callId: string): Promise<readonly string[]> {
  const rows = await db.query<{ memberId: string }[]>`
    SELECT member_id AS "memberId" FROM slack_huddlers
    WHERE organisation_id = ${organisationId}::uuid AND call_id = ${callId}`;
  return rows.map(({ memberId }) => memberId);
}
