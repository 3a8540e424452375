/** SQL of counting clocks anew after settings changed: which are to be done next, and how far each organisation is. */
import { claimable, itemIdAs, sql, type Transaction } from '../../../storage/database.js';
import type { Feedback } from '../rules/feedback.js';
import { columns, type Row, toFeedback } from './feedback.js';

/** As put_aside names it: by the item's id. */
export const recountWork = 'feedback.recount';

/** What waits for its customer keeps a promise too. */
const running = sql`(clock_started_at IS NOT NULL OR state = 'waiting')`;

/** When there is something to count anew: at once, and what failed when it is tried again. */
export const recountsDue = sql`least(
  (SELECT since FROM feedback_recounts WHERE of_shard(organisation_id) ORDER BY since LIMIT 1),
  (SELECT min(aside.until) FROM put_aside aside JOIN feedback
     ON id = ${itemIdAs('uuid')} AND feedback.organisation_id = aside.organisation_id
   WHERE of_shard(feedback.organisation_id) AND aside.work = ${recountWork} AND ${running}))`;

/** Items of an organisation whose clock runs, from the number after `after`, locked. */
export async function lockRunning(
  tx: Transaction,
  organisationId: string,
  { after, limit, now }: { readonly after: number; readonly limit: number; readonly now: Date },
): Promise<readonly Feedback[]> {
  const rows = await tx.query<Row[]>`
    SELECT ${columns} FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND number > ${after}::int AND ${running}
      AND ${claimable(recountWork, 'feedback', now)}
    ORDER BY number LIMIT ${limit}::int FOR UPDATE`;
  return rows.map(toFeedback);
}

/** The rest of an organisation's is to be done; `doneNumber` null: there is none, whatever an earlier change left. */
export async function saveRecount(
  tx: Transaction,
  organisationId: string,
  { doneNumber, since }: { readonly doneNumber: number | null; readonly since: Date },
): Promise<void> {
  if (doneNumber === null) {
    await tx.execute`DELETE FROM feedback_recounts WHERE organisation_id = ${organisationId}::uuid`;
    return;
  }
  await tx.execute`
    INSERT INTO feedback_recounts (organisation_id, done_number, since)
    VALUES (${organisationId}::uuid, ${doneNumber}::int, ${since})
    ON CONFLICT (organisation_id) DO UPDATE SET done_number = excluded.done_number, since = excluded.since`;
}

/** Locks what is to be done next, in turns: an organisation whose turn it was goes to the end. */
export async function claimRecounts(tx: Transaction, now: Date, limit: number): Promise<readonly Feedback[]> {
  for (let mark = await nextMark(tx); mark; mark = await nextMark(tx)) {
    const { organisationId, doneNumber } = mark;
    const items = await lockRunning(tx, organisationId, { after: doneNumber, limit, now });
    const last = items.length < limit ? undefined : items.at(-1)?.number;
    await saveRecount(tx, organisationId, { doneNumber: last ?? null, since: now });
    if (items.length > 0) return items;
  }
  const rows = await tx.query<Row[]>`
    SELECT ${columns} FROM feedback
    WHERE of_shard(organisation_id) AND ${running} AND (id, organisation_id) IN
      (SELECT ${itemIdAs('uuid')}, organisation_id FROM put_aside aside WHERE work = ${recountWork} AND until <= ${now})
    ORDER BY organisation_id, number LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;
  return rows.map(toFeedback);
}

async function nextMark(tx: Transaction) {
  const [mark] = await tx.query<{ organisationId: string; doneNumber: number }[]>`
    SELECT organisation_id AS "organisationId", done_number AS "doneNumber" FROM feedback_recounts
    WHERE of_shard(organisation_id) ORDER BY since LIMIT 1 FOR UPDATE SKIP LOCKED`;
  return mark;
}
