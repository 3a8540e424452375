/** SQL of what customers chose and wrote; of each form the last answer counts. Each statement is bound to the organisation. */
import { type Sql, sql } from '../../../storage/database.js';
import { readRows } from '../../../storage/page.js';
import type { OfSurvey } from './guesses.js';

/** The last answer of each form of a survey. */
const lastAnswers = ({ organisationId, surveyId }: OfSurvey) => sql`
  SELECT DISTINCT ON (form_id) id, form_id, choice, comment, at FROM survey_answers
  WHERE organisation_id = ${organisationId}::uuid AND survey_id = ${surveyId}::uuid
  ORDER BY form_id, at DESC, id DESC`;

/** How many chose each. */
export async function countChosen(db: Sql, of: OfSurvey): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ choice: string; count: number }[]>`
    SELECT choice, count(*)::int AS count FROM (${lastAnswers(of)}) w WHERE choice IS NOT NULL GROUP BY choice`;
  return new Map(rows.map(({ choice, count }) => [choice, count]));
}

/** What somebody wrote, and about what. */
export interface WrittenAnswer {
  readonly id: string;
  /** What they sent again has the same. */
  readonly formId: string;
  readonly choice: string;
  readonly comment: string;
  /** The customer's name; null: nobody is known. */
  readonly customer: string | null;
  /** 3 of S-3. */
  readonly surveyNumber: number;
}

const columns = sql.raw(
  'w.id, w.form_id AS "formId", w.choice, w.comment, c.name AS customer, s.number AS "surveyNumber"',
);

const withCustomers = (of: OfSurvey) => sql`(${lastAnswers(of)}) w
  JOIN surveys s ON s.organisation_id = ${of.organisationId}::uuid AND s.id = ${of.surveyId}::uuid
  LEFT JOIN survey_askings a ON a.organisation_id = ${of.organisationId}::uuid AND a.id = w.form_id
  LEFT JOIN customer_people p ON p.organisation_id = a.organisation_id AND p.id = a.person_id
  LEFT JOIN customers c ON c.organisation_id = p.organisation_id AND c.id = p.customer_id
  WHERE w.choice IS NOT NULL AND w.comment IS NOT NULL`;

/** The newest words first. */
export const pageWritten = (db: Sql, of: OfSurvey, cut: { readonly limit: number; readonly offset: number }) =>
  readRows<WrittenAnswer>(db, { columns, from: withCustomers(of), order: sql`w.at DESC, w.id DESC` }, cut);

/** One of them; null: it was changed, or has no words any more. */
export async function findWritten(db: Sql, of: OfSurvey, id: string): Promise<WrittenAnswer | null> {
  const [found] = await db.query<WrittenAnswer[]>`
    SELECT ${columns} FROM ${withCustomers(of)} AND w.id = ${id}::uuid`;
  return found ?? null;
}

/** So many of each choice, by the checksum of their ids: the same whenever they are drawn, and picked by nobody. */
export function drawWritten(db: Sql, of: OfSurvey, ofEach: number): Promise<readonly WrittenAnswer[]> {
  return db.query<WrittenAnswer[]>`
    SELECT id, "formId", choice, comment, customer, "surveyNumber" FROM (
      SELECT ${columns}, row_number() OVER (PARTITION BY w.choice ORDER BY md5(w.id::text), w.id) AS place
      FROM ${withCustomers(of)}
    ) drawn WHERE place <= ${ofEach}::int ORDER BY place`;
}

/** What somebody at a customer chose. */
export interface CustomerChoice {
  /** 3 of S-3. */
  readonly number: number;
  readonly person: string;
  readonly choice: string;
  readonly at: Date;
}

/** What people at a customer chose, each in the last survey that they answered; the newest first. */
export function choicesOfCustomer(
  db: Sql,
  { organisationId, customerId }: { readonly organisationId: string; readonly customerId: string },
  limit: number,
): Promise<readonly CustomerChoice[]> {
  return db.query<CustomerChoice[]>`
    SELECT number, person, choice, at FROM (
      SELECT DISTINCT ON (p.id) s.number, p.name AS person, w.choice, w.at FROM customer_people p
        JOIN survey_askings a ON a.organisation_id = p.organisation_id AND a.person_id = p.id AND a.answered_at IS NOT NULL
        JOIN surveys s ON s.organisation_id = a.organisation_id AND s.id = a.survey_id AND s.kind = 'onething'
        JOIN survey_answers w ON w.organisation_id = a.organisation_id AND w.survey_id = a.survey_id AND w.form_id = a.id
      WHERE p.organisation_id = ${organisationId}::uuid AND p.customer_id = ${customerId}::uuid AND w.choice IS NOT NULL
      ORDER BY p.id, w.at DESC, w.id DESC
    ) last ORDER BY at DESC, person LIMIT ${limit}::int`;
}
