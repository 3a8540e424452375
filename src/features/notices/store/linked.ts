/** SQL of what customers said while a notice touched them; each statement is bound to the organisation. */
import type { ReportPeriod } from '../../../chat/feature.js';
import { type Sql, sql } from '../../../storage/database.js';
import { meanwhile, touching } from './notices.js';

/** As much of a notice as a line on another card says. */
export interface LinkedNotice {
  readonly number: number;
  readonly state: string;
  readonly touches: string;
  readonly endsAt: Date | null;
}

const linked = sql.raw(`n.number, n.state, n.touches, n.ends_at AS "endsAt"`);

/** Of which notices a piece of feedback is a part, the newest first. */
export const noticesOfFeedback = (
  db: Sql,
  organisationId: string,
  feedbackId: string,
): Promise<readonly LinkedNotice[]> =>
  db.query<LinkedNotice[]>`
    SELECT ${linked} FROM feedback f
      JOIN customers c ON c.organisation_id = f.organisation_id AND c.id = f.customer_id
      JOIN notices n ON n.organisation_id = f.organisation_id AND ${meanwhile} AND ${touching}
    WHERE f.organisation_id = ${organisationId}::uuid AND f.id = ${feedbackId}::uuid
    ORDER BY n.number DESC LIMIT 3`;

/** Open ones that touch a customer, and those that ended since then; the newest first. */
export const noticesTouching = (
  db: Sql,
  of: { readonly organisationId: string; readonly customerId: string; readonly endedSince: Date },
  limit: number,
): Promise<readonly (LinkedNotice & { readonly endedAt: Date | null })[]> =>
  db.query`
    SELECT ${linked}, n.ended_at AS "endedAt" FROM notices n
      JOIN customers c ON c.organisation_id = n.organisation_id AND c.id = ${of.customerId}::uuid AND ${touching}
    WHERE n.organisation_id = ${of.organisationId}::uuid
      AND (n.state = 'open' OR (n.state = 'ended' AND n.ended_at >= ${of.endedSince}))
    ORDER BY n.number DESC LIMIT ${limit}::int`;

/** What is known of a notice beside its words. */
export interface NoticeCounts {
  /** Who is told its first word by mail. */
  readonly plannedCount: number;
  /** Of those, whose mail the server took. */
  readonly mailedCount: number;
  readonly feedbackCount: number;
  /** The numbers of the latest pieces. */
  readonly feedbackNumbers: readonly number[];
}

/** Counts it. */
export async function countNotice(db: Sql, organisationId: string, id: string): Promise<NoticeCounts> {
  const [row] = await db.query<NoticeCounts[]>`
    WITH mails AS (
      SELECT m.mailed_at FROM notice_mails m
        JOIN notice_updates u ON u.organisation_id = m.organisation_id AND u.id = m.update_id AND u.kind = 'opened'
      WHERE m.organisation_id = ${organisationId}::uuid AND u.notice_id = ${id}::uuid
    ), said AS (
      SELECT f.number FROM notices n
        JOIN feedback f ON f.organisation_id = n.organisation_id AND ${meanwhile}
        JOIN customers c ON c.organisation_id = f.organisation_id AND c.id = f.customer_id AND ${touching}
      WHERE n.organisation_id = ${organisationId}::uuid AND n.id = ${id}::uuid
    )
    SELECT (SELECT count(*)::int FROM mails) AS "plannedCount",
      (SELECT count(mailed_at)::int FROM mails) AS "mailedCount",
      (SELECT count(*)::int FROM said) AS "feedbackCount",
      ARRAY(SELECT number FROM said ORDER BY number DESC LIMIT 5) AS "feedbackNumbers"`;
  return row ?? { plannedCount: 0, mailedCount: 0, feedbackCount: 0, feedbackNumbers: [] };
}

/** How often customers heard from us first, in a period. */
export interface HeardFirst {
  readonly noticeCount: number;
  /** Customers who were told by mail, or spoke about it; each once for each notice. */
  readonly knownCount: number;
  /** Of those, told before their first word. */
  readonly firstCount: number;
}

/** Of notices that were told in the period. */
export async function countHeardFirst(
  db: Sql,
  organisationId: string,
  { from, until }: ReportPeriod,
): Promise<HeardFirst> {
  const [row] = await db.query<HeardFirst[]>`
    WITH told AS (
      SELECT * FROM notices n WHERE n.organisation_id = ${organisationId}::uuid
        AND n.published_at >= ${from} AND n.published_at < ${until}
    ), heard AS (
      SELECT u.notice_id, p.customer_id, min(m.mailed_at) AS at FROM told
        JOIN notice_updates u ON u.organisation_id = told.organisation_id AND u.notice_id = told.id
        JOIN notice_mails m ON m.organisation_id = u.organisation_id AND m.update_id = u.id AND m.mailed_at IS NOT NULL
        JOIN customer_people p ON p.organisation_id = m.organisation_id AND p.id = m.person_id
      WHERE u.organisation_id = ${organisationId}::uuid GROUP BY 1, 2
    ), spoke AS (
      SELECT n.id AS notice_id, c.id AS customer_id, min(coalesce(f.said_at, f.captured_at)) AS at FROM told n
        JOIN feedback f ON f.organisation_id = n.organisation_id AND ${meanwhile}
        JOIN customers c ON c.organisation_id = f.organisation_id AND c.id = f.customer_id AND ${touching}
      WHERE f.organisation_id = ${organisationId}::uuid GROUP BY 1, 2
    )
    SELECT (SELECT count(*)::int FROM told) AS "noticeCount", count(*)::int AS "knownCount",
      count(*) FILTER (WHERE heard.at IS NOT NULL AND (spoke.at IS NULL OR heard.at < spoke.at))::int AS "firstCount"
    FROM heard FULL JOIN spoke USING (notice_id, customer_id)`;
  return row ?? { noticeCount: 0, knownCount: 0, firstCount: 0 };
}
