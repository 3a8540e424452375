/** SQL of newsletters, of when the next is due, and of who gets them. */
import { claimable, dueNext, readAuditSlice, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { nextNumbers } from '../../../storage/history.js';
import { approvalKind, type Content, type Newsletter } from '../rules/newsletter.js';
import { newsletterPlaceId } from '../settings.js';

const columns = sql.raw(`n.organisation_id AS "organisationId", n.id, n.number, n.state, n.from_at AS "from",
  n.drafted_at AS "draftedAt", n.content, n.approved_by_id AS "approvedById", n.ended_at AS "endedAt",
  n.place_id AS "placeId", n.due_at AS "dueAt", n.nudge_count AS "nudgeCount"`);

/** An organisation whose next one is due. */
export interface Plan {
  /** The organisation's id, as batches name it. */
  readonly id: string;
  readonly organisationId: string;
}

/** As put_aside names it. */
export const draftingWork = 'newsletter.draft';
/** When the next is to be drafted. */
export const draftingDue = dueNext(draftingWork, {
  table: 'newsletter_plans',
  dueAt: 'due_at',
  id: { column: 'organisation_id', type: 'uuid' },
});

/** Locks those that are due. */
export const claimPlans = (tx: Transaction, now: Date, limit: number): Promise<readonly Plan[]> =>
  tx.query<Plan[]>`
    SELECT p.organisation_id AS id, p.organisation_id AS "organisationId" FROM newsletter_plans p
    WHERE p.due_at <= ${now} AND ${claimable(draftingWork, 'p', now, 'organisation_id')}
    ORDER BY p.due_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;

/** @param dueAt null: none is drafted */
export async function savePlan(tx: Sql, organisationId: string, dueAt: Date | null): Promise<void> {
  await tx.execute`
    INSERT INTO newsletter_plans (organisation_id, due_at) VALUES (${organisationId}::uuid, ${dueAt}::timestamptz)
    ON CONFLICT (organisation_id) DO UPDATE SET due_at = excluded.due_at`;
}

/** When the next is drafted; null: none is. */
export async function findPlan(db: Sql, organisationId: string): Promise<Date | null> {
  const [row] = await db.query<{ dueAt: Date | null }[]>`
    SELECT due_at AS "dueAt" FROM newsletter_plans WHERE organisation_id = ${organisationId}::uuid`;
  return row?.dueAt ?? null;
}

/** Who said last where it goes; null: nobody is known. */
export async function findSwitcher(db: Sql, organisationId: string): Promise<string | null> {
  const asked = { organisationId, kind: 'settings', search: newsletterPlaceId.key } as const;
  const [said] = await readAuditSlice(db, asked, 1);
  return said?.actorId ?? null;
}

/** The newest; null: there was none. */
export async function latest(db: Sql, organisationId: string): Promise<Newsletter | null> {
  const [found] = await db.query<Newsletter[]>`
    SELECT ${columns} FROM newsletters n WHERE n.organisation_id = ${organisationId}::uuid ORDER BY n.number DESC LIMIT 1`;
  return found ?? null;
}

/** By its id; null: there is none. */
export async function findNewsletter(db: Sql, organisationId: string, id: string): Promise<Newsletter | null> {
  return (await findNewsletters(db, organisationId, [id]))[0] ?? null;
}

/** By their ids, in no order. */
export const findNewsletters = (
  db: Sql,
  organisationId: string,
  ids: readonly string[],
): Promise<readonly Newsletter[]> =>
  db.query<Newsletter[]>`
    SELECT ${columns} FROM newsletters n
    WHERE n.organisation_id = ${organisationId}::uuid AND n.id = ANY(${[...ids]}::uuid[])`;

/** By 1 of L-1. @param lock until `tx` ends */
export async function findByNumber(
  db: Sql,
  organisationId: string,
  number: number,
  lock = false,
): Promise<Newsletter | null> {
  const [found] = await db.query<Newsletter[]>`
    SELECT ${columns} FROM newsletters n WHERE n.organisation_id = ${organisationId}::uuid AND n.number = ${number}::int
    ${lock ? sql`FOR UPDATE` : sql.empty}`;
  return found ?? null;
}

/** Answers its number. */
export async function insertDraft(
  tx: Transaction,
  draft: Pick<Newsletter, 'organisationId' | 'id' | 'from' | 'draftedAt' | 'placeId' | 'dueAt'>,
): Promise<number> {
  const { organisationId, id } = draft;
  const [row] = await tx.query<{ number: number }[]>`
    WITH numbering AS (${nextNumbers('newsletter', organisationId)})
    INSERT INTO newsletters (organisation_id, id, number, state, from_at, drafted_at, place_id, due_at)
    SELECT ${organisationId}::uuid, ${id}::uuid, last, 'draft', ${draft.from}::timestamptz, ${draft.draftedAt}::timestamptz,
      ${draft.placeId}::uuid, ${draft.dueAt}::timestamptz
    FROM numbering RETURNING number`;
  if (!row) throw new Error('An inserted newsletter has a number.');
  return row.number;
}

/** Keeps what was gathered, unless somebody was first. */
export async function fillContent(db: Sql, { organisationId, id }: Newsletter, content: Content): Promise<void> {
  await db.execute`
    UPDATE newsletters SET content = ${JSON.stringify(content)}::jsonb
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND content IS NULL`;
}

/** Writes what changes of one. */
export async function saveNewsletter(tx: Transaction, newsletter: Newsletter): Promise<void> {
  const { organisationId, id, state, content, approvedById, endedAt, dueAt, nudgeCount } = newsletter;
  await tx.execute`
    UPDATE newsletters SET state = ${state}, content = ${content && JSON.stringify(content)}::jsonb,
      approved_by_id = ${approvedById}::uuid, ended_at = ${endedAt}::timestamptz, due_at = ${dueAt}::timestamptz,
      nudge_count = ${nudgeCount}::int
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** When somebody is reminded next, or one is skipped. */
export const approvalsDue = dueNext(approvalKind, { table: 'newsletters', dueAt: 'due_at' });
/** Locks those of which it is. */
export const claimApprovals = (tx: Transaction, now: Date, limit: number): Promise<readonly Newsletter[]> =>
  tx.query<Newsletter[]>`
    SELECT ${columns} FROM newsletters n WHERE n.due_at <= ${now} AND ${claimable(approvalKind, 'n', now)}
    ORDER BY n.due_at, n.id LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;

/** Whoever gets it privately, and has not left. */
export async function listSubscribers(db: Sql, organisationId: string, limit: number): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }[]>`
    SELECT m.id FROM newsletter_subscribers s JOIN members m ON m.organisation_id = s.organisation_id AND m.id = s.member_id
    WHERE s.organisation_id = ${organisationId}::uuid AND m.left_at IS NULL ORDER BY s.since_at, m.id LIMIT ${limit}::int`;
  return rows.map(({ id }) => id);
}

/** false: they get it already. */
export async function insertSubscriber(tx: Sql, organisationId: string, memberId: string, at: Date): Promise<boolean> {
  const count = await tx.execute`
    INSERT INTO newsletter_subscribers (organisation_id, member_id, since_at)
    VALUES (${organisationId}::uuid, ${memberId}::uuid, ${at}) ON CONFLICT DO NOTHING`;
  return count === 1;
}

/** false: they did not get it. */
export async function removeSubscriber(tx: Sql, organisationId: string, memberId: string): Promise<boolean> {
  const count = await tx.execute`
    DELETE FROM newsletter_subscribers WHERE organisation_id = ${organisationId}::uuid AND member_id = ${memberId}::uuid`;
  return count > 0;
}
