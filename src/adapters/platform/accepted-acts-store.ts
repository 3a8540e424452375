/** SQL of what a platform told and somebody waits for, kept until its answer was given; accepted-acts.ts asks. */
import type { Clock } from '../../kernel/clock.js';
import { beforeEachTransaction, type Sql, sql } from '../../storage/database.js';
import { forgetAt, type HandledAct } from './once-only-store.js';

/** `ours`: nobody heard of it before. */
export async function acceptAct(
  db: Sql,
  { key, at }: HandledAct,
  told: unknown,
): Promise<'ours' | 'under way' | 'done'> {
  const [row] = await db.query<{ isOurs: boolean; isDone: boolean }[]>`
    WITH accepted AS (
      INSERT INTO handled_acts (key, begun_at, told, forget_at)
      VALUES (${key}, ${at}, ${JSON.stringify(told)}::jsonb, ${forgetAt(at)})
      ON CONFLICT (key) DO NOTHING RETURNING key)
    SELECT EXISTS (SELECT FROM accepted) AS "isOurs",
      EXISTS (SELECT FROM handled_acts WHERE key = ${key} AND done_at IS NOT NULL) AS "isDone"`;
  if (row?.isOurs) return 'ours';
  return row?.isDone ? 'done' : 'under way';
}

/**
 * Notes it as done, also where nobody knows whether it was accepted. False: another copy has it, so nothing of it may be
 * kept here.
 */
async function markDone(tx: Sql, { key, at }: HandledAct, now: Date): Promise<boolean> {
  const marked = await tx.execute`
    INSERT INTO handled_acts (key, begun_at, done_at, forget_at) VALUES (${key}, ${at}, ${now}, ${forgetAt(at)})
    ON CONFLICT (key) DO UPDATE SET done_at = coalesce(handled_acts.done_at, excluded.done_at)
      WHERE handled_acts.begun_at = excluded.begun_at`;
  return marked === 1;
}

/** Another copy of the bot does it now. */
export class TakenOver extends Error {}

/** Every transaction of `work` notes that the act is done. @throws TakenOver, and then nothing is kept */
export async function notingDone<T>(act: HandledAct, clock: Clock, work: () => Promise<T>): Promise<T> {
  let isOver = false;
  let isTakenOver = false;
  const note = async (tx: Sql) => {
    // What the work set going, such as the sending of messages, goes on after it.
    if (isOver || (await markDone(tx, act, clock.now()))) return;
    isTakenOver = true;
    throw new TakenOver();
  };
  try {
    const value = await beforeEachTransaction(note, work);
    // The rooms made an apology of it.
    if (isTakenOver) throw new TakenOver();
    return value;
  } finally {
    isOver = true;
  }
}

/** The answer was given: what was told is kept no longer. */
export async function endAccepted(db: Sql, { key, at }: HandledAct, now: Date): Promise<void> {
  await db.execute`
    UPDATE handled_acts SET done_at = coalesce(done_at, ${now}), told = NULL WHERE key = ${key} AND begun_at = ${at}`;
}

export interface AbandonedAct {
  readonly key: string;
  readonly told: unknown;
  /** What it changed is kept; only its answer was not given. */
  readonly isDone: boolean;
}

/** When the first one counts as abandoned. */
export const abandonedDue = (deadAfterMs: number) =>
  sql`(SELECT min(begun_at) + make_interval(secs => ${deadAfterMs / 1_000}::float8) FROM handled_acts WHERE told IS NOT NULL)`;

/** Takes over what was begun before `deadBefore` and never answered, without those of `except`. */
export async function takeOverAbandoned(
  db: Sql,
  platform: string,
  { now, deadBefore, except }: { readonly now: Date; readonly deadBefore: Date; readonly except: readonly string[] },
): Promise<readonly AbandonedAct[]> {
  return db.query`
    WITH dead AS (
      SELECT key FROM handled_acts
      WHERE told IS NOT NULL AND begun_at <= ${deadBefore} AND starts_with(key, ${`${platform}/`})
        AND key <> ALL(${[...except]}::text[])
      ORDER BY begun_at LIMIT 100 FOR UPDATE SKIP LOCKED)
    UPDATE handled_acts a SET begun_at = ${now} FROM dead WHERE a.key = dead.key
    RETURNING a.key, a.told, a.done_at IS NOT NULL AS "isDone"`;
}
