/** SQL of who is asked and what they answered; each statement is bound to the organisation. */
import { type Column, rowsAs, type Sql, sql, type Transaction } from '../../../storage/database.js';
import type { LinkRow } from '../rules/links-file.js';

/** Who was asked last when, by any survey, and whether by this one; those who never were are left out. */
export async function lastAsked(
  db: Sql,
  organisationId: string,
  { surveyId, personIds }: { readonly surveyId: string; readonly personIds: readonly string[] },
): Promise<ReadonlyMap<string, { readonly at: Date; readonly isByThis: boolean }>> {
  const rows = await db.query<{ personId: string; at: Date; isByThis: boolean }[]>`
    SELECT person_id AS "personId", max(coalesce(given_at, planned_at)) AS at,
      bool_or(survey_id = ${surveyId}::uuid) AS "isByThis" FROM survey_askings
    WHERE organisation_id = ${organisationId}::uuid AND person_id = ANY(${[...personIds]}::uuid[]) GROUP BY 1`;
  return new Map(rows.map(({ personId, ...asked }) => [personId, asked]));
}

/** A person is asked once by a survey, however often it is planned. */
export async function insertAskings(
  tx: Transaction,
  { organisationId, surveyId, at }: { readonly organisationId: string; readonly surveyId: string; readonly at: Date },
  askings: readonly { readonly id: string; readonly personId: string }[],
): Promise<void> {
  if (askings.length === 0) return;
  await tx.execute`
    INSERT INTO survey_askings (organisation_id, id, survey_id, person_id, planned_at)
    SELECT ${organisationId}::uuid, id, ${surveyId}::uuid, "personId", ${at}
    FROM jsonb_to_recordset(${JSON.stringify(askings)}::jsonb) AS t(id uuid, "personId" uuid)
    ON CONFLICT (organisation_id, survey_id, person_id) DO NOTHING`;
}

/** That somebody is asked. */
export interface Asking {
  readonly id: string;
  readonly surveyId: string;
  readonly personId: string;
  readonly answeredAt: Date | null;
}

