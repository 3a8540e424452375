/** SQL of who is asked whether feedback is solved, and what they said; each statement is bound to the organisation. */
import type { ReportPeriod } from '../../../chat/feature.js';
import { claimable, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';

/** That a customer is asked whether something is solved. */
export interface SolvedAsking {
  readonly organisationId: string;
  readonly id: string;
  readonly feedbackId: string;
  /** Of the resolution that is asked about. */
  readonly round: number;
  /** null: nobody knows who, but its owner. */
  readonly personId: string | null;
  readonly plannedAt: Date;
  /** When its mail is due; null: none is. */
  readonly mailDueAt: Date | null;
  /** null: it was not mailed, and its owner has the link. */
  readonly mailedAt: Date | null;
  readonly answeredAt: Date | null;
  /** The answer that counts; null: there is none. */
  readonly isSolved: boolean | null;
}

const columns =
  sql.raw(`organisation_id AS "organisationId", id, feedback_id AS "feedbackId", round, person_id AS "personId",
  planned_at AS "plannedAt", mail_due_at AS "mailDueAt", mailed_at AS "mailedAt", answered_at AS "answeredAt",
  is_solved AS "isSolved"`);

/** A row to insert. */
export type NewSolvedAsking = Omit<SolvedAsking, 'mailedAt' | 'answeredAt' | 'isSolved'> & {
  readonly rootCauseCategory: string;
};

/** Keeps that somebody is asked; once for each resolution, however often it is planned. */
export async function insertSolved(tx: Transaction, asking: NewSolvedAsking): Promise<void> {
  const { organisationId, id, feedbackId, round, personId, plannedAt, mailDueAt, rootCauseCategory } = asking;
  await tx.execute`
    INSERT INTO solved_askings (organisation_id, id, feedback_id, round, root_cause_category, person_id, planned_at,
      mail_due_at)
    VALUES (${organisationId}::uuid, ${id}::uuid, ${feedbackId}::uuid, ${round}::int, ${rootCauseCategory},
      ${personId}::uuid, ${plannedAt}, ${mailDueAt})
    ON CONFLICT (organisation_id, feedback_id, round) DO NOTHING`;
}

/** By its id; null: it is gone, or another organisation's. */
export async function findSolved(db: Sql, organisationId: string, id: string): Promise<SolvedAsking | null> {
  const [found] = await db.query<SolvedAsking[]>`
    SELECT ${columns} FROM solved_askings WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return found ?? null;
}

/** The latest asking about each of these. */
export async function latestSolved(
  db: Sql,
  organisationId: string,
  feedbackIds: readonly string[],
): Promise<readonly SolvedAsking[]> {
  return db.query`
    SELECT DISTINCT ON (feedback_id) ${columns} FROM solved_askings
    WHERE organisation_id = ${organisationId}::uuid AND feedback_id = ANY(${[...feedbackIds]}::uuid[])
    ORDER BY feedback_id, round DESC`;
}

/** It was resolved again before anybody answered: what is asked about is the later resolution. */
export async function moveSolved(
  tx: Transaction,
  { organisationId, id }: Pick<SolvedAsking, 'organisationId' | 'id'>,
  { round, rootCauseCategory }: Pick<NewSolvedAsking, 'round' | 'rootCauseCategory'>,
): Promise<void> {
  await tx.execute`
    UPDATE solved_askings SET round = ${round}::int, root_cause_category = ${rootCauseCategory}
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Notes the answer that counts from now on. */
export async function answerSolved(
  tx: Transaction,
  { organisationId, id }: Pick<SolvedAsking, 'organisationId' | 'id'>,
  { isSolved, at }: { readonly isSolved: boolean; readonly at: Date },
): Promise<void> {
  await tx.execute`
    UPDATE solved_askings SET is_solved = ${isSolved}, answered_at = ${at}, mail_due_at = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** As put_aside names it. */
export const solvedWork = 'surveys.solved';
/** When the next mail is due. */
export const solvedDue = dueNext(solvedWork, { table: 'solved_askings', dueAt: 'mail_due_at' });

/** One whose mail is due. */
export type DueSolved = Pick<SolvedAsking, 'organisationId' | 'id' | 'feedbackId' | 'personId'>;

/** Locks those whose mails are due; other copies take others. */
export const claimSolved = (tx: Transaction, now: Date, limit: number): Promise<readonly DueSolved[]> =>
  tx.query<DueSolved[]>`
    SELECT s.organisation_id AS "organisationId", s.id, s.feedback_id AS "feedbackId", s.person_id AS "personId"
    FROM solved_askings s WHERE mail_due_at <= ${now} AND ${claimable(solvedWork, 's', now)}
    ORDER BY mail_due_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;

/** @param mailedAt null: no mail goes, or it came back, so that its owner has the link */
export async function saveMailed(
  tx: Transaction,
  { organisationId, id }: Pick<SolvedAsking, 'organisationId' | 'id'>,
  mailedAt: Date | null,
): Promise<void> {
  await tx.execute`
    UPDATE solved_askings SET mailed_at = ${mailedAt}, mail_due_at = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Its mail waits until then. @param dueAt null, or when it is mailed already: none is due */
export async function saveSolvedDue(
  tx: Transaction,
  { organisationId, id }: Pick<SolvedAsking, 'organisationId' | 'id'>,
  dueAt: Date | null,
): Promise<void> {
  await tx.execute`
    UPDATE solved_askings SET mail_due_at = CASE WHEN mailed_at IS NULL THEN ${dueAt}::timestamptz END
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Who answered the survey whose answer became this feedback; null: none did, or it was the link for everybody. */
export async function askedByScore(db: Sql, organisationId: string, scoreId: string): Promise<string | null> {
  const [found] = await db.query<{ formId: string | null }[]>`
    SELECT source_item_id AS "formId" FROM scores
    WHERE organisation_id = ${organisationId}::uuid AND id = ${scoreId}::bigint AND surface = 'survey'`;
  return found?.formId ?? null;
}

/** How it went with resolutions that were asked about in a period. */
export interface SolvedCounts {
  readonly rootCauseCategory: string;
  readonly askedCount: number;
  readonly mailedCount: number;
  readonly answeredCount: number;
  readonly solvedCount: number;
}

/** By the root cause of the resolution, the one with the most answers first. */
export async function countSolved(
  db: Sql,
  organisationId: string,
  { from, until }: ReportPeriod,
): Promise<readonly SolvedCounts[]> {
  return db.query`
    SELECT root_cause_category AS "rootCauseCategory", count(*)::int AS "askedCount",
      count(mailed_at)::int AS "mailedCount", count(is_solved)::int AS "answeredCount",
      (count(*) FILTER (WHERE is_solved))::int AS "solvedCount"
    FROM solved_askings WHERE organisation_id = ${organisationId}::uuid AND planned_at >= ${from} AND planned_at < ${until}
      AND (mail_due_at IS NULL)
    GROUP BY 1 ORDER BY 4 DESC, 1`;
}

/** How it went with all that a customer said; the latest answer with its time. */
export async function solvedOfCustomer(
  db: Sql,
  organisationId: string,
  customerId: string,
): Promise<{ readonly askedCount: number; readonly answeredCount: number; readonly solvedCount: number }> {
  const [found] = await db.query<{ askedCount: number; answeredCount: number; solvedCount: number }[]>`
    SELECT count(*)::int AS "askedCount", count(s.is_solved)::int AS "answeredCount",
      (count(*) FILTER (WHERE s.is_solved))::int AS "solvedCount"
    FROM solved_askings s JOIN feedback f ON f.organisation_id = s.organisation_id AND f.id = s.feedback_id
    WHERE s.organisation_id = ${organisationId}::uuid AND f.customer_id = ${customerId}::uuid AND s.mail_due_at IS NULL
      AND (f.state <> 'withdrawn' OR f.same_as_id IS NOT NULL)`;
  return found ?? { askedCount: 0, answeredCount: 0, solvedCount: 0 };
}
