/** SQL of early tests; each statement is bound to the organisation, but for the claims of what is due. */
import { claimable, dueNext, type Sql, type SqlPart, sql, type Transaction } from '../../../storage/database.js';
import { nextNumbers } from '../../../storage/history.js';
import { readRows } from '../../../storage/page.js';
import { summaryKind, type Trial, type TrialFigures, trialName } from '../rules/trial.js';

const columns = sql.raw(`t.organisation_id AS "organisationId", t.id, t.number, t.title, t.about, t.idea_id AS "ideaId",
  t.segment, t.owner_id AS "ownerId", t.place_id AS "placeId", t.created_by_id AS "createdById",
  t.created_at AS "createdAt", t.ends_on AS "endsOn", t.ends_at AS "endsAt", t.ended_at AS "endedAt", t.said, t.changed,
  t.summarised_by_id AS "summarisedById", t.summarised_at AS "summarisedAt", t.round, t.ask_count AS "askCount",
  t.asked_id AS "askedId", t.due_at AS "dueAt", t.send_due_at AS "sendDueAt"`);

/** A customer takes part when somebody there accepted; they declined when nobody did and somebody said no. */
const ofCustomers = (having: string): string => `(SELECT count(*)::int FROM (
  SELECT FROM trial_invitations i WHERE i.organisation_id = t.organisation_id AND i.trial_id = t.id
  GROUP BY i.customer_id ${having}) c)`;
const named = `('T-' || t.number)`;
const scores = `FROM scores s JOIN metrics m ON m.organisation_id = s.organisation_id AND m.id = s.metric_id
  WHERE s.organisation_id = t.organisation_id AND s.trial = ${named} AND m.kind = 'nps'`;

const figures = sql.raw(`${ofCustomers('')} AS "invitedCount",
  ${ofCustomers("HAVING bool_or(i.answer = 'accepted')")} AS "acceptedCount",
  ${ofCustomers("HAVING bool_or(i.answer = 'declined') AND NOT bool_or(coalesce(i.answer, '') = 'accepted')")} AS "declinedCount",
  ${ofCustomers('HAVING bool_or(i.told_at IS NOT NULL)')} AS "toldCount",
  (SELECT count(*)::int FROM feedback f WHERE f.organisation_id = t.organisation_id AND f.trial = ${named}
    AND f.state <> 'withdrawn') AS "feedbackCount",
  (SELECT count(*)::int ${scores}) AS "scoreCount", (SELECT avg(s.value)::float8 ${scores}) AS "scoreMean"`);

/** An early test with how it goes. */
export type CountedTrial = Trial & TrialFigures;

/** A row to insert: the database gives its number, and it is new. */
export type NewTrial = Omit<
  Trial,
  | 'number'
  | 'endedAt'
  | 'said'
  | 'changed'
  | 'summarisedById'
  | 'summarisedAt'
  | 'round'
  | 'askCount'
  | 'askedId'
  | 'sendDueAt'
>;

/** Answers its number. */
export async function insertTrial(tx: Transaction, trial: NewTrial): Promise<number> {
  const { organisationId, id, title, about, ideaId, segment, ownerId, placeId, createdById, createdAt } = trial;
  const [row] = await tx.query<{ number: number }[]>`
    WITH numbering AS (${nextNumbers('trial', organisationId)})
    INSERT INTO trials (organisation_id, id, number, title, about, idea_id, segment, owner_id, place_id, created_by_id,
      created_at, ends_on, ends_at, due_at)
    SELECT ${organisationId}::uuid, ${id}::uuid, last, ${title}, ${about}, ${ideaId}::uuid, ${segment}, ${ownerId}::uuid,
      ${placeId}::uuid, ${createdById}::uuid, ${createdAt}::timestamptz, ${trial.endsOn}, ${trial.endsAt}::timestamptz,
      ${trial.dueAt}::timestamptz
    FROM numbering RETURNING number`;
  if (!row) throw new Error('An inserted trial has a number.');
  return row.number;
}

