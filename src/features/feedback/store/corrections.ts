/** SQL of what is corrected: edited words and fields, and what is a part of another. */
import type { Sql, Transaction } from '../../../storage/database.js';
import type { Feedback } from '../rules/feedback.js';
import { columns, type Row, toFeedback } from './feedback.js';

/** Writes back what an edit may change, beside what `saveFeedback` writes. */
export async function saveEdited(tx: Transaction, feedback: Feedback): Promise<void> {
  const { id, text, customerId, topic, severity, confidential, trial, furtherWords } = feedback;
  await tx.execute`
    UPDATE feedback SET text = ${text}, customer_id = ${customerId}::uuid, topic = ${topic}, severity = ${severity},
      confidential = ${confidential}, trial = ${trial}, further_words = ${JSON.stringify(furtherWords)}::jsonb
    WHERE organisation_id = ${feedback.organisationId}::uuid AND id = ${id}::uuid`;
}

/** What was a part of the one is a part of the other from now on. */
export async function moveParts(tx: Transaction, organisationId: string, fromId: string, toId: string): Promise<void> {
  await tx.execute`UPDATE feedback SET same_as_id = ${toId}::uuid WHERE organisation_id = ${organisationId}::uuid
      AND same_as_id = ${fromId}::uuid`;
}

/** An item, null when there is none of this id, and what is a part of it, in one statement. */
export async function findWithParts(
  database: Sql,
  organisationId: string,
  id: string,
): Promise<{ readonly feedback: Feedback | null; readonly parts: readonly Feedback[] }> {
  const rows = await database.query<Row[]>`
    SELECT ${columns} FROM feedback WHERE organisation_id = ${organisationId}::uuid
      AND (id = ${id}::uuid OR same_as_id = ${id}::uuid)
    ORDER BY number`;
  const found = rows.map(toFeedback);
  return {
    feedback: found.find((each) => each.id === id) ?? null,
    parts: found.filter(({ sameAsId }) => sameAsId === id),
  };
}

/** What is a part of these, oldest first. */
export async function findParts(
  database: Sql,
  organisationIds: readonly string[],
  ids: readonly string[],
): Promise<Feedback[]> {
  if (ids.length === 0) return [];
  const rows = await database.query<Row[]>`
    SELECT ${columns} FROM feedback WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND same_as_id = ANY(${[...ids]}::uuid[]) ORDER BY number`;
  return rows.map(toFeedback);
}

/** Cards of a customer that are brought up to date when the name changes: more are seldom open. */
const shownAnewLimit = 50;

/** What is not over yet of a customer, the newest first. */
export async function openOf(tx: Sql, organisationId: string, customerId: string): Promise<Feedback[]> {
  const rows = await tx.query<Row[]>`
    SELECT ${columns} FROM feedback
    WHERE organisation_id = ${organisationId}::uuid
      AND customer_id = ${customerId}::uuid AND state NOT IN ('resolved', 'withdrawn')
    ORDER BY number DESC LIMIT ${shownAnewLimit}::int`;
  return rows.map(toFeedback);
}

/** Whether a reaction captured it. */
export async function wasByReaction(db: Sql, organisationId: string, id: string): Promise<boolean> {
  const rows = await db.query<unknown[]>`
    SELECT FROM history WHERE organisation_id = ${organisationId}::uuid
      AND subject = ${`feedback:${id}`} AND what = 'captured' AND details->>'by' = 'reaction'`;
  return rows.length > 0;
}
