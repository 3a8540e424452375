/** SQL of the questions about experiments: planned, gathered into one message a recipient, sent or dropped. */
import { type Database, dueNext, Prisma, type Transaction } from '../../../storage/database.js';

export type NudgeRole = 'asked' | 'champion';

export interface PlannedNudge {
  readonly organisationId: string;
  readonly experimentId: string;
  readonly round: number;
  /** 1 is the question itself. */
  readonly repeat: number;
  readonly role: NudgeRole;
  readonly recipientId: string;
  readonly dueAt: Date;
}

export type Nudge = PlannedNudge & { readonly id: bigint };

const columns = Prisma.raw(`n.id, n.organisation_id AS "organisationId", n.experiment_id AS "experimentId", n.round,
  n.repeat, n.role, n.recipient_id AS "recipientId", n.due_at AS "dueAt"`);

/** Plans nudges; one that was planned before (a crash, a second copy) is left as it is. */
export async function planNudges(tx: Transaction, nudges: readonly PlannedNudge[]): Promise<void> {
  if (nudges.length === 0) return;
  await tx.experimentNudge.createMany({
    data: nudges.map((nudge) => ({ ...nudge, state: 'planned' })),
    skipDuplicates: true,
  });
}

/** It was answered, stopped or moved: what was planned is not true any more. */
export async function dropPlannedNudges(tx: Transaction, experimentId: string): Promise<void> {
  await tx.experimentNudge.updateMany({ where: { experimentId, state: 'planned' }, data: { state: 'dropped' } });
}

/** When the next planned question is to be sent. */
export const questionsDue = dueNext('ideas.questions', {
  table: 'experiment_nudges',
  dueAt: 'due_at',
  where: "state = 'planned'",
  id: { column: 'id', type: 'bigint' },
});

/** Locks what is due, all of a recipient's together, so that each gets one message. */
export async function claimDueNudges(tx: Transaction, now: Date, recipientLimit: number): Promise<readonly Nudge[]> {
  return tx.$queryRaw`
    WITH recipients AS (
      SELECT recipient_id, min(due_at) AS first FROM experiment_nudges WHERE state = 'planned' AND due_at <= ${now}
      GROUP BY recipient_id ORDER BY first LIMIT ${recipientLimit}::int
    )
    SELECT ${columns} FROM experiment_nudges n JOIN recipients USING (recipient_id)
    WHERE n.state = 'planned' AND n.due_at <= ${now} ORDER BY n.id FOR UPDATE OF n SKIP LOCKED`;
}

/** Puts nudges into the message `batchId`. */
export async function queueNudges(tx: Transaction, ids: readonly bigint[], batchId: string): Promise<void> {
  await tx.experimentNudge.updateMany({ where: { id: { in: [...ids] } }, data: { state: 'queued', batchId } });
}

/** What a message was to carry. */
export async function nudgesOfBatch({ prisma }: Database, batchId: string): Promise<readonly Nudge[]> {
  return prisma.$queryRaw`
    SELECT ${columns} FROM experiment_nudges n
    WHERE n.batch_id = ${batchId}::uuid AND n.state = 'queued' ORDER BY n.id`;
}

/** Just before sending: these are no longer true. */
export async function dropNudges({ prisma }: Database, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return;
  await prisma.experimentNudge.updateMany({ where: { id: { in: [...ids] } }, data: { state: 'dropped' } });
}

/** The message went out: answers the nudges it carried with their ideas, each only once. */
export async function settleNudges(
  tx: Transaction,
  batchId: string,
): Promise<readonly (Nudge & { readonly ideaId: string })[]> {
  return tx.$queryRaw`
    UPDATE experiment_nudges n SET state = 'sent' FROM experiments e
    WHERE n.batch_id = ${batchId}::uuid AND n.state = 'queued' AND e.id = n.experiment_id
    RETURNING ${columns}, e.idea_id AS "ideaId"`;
}
