/**
 * Items of batch work that failed and wait to be tried again: the table put_aside. batches.ts fills it; a room's store
 * leaves out what stands in it, in its claims (`claimable`) and when it says what is due next (`dueNext`).
 */

import type { Failure } from './failure.js';
import type { Sql } from './sql.js';
import { type SqlPart, sql } from './sql-parts.js';

/** One item of some work, by its id in its own table. */
export interface WorkItem {
  readonly id: string;
  /** null: it belongs to none. */
  readonly organisationId: string | null;
}

/** An item that waits to be tried again. No customers' words. */
export interface PutAside {
  /** `room.what` */
  readonly work: string;
  readonly itemId: string;
  readonly organisationId: string | null;
  readonly failCount: number;
  /** The item is left out until then. */
  readonly until: Date;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly errorCode: string;
  /** The function and line that threw. */
  readonly errorSource: string | null;
}

const columns = sql`work, item_id AS "itemId", organisation_id AS "organisationId", fail_count AS "failCount",
  until, first_at AS "firstAt", last_at AS "lastAt", error_code AS "errorCode", error_source AS "errorSource"`;

/**
 * SQL condition of each claim: the item is of this copy's share of the organisations (shard.ts), and is not put aside from
 * this work at `now`. @param row the item's table or its alias @param idColumn the column with the item's id
 */
export function claimable(work: string, row: string, now: Date, idColumn = 'id'): SqlPart {
  const item = sql.raw(row);
  return sql`of_shard(${item}.organisation_id) AND NOT EXISTS (SELECT FROM put_aside aside
    WHERE aside.work = ${work} AND aside.item_id = ${sql.raw(`${row}.${idColumn}`)}::text
      AND aside.organisation_id = ${item}.organisation_id AND aside.until > ${now})`;
}

/** Where a room keeps when its items fall due; all of it is SQL that the room's store wrote. */
export interface DueColumn {
  readonly table: string;
  /** An indexed column. */
  readonly dueAt: string;
  /** Which rows count, as a partial index says it. Default: those with a due time. */
  readonly where?: string;
  /** Default: `id`, a uuid. */
  readonly id?: { readonly column: string; readonly type: 'uuid' | 'bigint' | 'text' };
}

const shapes = { uuid: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', bigint: '^[0-9]{1,18}$', text: '' } as const;

/**
 * SQL expression: the id of `put_aside aside` as its item's table has it; null where it is of another shape, so that such
 * a row stops no statement.
 */
export function itemIdAs(type: keyof typeof shapes): SqlPart {
  return sql.raw(`CASE WHEN aside.item_id ~ '${shapes[type]}' THEN aside.item_id::${type} END`);
}

/**
 * SQL expression: when the earliest item of this work is due; of what is put aside, when it is tried again.
 * One look-up in the index of the due time, and one in that of the put aside.
 */
export function dueNext(work: string, { table, dueAt, where, id }: DueColumn): SqlPart {
  const { column, type } = id ?? { column: 'id', type: 'uuid' };
  const items = sql.raw(`${table} item`);
  const due = sql.raw(`item.${dueAt}`);
  const key = sql.raw(`item.${column}`);
  const keyOfAside = itemIdAs(type);
  const counts = sql.raw(
    `of_shard(item.organisation_id) AND item.${dueAt} IS NOT NULL${where ? ` AND item.${where}` : ''}`,
  );
  // Not min(): that would read the whole index, because of the second table.
  return sql`least(
    (SELECT ${due} FROM ${items} WHERE ${counts}
       AND NOT EXISTS (SELECT FROM put_aside aside WHERE aside.work = ${work} AND aside.item_id = ${key}::text
         AND aside.organisation_id = item.organisation_id)
     ORDER BY ${due} LIMIT 1),
    (SELECT min(greatest(${due}, aside.until)) FROM put_aside aside JOIN ${items}
       ON ${key} = ${keyOfAside} AND item.organisation_id = aside.organisation_id
     WHERE aside.work = ${work} AND ${counts}))`;
}

/**
 * Notes that an item failed: it waits 1 minute, then twice as long each time, at most 6 hours. Its organisation may be
 * gone. Of two copies of the bot that failed at the same time, the second changes nothing.
 */
export async function putAside(
  db: Sql,
  { work, item, failure, now }: { work: string; item: WorkItem; failure: Failure; now: Date },
): Promise<PutAside | null> {
  const rows = await db.query<PutAside[]>`
    INSERT INTO put_aside (work, item_id, organisation_id, fail_count, until, first_at, last_at, error_code, error_source)
    VALUES (${work}, ${item.id}, (SELECT id FROM organisations WHERE id = ${item.organisationId}::uuid), 1,
      ${now}::timestamptz + interval '1 minute', ${now}, ${now}, ${failure.code}, ${failure.source})
    ON CONFLICT (work, item_id) DO UPDATE SET fail_count = put_aside.fail_count + 1, last_at = excluded.last_at,
      until = excluded.last_at + least(interval '6 hours', interval '1 minute' * 2 ^ least(put_aside.fail_count, 9)),
      error_code = excluded.error_code, error_source = excluded.error_source
      WHERE put_aside.until <= excluded.last_at
    RETURNING ${columns}`;
  return rows[0] ?? null;
}

/** These items succeeded. */
export async function takeBack(db: Sql, work: string, items: readonly WorkItem[]): Promise<void> {
  if (items.length === 0) return;
  const ids = items.map(({ id }) => id);
  const organisationIds = [...new Set(items.map(({ organisationId }) => organisationId))];
  await db.execute`
    DELETE FROM put_aside WHERE work = ${work} AND item_id = ANY(${ids})
      AND (organisation_id = ANY(${organisationIds}::uuid[]) OR organisation_id IS NULL)`;
}

/** How many items wait, for readiness checks. */
export async function countPutAside(database: Sql): Promise<number> {
  const [counted] = await database.query<{ count: number }[]>`SELECT count(*)::int AS count FROM put_aside`;
  return counted?.count ?? 0;
}

/** What waits, the longest first, for whoever runs the bot. */
export async function listPutAside(database: Sql, limit: number): Promise<readonly PutAside[]> {
  return database.query`SELECT ${columns} FROM put_aside ORDER BY first_at, work, item_id LIMIT ${limit}::int`;
}

/**
 * A sweep that forgets what nobody tried again within a day after its wait: it is not due any more (somebody settled
 * it by hand, or it is gone).
 */
export function forgetPutAside(database: Sql) {
  return {
    name: 'storage.forgetPutAside',
    due: sql`(SELECT min(until) + interval '1 day' FROM put_aside WHERE of_shard(organisation_id))`,
    run: (now: Date): Promise<number> =>
      database.execute`
        DELETE FROM put_aside WHERE of_shard(organisation_id) AND until <= ${now}::timestamptz - interval '1 day'`,
  };
}
