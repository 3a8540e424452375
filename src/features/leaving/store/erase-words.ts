/** SQL that turns words into counts: what was said goes, and when, how it ended and what was scored stay. */
import { forgottenWords } from '../../../chat/forgotten.js';
import { type SqlPart, sql, type Transaction } from '../../../storage/database.js';
import { codesOnly } from '../rules/scrub.js';

/** Whose words: of a customer, or all that are older. */
export type Whose = { readonly customerId: string } | { readonly before: Date };

/** At most so many rows in a transaction. */
export const batchSize = 200;

/** Erased rows, for the messages that show them. */
export interface Erased {
  readonly ids: readonly string[];
}

/** Words of which nobody waits for an answer any more: an open one is still worked on. */
export function wordsOf(
  organisationId: string,
  whose: Whose,
): Readonly<Record<'feedback' | 'learnings' | 'scores', SqlPart>> {
  const ours = sql`organisation_id = ${organisationId}::uuid`;
  if ('customerId' in whose) {
    const theirs = sql`${ours} AND customer_id = ${whose.customerId}::uuid`;
    const links = sql`comment IS NOT NULL OR link IS NOT NULL OR source_item_id IS NOT NULL`;
    return {
      feedback: sql`${theirs} AND (text <> ${forgottenWords} OR author IS NOT NULL OR source_item_id IS NOT NULL)`,
      learnings: sql`${theirs} AND text <> ${forgottenWords}`,
      scores: sql`${theirs} AND (${links})`,
    };
  }
  return {
    feedback: sql`${ours} AND text <> ${forgottenWords} AND state IN ('resolved', 'withdrawn')
      AND coalesce(said_at, captured_at) < ${whose.before} AND coalesce(resolved_at, captured_at) < ${whose.before}`,
    learnings: sql`${ours} AND text <> ${forgottenWords} AND at < ${whose.before}`,
    scores: sql`${ours} AND comment IS NOT NULL AND given_at < ${whose.before} AND feedback_due_at IS NULL`,
  };
}

/** One batch. Answers what was erased; nothing is left when there is none. */
export async function eraseWords(tx: Transaction, organisationId: string, whose: Whose): Promise<Erased> {
  const { feedback, learnings, scores } = wordsOf(organisationId, whose);
  // By its id a source's item is known again: only who is forgotten loses it.
  const isWhole = 'customerId' in whose;
  const items = await tx.query<{ id: string; routing: unknown }[]>`
    UPDATE feedback SET text = ${forgottenWords}, author = NULL, link = NULL,
      source_item_id = CASE WHEN ${isWhole}::boolean THEN NULL ELSE source_item_id END,
      customer_told = CASE WHEN customer_told IS NOT NULL THEN ${forgottenWords}::text END,
      root_cause = CASE WHEN root_cause IS NOT NULL THEN ${forgottenWords}::text END,
      prevention = CASE WHEN prevention IS NOT NULL THEN ${forgottenWords}::text END, further_words = '[]'
    WHERE organisation_id = ${organisationId}::uuid
      AND id IN (SELECT id FROM feedback WHERE ${feedback} LIMIT ${batchSize}::int FOR UPDATE)
    RETURNING id, routing`;
  await eraseDetails(tx, organisationId, items);
  const learnt = await tx.query<{ id: string }[]>`
    UPDATE learnings SET text = ${forgottenWords}
    WHERE organisation_id = ${organisationId}::uuid
      AND id IN (SELECT id FROM learnings WHERE ${learnings} LIMIT ${batchSize}::int) RETURNING id`;
  const answers = await tx.query<{ id: string }[]>`
    UPDATE scores SET comment = NULL, link = NULL, feedback_due_at = NULL,
      source_item_id = CASE WHEN ${isWhole}::boolean THEN NULL ELSE source_item_id END
    WHERE organisation_id = ${organisationId}::uuid
      AND id IN (SELECT id FROM scores WHERE ${scores} LIMIT ${batchSize}::int) RETURNING id::text`;
  return { ids: [...items, ...learnt, ...answers].map(({ id }) => id) };
}

