/**
 * SQL of the words by which alike feedback is found: of each word the numbers of the items that say it, newest last, in
 * rows of some hundred. So a look reads a few rows however many items there are, row-level security lets it use the index,
 * and no word is kept, only its hash. They are written behind (index-words.ts), and what is not in them yet is looked at as it is.
 */
import { dueNext, type Sql, type Transaction } from '../../../storage/database.js';

/** As put_aside names it: by the organisation. */
export const wordsWork = 'feedback.alikeIndex';

/** When there is something to file. */
export const wordsDue = dueNext(wordsWork, {
  table: 'feedback_word_marks',
  dueAt: 'due_at',
  id: { column: 'organisation_id', type: 'uuid' },
});

/** An organisation whose newest feedback is to be put among the words. */
export interface Mark {
  /** That of the organisation. */
  readonly id: string;
  readonly organisationId: string;
  /** Up to this number it is done. */
  readonly doneNumber: number;
}

/** The next organisation, locked. */
export async function claimMarks(tx: Transaction, now: Date, limit: number): Promise<readonly Mark[]> {
  return tx.query`
    SELECT organisation_id AS id, organisation_id AS "organisationId", done_number AS "doneNumber"
    FROM feedback_word_marks m
    WHERE due_at <= ${now} AND of_shard(organisation_id) AND NOT EXISTS (SELECT FROM put_aside aside
      WHERE aside.work = ${wordsWork} AND aside.item_id = m.organisation_id::text
        AND aside.organisation_id = m.organisation_id AND aside.until > ${now})
    ORDER BY due_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;
}

/** What comes after the mark, by number; of long texts the beginning. */
export async function unfiled(
  tx: Transaction,
  { organisationId, doneNumber }: Mark,
  limit: number,
): Promise<readonly { readonly number: number; readonly text: string }[]> {
  return tx.query`
    SELECT number, left(text, 2000) AS text FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND number > ${doneNumber}::int ORDER BY number LIMIT ${limit}::int`;
}

/** @param dueAt when there is more to do; null: all is done */
export async function moveMark(tx: Transaction, { organisationId, doneNumber }: Mark, dueAt: Date | null) {
  await tx.execute`
    UPDATE feedback_word_marks SET done_number = ${doneNumber}::int, due_at = ${dueAt}::timestamptz
    WHERE organisation_id = ${organisationId}::uuid`;
}

/** A row is begun anew at this many: short enough to be written again with each item. */
export const rowLength = 200;

/** Adds items to the rows of their words. @param said pairs of a word's hash and a number, by number */
export async function fileWords(
  tx: Transaction,
  organisationId: string,
  said: readonly { readonly word: number; readonly number: number }[],
): Promise<void> {
  if (said.length === 0) return;
  await tx.execute`
    WITH incoming AS (
      SELECT word, array_agg(number ORDER BY number) AS numbers
      FROM unnest(${said.map(({ word }) => word)}::int[], ${said.map(({ number }) => number)}::int[]) AS t(word, number)
      GROUP BY word
    )
    INSERT INTO feedback_words AS w (organisation_id, word, part, before, numbers)
    SELECT ${organisationId}::uuid, i.word,
      CASE WHEN cardinality(last.numbers) < ${rowLength}::int THEN last.part ELSE coalesce(last.part + 1, 0) END,
      CASE WHEN cardinality(last.numbers) < ${rowLength}::int THEN last.before
        ELSE coalesce(last.before + cardinality(last.numbers), 0) END, i.numbers
    FROM incoming i LEFT JOIN LATERAL (
      SELECT part, before, numbers FROM feedback_words l
      WHERE l.organisation_id = ${organisationId}::uuid AND l.word = i.word ORDER BY part DESC LIMIT 1
    ) last ON true
    ON CONFLICT (organisation_id, word, part) DO UPDATE SET numbers = w.numbers || excluded.numbers`;
}

/** Somebody's words are gone: all of them are filed anew from what is left. */
export async function forgetFiled(tx: Transaction, organisationId: string, now: Date): Promise<void> {
  await tx.execute`DELETE FROM feedback_words WHERE organisation_id = ${organisationId}::uuid`;
  await tx.execute`
    UPDATE feedback_word_marks SET done_number = 0, due_at = ${now} WHERE organisation_id = ${organisationId}::uuid`;
}

/** Where to look for what is like a text. */
export interface Near {
  /** How many items there are. */
  readonly total: number;
  /** In how many of them a word is said, by its hash. */
  readonly countOf: ReadonlyMap<number, number>;
  /** Numbers of items that share the rarest words, and of the newest, which are not filed yet. */
  readonly numbers: readonly number[];
}

/** So many rows of a word are read, the newest, */
const rowsPerWord = 20;
/** so many numbers of all words together, the rarest first, */
const readNumbers = 12_000;
/** and so many items are looked at closely, with those that are not filed yet. */
const nearCount = 40;

/** One statement. It also has the newest filed, where some are not. @param below only what came before this number */
export async function findNear(
  database: Sql,
  organisationId: string,
  { words, below, now }: { readonly words: readonly number[]; readonly below: number; readonly now: Date },
): Promise<Near> {
  const rows = await database.query<{ word: number | null; count: number; number: number | null; total: number }[]>`
    WITH progress AS (
      SELECT coalesce((SELECT last FROM numbers WHERE organisation_id = ${organisationId}::uuid AND kind = 'feedback'), 0) AS total,
        coalesce((SELECT done_number FROM feedback_word_marks WHERE organisation_id = ${organisationId}::uuid), 0) AS done
    ), woken AS (
      INSERT INTO feedback_word_marks AS m (organisation_id, done_number, due_at)
      SELECT ${organisationId}::uuid, 0, ${now} FROM progress WHERE done < total
      ON CONFLICT (organisation_id) DO UPDATE SET due_at = excluded.due_at WHERE m.due_at IS NULL
    ), counted AS (
      SELECT t.word, coalesce(last.before + cardinality(last.numbers), 0) AS count
      FROM unnest(${[...words]}::int[]) AS t(word) LEFT JOIN LATERAL (
        SELECT before, numbers FROM feedback_words w
        WHERE w.organisation_id = ${organisationId}::uuid AND w.word = t.word ORDER BY part DESC LIMIT 1
      ) last ON true
    ), chosen AS (
      SELECT word, ln((total + 10)::float8 / (count + 1)) AS weight, sum(least(count, ${rowsPerWord * rowLength}::int)) OVER (ORDER BY count, word) AS read
      FROM counted, progress WHERE count > 0
    ), best AS (
      SELECT said.number FROM chosen c CROSS JOIN LATERAL (
        SELECT numbers FROM feedback_words w
        WHERE w.organisation_id = ${organisationId}::uuid AND w.word = c.word ORDER BY part DESC LIMIT ${rowsPerWord}::int
      ) filed CROSS JOIN LATERAL unnest(filed.numbers) AS said(number)
      WHERE c.read <= ${readNumbers}::int AND said.number < ${below}::int
      GROUP BY said.number ORDER BY sum(c.weight) DESC, said.number DESC
      LIMIT ${nearCount}::int
    ), fresh AS (
      SELECT f.number FROM feedback f
      WHERE f.organisation_id = ${organisationId}::uuid AND f.number > (SELECT done FROM progress)
        AND f.number < ${below}::int
      ORDER BY f.number DESC LIMIT ${nearCount}::int
    )
    SELECT word, count::int, NULL::int AS number, total FROM counted, progress
    UNION ALL SELECT NULL, 0, number, 0 FROM (SELECT number FROM best UNION SELECT number FROM fresh) near`;
  return {
    total: rows.find(({ word }) => word !== null)?.total ?? 0,
    countOf: new Map(rows.flatMap(({ word, count }) => (word === null ? [] : [[word, count] as const]))),
    numbers: rows.flatMap(({ number }) => number ?? []),
  };
}
