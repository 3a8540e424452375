/** Hands events on to the webhooks that want them, within the statement that makes the event: neither is there without the other. */
import { type SqlPart, sql } from './sql-parts.js';

/** What happens while a webhook is paused waits so many days for it to go on; then it is given up. */
export const heldDays = 7;

/** When what is noted for a paused webhook at this instant is given up. */
export const heldUntil = (instant: SqlPart): SqlPart => sql`(${instant}) + ${heldDays}::int * interval '1 day'`;

/**
 * For the WITH clause of a statement that makes events: one message for each webhook that wants it.
 * @param events SQL that gives organisation_id, mark (`feedback.captured`), subject (`feedback:ID`), entry_id (of the
 * history; or NULL), data (numbers and dates alone; or NULL) and at
 */
export const tellWebhooks = (events: SqlPart): SqlPart => sql`
  INSERT INTO webhook_messages (organisation_id, id, webhook_id, mark, subject, entry_id, data, at, due_at, state)
  SELECT w.organisation_id, gen_random_uuid(), w.id, e.mark, e.subject, e.entry_id, e.data, e.at,
    CASE WHEN w.paused_at IS NULL THEN e.at ELSE ${heldUntil(sql`e.at`)} END, 'waiting'
  FROM (${events}) e JOIN webhooks w
    ON w.organisation_id = e.organisation_id AND w.ended_at IS NULL AND e.mark = ANY(w.events)`;

/** The same for rows of the table history. @param from a name in the WITH clause @param where which of them */
export const tellWebhooksOfHistory = (from: string, where = 'true'): SqlPart =>
  tellWebhooks(
    sql.raw(`SELECT organisation_id, split_part(subject, ':', 1) || '.' || what AS mark, subject, id AS entry_id,
      NULL::jsonb AS data, at FROM ${from} WHERE ${where}`),
  );