const withFigures = sql`${columns}, ${figures}`;

interface Which {
  readonly organisationId: string;
  readonly which: SqlPart;
}

async function findOne<Row>(db: Sql, what: SqlPart, { organisationId, which }: Which, lock = sql.empty) {
  const [found] = await db.query<Row[]>`
    SELECT ${what} FROM trials t WHERE t.organisation_id = ${organisationId}::uuid AND ${which} ${lock}`;
  return found ?? null;
}

const isTrial = (organisationId: string, id: string): Which => ({ organisationId, which: sql`t.id = ${id}::uuid` });
const numberIs = (organisationId: string, number: number): Which => ({
  organisationId,
  which: sql`t.number = ${number}::int`,
});

/** By 1 of T-1, with how it goes; null: there is none. */
export const findByNumber = (db: Sql, organisationId: string, number: number): Promise<CountedTrial | null> =>
  findOne(db, withFigures, numberIs(organisationId, number));

/** The same by its id. */
export const findCounted = (db: Sql, organisationId: string, id: string): Promise<CountedTrial | null> =>
  findOne(db, withFigures, isTrial(organisationId, id));

/** By its id; null: it is gone. */
export const findTrial = (db: Sql, organisationId: string, id: string): Promise<Trial | null> =>
  findOne(db, columns, isTrial(organisationId, id));

/** Locked until `tx` ends. */
export const lockByNumber = (tx: Transaction, organisationId: string, number: number): Promise<Trial | null> =>
  findOne(tx, columns, numberIs(organisationId, number), sql`FOR UPDATE`);

/** The same by its id. */
export const lockTrial = (tx: Transaction, organisationId: string, id: string): Promise<Trial | null> =>
  findOne(tx, columns, isTrial(organisationId, id), sql`FOR UPDATE`);

/** By their ids, of one organisation, in no order. */
export const findTrials = (db: Sql, organisationId: string, ids: readonly string[]): Promise<readonly CountedTrial[]> =>
  db.query<CountedTrial[]>`
    SELECT ${withFigures} FROM trials t WHERE t.organisation_id = ${organisationId}::uuid AND t.id = ANY(${[...ids]}::uuid[])`;

/** The newest first. @param at only those that go on then; null: all */
export function listTrials(
  db: Sql,
  { organisationId, at }: { readonly organisationId: string; readonly at: Date | null },
  cut: { readonly limit: number; readonly offset: number },
) {
  const open = at === null ? sql.empty : sql`AND t.ended_at IS NULL AND t.ends_at > ${at}`;
  const from = sql`trials t WHERE t.organisation_id = ${organisationId}::uuid ${open}`;
  return readRows<CountedTrial>(db, { columns: withFigures, from, order: sql`t.number DESC` }, cut);
}

/** Those of these ideas, the newest first. */
export const trialsOfIdeas = (
  db: Sql,
  organisationId: string,
  ideaIds: readonly string[],
): Promise<readonly CountedTrial[]> =>
  db.query<CountedTrial[]>`
    SELECT ${withFigures} FROM trials t
    WHERE t.organisation_id = ${organisationId}::uuid AND t.idea_id = ANY(${[...ideaIds]}::uuid[]) ORDER BY t.number DESC`;

/** Those in which this customer was invited to take part, the newest first, with what they answered. */
export function trialsOfCustomer(
  db: Sql,
  { organisationId, customerId }: { readonly organisationId: string; readonly customerId: string },
  cut: { readonly limit: number; readonly offset: number },
) {
  const answer = sql`CASE WHEN i.accepted THEN 'accepted' WHEN i.declined THEN 'declined' END AS "theirAnswer"`;
  const from = sql`trials t JOIN (
      SELECT trial_id, bool_or(coalesce(answer, '') = 'accepted') AS accepted,
        bool_or(coalesce(answer, '') = 'declined') AS declined
      FROM trial_invitations WHERE organisation_id = ${organisationId}::uuid AND customer_id = ${customerId}::uuid
      GROUP BY trial_id
    ) i ON i.trial_id = t.id WHERE t.organisation_id = ${organisationId}::uuid`;
  return readRows<Trial & { readonly theirAnswer: 'accepted' | 'declined' | null }>(
    db,
    { columns: sql`${columns}, ${answer}`, from, order: sql`t.number DESC` },
    cut,
  );
}

