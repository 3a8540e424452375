/** Notes how deliveries end or are put off; the courier asks. Every statement checks that the claim still holds. */
import { mayStandTwice } from '../chat/history.js';
import type { MessageRef } from '../chat/messenger.js';
import type { Database } from '../storage/database.js';
import { describeFailure } from '../storage/failure.js';
import { putAside } from '../storage/put-aside.js';
import {
  type Claim,
  type Claimed,
  claimCtes,
  type Look,
  type LookRow,
  lookColumns,
  lookJoins,
  toLook,
  unhurried,
} from './claim-store.js';
import { type Owed, tellingWork } from './recovery-store.js';

export interface Settlement {
  readonly state: 'sent' | 'skipped' | 'failed' | 'unknown';
  /** Why not sent; null when it was. Never customers' words. */
  readonly reason: string | null;
  /** Where it stands, when it was sent. */
  readonly ref: MessageRef | null;
  /** An earlier attempt may have posted it too, and the platform let nobody look. */
  readonly mayStandTwice: boolean;
  /** The room (and on failure the champion) is to be told. */
  readonly owesTelling: boolean;
  /** Milliseconds for which every copy of the bot leaves the destination alone from now on; null: none. */
  readonly restMs: number | null;
  /** Whether the next of the lane is claimed with it. */
  readonly claimsNext: boolean;
}

export interface Settled extends Look {
  /**
   * False when another copy of the bot has taken this over meanwhile, because this one seemed dead: then its note
   * counts. What had become `unknown` is known after all.
   */
  readonly counts: boolean;
}

/**
 * Notes the end, and where a living message stands now, and claims the next: one statement. The claim itself may be lost, as
 * it need not wait for the disk: a standby that took over has the order as it was before, and it is not sent again.
 * A message that had to wait and got through opens the way for the others of its lane, and claims none of them.
 */
export async function settle(database: Database, claimed: Claimed, end: Settlement, claim: Claim): Promise<Settled> {
  const opensWay = end.state === 'sent' && claimed.attemptCount > 1;
  const { rows } = await database.executeSql(settleSql[database.kind], [
    claimed.lane,
    claim.now.toISOString(),
    claim.copyId,
    claimed.id,
    end.claimsNext && !opensWay && end.restMs === null,
    claimed.attemptCount,
    end.state,
    end.reason,
    end.owesTelling,
    end.ref?.channel ?? null,
    end.ref?.message ?? null,
    end.ref ? claimed.livingKey : null,
    opensWay,
    end.restMs,
    end.mayStandTwice,
  ]);
  const row = rows[0] as LookRow & { readonly counts: boolean };
  const { next, restMs, hasMore } = toLook(row);
  return { counts: row.counts, next: next && besides(next, claimed, end.ref), restMs, hasMore: hasMore || opensWay };
}

/** The statement that notes where a living message stands does not read it yet. */
function besides(next: Claimed, { livingKey }: Claimed, ref: MessageRef | null): Claimed {
  if (!ref || livingKey === null) return next;
  const { livingRef, threadRef } = next;
  return {
    ...next,
    livingRef: next.livingKey === livingKey ? ref : livingRef,
    threadRef: next.threadOf === livingKey ? ref : threadRef,
  };
}

const settleSqlWith = (more: string) => `
  WITH noted AS (
    UPDATE deliveries SET state = $7::text, failure = $8::text, owes_telling = $9::boolean, settled_at = $2::timestamptz,
           channel = $10::text, message = $11::text
    WHERE id = $4::bigint AND (attempt_count = $6::int AND state IN ('sending', 'unknown')
      OR attempt_count = $6::int - 1 AND state = 'queued')
    RETURNING id, kind, payload, organisation_id, living_key
  ), living AS (
    INSERT INTO living_messages (organisation_id, key, destination, channel, message, kind, payload)
    SELECT organisation_id, $12::text, $1::text, $10::text, $11::text, kind, payload FROM noted WHERE $12::text IS NOT NULL
    ON CONFLICT ON CONSTRAINT living_messages_pkey DO UPDATE
    SET channel = EXCLUDED.channel, message = EXCLUDED.message, kind = EXCLUDED.kind, payload = EXCLUDED.payload
  ), freed AS (
    UPDATE deliveries SET not_before = NULL
    WHERE $13::boolean AND destination = $1::text AND state = 'queued' AND not_before > now() AND defect_count = 0
  ), rest_noted AS (
    INSERT INTO delivery_rests (organisation_id, destination, until, noted_by)
    SELECT organisation_id, $1::text, now() + $14::float8 * interval '1 millisecond', $3::uuid FROM noted WHERE $14::float8 > 0
    ON CONFLICT ON CONSTRAINT delivery_rests_pkey DO UPDATE SET until = EXCLUDED.until, noted_by = EXCLUDED.noted_by
  ), told AS (
    INSERT INTO history (organisation_id, subject, at, what, surface, details)
    SELECT organisation_id, living_key, $2::timestamptz, '${mayStandTwice}', 'clock', '{}'
    FROM noted WHERE $15::boolean AND living_key IS NOT NULL
  ), ${claimCtes(true)}
  SELECT noted.id IS NOT NULL AS counts, ${lookColumns}${more} FROM (SELECT) AS one LEFT JOIN noted ON true ${lookJoins}`;
const settleSql = { server: settleSqlWith(unhurried.server), embedded: settleSqlWith(unhurried.embedded) };

/** Puts it back into the lane for at least `waitSeconds`. Does nothing when this claim no longer holds. */
export async function putOff(
  database: Database,
  claimed: Claimed,
  why: {
    readonly reason: string;
    readonly waitSeconds: number;
    readonly isDefect: boolean;
    readonly mayHaveArrived: boolean;
  },
): Promise<void> {
  await database.executeSql(
    `UPDATE deliveries SET state = 'queued', failure = $3::text, not_before = now() + $4::float8 * interval '1 second',
            defect_count = defect_count + $5::int, may_have_arrived = may_have_arrived OR $6::boolean
     WHERE organisation_id = $7::uuid AND id = $1::bigint AND attempt_count = $2::int AND state = 'sending'`,
    [
      claimed.id,
      claimed.attemptCount,
      why.reason,
      why.waitSeconds,
      why.isDefect ? 1 : 0,
      why.mayHaveArrived,
      claimed.organisationId,
    ],
  );
}

/** Notes that the room was told. */
export async function noteTold(
  database: Database,
  { id, organisationId }: Pick<Owed, 'id' | 'organisationId'>,
): Promise<void> {
  await database.executeSql(
    `WITH back AS (DELETE FROM put_aside WHERE work = '${tellingWork}' AND item_id = $1::text
       AND (organisation_id = $2::uuid OR organisation_id IS NULL))
     UPDATE deliveries SET owes_telling = false WHERE organisation_id = $2::uuid AND id = $1::text::bigint`,
    [id, organisationId],
  );
}

/** The room threw when it was told: it is told again after growing waits, which delay no other room. */
export async function putTellingAside(
  database: Database,
  owed: Owed,
  { error, now }: { readonly error: unknown; readonly now: Date },
): Promise<void> {
  await putAside(database, { work: tellingWork, item: owed, failure: describeFailure(error), now });
}
