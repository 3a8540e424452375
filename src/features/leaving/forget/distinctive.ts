/** Names that others bear too tell nobody apart, and stay: two Mayas, a customer named like a colleague. */
import type { Transaction } from '../../../storage/database.js';
import type { Forgotten } from '../rules/scrub.js';
import type { Subject } from '../store/forgettings.js';

/** The same without names that somebody else here has. */
export async function distinctive(
  tx: Transaction,
  organisationId: string,
  { id }: Subject,
  { terms, texts }: Forgotten,
): Promise<Forgotten> {
  const folded = terms.map((term) => term.toLowerCase());
  const rows = await tx.query<{ name: string }[]>`
    SELECT lower(name) AS name FROM members WHERE organisation_id = ${organisationId}::uuid AND id <> ${id}::uuid
      AND same_as_id IS DISTINCT FROM ${id}::uuid AND lower(name) = ANY(${folded}::text[])
    UNION SELECT lower(name) FROM customers WHERE organisation_id = ${organisationId}::uuid AND id <> ${id}::uuid
      AND lower(name) = ANY(${folded}::text[])
    UNION SELECT lower(name) FROM organisations WHERE id = ${organisationId}::uuid`;
  const taken = new Set(rows.map(({ name }) => name));
  return { terms: terms.filter((term) => !taken.has(term.toLowerCase())), texts };
}