/** null: it is gone, or another organisation's. */
export async function findAsking(db: Sql, organisationId: string, id: string): Promise<Asking | null> {
  const [found] = await db.query<Asking[]>`
    SELECT id, survey_id AS "surveyId", person_id AS "personId", answered_at AS "answeredAt" FROM survey_askings
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  return found ?? null;
}

/** Notes that all links of a survey were handed out; those that were before keep their time. */
export async function markGiven(tx: Transaction, organisationId: string, surveyId: string, at: Date): Promise<void> {
  await tx.execute`
    UPDATE survey_askings SET given_at = ${at}
    WHERE organisation_id = ${organisationId}::uuid AND survey_id = ${surveyId}::uuid AND given_at IS NULL`;
}

/** Takes the next of those who have not been asked: from now on they are. Only under the lock on their survey. */
export async function takeToMail(
  tx: Transaction,
  { organisationId, surveyId, at }: { readonly organisationId: string; readonly surveyId: string; readonly at: Date },
  limit: number,
): Promise<readonly Pick<Asking, 'id' | 'personId'>[]> {
  return tx.query`
    WITH next AS (
      SELECT id FROM survey_askings
      WHERE organisation_id = ${organisationId}::uuid AND survey_id = ${surveyId}::uuid AND given_at IS NULL
      ORDER BY id LIMIT ${limit}::int
    )
    UPDATE survey_askings a SET given_at = ${at}, mailed_at = ${at} FROM next
    WHERE a.organisation_id = ${organisationId}::uuid AND a.id = next.id RETURNING a.id, a.person_id AS "personId"`;
}

/** Notes since when nobody knows whether the mail arrived. @param at null: it did, after all */
export async function noteMailUnsure(
  db: Sql,
  { organisationId, askingId }: { readonly organisationId: string; readonly askingId: string },
  at: Date | null,
): Promise<void> {
  await db.execute`
    UPDATE survey_askings SET mail_unsure_at = ${at}
    WHERE organisation_id = ${organisationId}::uuid AND id = ${askingId}::uuid
      AND mail_unsure_at IS DISTINCT FROM ${at}::timestamptz`;
}

/** A page of those who have a link, in the order of their askings, after one of them. */
export async function pageAskings(
  db: Sql,
  { organisationId, surveyId, after }: { organisationId: string; surveyId: string; after: string | null },
  limit: number,
): Promise<readonly LinkRow[]> {
  const later = after === null ? sql.empty : sql`AND id > ${after}::uuid`;
  // The page is cut before the names are joined: otherwise each page joins everybody who is asked after it.
  return db.query<LinkRow[]>`
    SELECT a.id, p.name, p.email, c.name AS customer FROM (
        SELECT organisation_id, id, person_id FROM survey_askings
        WHERE organisation_id = ${organisationId}::uuid AND survey_id = ${surveyId}::uuid ${later}
        ORDER BY id LIMIT ${limit}::int
      ) a
      JOIN customer_people p ON p.organisation_id = a.organisation_id AND p.id = a.person_id
      JOIN customers c ON c.organisation_id = p.organisation_id AND c.id = p.customer_id
    ORDER BY a.id`;
}

/** What was sent by a form: to a scale `score`, to choices `choice`; the other is null. */
export interface Answer {
  readonly score: number | null;
  readonly choice: string | null;
  readonly comment: string | null;
  readonly at: Date;
}

/** Of what something is an answer. `surveyId` null: it answers a question that no survey asks. */
export interface AnswerOf {
  readonly organisationId: string;
  readonly surveyId: string | null;
  readonly formId: string;
}

/** An answer to keep. */
export type NewAnswer = AnswerOf & Answer & { readonly id: string };

const answerColumns: readonly Column<NewAnswer>[] = [
  { name: 'id', type: 'uuid', of: ({ id }) => id },
  { name: 'survey_id', type: 'uuid', of: ({ surveyId }) => surveyId },
  { name: 'form_id', type: 'uuid', of: ({ formId }) => formId },
  { name: 'score', type: 'int', of: ({ score }) => score },
  { name: 'choice', type: 'text', of: ({ choice }) => choice },
  { name: 'comment', type: 'text', of: ({ comment }) => comment },
  { name: 'at', type: 'timestamptz', of: ({ at }) => at },
];

/** Keeps them beside the earlier ones, and notes that their askings were answered. @param answers of different forms */
export async function insertAnswers(
  tx: Transaction,
  organisationId: string,
  answers: readonly NewAnswer[],
): Promise<void> {
  await tx.execute`
    WITH given AS MATERIALIZED (
      SELECT * FROM ${rowsAs(answers, answerColumns)}
    ), answered AS (
      UPDATE survey_askings a SET answered_at = given.at, given_at = coalesce(a.given_at, given.at) FROM given
      WHERE a.organisation_id = ${organisationId}::uuid AND a.id = given.form_id
    )
    INSERT INTO survey_answers (organisation_id, id, survey_id, form_id, score, choice, comment, at)
    SELECT ${organisationId}::uuid, id, survey_id, form_id, score, choice, comment, at FROM given`;
}

/** The answer that counts; null: there is none. */
export async function lastAnswer(db: Sql, { organisationId, surveyId, formId }: AnswerOf): Promise<Answer | null> {
  const ofSurvey = surveyId === null ? sql`survey_id IS NULL` : sql`survey_id = ${surveyId}::uuid`;
  const [found] = await db.query<Answer[]>`
    SELECT score, choice, comment, at FROM survey_answers
    WHERE organisation_id = ${organisationId}::uuid AND ${ofSurvey} AND form_id = ${formId}::uuid
    ORDER BY at DESC, id DESC LIMIT 1`;
  return found ?? null;
}
