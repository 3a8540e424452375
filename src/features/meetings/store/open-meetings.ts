/** Which meetings are under way. Their SQL; agendas and learnings ask. */
import type { Sql } from '../../../storage/database.js';
import type { Meeting } from '../rules/agenda.js';
import { meetingColumns } from './agenda.js';

/** The meeting that is under way in the place. */
export async function findOpenIn(db: Sql, organisationId: string, placeId: string): Promise<Meeting | null> {
  const rows = await db.query<Meeting[]>`
    SELECT ${meetingColumns} FROM meetings WHERE organisation_id = ${organisationId}::uuid
      AND place_id = ${placeId}::uuid AND state = 'open'
    ORDER BY opened_at DESC LIMIT 1`;
  return rows[0] ?? null;
}

/** The meetings of the organisation that are under way. */
export async function listOpen(db: Sql, organisationId: string): Promise<readonly Meeting[]> {
  return db.query`
    SELECT ${meetingColumns} FROM meetings WHERE organisation_id = ${organisationId}::uuid
      AND state = 'open' AND due_at IS NOT NULL`;
}

/** The meetings under way before which this member was asked what they learned: they sit in these places. */
export async function listOpenAsked(db: Sql, organisationId: string, memberId: string): Promise<readonly Meeting[]> {
  return db.query`
    SELECT ${meetingColumns} FROM meetings WHERE organisation_id = ${organisationId}::uuid
      AND state = 'open' AND due_at IS NOT NULL AND EXISTS
      (SELECT FROM meeting_questions q WHERE q.organisation_id = meetings.organisation_id AND q.meeting_id = meetings.id
        AND q.member_id = ${memberId}::uuid)`;
}
