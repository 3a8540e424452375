/** The audit log, for the room. */
export {
  type AuditKind,
  type AuditQuery,
  auditKinds,
  type KeptAuditEntry,
  readAudit,
  readAuditSlice,
} from '../../../storage/database.js';