/** Why it was handed over, and what else somebody wrote about it on the way. */
async function eraseDetails(
  tx: Transaction,
  organisationId: string,
  items: readonly { readonly id: string; readonly routing: unknown }[],
): Promise<void> {
  const ids = items.map(({ id }) => id);
  if (ids.length === 0) return;
  for (const { id, routing } of items) {
    const left = JSON.stringify(codesOnly(routing));
    if (left !== JSON.stringify(routing))
      await tx.execute`
      UPDATE feedback SET routing = ${left}::jsonb WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  }
  await tx.execute`
    UPDATE agenda_ticks SET decision = ${forgottenWords}
    WHERE organisation_id = ${organisationId}::uuid AND decision IS NOT NULL AND item = ANY(${ids.map((id) => `feedback:${id}`)}::text[])`;
  await tx.execute`
    UPDATE preventions SET decision = ${forgottenWords}
    WHERE organisation_id = ${organisationId}::uuid AND decision IS NOT NULL AND feedback_id = ANY(${ids}::uuid[])`;
  const subjects = ids.map((id) => `feedback:${id}`);
  const happened = await tx.query<{ id: bigint; details: unknown }[]>`
    SELECT id, details FROM history WHERE organisation_id = ${organisationId}::uuid AND subject = ANY(${subjects}::text[])`;
  const changed = happened.flatMap(({ id, details }) => {
    const left = codesOnly(details);
    return JSON.stringify(left) === JSON.stringify(details) ? [] : [{ id: String(id), details: left }];
  });
  if (changed.length === 0) return;
  await tx.execute`
    UPDATE history h SET details = c.details
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS c(id bigint, details jsonb)
    WHERE h.organisation_id = ${organisationId}::uuid AND h.id = c.id`;
}

/** Of a part of a newsletter; the others are ids. */
const hasWords = sql`part NOT LIKE '%Id' AND words NOT IN ('', ${forgottenWords})`;

/** What was written about it in meetings, surveys, notices, newsletters and imports that are older: a batch, as `eraseWords`. */
export async function eraseOldPapers(tx: Transaction, organisationId: string, before: Date): Promise<Erased> {
  const meetings = await tx.query<{ id: string; minutes: unknown }[]>`
    SELECT id, minutes FROM meetings WHERE organisation_id = ${organisationId}::uuid AND closed_at < ${before} AND minutes IS NOT NULL
      AND minutes::text LIKE '% %' AND minutes -> 'forgotten' IS NULL LIMIT ${batchSize}::int FOR UPDATE`;
  for (const { id, minutes } of meetings) {
    const left = JSON.stringify({ ...(codesOnly(minutes) as object), forgotten: true });
    await tx.execute`UPDATE meetings SET minutes = ${left}::jsonb WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
  }
  const promised = await tx.query<{ id: string }[]>`
    UPDATE follow_ups SET text = ${forgottenWords} WHERE organisation_id = ${organisationId}::uuid AND id IN (SELECT id FROM follow_ups
      WHERE organisation_id = ${organisationId}::uuid AND state <> 'open' AND settled_at < ${before} AND text <> ${forgottenWords} LIMIT ${batchSize}::int)
    RETURNING id`;
  const answers = await tx.query<{ id: string }[]>`
    UPDATE survey_answers SET comment = NULL WHERE organisation_id = ${organisationId}::uuid AND id IN (SELECT id FROM survey_answers
      WHERE organisation_id = ${organisationId}::uuid AND at < ${before} AND comment IS NOT NULL LIMIT ${batchSize}::int)
    RETURNING id`;
  const told = await tx.query<{ id: string }[]>`
    UPDATE notices SET touches = ${forgottenWords}, why = ${forgottenWords} WHERE organisation_id = ${organisationId}::uuid AND id IN (
      SELECT id FROM notices WHERE organisation_id = ${organisationId}::uuid AND state IN ('ended', 'dropped')
        AND coalesce(ended_at, created_at) < ${before} AND touches <> ${forgottenWords} LIMIT ${batchSize}::int)
    RETURNING id`;
  await tx.execute`
    UPDATE notice_updates SET text = '' WHERE organisation_id = ${organisationId}::uuid AND notice_id = ANY(${told.map(({ id }) => id)}::uuid[])`;
  const letters = await tx.query<{ id: string }[]>`
    UPDATE newsletters SET content = content || (SELECT jsonb_object_agg(part, ${forgottenWords}::text) FROM jsonb_each_text(content) AS each(part, words)
        WHERE ${hasWords})
    WHERE organisation_id = ${organisationId}::uuid AND id IN (SELECT id FROM newsletters
      WHERE organisation_id = ${organisationId}::uuid AND state <> 'draft' AND ended_at < ${before}
        AND EXISTS (SELECT FROM jsonb_each_text(content) AS each(part, words) WHERE ${hasWords}) LIMIT ${batchSize}::int)
    RETURNING id`;
  const changes = await tx.query<{ id: string }[]>`
    DELETE FROM import_changes WHERE organisation_id = ${organisationId}::uuid AND id IN (SELECT id FROM import_changes
      WHERE organisation_id = ${organisationId}::uuid AND at < ${before} LIMIT ${batchSize}::int)
    RETURNING id::text`;
  return { ids: [...meetings, ...promised, ...answers, ...told, ...letters, ...changes].map(({ id }) => id) };
}
