/** How deliveries end, or are put off, in the database; the worker asks. Every statement minds whose claim it is. */
import type { MessageRef } from '../chat/messenger.js';
import type { Database, Transaction } from '../storage/database.js';
import type { Claimed } from './store.js';

export interface Settlement {
  readonly state: 'sent' | 'skipped' | 'failed' | 'unknown';
  /** Why not sent; null when it was. Never customers' words. */
  readonly reason: string | null;
  /** Where it stands, when it was sent. */
  readonly ref: MessageRef | null;
  /** The room (and on failure the champion) is to be told. */
  readonly owesTelling: boolean;
  /** Milliseconds for which every copy of the bot leaves the destination alone from now on; null: none. */
  readonly restMs: number | null;
  /** This copy, which minds its own rests. */
  readonly copyId: string;
}

/**
 * Notes the end, and where a living message stands now. False when another copy of the bot has taken this over
 * meanwhile, because this one seemed dead: then its note counts. What had become `unknown` is known after all.
 * A message that had to wait and got through opens the way for the others of its lane.
 */
export async function settle(database: Database, claimed: Claimed, end: Settlement, now: Date): Promise<boolean> {
  const { rows } = await database.executeSql(settleSql, [
    claimed.id,
    claimed.attemptCount,
    end.state,
    end.reason,
    end.owesTelling,
    now.toISOString(),
    end.ref?.channel ?? null,
    end.ref?.message ?? null,
    end.ref ? claimed.livingKey : null,
    claimed.lane,
    end.state === 'sent' && claimed.attemptCount > 1,
    end.restMs,
    end.copyId,
  ]);
  return rows.length > 0;
}

const settleSql = `
  WITH noted AS (
    UPDATE deliveries SET state = $3::text, failure = $4::text, owes_telling = $5::boolean, settled_at = $6::timestamptz,
           channel = $7::text, message = $8::text
    WHERE id = $1::bigint AND attempt_count = $2::int AND state IN ('sending', 'unknown')
    RETURNING id
  ), living AS (
    INSERT INTO living_messages (key, destination, channel, message)
    SELECT $9::text, $10::text, $7::text, $8::text FROM noted WHERE $9::text IS NOT NULL
    ON CONFLICT (key, destination) DO UPDATE SET channel = EXCLUDED.channel, message = EXCLUDED.message
  ), freed AS (
    UPDATE deliveries SET not_before = NULL
    WHERE $11::boolean AND destination = $10::text AND state = 'queued' AND not_before > now()
  ), rest AS (
    INSERT INTO delivery_rests (destination, until, noted_by)
    SELECT $10::text, now() + $12::float8 * interval '1 millisecond', $13::uuid FROM noted WHERE $12::float8 > 0
    ON CONFLICT (destination) DO UPDATE SET until = EXCLUDED.until, noted_by = EXCLUDED.noted_by
  )
  SELECT id FROM noted`;

/** Back into the lane, not to be tried before `waitSeconds` have passed. False when this claim no longer counts. */
export async function putOff(
  tx: Transaction,
  claimed: Claimed,
  why: { readonly reason: string; readonly waitSeconds: number; readonly isDefect: boolean },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE deliveries SET state = 'queued', failure = ${why.reason}, not_before = now() + ${why.waitSeconds}::float8 * interval '1 second',
           defect_count = defect_count + ${why.isDefect ? 1 : 0}::int
    WHERE id = ${claimed.id}::bigint AND attempt_count = ${claimed.attemptCount}::int AND state = 'sending'`;
  return count > 0;
}

/** The room knows. */
export async function noteTold(database: Database, id: string): Promise<void> {
  await database.executeSql('UPDATE deliveries SET owes_telling = false WHERE id = $1::bigint', [id]);
}
