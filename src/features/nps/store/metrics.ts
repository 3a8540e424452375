/** SQL of metrics: what is kept of each, when it is to be posted, and what was told. Bound to one organisation. */
import type { Cut, Found } from '../../../chat/pages.js';
import { newId } from '../../../kernel/id.js';
import { claimable, dueNext, type Sql, type SqlPart, sql } from '../../../storage/database.js';
import { holdsWords, readRows } from '../../../storage/page.js';
import { type Metric, type MetricShape, metricKey } from '../rules/metric.js';
import type { Told } from '../rules/news.js';

/** Which import is posted, and how many of its rows came in; `null` counts: it is under way. */
export interface ImportNote {
  readonly number: number;
  readonly counts: { readonly rowCount: number; readonly addedCount: number } | null;
}

/** A metric with what its store and its posts need beside. */
export type KeptMetric = Metric & {
  readonly monthsZone: string;
  readonly told: Told | null;
  readonly telling: Told | null;
};

interface Row {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly kind: Metric['kind'];
  readonly unit: string | null;
  readonly better: Metric['better'];
  readonly scaleMin: number | null;
  readonly scaleMax: number | null;
  readonly answerCount: number;
  readonly lastTakenAt: Date | null;
  readonly monthsZone: string;
  readonly told: Told | null;
  readonly telling: Told | null;
}

const toMetric = ({ kind, scaleMin, scaleMax, ...row }: Row): KeptMetric =>
  kind === 'scale' ? { ...row, kind, scale: { min: scaleMin ?? 0, max: scaleMax ?? 0 } } : { ...row, kind };

const columns = sql.raw(`id, organisation_id AS "organisationId", name, kind, unit, better,
  scale_min AS "scaleMin", scale_max AS "scaleMax", answer_count AS "answerCount", last_taken_at AS "lastTakenAt",
  months_zone AS "monthsZone", told, telling`);

/** NPS first, then by name. */
const order = sql`key <> 'nps', key`;

const select = async (db: Sql, organisationId: string, condition: SqlPart): Promise<KeptMetric[]> =>
  (
    await db.query<Row[]>`
      SELECT ${columns} FROM metrics WHERE organisation_id = ${organisationId}::uuid AND ${condition} ORDER BY ${order}`
  ).map(toMetric);

/** NPS first, then by name. */
export const listMetrics = (db: Sql, organisationId: string): Promise<KeptMetric[]> =>
  select(db, organisationId, sql`true`);

/** A page of those whose names hold these words, NPS first, then by name. */
export async function pageMetrics(
  db: Sql,
  { organisationId, search }: { readonly organisationId: string; readonly search: string },
  cut: Cut,
): Promise<Found<KeptMetric>> {
  const conditions = [sql`organisation_id = ${organisationId}::uuid`, ...holdsWords(sql`name`, search)];
  const from = sql`metrics WHERE ${sql.join(conditions, ' AND ')}`;
  const { items, totalCount } = await readRows<Row>(db, { columns, from, order }, cut);
  return { items: items.map(toMetric), totalCount };
}

/** NPS and at most `limit` others with answers or values that came after `since` (null: ever), the latest first. */
export const metricsTakenSince = async (
  db: Sql,
  {
    organisationId,
    since,
    limit,
  }: { readonly organisationId: string; readonly since: Date | null; readonly limit: number },
): Promise<KeptMetric[]> =>
  (
    await db.query<Row[]>`
      SELECT ${columns} FROM metrics
      WHERE organisation_id = ${organisationId}::uuid AND last_taken_at > ${since ?? new Date(0)}
      ORDER BY key <> 'nps', last_taken_at DESC, key LIMIT ${limit}::int`
  ).map(toMetric);

/** By its name, whatever the case; null: there is none. */
export async function findMetric(db: Sql, organisationId: string, name: string): Promise<KeptMetric | null> {
  return (await select(db, organisationId, sql`key = ${metricKey(name)}`))[0] ?? null;
}

