/** Feedback by the million, with its words filed, in SQL: a bench would wait for hours for the real way. */
import type pg from 'pg';
import { hashOf } from '../../src/features/feedback/rules/word-hash.js';
import { tokensOf } from '../../src/kernel/tokens.js';

/** How much is made. */
export interface Said {
  readonly itemCount: number;
  /** The last ones of these say again what an earlier one said. */
  readonly askedCount: number;
}

const wordCount = 50_000;

/** Made for an organisation that has none yet. */
export async function makeSaid(client: pg.Client, organisationId: string, said: Said): Promise<void> {
  await makeVocabulary(client);
  await makeItems(client, organisationId, said);
  await client.query('VACUUM ANALYZE');
}

/** Words that differ in their first six letters, the most common first: `waab`. */
async function makeVocabulary(client: pg.Client): Promise<void> {
  const spelled = (rank: number) =>
    `w${Array.from({ length: 4 }, (_, place) => String.fromCharCode(97 + (Math.floor(rank / 26 ** place) % 26))).join('')}`;
  const words = Array.from({ length: wordCount }, (_, rank) => spelled(rank));
  if (tokensOf(words.slice(0, 50).join(' ')).length !== 50) throw new Error('The words are not told apart.');
  await client.query('CREATE TEMP TABLE vocabulary (rank int PRIMARY KEY, word text, hash int)');
  await client.query(
    'INSERT INTO vocabulary SELECT o - 1, w, h FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS t(w, h, o)',
    [words, words.map(hashOf)],
  );
}

/** Fourteen words each, common ones often (Zipf); the last ones say again what an earlier one said, in half of its words. */
async function makeItems(client: pg.Client, organisationId: string, { itemCount, askedCount }: Said): Promise<void> {
  await client.query('SELECT setseed(0.5)');
  await client.query(
    `CREATE TEMP TABLE said AS
     SELECT n AS number, place, floor(exp(random() * ln($2::float8)))::int - 1 AS rank
     FROM generate_series(1, $1::int) AS n, generate_series(1, 14) AS place`,
    [itemCount, wordCount],
  );
  await client.query(
    `UPDATE said SET rank = again.rank FROM said again
     WHERE said.number > $1::int AND said.place <= 8 AND again.place = said.place
       AND again.number = (said.number::bigint * 7919) % ($1::int - 1000) + 1`,
    [itemCount - askedCount],
  );
  await client.query(
    `INSERT INTO feedback (id, organisation_id, number, text, source, severity, captured_at, surface, state, routing,
       promise_ms, resolved_at, outcome, customer_told, root_cause_category)
     SELECT gen_random_uuid(), $1::uuid, number, string_agg(word, ' ' ORDER BY place), 'bench', 'normal', now(), 'api',
       'resolved', '{"kind":"champion"}', 86400000, now(), 'fixed', 'It is mended.', 'product'
     FROM said JOIN vocabulary USING (rank) GROUP BY number`,
    [organisationId],
  );
  await client.query(
    `INSERT INTO feedback_words (organisation_id, word, part, before, numbers)
     SELECT $1::uuid, hash, part, part * 200, array_agg(number ORDER BY number) FROM (
       SELECT hash, number, (row_number() OVER (PARTITION BY hash ORDER BY number) - 1)::int / 200 AS part
       FROM (SELECT DISTINCT hash, number FROM said JOIN vocabulary USING (rank)) once) placed
     GROUP BY hash, part`,
    [organisationId],
  );
  await client.query(`INSERT INTO numbers VALUES ($1::uuid, 'feedback', $2::int)`, [organisationId, itemCount]);
  await client.query(`INSERT INTO feedback_word_marks (organisation_id, done_number) VALUES ($1::uuid, $2::int)`, [
    organisationId,
    itemCount,
  ]);
}
