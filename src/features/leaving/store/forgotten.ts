/** SQL of who was forgotten: hashes of ids, which outlive a restored backup. */
import { forgottenPerson } from '../../../chat/forgotten.js';
import type { Database, Sql } from '../../../storage/database.js';
import type { Subject, SubjectKind } from './forgettings.js';

/** All of them. */
export async function listHashes(db: Sql): Promise<readonly { readonly hash: string; readonly kind: string }[]> {
  return db.query`SELECT hash, kind FROM forgotten ORDER BY hash`;
}

/** Adds those of another database; organisations that were deleted go at once. */
export async function keepHashes(
  database: Database,
  kept: readonly { readonly hash: string; readonly kind: string }[],
  now: Date,
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute`
      INSERT INTO forgotten (hash, kind, at)
      SELECT hash, kind, ${now} FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS k(hash text, kind text)
      ON CONFLICT DO NOTHING`;
    await tx.execute`
      DELETE FROM organisations o USING forgotten f
      WHERE f.hash = encode(sha256(convert_to('organisation:' || o.id, 'UTF8')), 'hex')`;
  });
}

/** Who was forgotten and is here all the same. */
export async function findForgotten(
  db: Sql,
): Promise<readonly { readonly organisationId: string; readonly subject: Subject }[]> {
  const rows = await db.query<{ organisationId: string; kind: SubjectKind; id: string }[]>`
    SELECT here.organisation_id AS "organisationId", here.kind, here.id FROM (
      SELECT organisation_id, 'customer' AS kind, id FROM customers WHERE name NOT LIKE 'Forgotten customer %'
      UNION ALL SELECT organisation_id, 'member', id FROM members WHERE name <> ${forgottenPerson} AND same_as_id IS NULL
      UNION ALL SELECT organisation_id, 'contact', id FROM customer_people WHERE name <> ${forgottenPerson}
      UNION ALL SELECT organisation_id, 'subscriber', id FROM notice_subscribers
    ) here JOIN forgotten f ON f.hash = encode(sha256(convert_to(here.kind || ':' || here.id, 'UTF8')), 'hex')
    ORDER BY here.organisation_id, here.id`;
  return rows.map(({ organisationId, kind, id }) => ({ organisationId, subject: { kind, id } }));
}
