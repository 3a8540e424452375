/** SQL of whole organisations: what each holds, and deleting one. Every table with an organisation's id is counted, whichever comes. */
import type { Database, Sql } from '../../../storage/database.js';

/** How much there is of a kind, e.g. `meeting questions`; never 0. */
export interface KindCount {
  readonly kind: string;
  readonly count: number;
}

export async function countHoldings(db: Sql, organisationId: string): Promise<readonly KindCount[]> {
  const tables = await db.queryText<{ name: string }[]>(`
    SELECT table_name::text AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND column_name = 'organisation_id' AND table_type = 'BASE TABLE' ORDER BY 1`);
  const counts = tables.map(
    ({ name }) => `SELECT '${name}' AS kind, count(*)::int AS count FROM "${name}" WHERE organisation_id = $1::uuid`,
  );
  const rows = await db.queryText<KindCount[]>(`${counts.join(' UNION ALL ')} ORDER BY 1`, organisationId);
  return rows.filter(({ count }) => count > 0).map(({ kind, count }) => ({ kind: kind.replaceAll('_', ' '), count }));
}

/** Answers what it held, which is gone now. null: there is none. Nobody can add to it meanwhile. */
export async function deleteOrganisation(
  database: Database,
  organisationId: string,
  now: Date,
): Promise<readonly KindCount[] | null> {
  return database.transaction(async (tx) => {
    const [found] = await tx.query<unknown[]>`
      SELECT 1 FROM organisations WHERE id = ${organisationId}::uuid FOR UPDATE`;
    if (!found) return null;
    const held = await countHoldings(tx, organisationId);
    await tx.execute`DELETE FROM organisations WHERE id = ${organisationId}::uuid`;
    // A backup made before does not bring it back: features/leaving/forget/forget-again.ts.
    await tx.execute`
      INSERT INTO forgotten (hash, kind, at)
      VALUES (encode(sha256(convert_to(${`organisation:${organisationId}`}::text, 'UTF8')), 'hex'), 'organisation', ${now})
      ON CONFLICT DO NOTHING`;
    return held;
  });
}
