/** The audit log, for the room. */
import type { KeptAuditEntry, Sql } from '../../../storage/database.js';

export {
  type AuditKind,
  type AuditQuery,
  auditKinds,
  type KeptAuditEntry,
  readAudit,
} from '../../../storage/database.js';

/** An entry with the name of the member who did it; null: no member did, or they are not known any more. */
export type NamedAuditEntry = Omit<KeptAuditEntry, 'organisationId'> & { readonly actorName: string | null };

/** Those behind the id `after`, the oldest first. */
export function pageAudit(
  db: Sql,
  organisationId: string,
  { after, limit }: { readonly after: bigint; readonly limit: number },
): Promise<readonly NamedAuditEntry[]> {
  return db.query`
    SELECT a.id, a.at, a.what, a.actor_id AS "actorId", m.name AS "actorName", a.surface, a.subject, a.before, a.after
    FROM audit a LEFT JOIN members m ON m.organisation_id = a.organisation_id AND m.id = a.actor_id
    WHERE a.organisation_id = ${organisationId}::uuid AND a.id > ${after} ORDER BY a.id LIMIT ${limit}::int`;
}
