/** SQL of notices and their updates; each statement is bound to the organisation, but for the claim of what is due. */
import type { Cut, Found } from '../../../chat/pages.js';
import { claimable, dueNext, type Sql, type SqlPart, sql, type Transaction } from '../../../storage/database.js';
import { nextNumbers } from '../../../storage/history.js';
import { holdsWords, readRows } from '../../../storage/page.js';
import type { Notice, NoticeUpdate } from '../rules/notice.js';

const rest = sql.raw(`n.id, n.number, n.state, n.touches,
  n.begins_at AS "beginsAt", n.ends_at AS "endsAt", n.why, n.channels, n.owner_id AS "ownerId",
  n.approved_by_id AS "approvedById", n.place_id AS "placeId", n.created_at AS "createdAt",
  n.published_at AS "publishedAt", n.ended_at AS "endedAt", n.round, n.nudge_due_at AS "nudgeDueAt",
  n.nudge_count AS "nudgeCount", jsonb_strip_nulls(jsonb_build_object('kind', n.audience, 'segment', n.segment)) ||
  CASE WHEN n.audience = 'customers' THEN (SELECT jsonb_build_object('ids', coalesce(jsonb_agg(c.id ORDER BY c.name), '[]'),
    'names', coalesce(jsonb_agg(c.name ORDER BY c.name), '[]')) FROM notice_customers t JOIN customers c
    ON c.organisation_id = t.organisation_id AND c.id = t.customer_id
    WHERE t.organisation_id = n.organisation_id AND t.notice_id = n.id) ELSE '{}' END AS audience`);

const columns = sql`n.organisation_id AS "organisationId", ${rest}`;

const ofOrganisation = (organisationId: string): SqlPart => sql`n.organisation_id = ${organisationId}::uuid`;

/** SQL condition: notice `n` touches customer `c`. */
export const touching = sql.raw(`(n.audience = 'everyone'
  OR (n.audience = 'segment' AND (c.segment = n.segment OR n.segment = ANY(c.rule_segments)))
  OR EXISTS (SELECT FROM notice_customers t WHERE t.organisation_id = n.organisation_id AND t.notice_id = n.id AND t.customer_id = c.id))`);

/** SQL condition: feedback `f` was said while notice `n` was open, or touched customers before anybody told them. */
export const meanwhile = sql.raw(`(n.published_at IS NOT NULL AND f.state <> 'withdrawn'
  AND f.captured_at >= least(n.begins_at, n.published_at)
  AND coalesce(f.said_at, f.captured_at) >= least(n.begins_at, n.published_at)
  AND coalesce(f.said_at, f.captured_at) < coalesce(n.ended_at, 'infinity'))`);

/** A row to insert: the database gives its number. */
export type NewNotice = Omit<
  Notice,
  'number' | 'approvedById' | 'endedAt' | 'round' | 'nudgeCount' | 'nudgeDueAt' | 'publishedAt'
>;

/** Answers its number. */
export async function insertNotice(tx: Transaction, notice: NewNotice): Promise<number> {
  const { organisationId, id, audience } = notice;
  const [row] = await tx.query<{ number: number }[]>`
    WITH numbering AS (${nextNumbers('notice', organisationId)})
    INSERT INTO notices (organisation_id, id, number, state, touches, begins_at, ends_at, why, audience, segment, channels,
      owner_id, place_id, created_at)
    SELECT ${organisationId}::uuid, ${id}::uuid, last, ${notice.state}, ${notice.touches}, ${notice.beginsAt},
      ${notice.endsAt}, ${notice.why}, ${audience.kind}, ${audience.kind === 'segment' ? audience.segment : null},
      ${[...notice.channels]}::text[], ${notice.ownerId}::uuid, ${notice.placeId}::uuid, ${notice.createdAt}
    FROM numbering RETURNING number`;
  if (!row) throw new Error('An inserted notice has a number.');
  await nameCustomers(tx, notice);
  return row.number;
}

