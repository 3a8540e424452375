/** SQL of what a platform told and what must not be done twice; once-only.ts asks, and a sweep deletes old rows. */
import type { Sweep } from '../../chat/feature.js';
import { type Sql, sql } from '../../storage/database.js';

export interface HandledAct {
  /** The platform's name and the act: `slack/event:Ev0…`. */
  readonly key: string;
  readonly at: Date;
}

/** Platforms repeat an event for the last time a day and some minutes after the first. */
const repeatedMs = 25 * 3_600_000;
/** When the platform tells it no more. */
export const forgetAt = (at: Date) => new Date(at.getTime() + repeatedMs);

/** `ours`: nobody has begun it, or whoever began it before `deadBefore` never finished. */
export async function beginAct(
  db: Sql,
  { key, at }: HandledAct,
  deadBefore: Date,
): Promise<'ours' | 'under way' | 'done'> {
  const [row] = await db.query<{ isOurs: boolean; isDone: boolean }[]>`
    WITH begun AS (
      INSERT INTO handled_acts (key, begun_at, forget_at) VALUES (${key}, ${at}, ${forgetAt(at)})
      ON CONFLICT (key) DO UPDATE SET begun_at = excluded.begun_at
        WHERE handled_acts.done_at IS NULL AND handled_acts.begun_at <= ${deadBefore}
      RETURNING key)
    SELECT EXISTS (SELECT FROM begun) AS "isOurs",
      EXISTS (SELECT FROM handled_acts WHERE key = ${key} AND done_at IS NOT NULL) AS "isDone"`;
  if (row?.isOurs) return 'ours';
  return row?.isDone ? 'done' : 'under way';
}

export async function endAct(db: Sql, key: string, now: Date): Promise<void> {
  await db.execute`UPDATE handled_acts SET done_at = ${now} WHERE key = ${key}`;
}

/** It failed. A copy that took it over meanwhile keeps it. */
export async function forgetAct(db: Sql, { key, at }: HandledAct): Promise<void> {
  await db.execute`DELETE FROM handled_acts WHERE key = ${key} AND begun_at = ${at} AND done_at IS NULL`;
}

/** Whether nobody noted the same within `spanMs` before, or later; `Infinity`: ever. */
export async function noteFirst(db: Sql, { key, at }: HandledAct, spanMs: number): Promise<boolean> {
  const lastBefore = Number.isFinite(spanMs) ? new Date(at.getTime() - spanMs) : new Date(0);
  const noted = await db.execute`
    INSERT INTO handled_acts (key, begun_at, done_at, forget_at) VALUES (${key}, ${at}, ${at}, ${forgetAt(at)})
    ON CONFLICT (key) DO UPDATE SET begun_at = excluded.begun_at WHERE handled_acts.begun_at <= ${lastBefore}`;
  return noted === 1;
}

/** Requests that were done, by signature; kept until `until`, when their timestamps are too old to be accepted. */
export async function noteRequests(db: Sql, keys: readonly string[], at: Date, until: Date): Promise<void> {
  await db.execute`
    INSERT INTO handled_acts (key, begun_at, done_at, forget_at)
    SELECT key, ${at}, ${at}, ${until} FROM unnest(${keys}::text[]) AS key ON CONFLICT (key) DO NOTHING`;
}

export async function isNoted(db: Sql, key: string): Promise<boolean> {
  const found = await db.query<unknown[]>`SELECT FROM handled_acts WHERE key = ${key}`;
  return found.length > 0;
}

const batch = 5_000;

/** Deletes what no platform repeats any more. */
export function handledActsSweep(database: Sql): Sweep {
  return {
    name: 'platform.forgetHandledActs',
    due: sql`(SELECT min(forget_at) FROM handled_acts)`,
    run: (now) => database.execute`
      DELETE FROM handled_acts WHERE key IN (
        SELECT key FROM handled_acts WHERE forget_at <= ${now} ORDER BY forget_at LIMIT ${batch})`,
  };
}
