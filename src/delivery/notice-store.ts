/** Remembers which causes of undelivered messages were reported; failure-notice.ts asks. */
import type { Transaction } from '../storage/database.js';

/** What was told: of which destination, and why nothing gets through there. */
export interface Notice {
  readonly organisationId: string;
  readonly destination: string;
  readonly cause: string;
}

/** Whether this copy of the bot, and no other, tells of it now. True once in `everyMs` (null: once) for one destination and cause. */
export async function claimNotice(
  tx: Transaction,
  { organisationId, destination, cause }: Notice,
  { now, everyMs }: { readonly now: Date; readonly everyMs: number | null },
): Promise<boolean> {
  const since = new Date(everyMs === null ? 0 : now.getTime() - everyMs);
  const claimed = await tx.execute`
    INSERT INTO delivery_notices AS n (organisation_id, destination, cause, told_at)
    VALUES (${organisationId}::uuid, ${destination}, ${cause}, ${now})
    ON CONFLICT ON CONSTRAINT delivery_notices_pkey DO UPDATE SET told_at = excluded.told_at WHERE n.told_at <= ${since}`;
  return claimed > 0;
}

/** It is over: when it happens again, it is told again. */
export async function forgetNotice(
  tx: Transaction,
  { destination, cause }: { readonly destination: string; readonly cause: string },
): Promise<void> {
  await tx.execute`DELETE FROM delivery_notices WHERE destination = ${destination} AND cause = ${cause}`;
}