/** By its id in the organisation; null: there is none. */
export async function findMetricById(db: Sql, organisationId: string, id: string): Promise<KeptMetric | null> {
  return (await select(db, organisationId, sql`id = ${id}::uuid`))[0] ?? null;
}

export interface NewMetrics {
  readonly organisationId: string;
  readonly shapes: readonly MetricShape[];
  readonly timeZone: string;
  readonly scheduleDueAt: Date | null;
  readonly now: Date;
}

/**
 * Makes those that are not there, and locks all of them, always in the same order: until the transaction ends nobody
 * else takes answers of them in.
 */
export async function lockMetrics(tx: Sql, all: NewMetrics): Promise<Map<string, KeptMetric>> {
  const { organisationId, shapes, timeZone, scheduleDueAt, now } = all;
  const incoming = shapes.map((shape) => ({
    id: newId(now),
    key: metricKey(shape.name),
    name: shape.name,
    kind: shape.kind,
    unit: shape.unit,
    better: shape.better,
    min: shape.kind === 'scale' ? shape.scale.min : null,
    max: shape.kind === 'scale' ? shape.scale.max : null,
  }));
  const keys = incoming.map(({ key }) => key);
  const lock = () => tx.query<Row[]>`
    SELECT ${columns} FROM metrics WHERE organisation_id = ${organisationId}::uuid AND key = ANY(${keys}::text[])
    ORDER BY key FOR UPDATE`;
  let locked = await lock();
  if (locked.length < keys.length) {
    await tx.execute`
      INSERT INTO metrics (id, organisation_id, name, key, kind, unit, better, scale_min, scale_max, created_at,
        months_zone, schedule_due_at, due_at)
      SELECT id, ${organisationId}::uuid, name, key, kind, unit, better, min, max, ${now}, ${timeZone},
        ${scheduleDueAt}::timestamptz, ${scheduleDueAt}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(incoming)}::jsonb)
        AS t(id uuid, name text, key text, kind text, unit text, better text, min float8, max float8)
      ORDER BY key
      ON CONFLICT (organisation_id, key) DO NOTHING`;
    locked = await lock();
  }
  const first = locked.filter(({ kind }) => kind === 'nps');
  const others = locked.filter(({ kind }) => kind !== 'nps');
  return new Map([...first, ...others].map((row) => [metricKey(row.name), toMetric(row)]));
}

