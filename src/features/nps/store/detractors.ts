/** SQL of the words that are to become feedback. */
import type { Surface } from '../../../kernel/person.js';
import { claimable, dueNext, type Sql } from '../../../storage/database.js';

/** A detractor's answer whose words are still to be answered. */
export interface DueWords {
  readonly id: string;
  readonly organisationId: string;
  readonly value: number;
  readonly comment: string;
  readonly customer: string | null;
  readonly givenAt: Date;
  readonly source: string;
  readonly surface: Surface;
  readonly link: string | null;
  readonly takenById: string | null;
  readonly placeId: string | null;
  /** The import that brought these words: the last that changed the answer, else the one that brought it. */
  readonly importNumber: number | null;
  /** They are treated as new, however old they are. */
  readonly wordsAsNew: boolean;
}

/** The name of the work that makes feedback of detractors' words. */
export const wordsWork = 'nps.detractors';
/** When the next words are to become feedback. */
export const wordsDue = dueNext(wordsWork, {
  table: 'scores',
  dueAt: 'feedback_due_at',
  id: { column: 'id', type: 'bigint' },
});

/** Not locked: what is done with them is done once by itself, because feedback knows a source item again. */
export async function dueWords(database: Sql, now: Date, limit: number): Promise<readonly DueWords[]> {
  return database.query<DueWords[]>`
    SELECT s.id::text, s.organisation_id AS "organisationId", s.value, s.comment, c.name AS customer,
      s.given_at AS "givenAt", s.source, s.surface, s.link, s.taken_by_id AS "takenById", s.place_id AS "placeId",
      s.words_as_new AS "wordsAsNew",
      coalesce((SELECT c.import_number FROM import_changes c
        WHERE c.organisation_id = s.organisation_id AND c.kind = 'score' AND c.item = s.id::text
        ORDER BY c.id DESC LIMIT 1), s.import_number) AS "importNumber"
    FROM scores s LEFT JOIN customers c ON c.id = s.customer_id
    WHERE s.feedback_due_at <= ${now} AND ${claimable(wordsWork, 's', now)}
    ORDER BY s.feedback_due_at, s.id LIMIT ${limit}::int`;
}

/** They are feedback now. */
export async function settleWords(
  database: Sql,
  settled: readonly { readonly organisationId: string; readonly id: string; readonly number: number }[],
): Promise<void> {
  await database.execute`
    UPDATE scores s SET feedback_due_at = NULL, feedback_number = r.number
    FROM jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) AS r("organisationId" uuid, id bigint, number int)
    WHERE s.organisation_id = r."organisationId" AND s.id = r.id`;
}
