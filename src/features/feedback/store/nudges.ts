/** SQL about nudges: planned by the ladder, gathered into one message a recipient, sent or dropped. */
import { type Database, dueNext, type Transaction } from '../../../storage/database.js';
import { type NudgeRole, nudgeRoles } from '../rules/ladder.js';

export interface PlannedNudge {
  readonly organisationId: string;
  readonly feedbackId: string;
  readonly round: number;
  readonly percent: number;
  readonly repeat: number;
  readonly role: NudgeRole;
  readonly recipientId: string;
  readonly dueAt: Date;
}

export type Nudge = PlannedNudge & { readonly id: bigint; readonly state: 'planned' | 'queued' | 'sent' | 'dropped' };

/** Plans nudges; one that was planned before (a crash, a second copy) is left as it is. */
export async function planNudges(tx: Transaction, nudges: readonly PlannedNudge[]): Promise<void> {
  if (nudges.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO nudges (organisation_id, feedback_id, round, percent, repeat, role, recipient_id, due_at, state)
    SELECT "organisationId", "feedbackId", round, percent, repeat, role, "recipientId", "dueAt", 'planned'
    FROM jsonb_to_recordset(${JSON.stringify(nudges)}::jsonb) AS r("organisationId" uuid, "feedbackId" uuid, round int,
      percent int, repeat int, role text, "recipientId" uuid, "dueAt" timestamptz)
    ON CONFLICT DO NOTHING`;
}

/** Takes back what was planned and not yet sent: all of it when the item waits or is resolved, else those of one role. */
export async function dropPlannedNudges(
  tx: Transaction,
  feedbackId: string,
  roles: readonly NudgeRole[] = nudgeRoles,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE nudges SET state = 'dropped'
    WHERE feedback_id = ${feedbackId}::uuid AND state = 'planned' AND role = ANY(${[...roles]})`;
}

/** When the next planned nudge is to be sent. */
export const nudgesDue = dueNext('feedback.nudges', {
  table: 'nudges',
  dueAt: 'due_at',
  where: "state = 'planned'",
  id: { column: 'id', type: 'bigint' },
});

/** Locks what is due, all of a recipient's together: the batch is whole recipients, so that each gets one message. */
export async function claimDueNudges(tx: Transaction, now: Date, recipientLimit: number): Promise<readonly Nudge[]> {
  return tx.$queryRaw`
    WITH recipients AS (
      SELECT recipient_id, min(due_at) AS first FROM nudges WHERE state = 'planned' AND due_at <= ${now}
      GROUP BY recipient_id ORDER BY first LIMIT ${recipientLimit}
    )
    SELECT id, organisation_id AS "organisationId", feedback_id AS "feedbackId", round, percent, repeat, role,
      nudges.recipient_id AS "recipientId", due_at AS "dueAt", state
    FROM nudges JOIN recipients USING (recipient_id)
    WHERE state = 'planned' AND due_at <= ${now} ORDER BY id FOR UPDATE OF nudges SKIP LOCKED`;
}

/** Puts nudges into the message `batchId`. */
export async function queueNudges(tx: Transaction, ids: readonly bigint[], batchId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE nudges SET state = 'queued', batch_id = ${batchId}::uuid WHERE id = ANY(${ids.map(String)}::bigint[])`;
}

/** What a message was to carry. */
export async function nudgesOfBatch(database: Database, batchId: string): Promise<readonly Nudge[]> {
  return database.prisma.$queryRaw`
    SELECT id, organisation_id AS "organisationId", feedback_id AS "feedbackId", round, percent, repeat, role,
      recipient_id AS "recipientId", due_at AS "dueAt", state
    FROM nudges WHERE batch_id = ${batchId}::uuid AND state = 'queued' ORDER BY id`;
}

/** Just before sending: these are no longer true. */
export async function dropNudges(database: Database, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return;
  await database.prisma.nudge.updateMany({ where: { id: { in: [...ids] } }, data: { state: 'dropped' } });
}

/** The message went out: answers the nudges it carried, each only once. */
export async function settleNudges(tx: Transaction, batchId: string): Promise<readonly Nudge[]> {
  return tx.$queryRaw`
    UPDATE nudges SET state = 'sent' WHERE batch_id = ${batchId}::uuid AND state = 'queued'
    RETURNING id, organisation_id AS "organisationId", feedback_id AS "feedbackId", round, percent, repeat, role,
      recipient_id AS "recipientId", due_at AS "dueAt", state`;
}