/** Writes a metric's name, unit and direction. */
export async function saveShape(tx: Sql, { id, organisationId, unit, better, name }: Metric): Promise<void> {
  await tx.execute`UPDATE metrics SET unit = ${unit}, better = ${better}, name = ${name}
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Answers came: counts them, and says when to look whether there is news. A date that is null leaves the present one. */
export async function noteTaken(
  tx: Sql,
  organisationId: string,
  metricId: string,
  taken: {
    readonly count: number;
    readonly at: Date;
    readonly importDueAt: Date | null;
    readonly checkDueAt: Date | null;
    /** An import that is under way; null: none. */
    readonly importNote: ImportNote | null;
  },
): Promise<void> {
  const { count, at, importDueAt, checkDueAt, importNote } = taken;
  await tx.execute`
    UPDATE metrics SET answer_count = answer_count + ${count}::int, last_taken_at = ${at},
      import_due_at = coalesce(${importDueAt}::timestamptz, import_due_at),
      import_note = coalesce(${importNote && JSON.stringify(importNote)}::jsonb, import_note),
      check_due_at = least(${checkDueAt}::timestamptz, check_due_at),
      due_at = least(coalesce(${importDueAt}::timestamptz, import_due_at), ${checkDueAt}::timestamptz, check_due_at,
        schedule_due_at)
    WHERE organisation_id = ${organisationId}::uuid AND id = ${metricId}::uuid`;
}

/** What an import left to be posted after a while of quiet is due now; with a note, of the import that it names. */
export async function hurryImports(
  db: Sql,
  organisationId: string,
  { now, note }: { readonly now: Date; readonly note: ImportNote | null },
): Promise<void> {
  await db.execute`
    UPDATE metrics SET import_note = ${note && JSON.stringify(note)}::jsonb, import_due_at = least(import_due_at, ${now}), due_at = least(due_at, ${now})
    WHERE organisation_id = ${organisationId}::uuid AND import_due_at IS NOT NULL
      AND (import_note->>'number')::int IS NOT DISTINCT FROM ${note?.number ?? null}::int`;
}

/** The schedule was changed, or the zone. */
export async function reschedule(db: Sql, organisationId: string, scheduleDueAt: Date | null): Promise<void> {
  await db.execute`
    UPDATE metrics SET schedule_due_at = ${scheduleDueAt}::timestamptz,
      due_at = least(import_due_at, check_due_at, ${scheduleDueAt}::timestamptz)
    WHERE organisation_id = ${organisationId}::uuid`;
}

/** The name of the work that posts numbers. */
export const postsWork = 'nps.posts';
/** When the next metric has to be looked at. */
export const postsDue = dueNext(postsWork, { table: 'metrics', dueAt: 'due_at' });

/** A metric with the instants at which it is to be looked at; null: not by itself. */
export interface DueMetric {
  readonly id: string;
  readonly organisationId: string;
  readonly importDueAt: Date | null;
  readonly checkDueAt: Date | null;
  readonly scheduleDueAt: Date | null;
  readonly importNote: ImportNote | null;
}

/** Due and not being handled by another copy of the bot; locked. */
export async function claimDue(tx: Sql, now: Date, limit: number): Promise<readonly DueMetric[]> {
  return tx.query<DueMetric[]>`
    SELECT id, organisation_id AS "organisationId", import_due_at AS "importDueAt", check_due_at AS "checkDueAt",
      schedule_due_at AS "scheduleDueAt", import_note AS "importNote"
    FROM metrics WHERE due_at <= ${now} AND ${claimable(postsWork, 'metrics', now)}
    ORDER BY due_at, key LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;
}

/** Writes when the metric is to be looked at next. */
export async function saveDue(tx: Sql, due: DueMetric): Promise<void> {
  const { id, importDueAt, checkDueAt, scheduleDueAt, importNote } = due;
  await tx.execute`
    UPDATE metrics SET import_due_at = ${importDueAt}::timestamptz, check_due_at = ${checkDueAt}::timestamptz,
      schedule_due_at = ${scheduleDueAt}::timestamptz, import_note = ${importNote && JSON.stringify(importNote)}::jsonb,
      due_at = least(${importDueAt}::timestamptz, ${checkDueAt}::timestamptz, ${scheduleDueAt}::timestamptz)
    WHERE organisation_id = ${due.organisationId}::uuid AND id = ${id}::uuid`;
}

/** What the post under way says. One of another order that stands there may have gone out: it counts as told from now on. */
export async function saveTelling(
  database: Sql,
  organisationId: string,
  metricId: string,
  telling: Told,
): Promise<void> {
  await database.execute`
    UPDATE metrics SET telling = ${JSON.stringify(telling)}::jsonb,
      told = CASE WHEN telling->>'orderId' <> ${telling.orderId} THEN telling ELSE told END
    WHERE organisation_id = ${organisationId}::uuid AND id = ${metricId}::uuid`;
}

/** The post of this order stands: what it says was told. */
export async function settleTelling(
  database: Sql,
  organisationId: string,
  metricId: string,
  orderId: string,
): Promise<void> {
  await database.execute`
    UPDATE metrics SET told = telling WHERE organisation_id = ${organisationId}::uuid
      AND id = ${metricId}::uuid AND telling->>'orderId' = ${orderId}`;
}

/** The post of this order certainly did not go out: nothing of it was told. */
export async function dropTelling(
  database: Sql,
  organisationId: string,
  metricId: string,
  orderId: string,
): Promise<void> {
  await database.execute`
    UPDATE metrics SET telling = NULL WHERE organisation_id = ${organisationId}::uuid
      AND id = ${metricId}::uuid AND telling->>'orderId' = ${orderId}`;
}