/** What a draft says, all of it. */
export async function rewriteDraft(
  tx: Transaction,
  draft: Pick<
    Notice,
    'organisationId' | 'id' | 'touches' | 'beginsAt' | 'endsAt' | 'why' | 'audience' | 'channels' | 'ownerId'
  >,
): Promise<void> {
  const { organisationId, id, audience } = draft;
  await tx.execute`
    UPDATE notices SET touches = ${draft.touches}, begins_at = ${draft.beginsAt}, ends_at = ${draft.endsAt},
      why = ${draft.why}, audience = ${audience.kind}, segment = ${audience.kind === 'segment' ? audience.segment : null},
      channels = ${[...draft.channels]}::text[], owner_id = ${draft.ownerId}::uuid
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND state = 'draft'`;
  await tx.execute`
    DELETE FROM notice_customers WHERE organisation_id = ${organisationId}::uuid AND notice_id = ${id}::uuid`;
  await nameCustomers(tx, draft);
}

async function nameCustomers(
  tx: Transaction,
  { organisationId, id, audience }: Pick<Notice, 'organisationId' | 'id' | 'audience'>,
): Promise<void> {
  if (audience.kind !== 'customers') return;
  await tx.execute`
    INSERT INTO notice_customers (organisation_id, notice_id, customer_id)
    SELECT ${organisationId}::uuid, ${id}::uuid, unnest(${[...audience.ids]}::uuid[]) ON CONFLICT DO NOTHING`;
}

async function findOne(db: Sql, organisationId: string, which: SqlPart): Promise<Notice | null> {
  const [found] = await db.query<Notice[]>`SELECT ${columns} FROM notices n
    WHERE n.organisation_id = ${organisationId}::uuid AND ${which}`;
  return found ?? null;
}

/** By 1 of N-1; null: there is none. */
export const findByNumber = (db: Sql, organisationId: string, number: number): Promise<Notice | null> =>
  findOne(db, organisationId, sql`n.number = ${number}::int`);

/** By its id; null: it is gone. */
export const findNotice = (db: Sql, organisationId: string, id: string): Promise<Notice | null> =>
  findOne(db, organisationId, sql`n.id = ${id}::uuid`);

/** The same, locked, so that two deeds are done one after the other. */
export const lockNotice = (tx: Transaction, organisationId: string, number: number): Promise<Notice | null> =>
  findOne(tx, organisationId, sql`n.number = ${number}::int FOR UPDATE OF n`);

/** Those that are found. */
export const findNotices = (db: Sql, organisationId: string, ids: readonly string[]): Promise<readonly Notice[]> =>
  db.query<Notice[]>`
    SELECT ${columns} FROM notices n WHERE ${ofOrganisation(organisationId)} AND n.id = ANY(${[...ids]}::uuid[])`;

/** What narrows a list. */
export interface NoticeFilter {
  readonly organisationId: string;
  readonly state: 'open' | 'draft' | 'ended' | 'all';
  readonly search?: string;
  readonly ownerId?: string;
  /** Only those that touch this customer, and were told. */
  readonly customerId?: string;
}

/** The newest first. */
export function listNotices(db: Sql, filter: NoticeFilter, cut: Cut): Promise<Found<Notice>> {
  const { organisationId, state, search = '', ownerId, customerId } = filter;
  const conditions = [
    ofOrganisation(organisationId),
    ...(state === 'all' ? [] : [sql`n.state = ${state}`]),
    ...(ownerId === undefined ? [] : [sql`n.owner_id = ${ownerId}::uuid`]),
    ...(customerId === undefined
      ? []
      : [
          sql`n.published_at IS NOT NULL AND EXISTS (SELECT FROM customers c
            WHERE c.organisation_id = n.organisation_id AND c.id = ${customerId}::uuid AND ${touching})`,
        ]),
    ...holdsWords(sql`concat_ws(' ', n.touches, n.why)`, search),
  ];
  const from = sql`notices n WHERE ${sql.join(conditions, ' AND ')}`;
  return readRows<Notice>(db, { columns, from, order: sql`n.number DESC` }, cut);
}

