/** The audit log, for the room. */
export { type AuditEntry, appendAudit } from '../../../storage/database.js';
