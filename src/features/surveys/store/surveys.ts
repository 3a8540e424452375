/** SQL of surveys; each statement is bound to the organisation, but for the claim of what is to be planned. */
import { claimable, dueNext, type Sql, type SqlPart, sql, type Transaction } from '../../../storage/database.js';
import { nextNumbers } from '../../../storage/history.js';
import { readRows } from '../../../storage/page.js';
import type { KindName, Survey, SurveyCounts } from '../rules/survey.js';

const columns =
  sql.raw(`s.organisation_id AS "organisationId", s.id, s.number, s.kind, s.about, s.audience, s.rest_days AS "restDays",
  s.created_by_id AS "createdById", s.created_at AS "createdAt", s.ends_at AS "endsAt", s.ended_at AS "endedAt",
  s.plan_due_at AS "planDueAt", s.planned_at AS "plannedAt", s.send_due_at AS "sendDueAt", s.planned_up_to AS "plannedUpTo", s.left_out AS "leftOut"`);

const ofAskings = 'FROM survey_askings a WHERE a.organisation_id = s.organisation_id AND a.survey_id = s.id';

const counts = sql.raw(`(SELECT count(*)::int ${ofAskings}) AS "plannedCount",
  (SELECT count(*)::int ${ofAskings} AND a.given_at IS NOT NULL) AS "askedCount",
  (SELECT count(*)::int ${ofAskings} AND a.answered_at IS NOT NULL) AS "answeredCount",
  (SELECT count(*)::int ${ofAskings} AND a.mail_unsure_at IS NOT NULL AND a.answered_at IS NULL) AS "unsureCount",
  (SELECT count(DISTINCT form_id)::int FROM survey_answers w WHERE w.organisation_id = s.organisation_id
    AND w.survey_id = s.id AND NOT EXISTS (SELECT FROM survey_askings a
      WHERE a.organisation_id = w.organisation_id AND a.id = w.form_id)) AS "openCount"`);

/** A survey with how it goes. */
export type CountedSurvey = Survey & SurveyCounts;

/** A row to insert: the database gives its number. */
export type NewSurvey = Pick<
  Survey,
  | 'organisationId'
  | 'id'
  | 'kind'
  | 'about'
  | 'audience'
  | 'restDays'
  | 'createdById'
  | 'createdAt'
  | 'endsAt'
  | 'planDueAt'
>;

/** Answers its number. */
export async function insertSurvey(tx: Transaction, survey: NewSurvey): Promise<number> {
  const { organisationId, id, kind, about, audience, restDays, createdById, createdAt, endsAt, planDueAt } = survey;
  const [row] = await tx.query<{ number: number }[]>`
    WITH numbering AS (${nextNumbers('survey', organisationId)})
    INSERT INTO surveys (organisation_id, id, number, kind, about, audience, rest_days, created_by_id,
      created_at, ends_at, plan_due_at)
    SELECT ${organisationId}::uuid, ${id}::uuid, last, ${kind}, ${JSON.stringify(about)}::jsonb, ${JSON.stringify(audience)}::jsonb, ${restDays}::int,
      ${createdById}::uuid, ${createdAt}, ${endsAt}, ${planDueAt}
    FROM numbering RETURNING number`;
  if (!row) throw new Error('An inserted survey has a number.');
  return row.number;
}

async function findOne<Row>(
  db: Sql,
  { organisationId, what, which }: { readonly organisationId: string; readonly what: SqlPart; readonly which: SqlPart },
) {
  const [found] = await db.query<Row[]>`
    SELECT ${what} FROM surveys s WHERE s.organisation_id = ${organisationId}::uuid AND ${which}`;
  return found ?? null;
}

const withCounts = sql`${columns}, ${counts}`;

/** By 1 of S-1; null: there is none. */
export function findByNumber(db: Sql, organisationId: string, number: number): Promise<CountedSurvey | null> {
  return findOne(db, { organisationId, what: withCounts, which: sql`s.number = ${number}::int` });
}

/** The same by its id. */
export const findCounted = (db: Sql, organisationId: string, id: string): Promise<CountedSurvey | null> =>
  findOne(db, { organisationId, what: withCounts, which: sql`s.id = ${id}::uuid` });

/** By its id; null: it is gone. */
export const findSurvey = (db: Sql, organisationId: string, id: string): Promise<Survey | null> =>
  findOne(db, { organisationId, what: columns, which: sql`s.id = ${id}::uuid` });

