/** The audit log, for the room. */
export {
  type AuditKind,
  type AuditQuery,
  auditKinds,
  type KeptAuditEntry,
  readAudit,
} from '../../../storage/database.js';