/** Those of an organisation's page: told to everybody, the open ones first, then the latest that ended. */
export const listPublic = (
  db: Sql,
  organisationId: string,
  { endedSince, limit }: { readonly endedSince: Date; readonly limit: number },
): Promise<readonly Notice[]> =>
  db.query<Notice[]>`
    SELECT ${columns} FROM notices n WHERE ${ofOrganisation(organisationId)} AND n.audience = 'everyone'
      AND 'page' = ANY(n.channels) AND (n.state = 'open' OR (n.state = 'ended' AND n.ended_at >= ${endedSince}))
    ORDER BY n.ended_at DESC NULLS FIRST, n.number DESC LIMIT ${limit}::int`;

/** Writes back whatever may change in its life. */
export async function saveNotice(tx: Transaction, notice: Notice): Promise<void> {
  await tx.execute`
    UPDATE notices SET state = ${notice.state}, ends_at = ${notice.endsAt}, approved_by_id = ${notice.approvedById}::uuid,
      published_at = ${notice.publishedAt}, ended_at = ${notice.endedAt}, round = ${notice.round}::int,
      nudge_due_at = ${notice.nudgeDueAt}, nudge_count = ${notice.nudgeCount}::int
    WHERE organisation_id = ${notice.organisationId}::uuid AND id = ${notice.id}::uuid`;
}

/** As put_aside and reminders name it. */
export const noticeKind = 'notices.end';
/** When the next owner is to be reminded. */
export const nudgesDue = dueNext(noticeKind, { table: 'notices', dueAt: 'nudge_due_at' });

/** Those that are due and not in the hands of another copy of the bot; locked. */
export const claimNudges = (tx: Transaction, now: Date, limit: number): Promise<readonly Notice[]> =>
  tx.query<Notice[]>`
    SELECT n.organisation_id AS "organisationId", ${rest} FROM notices n WHERE n.nudge_due_at <= ${now} AND ${claimable(noticeKind, 'n', now)}
    ORDER BY n.nudge_due_at LIMIT ${limit}::int FOR UPDATE OF n SKIP LOCKED`;

const updateColumns = sql.raw(`u.organisation_id AS "organisationId", u.id, u.notice_id AS "noticeId", u.kind, u.text,
  u.ends_at AS "endsAt", u.at, u.by_id AS "byId"`);

/** @param planDueAt when its mails are planned; null: none are */
export async function insertUpdate(tx: Transaction, update: NoticeUpdate, planDueAt: Date | null): Promise<void> {
  await tx.execute`
    INSERT INTO notice_updates (organisation_id, id, notice_id, kind, text, ends_at, at, by_id, plan_due_at, send_due_at)
    VALUES (${update.organisationId}::uuid, ${update.id}::uuid, ${update.noticeId}::uuid, ${update.kind}, ${update.text},
      ${update.endsAt}, ${update.at}, ${update.byId}::uuid, ${planDueAt}, ${planDueAt})`;
}

/** The newest first, of these notices. */
export const listUpdates = (
  db: Sql,
  organisationId: string,
  noticeIds: readonly string[],
  limit: number,
): Promise<readonly NoticeUpdate[]> =>
  db.query<NoticeUpdate[]>`
    SELECT ${updateColumns} FROM notice_updates u
    WHERE u.organisation_id = ${organisationId}::uuid AND u.notice_id = ANY(${[...noticeIds]}::uuid[])
    ORDER BY u.at DESC, u.id DESC LIMIT ${limit}::int`;

/** null: it is gone. */
export async function findUpdate(db: Sql, organisationId: string, id: string): Promise<NoticeUpdate | null> {
  const [found] = await db.query<NoticeUpdate[]>`
    SELECT ${updateColumns} FROM notice_updates u WHERE u.organisation_id = ${organisationId}::uuid AND u.id = ${id}::uuid`;
  return found ?? null;
}