/** The survey that asks somebody, and whom; null: the asking is gone, or another organisation's. */
export async function findAsked(
  db: Sql,
  organisationId: string,
  askingId: string,
): Promise<{ readonly survey: Survey; readonly personId: string } | null> {
  const [found] = await db.query<(Survey & { readonly personId: string })[]>`
    SELECT ${columns}, a.person_id AS "personId"
    FROM survey_askings a JOIN surveys s ON s.organisation_id = a.organisation_id AND s.id = a.survey_id
    WHERE a.organisation_id = ${organisationId}::uuid AND a.id = ${askingId}::uuid`;
  if (!found) return null;
  const { personId, ...survey } = found;
  return { survey, personId };
}

/** Which surveys. */
export interface SurveysQuery {
  readonly organisationId: string;
  /** Only those that take answers then; null: all. */
  readonly at: Date | null;
  /** Absent: of every kind. */
  readonly kind?: KindName;
}

/** The newest first. */
export function listSurveys(
  db: Sql,
  { organisationId, at, kind }: SurveysQuery,
  cut: { readonly limit: number; readonly offset: number },
) {
  const open = at === null ? sql.empty : sql`AND s.ended_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > ${at})`;
  const ofKind = kind === undefined ? sql.empty : sql`AND s.kind = ${kind}`;
  const from = sql`surveys s WHERE s.organisation_id = ${organisationId}::uuid ${open} ${ofKind}`;
  return readRows<CountedSurvey>(db, { columns: withCounts, from, order: sql`s.number DESC` }, cut);
}

/** Ends it; false: it had ended. */
export async function endSurvey(tx: Transaction, organisationId: string, id: string, at: Date): Promise<boolean> {
  const count = await tx.execute`
    UPDATE surveys SET ended_at = ${at}, plan_due_at = NULL, send_due_at = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND ended_at IS NULL`;
  return count > 0;
}

/** Locks surveys of which this work is due; other copies take others. */
const claimDue =
  (work: string, dueAt: SqlPart) =>
  (tx: Transaction, now: Date, limit: number): Promise<readonly Survey[]> =>
    tx.query<Survey[]>`
    SELECT ${columns} FROM surveys s WHERE ${dueAt} <= ${now} AND ${claimable(work, 's', now)}
    ORDER BY ${dueAt} LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;

/** As put_aside names it. */
export const planningWork = 'surveys.plan';
/** When the next piece of planning is due. */
export const planningDue = dueNext(planningWork, { table: 'surveys', dueAt: 'plan_due_at' });
/** Those that are to be planned further. */
export const claimPlanning = claimDue(planningWork, sql`s.plan_due_at`);

/** How far planning is. @param planDueAt null: nobody is looked for any more */
export async function savePlanning(
  tx: Transaction,
  { organisationId, id }: Pick<Survey, 'organisationId' | 'id'>,
  { planDueAt, plannedAt, plannedUpTo, leftOut }: Pick<Survey, 'planDueAt' | 'plannedAt' | 'plannedUpTo' | 'leftOut'>,
): Promise<void> {
  await tx.execute`
    UPDATE surveys SET plan_due_at = ${planDueAt}, planned_at = ${plannedAt}, planned_up_to = ${plannedUpTo}::uuid,
      left_out = ${JSON.stringify(leftOut)}::jsonb
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** As put_aside names it. */
export const sendingWork = 'surveys.send';
/** When the next mails are due. */
export const sendingDue = dueNext(sendingWork, { table: 'surveys', dueAt: 'send_due_at' });

/** Those whose mails are due. */
export const claimSending = claimDue(sendingWork, sql`s.send_due_at`);

/** @param dueAt null: there are no more */
export async function saveSending(
  tx: Transaction,
  { organisationId, id }: Pick<Survey, 'organisationId' | 'id'>,
  dueAt: Date | null,
): Promise<void> {
  await tx.execute`
    UPDATE surveys SET send_due_at = ${dueAt} WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Surveys of a kind that ended after `from` and by `until`, the newest first. */
export function listEnded(
  db: Sql,
  { organisationId, kind, from, until }: { organisationId: string; kind: KindName; from: Date; until: Date },
  limit: number,
): Promise<readonly Survey[]> {
  return db.query<Survey[]>`
    SELECT ${columns} FROM surveys s WHERE s.organisation_id = ${organisationId}::uuid AND s.kind = ${kind}
      AND least(s.ended_at, s.ends_at) > ${from} AND least(s.ended_at, s.ends_at) <= ${until}
    ORDER BY least(s.ended_at, s.ends_at) DESC, s.id LIMIT ${limit}::int`;
}
