/** SQL of who asked for what is tried, and why; bound to the organisation. */
import { type Sql, sql } from '../../../storage/database.js';
import type { Proposal, Reason } from '../rules/reason.js';
import type { Trial } from '../rules/trial.js';

/** More than anybody reads through, the best reasons first. */
const mostProposals = 1_000;

interface Row extends Omit<Proposal, 'reasons'> {
  readonly reasons: readonly { readonly kind: Reason['kind']; readonly number: number | null; readonly word: string }[];
}

/**
 * Customers who gave evidence for the idea, whom it names, whose owner likes it, or who are in its segments, and who are
 * not invited. Left out is confidential evidence, and where everybody who can be written to wants no early tests.
 */
export async function findProposals(db: Sql, trial: Trial): Promise<readonly Proposal[]> {
  const { organisationId, id, ideaId, segment } = trial;
  const ours = sql`organisation_id = ${organisationId}::uuid`;
  const rows = await db.query<Row[]>`
    WITH named AS (
      SELECT unnest(segments) AS segment FROM ideas WHERE ${ours} AND id = ${ideaId}::uuid
      UNION SELECT ${segment}::text WHERE ${segment}::text IS NOT NULL
    ), wanted AS (
      SELECT f.customer_id, 0 AS weight, 'evidence' AS kind, f.number, '' AS word
      FROM idea_evidence e JOIN feedback f ON f.organisation_id = e.organisation_id AND f.id = e.feedback_id
      WHERE e.organisation_id = ${organisationId}::uuid AND e.idea_id = ${ideaId}::uuid AND f.customer_id IS NOT NULL
        AND NOT f.confidential AND (f.state <> 'withdrawn' OR f.same_as_id IS NOT NULL)
      UNION ALL
      SELECT customer_id, 1, 'named', NULL, '' FROM idea_customers WHERE ${ours} AND idea_id = ${ideaId}::uuid
      UNION ALL
      SELECT c.id, 2, 'liked', NULL, m.name FROM idea_supports s
        JOIN members m ON m.organisation_id = s.organisation_id AND m.id = s.member_id
        JOIN customers c ON c.organisation_id = s.organisation_id AND c.owner_id = s.member_id
      WHERE s.organisation_id = ${organisationId}::uuid AND s.idea_id = ${ideaId}::uuid
      UNION ALL
      SELECT c.id, 3, 'segment', NULL, n.segment FROM customers c JOIN named n
        ON lower(c.segment) = lower(n.segment) OR c.rule_segments @> ARRAY[n.segment]
      WHERE c.organisation_id = ${organisationId}::uuid
    )
    SELECT c.id AS "customerId", c.name,
      jsonb_agg(jsonb_build_object('kind', w.kind, 'number', w.number, 'word', w.word) ORDER BY w.weight, w.number, w.word)
        AS reasons
    FROM wanted w JOIN customers c ON c.organisation_id = ${organisationId}::uuid AND c.id = w.customer_id
    WHERE NOT EXISTS (SELECT FROM trial_invitations i WHERE i.organisation_id = ${organisationId}::uuid
        AND i.trial_id = ${id}::uuid AND i.customer_id = c.id)
      AND (NOT EXISTS (SELECT FROM customer_people p WHERE p.organisation_id = ${organisationId}::uuid
          AND p.customer_id = c.id AND p.email IS NOT NULL)
        OR EXISTS (SELECT FROM customer_people p WHERE p.organisation_id = ${organisationId}::uuid
          AND p.customer_id = c.id AND p.email IS NOT NULL AND NOT 'earlyTests' = ANY(p.unwanted)))
    GROUP BY c.id, c.name ORDER BY min(w.weight), count(*) DESC, c.name LIMIT ${mostProposals}::int`;
  return rows.map(({ reasons, ...row }) => ({ ...row, reasons: joined(reasons) }));
}

/** Feedback is one reason, however much of it there is. */
function joined(rows: Row['reasons']): readonly Reason[] {
  const numbers = rows.flatMap(({ number }) => number ?? []);
  const others = rows.flatMap(({ kind, word }): Reason[] => {
    if (kind === 'named') return [{ kind }];
    if (kind === 'liked') return [{ kind, by: word }];
    return kind === 'segment' ? [{ kind, segment: word }] : [];
  });
  return numbers.length === 0 ? others : [{ kind: 'evidence', numbers }, ...others];
}
