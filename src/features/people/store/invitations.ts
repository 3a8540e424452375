/** SQL of invitations: kept by their hash, so that reading the table lets nobody in. Used by connecting and by `connect`. */

import { createHash } from 'node:crypto';
import type { Sql } from '../../../storage/database.js';

export interface Invitation {
  readonly code: string;
  readonly organisationId: string;
  readonly createdById: string;
  readonly expiresAt: Date;
}

/** Takes what has expired away, too. */
export async function insertInvitation(tx: Sql, invitation: Invitation, now: Date): Promise<void> {
  await tx.execute`DELETE FROM workspace_invitations WHERE organisation_id = ${invitation.organisationId}::uuid
      AND expires_at <= ${now}`;
  await tx.execute`
    INSERT INTO workspace_invitations (code_hash, organisation_id, created_by_id, expires_at)
    VALUES (${hashOf(invitation.code)}, ${invitation.organisationId}::uuid, ${invitation.createdById}::uuid,
      ${invitation.expiresAt})`;
}

/** The organisation that it lets in, once; null: unknown, used or expired. A rollback gives it back. */
export async function takeInvitation(tx: Sql, code: string, now: Date): Promise<string | null> {
  const [row] = await tx.query<{ organisationId: string }[]>`
    DELETE FROM workspace_invitations WHERE code_hash = ${hashOf(code)} AND expires_at > ${now}
    RETURNING organisation_id AS "organisationId"`;
  return row?.organisationId ?? null;
}

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');
