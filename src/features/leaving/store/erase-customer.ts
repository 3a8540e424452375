/** SQL that erases what is kept of one customer: who they are, and what they said. Counts, dates and figures stay. */
import { forgottenPerson, forgottenWords } from '../../../chat/forgotten.js';
import { type Sql, sql, type Transaction } from '../../../storage/database.js';
import type { Forgotten } from '../rules/scrub.js';
import { makePeopleNameless } from './erase-contact.js';

/** Whose it is. */
export interface OfCustomer {
  readonly organisationId: string;
  readonly customerId: string;
}

interface Gathered {
  readonly term: string | null;
  readonly text: string | null;
}

/** Their names, addresses and ids, and their words, to be taken out of everything else. */
export async function gatherCustomer(db: Sql, { organisationId, customerId }: OfCustomer): Promise<Forgotten> {
  const rows = await db.query<Gathered[]>`
    WITH theirs AS (
      SELECT * FROM feedback WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid
    ), answers AS (
      SELECT * FROM scores WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid
    ), contacts AS (
      SELECT * FROM customer_people WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid
    )
    SELECT name AS term, NULL AS text FROM customers
      WHERE organisation_id = ${organisationId}::uuid AND id = ${customerId}::uuid
    UNION SELECT alias, NULL FROM customer_keys
      WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid
    -- Without its legal form too: people write Acme for Acme Ltd.
    UNION SELECT key, NULL FROM customer_keys
      WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid
    UNION SELECT name, NULL FROM merged_customers
      WHERE organisation_id = ${organisationId}::uuid AND whole_id = ${customerId}::uuid
    UNION SELECT value, NULL FROM customer_ids
      WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid
    UNION SELECT name, NULL FROM contacts UNION SELECT email, NULL FROM contacts
    UNION SELECT author, text FROM theirs UNION SELECT link, customer_told FROM theirs
    UNION SELECT source_item_id, root_cause FROM theirs UNION SELECT NULL, prevention FROM theirs
    UNION SELECT NULL, words #>> '{}' FROM theirs, jsonb_path_query(further_words, '$.**') AS words
      WHERE jsonb_typeof(words) = 'string' AND words #>> '{}' LIKE '% %'
    UNION SELECT NULL, a.comment FROM survey_answers a JOIN survey_askings s
        ON s.organisation_id = a.organisation_id AND s.id = a.form_id
      WHERE a.organisation_id = ${organisationId}::uuid AND s.person_id IN (SELECT id FROM contacts)
    UNION SELECT NULL, a.comment FROM survey_answers a JOIN solved_askings s
        ON s.organisation_id = a.organisation_id AND s.id = a.form_id
      WHERE a.organisation_id = ${organisationId}::uuid AND s.feedback_id IN (SELECT id FROM theirs)
    UNION SELECT link, comment FROM answers UNION SELECT source_item_id, NULL FROM answers
    UNION SELECT NULL, text FROM learnings
      WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid
    UNION SELECT NULL, preference ->> 'text' FROM customers, jsonb_array_elements(preferences) AS preference
      WHERE organisation_id = ${organisationId}::uuid AND id = ${customerId}::uuid AND jsonb_typeof(preferences) = 'array'`;
  const some = (words: readonly (string | null)[]) => [
    ...new Set(words.filter((each) => each !== null && each !== '' && each !== forgottenWords)),
  ];
  const isName = (term: string) => !term.toLowerCase().startsWith('forgotten customer ') && term !== forgottenPerson;
  return {
    terms: some(rows.map(({ term }) => term)).filter((term): term is string => term !== null && isName(term)),
    texts: some(rows.map(({ text }) => text)).filter((text): text is string => text !== null),
  };
}

/** What is erased of them, by what it is. */
export interface CustomerCounts {
  readonly feedback: number;
  readonly learnings: number;
  readonly comments: number;
  readonly people: number;
}

/** What `eraseCustomer` would erase. */
export async function countCustomer(db: Sql, { organisationId, customerId }: OfCustomer): Promise<CustomerCounts> {
  const [counts] = await db.query<CustomerCounts[]>`
    SELECT
      (SELECT count(*)::int FROM feedback WHERE organisation_id = ${organisationId}::uuid
        AND customer_id = ${customerId}::uuid AND text <> ${forgottenWords}) AS feedback,
      (SELECT count(*)::int FROM learnings WHERE organisation_id = ${organisationId}::uuid
        AND customer_id = ${customerId}::uuid AND text <> ${forgottenWords}) AS learnings,
      (SELECT count(*)::int FROM scores WHERE organisation_id = ${organisationId}::uuid
        AND customer_id = ${customerId}::uuid AND comment IS NOT NULL) AS comments,
      (SELECT count(*)::int FROM customer_people WHERE organisation_id = ${organisationId}::uuid
        AND customer_id = ${customerId}::uuid AND name <> ${forgottenPerson}) AS people`;
  return counts ?? { feedback: 0, learnings: 0, comments: 0, people: 0 };
}

/** Who they are: everything but the bare row, whose name customers makes anew. Their tips, meetings and scores stay counted. */
export async function eraseIdentity(tx: Transaction, { organisationId, customerId }: OfCustomer): Promise<void> {
  await tx.execute`
    DELETE FROM import_changes WHERE organisation_id = ${organisationId}::uuid AND (
      (kind = 'customer' AND item = ${customerId})
      OR (kind = 'feedback' AND item IN (SELECT id::text FROM feedback
        WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid))
      OR (kind = 'score' AND item IN (SELECT id::text FROM scores
        WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid)))`;
  await tx.execute`DELETE FROM customer_ids WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid`;
  await tx.execute`
    UPDATE survey_answers SET comment = NULL WHERE organisation_id = ${organisationId}::uuid AND form_id IN (
      SELECT a.id FROM survey_askings a JOIN customer_people p ON p.organisation_id = a.organisation_id AND p.id = a.person_id
      WHERE a.organisation_id = ${organisationId}::uuid AND p.customer_id = ${customerId}::uuid
      UNION SELECT s.id FROM solved_askings s JOIN feedback f ON f.organisation_id = s.organisation_id AND f.id = s.feedback_id
      WHERE s.organisation_id = ${organisationId}::uuid AND f.customer_id = ${customerId}::uuid)`;
  await tx.execute`
    UPDATE trial_invitations SET is_closed = true
    WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid`;
  await makePeopleNameless(tx, organisationId, sql`customer_id = ${customerId}::uuid`);
  await tx.execute`
    DELETE FROM customer_events WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid`;
  await tx.execute`
    DELETE FROM customer_pairs WHERE organisation_id = ${organisationId}::uuid
      AND (one_id = ${customerId}::uuid OR other_id = ${customerId}::uuid)`;
  await tx.execute`
    DELETE FROM merged_customers WHERE organisation_id = ${organisationId}::uuid AND whole_id = ${customerId}::uuid`;
  await tx.execute`DELETE FROM briefs WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid`;
}
