/** SQL of what Slack told and is not to be done twice; done-once.ts asks, and a sweep forgets. */
import type { Sweep } from '../../chat/feature.js';
import { type Database, Prisma } from '../../storage/database.js';

type Queries = Pick<Database['prisma'], '$queryRaw' | '$executeRaw'>;

export interface Deed {
  readonly key: string;
  readonly at: Date;
}

/** Slack tells an event for the last time a day and some minutes after the first. */
const toldMs = 25 * 3_600_000;
const forgetAt = (at: Date) => new Date(at.getTime() + toldMs);

/** `ours`: nobody has begun it, or whoever did before `deadBefore` and never said that it is done. */
export async function beginDeed(
  db: Queries,
  { key, at }: Deed,
  deadBefore: Date,
): Promise<'ours' | 'under way' | 'done'> {
  const [row] = await db.$queryRaw<{ isOurs: boolean; isDone: boolean }[]>`
    WITH begun AS (
      INSERT INTO slack_deeds (key, begun_at, forget_at) VALUES (${key}, ${at}, ${forgetAt(at)})
      ON CONFLICT (key) DO UPDATE SET begun_at = excluded.begun_at
        WHERE slack_deeds.done_at IS NULL AND slack_deeds.begun_at <= ${deadBefore}
      RETURNING key)
    SELECT EXISTS (SELECT FROM begun) AS "isOurs",
      EXISTS (SELECT FROM slack_deeds WHERE key = ${key} AND done_at IS NOT NULL) AS "isDone"`;
  if (row?.isOurs) return 'ours';
  return row?.isDone ? 'done' : 'under way';
}

export async function endDeed(db: Queries, key: string, now: Date): Promise<void> {
  await db.$executeRaw`UPDATE slack_deeds SET done_at = ${now} WHERE key = ${key}`;
}

/** It failed; whoever took it over meanwhile keeps it. */
export async function forgetDeed(db: Queries, { key, at }: Deed): Promise<void> {
  await db.$executeRaw`DELETE FROM slack_deeds WHERE key = ${key} AND begun_at = ${at} AND done_at IS NULL`;
}

/** Whether nobody noted the same within `spanMs` before, or later; `Infinity`: ever. */
export async function noteClick(db: Queries, { key, at }: Deed, spanMs: number): Promise<boolean> {
  const lastBefore = Number.isFinite(spanMs) ? new Date(at.getTime() - spanMs) : new Date(0);
  const noted = await db.$executeRaw`
    INSERT INTO slack_deeds (key, begun_at, done_at, forget_at) VALUES (${key}, ${at}, ${at}, ${forgetAt(at)})
    ON CONFLICT (key) DO UPDATE SET begun_at = excluded.begun_at WHERE slack_deeds.begun_at <= ${lastBefore}`;
  return noted === 1;
}

/** Requests that were done, by signature; until then their timestamps would be taken. */
export async function noteRequests(db: Queries, keys: readonly string[], at: Date, until: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO slack_deeds (key, begun_at, done_at, forget_at)
    SELECT key, ${at}, ${at}, ${until} FROM unnest(${keys}::text[]) AS key ON CONFLICT (key) DO NOTHING`;
}

export async function isNoted(db: Queries, key: string): Promise<boolean> {
  const found = await db.$queryRaw<unknown[]>`SELECT FROM slack_deeds WHERE key = ${key}`;
  return found.length > 0;
}

const batch = 5_000;

/** Forgets what Slack tells no more. */
export function slackDeedsSweep({ prisma }: Pick<Database, 'prisma'>): Sweep {
  return {
    name: 'slack.forgetDeeds',
    due: Prisma.sql`(SELECT min(forget_at) FROM slack_deeds)`,
    run: (now) => prisma.$executeRaw`
      DELETE FROM slack_deeds WHERE key IN (
        SELECT key FROM slack_deeds WHERE forget_at <= ${now} ORDER BY forget_at LIMIT ${batch})`,
  };
}
