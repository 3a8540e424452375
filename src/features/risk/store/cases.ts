/** SQL of customers at risk; each statement is bound to the organisation, but for the claim of who is to be asked. */
import type { ReportPeriod } from '../../../chat/feature.js';
import type { Cut, Found } from '../../../chat/pages.js';
import { claimable, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { holdsWords, readRows } from '../../../storage/page.js';
import { limits, type NamedCase, type RiskCase, riskKind } from '../rules/case.js';

const columns =
  sql.raw(`r.organisation_id AS "organisationId", r.id, r.customer_id AS "customerId", r.points, r.reasons,
  r.began_at AS "beganAt", r.ended_at AS "endedAt", r.ask_due_at AS "askDueAt", r.asked_id AS "askedId",
  r.asked_at AS "askedAt", r.answer, r.answered_by_id AS "answeredById", r.answered_at AS "answeredAt"`);
const named = sql`${columns}, c.name, c.owner_id AS "ownerId"`;
const withCustomer = sql`risk_cases r JOIN customers c ON c.organisation_id = r.organisation_id AND c.id = r.customer_id`;

/** Who of these customers is at risk, or was until lately; of each those that are open first, the oldest of them first. */
export async function latestCases(
  tx: Transaction,
  organisationId: string,
  { customerIds, now }: { readonly customerIds: readonly string[]; readonly now: Date },
): Promise<readonly RiskCase[]> {
  if (customerIds.length === 0) return [];
  const since = new Date(now.getTime() - limits.sameCaseDays * 86_400_000);
  return tx.query<RiskCase[]>`
    SELECT ${columns} FROM unnest(${[...customerIds]}::uuid[]) AS t(id)
      JOIN risk_cases r ON r.organisation_id = ${organisationId}::uuid AND r.customer_id = t.id
    WHERE r.ended_at IS NULL OR r.ended_at > ${since}
    ORDER BY r.ended_at DESC NULLS FIRST, r.began_at, r.id`;
}

/** Adds them, or writes how those that are there stand. */
export async function saveCases(tx: Transaction, organisationId: string, cases: readonly RiskCase[]): Promise<void> {
  if (cases.length === 0) return;
  await tx.execute`
    INSERT INTO risk_cases (organisation_id, id, customer_id, points, reasons, began_at, ended_at, ask_due_at)
    SELECT ${organisationId}::uuid, id, "customerId", points, reasons, "beganAt", "endedAt", "askDueAt"
    FROM jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) AS t(id uuid, "customerId" uuid, points int, reasons jsonb,
      "beganAt" timestamptz, "endedAt" timestamptz, "askDueAt" timestamptz)
    ON CONFLICT (organisation_id, id) DO UPDATE SET points = excluded.points, reasons = excluded.reasons,
      ended_at = excluded.ended_at, ask_due_at = excluded.ask_due_at`;
}

/** They are at risk no more. */
export async function endCases(
  tx: Transaction,
  organisationId: string,
  { ids, now }: { readonly ids: readonly string[]; readonly now: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute`
    UPDATE risk_cases SET ended_at = ${now}, ask_due_at = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
}

/** Which are listed. */
export interface Sought {
  readonly organisationId: string;
  /** Only whom this member looks after; null: all. */
  readonly ownerId: string | null;
  /** Words in the customer’s name. */
  readonly search: string;
}

const listed = ({ organisationId, ownerId, search }: Sought) => ({
  columns: named,
  from: sql`${withCustomer} WHERE ${sql.join(
    [
      sql`r.organisation_id = ${organisationId}::uuid AND r.ended_at IS NULL`,
      ...(ownerId === null ? [] : [sql`c.owner_id = ${ownerId}::uuid`]),
      ...holdsWords(sql`c.name`, search),
    ],
    ' AND ',
  )}`,
  // Whom somebody who knows them calls safe stands last.
  order: sql`r.answer IS NOT DISTINCT FROM 'no', r.points DESC, r.began_at, r.id`,
});

/** Who is at risk, the most points first. */
export const listCases = (db: Sql, sought: Sought, cut: Cut): Promise<Found<NamedCase>> =>
  readRows<NamedCase>(db, listed(sought), cut);

/** By their ids, in no order. */
export const findCases = (db: Sql, organisationId: string, ids: readonly string[]): Promise<readonly NamedCase[]> =>
  db.query<NamedCase[]>`
    SELECT ${named} FROM ${withCustomer} WHERE r.organisation_id = ${organisationId}::uuid AND r.id = ANY(${[...ids]}::uuid[])`;

/** Locked until `tx` ends; null: it is gone, or another organisation’s. */
export async function lockCase(tx: Transaction, organisationId: string, id: string): Promise<NamedCase | null> {
  const [found] = await tx.query<NamedCase[]>`
    SELECT ${named} FROM ${withCustomer} WHERE r.organisation_id = ${organisationId}::uuid AND r.id = ${id}::uuid FOR UPDATE OF r`;
  return found ?? null;
}

/** What was said of it; null: it is taken back. */
export async function saveAnswer(
  tx: Transaction,
  { organisationId, id, answer, answeredById, answeredAt }: RiskCase,
): Promise<void> {
  await tx.execute`
    UPDATE risk_cases SET answer = ${answer}, answered_by_id = ${answeredById}::uuid, answered_at = ${answeredAt},
      ask_due_at = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** When somebody is to be asked next. */
export const asksDue = dueNext(riskKind, { table: 'risk_cases', dueAt: 'ask_due_at' });

/** Of whom, the most points first; other copies take others. */
export const claimAsks = (tx: Transaction, now: Date, limit: number): Promise<readonly NamedCase[]> =>
  tx.query<NamedCase[]>`
    SELECT ${named} FROM ${withCustomer}
    WHERE r.ask_due_at <= ${now} AND ${claimable(riskKind, 'r', now)}
    ORDER BY r.ask_due_at, r.points DESC, r.id LIMIT ${limit}::int FOR UPDATE OF r SKIP LOCKED`;

/** Who is asked, or when they are to be. */
export async function saveAsking(
  tx: Transaction,
  organisationId: string,
  cases: readonly Pick<RiskCase, 'id' | 'askDueAt' | 'askedId' | 'askedAt'>[],
): Promise<void> {
  await tx.execute`
    UPDATE risk_cases r SET ask_due_at = t."askDueAt", asked_id = t."askedId", asked_at = t."askedAt"
    FROM jsonb_to_recordset(${JSON.stringify(cases)}::jsonb)
      AS t(id uuid, "askDueAt" timestamptz, "askedId" uuid, "askedAt" timestamptz)
    WHERE r.organisation_id = ${organisationId}::uuid AND r.id = t.id`;
}

/** How often each member was asked since then. */
export async function askedSince(
  tx: Transaction,
  organisationId: string,
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ askedId: string; count: number }[]>`
    SELECT asked_id AS "askedId", count(*)::int AS count FROM risk_cases
    WHERE organisation_id = ${organisationId}::uuid AND asked_at > ${since} AND asked_id IS NOT NULL GROUP BY 1`;
  return new Map(rows.map(({ askedId, count }) => [askedId, count]));
}

/** Those of which this member was asked and has not answered, the most points first. */
export const askedOf = (db: Sql, organisationId: string, memberId: string, limit: number): Promise<Found<NamedCase>> =>
  readRows<NamedCase>(
    db,
    {
      columns: named,
      from: sql`${withCustomer} WHERE r.organisation_id = ${organisationId}::uuid AND r.asked_id = ${memberId}::uuid
        AND r.ended_at IS NULL AND r.answer IS NULL`,
      order: sql`r.points DESC, r.began_at, r.id`,
    },
    { limit, offset: 0 },
  );

/** How a period went. */
export interface RiskCounts {
  /** At risk for the first time in the period. */
  readonly newCount: number;
  readonly askedCount: number;
  readonly callCount: number;
  readonly knownCount: number;
  readonly noCount: number;
}

/** Of those who were at risk for the first time within it. */
export async function countCases(db: Sql, organisationId: string, { from, until }: ReportPeriod): Promise<RiskCounts> {
  const [row] = await db.query<RiskCounts[]>`
    SELECT count(*)::int AS "newCount", count(*) FILTER (WHERE asked_at IS NOT NULL)::int AS "askedCount",
      count(*) FILTER (WHERE answer = 'call')::int AS "callCount",
      count(*) FILTER (WHERE answer = 'known')::int AS "knownCount", count(*) FILTER (WHERE answer = 'no')::int AS "noCount"
    FROM risk_cases WHERE organisation_id = ${organisationId}::uuid AND began_at >= ${from} AND began_at < ${until}`;
  return row ?? { newCount: 0, askedCount: 0, callCount: 0, knownCount: 0, noCount: 0 };
}