/** Writes one as it is now. Its id, number, organisation and beginning never change. */
export async function saveTrial(tx: Transaction, trial: Trial): Promise<void> {
  await tx.execute`
    UPDATE trials SET ends_on = ${trial.endsOn}, ends_at = ${trial.endsAt}, ended_at = ${trial.endedAt},
      said = ${trial.said}, changed = ${trial.changed}, summarised_by_id = ${trial.summarisedById}::uuid,
      summarised_at = ${trial.summarisedAt}, round = ${trial.round}::int, ask_count = ${trial.askCount}::int,
      asked_id = ${trial.askedId}::uuid, due_at = ${trial.dueAt}, send_due_at = ${trial.sendDueAt}
    WHERE organisation_id = ${trial.organisationId}::uuid AND id = ${trial.id}::uuid`;
}

/** Locks those of which this work is due; other copies take others. */
const claimDue =
  (work: string, dueAt: SqlPart) =>
  (tx: Transaction, now: Date, limit: number): Promise<readonly Trial[]> =>
    tx.query<Trial[]>`
    SELECT ${columns} FROM trials t WHERE ${dueAt} <= ${now} AND ${claimable(work, 't', now)}
    ORDER BY ${dueAt}, t.id LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;

/** When the next summary is to be asked for. */
export const summariesDue = dueNext(summaryKind, { table: 'trials', dueAt: 'due_at' });
/** Those of which it is. */
export const claimSummaries = claimDue(summaryKind, sql`t.due_at`);

/** As put_aside names it. */
export const sendingWork = 'trials.send';
/** When customers are next to be written to. */
export const sendingDue = dueNext(sendingWork, { table: 'trials', dueAt: 'send_due_at' });
/** Those of which it is. */
export const claimSending = claimDue(sendingWork, sql`t.send_due_at`);

/** @param dueAt null: nobody is to be written to any more */
export async function saveSending(
  tx: Transaction,
  { organisationId, id }: Pick<Trial, 'organisationId' | 'id'>,
  dueAt: Date | null,
): Promise<void> {
  await tx.execute`
    UPDATE trials SET send_due_at = ${dueAt} WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`;
}

/** Those whose summary was asked of this person and is not written, the one that ends first. */
export const askedOf = (db: Sql, organisationId: string, memberId: string): Promise<readonly CountedTrial[]> =>
  db.query<CountedTrial[]>`
    SELECT ${withFigures} FROM trials t
    WHERE t.organisation_id = ${organisationId}::uuid AND t.asked_id = ${memberId}::uuid AND t.due_at IS NOT NULL
      AND t.ask_count > 0 AND t.summarised_at IS NULL ORDER BY t.ends_at, t.number`;

/** In what customers take part at `at`, by customer: the test that they accepted last, and since when. */
export async function findTakingPart(
  db: Sql,
  organisationId: string,
  at: Date,
): Promise<ReadonlyMap<string, { readonly name: string; readonly since: Date }>> {
  const rows = await db.query<{ customerId: string; number: number; since: Date }[]>`
    SELECT DISTINCT ON (i.customer_id) i.customer_id AS "customerId", t.number, i.answered_at AS since
    FROM trials t JOIN trial_invitations i ON i.organisation_id = t.organisation_id AND i.trial_id = t.id
    WHERE t.organisation_id = ${organisationId}::uuid AND t.ends_at > ${at} AND (t.ended_at IS NULL OR t.ended_at > ${at})
      AND i.answer = 'accepted' AND NOT i.is_closed
    ORDER BY i.customer_id, i.answered_at DESC, t.number DESC`;
  return new Map(rows.map(({ customerId, number, since }) => [customerId, { name: trialName(number), since }]));
}
