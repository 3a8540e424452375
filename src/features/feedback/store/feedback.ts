/** All SQL about feedback itself and its history. Gives back the rules' types; every read is bound to one organisation. */
import type { Cut, Found } from '../../../chat/pages.js';
import { organisationsOf } from '../../../kernel/organisations-of.js';
import {
  type Column,
  claimable,
  type Database,
  dueNext,
  rowsAs,
  type Sql,
  type SqlPart,
  sql,
  type Transaction,
} from '../../../storage/database.js';
import { appendHistory, findHistoryEntry, nextNumbers, readHistory } from '../../../storage/history.js';
import { tellWebhooksOfHistory } from '../../../storage/tell-webhooks.js';
import { keptFields } from '../fields.js';
import type { FeedbackEvent } from '../rules/events.js';
import {
  asHistory,
  asLeftOut,
  type Feedback,
  isHistory,
  isLeftOut,
  type KeptValues,
  type Resolution,
} from '../rules/feedback.js';
import { promiseKind } from '../rules/ladder.js';

/** A row to insert: the number is given by the database. */
export type NewFeedback = Omit<
  Feedback,
  | 'number'
  | 'resolution'
  | 'resolvedAt'
  | 'resolvedById'
  | 'cameBackFromId'
  | 'withdrawnBecause'
  | 'sameAsId'
  | 'furtherWords'
  | 'wrongTones'
  | 'saidSolved'
  | 'saidSolvedAt'
> & {
  /** A reaction captured it; kept in its history. */
  readonly byReaction?: true;
};

/** A row of the table, as `columns` reads it. */
export type Row = Omit<Feedback, 'resolution'> & { [key in keyof Resolution]: Resolution[key] | null };

/** Everything of a row. */
export const columns =
  sql.raw(`id, organisation_id AS "organisationId", number, text, customer_id AS "customerId", source,
  source_item_id AS "sourceItemId", ${keptFields.map(({ column, name }) => `${column} AS "${name}"`).join(', ')},
  place_id AS "placeId",
  captured_by_id AS "capturedById", captured_at AS "capturedAt", said_at AS "saidAt", surface, import_number AS "importNumber", state,
  owner_id AS "ownerId", routing, acknowledged_at AS "acknowledgedAt", round, promise_ms AS "promiseMs", held_promise AS "heldPromise",
  clock_used_ms AS "clockUsedMs", clock_started_at AS "clockStartedAt", promise_ends_at AS "promiseEndsAt",
  waiting_until AS "waitingUntil", climbed_percent AS "climbedPercent", repeat_count AS "repeatCount",
  repeat_due_at AS "repeatDueAt", due_at AS "dueAt", resolved_at AS "resolvedAt", resolved_by_id AS "resolvedById",
  outcome, customer_told AS "customerTold", root_cause_category AS "rootCauseCategory", root_cause AS "rootCause", prevention,
  came_back_from_id AS "cameBackFromId", designed_right AS "designedRight", done_as_designed AS "doneAsDesigned",
  said_solved AS "saidSolved", said_solved_at AS "saidSolvedAt", withdrawn_because AS "withdrawnBecause", same_as_id AS "sameAsId",
  further_words AS "furtherWords", wrong_tones AS "wrongTones"`);

/** What differs between rows that are captured together; the rest is alike in all of them. */
const own: readonly Column<NewFeedback>[] = [
  { name: 'id', type: 'uuid', of: (row) => row.id },
  { name: 'text', type: 'text', of: (row) => row.text },
  { name: 'customer_id', type: 'uuid', of: (row) => row.customerId },
  { name: 'source_item_id', type: 'text', of: (row) => row.sourceItemId },
  { name: 'said_at', type: 'timestamptz', of: (row) => row.saidAt },
  { name: 'owner_id', type: 'uuid', of: (row) => row.ownerId },
  { name: 'routing', type: 'jsonb', of: (row) => row.routing },
  { name: 'promise_ms', type: 'float8', of: (row) => row.promiseMs },
  { name: 'held_promise', type: 'jsonb', of: (row) => row.heldPromise ?? null },
  { name: 'promise_ends_at', type: 'timestamptz', of: (row) => row.promiseEndsAt },
  { name: 'due_at', type: 'timestamptz', of: (row) => row.dueAt },
  ...keptFields.map(({ name, column, type }) => ({
    name: column,
    type,
    of: (row: NewFeedback) => row[name as keyof KeptValues],
  })),
];
const ownColumns = sql.raw(own.map(({ name }) => name).join(', '));

/** Rows that are old when they come, and rows that a rule leaves out: no clock runs for them. */
const ofHistory = sql`routing->>'kind' = 'history'`;
const ofNoise = sql`routing->>'kind' = 'leftOut'`;
const runsFor = (row: NewFeedback): boolean => !isHistory(row) && !isLeftOut(row);

export function toFeedback(row: Row): Feedback {
  const { outcome, customerTold, rootCauseCategory, rootCause, prevention, designedRight, doneAsDesigned, ...rest } =
    row;
  const resolution =
    outcome && rootCauseCategory
      ? {
          outcome,
          customerTold: customerTold ?? '',
          rootCauseCategory,
          rootCause: rootCause ?? '',
          prevention: prevention ?? '',
          ...(typeof designedRight === 'boolean' && { designedRight }),
          ...(typeof doneAsDesigned === 'boolean' && { doneAsDesigned }),
        }
      : null;
  return { ...rest, resolution };
}

/**
 * Inserts what was captured together, with consecutive numbers and the first two events of each, in one statement: this
 * is what every capture waits for. Rows whose source item is already there are left out of the answer.
 * @param orders what is sent of them, as `Outbox.enqueuing` makes it; only for rows without a source item, and as the
 * transaction's last statement: the organisation's next number waits for it
 */
export async function insertFeedback(
  tx: Transaction,
  organisationId: string,
  rows: readonly NewFeedback[],
  orders?: SqlPart,
): Promise<ReadonlyMap<string, number>> {
  const alike = rows.find(runsFor) ?? rows[0];
  if (!alike) return new Map();
  const inserted = await (orders ? tx.queryLast : tx.query)<{ id: string; number: number }[]>`
    WITH incoming AS (
      SELECT * FROM ${rowsAs(rows, own)}
    ), numbering AS (
      ${nextNumbers('feedback', organisationId, rows.length)}
    ), inserted AS (
      INSERT INTO feedback (${ownColumns}, organisation_id, number, source, place_id, captured_by_id, captured_at,
        surface, import_number, state, withdrawn_because, round, clock_used_ms, clock_started_at, climbed_percent,
        repeat_count)
      SELECT ${ownColumns}, ${organisationId}::uuid, last - ${rows.length}::int + position, ${alike.source},
        ${alike.placeId}::uuid, ${alike.capturedById}::uuid, ${alike.capturedAt}::timestamptz, ${alike.surface},
        ${alike.importNumber}::int, CASE WHEN ${ofHistory} THEN ${asHistory.state}::text WHEN ${ofNoise} THEN ${asLeftOut.state}::text
          ELSE ${alike.state}::text END, CASE WHEN ${ofNoise} THEN ${asLeftOut.withdrawnBecause}::text END,
        ${alike.round}::int, ${alike.clockUsedMs}::float8, CASE WHEN ${ofHistory} OR ${ofNoise} THEN NULL ELSE ${alike.clockStartedAt}::timestamptz END, ${alike.climbedPercent}::int,
        ${alike.repeatCount}::int
      FROM incoming, numbering
      ON CONFLICT (organisation_id, source, source_item_id) DO NOTHING
      RETURNING id, number
    ), happened AS (
      INSERT INTO history (subject, organisation_id, at, what, actor_id, surface, details)
      SELECT 'feedback:' || incoming.id, ${organisationId}::uuid, ${alike.capturedAt}::timestamptz, event.what,
        event.actor_id, ${alike.surface}, event.details
      FROM inserted JOIN incoming USING (id) CROSS JOIN LATERAL (VALUES
        (1, 'captured', ${alike.capturedById}::uuid, ${JSON.stringify(alike.byReaction ? { by: 'reaction' } : {})}::jsonb
          || jsonb_strip_nulls(jsonb_build_object('trial', trial))),
        (2, 'routed', NULL, jsonb_build_object('ownerId', owner_id, 'routing', routing))
      ) AS event(place, what, actor_id, details)
      ORDER BY incoming.position, event.place
      RETURNING id, organisation_id, subject, what, at
    ), news AS (
      SELECT happened.* FROM happened JOIN incoming ON subject = 'feedback:' || incoming.id
      WHERE NOT (${ofHistory} OR ${ofNoise})
    ), told AS (${tellWebhooksOfHistory('news')}), ${orders ?? sql`notified AS (SELECT)`}
    SELECT id, number FROM inserted, (SELECT count(*) FROM notified) sent`;
  return new Map(inserted.map((row) => [row.id, row.number]));
}

/** The numbers of those source items that are already here, by source item. */
export async function knownItems(
  database: Sql,
  organisationId: string,
  source: string,
  sourceItemIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (sourceItemIds.length === 0) return new Map();
  // Each by itself: while a new table has no statistics, the planner reads the whole of it for a list.
  const rows = await database.query<{ number: number; sourceItemId: string }[]>`
    SELECT known.number, wanted.id AS "sourceItemId"
    FROM unnest(${[...sourceItemIds]}::text[]) AS wanted(id) CROSS JOIN LATERAL (
      SELECT number FROM feedback
      WHERE organisation_id = ${organisationId}::uuid AND source = ${source} AND source_item_id = wanted.id LIMIT 1
    ) known`;
  return new Map(rows.map((row) => [row.sourceItemId, row.number]));
}

/** One item by the number in its name, 12 of F-12; null: the organisation has none of that number. */
export async function findByNumber(
  database: Database,
  organisationId: string,
  number: number,
): Promise<Feedback | null> {
  const rows = await database.query<Row[]>`
    SELECT ${columns} FROM feedback WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int`;
  return rows[0] ? toFeedback(rows[0]) : null;
}

/** By our own ids, as deliveries and nudges keep them; those that there are, in the order of `ids`. */
export async function findByIds(
  database: Sql,
  organisationIds: readonly string[],
  ids: readonly string[],
): Promise<Feedback[]> {
  if (ids.length === 0) return [];
  const rows = await database.query<
    Row[]
  >`SELECT ${columns} FROM feedback WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND id = ANY(${ids}::uuid[])`;
  const found = new Map(rows.map((row) => [row.id, toFeedback(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Those of these numbers that there are; in no particular order. */
export async function findByNumbers(
  database: Sql,
  organisationId: string,
  numbers: readonly number[],
): Promise<Feedback[]> {
  const rows = await database.query<Row[]>`
    SELECT ${columns} FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND number = ANY(${[...numbers]}::int[])`;
  return rows.map(toFeedback);
}

/** Locks the row until the transaction ends, so that two clicks are done one after the other. */
export async function lockByNumber(tx: Transaction, organisationId: string, number: number): Promise<Feedback | null> {
  const rows = await tx.query<Row[]>`
    SELECT ${columns} FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND number = ${number}::int FOR UPDATE`;
  return rows[0] ? toFeedback(rows[0]) : null;
}

/** Writes back whatever may change in the life of a piece of feedback; one statement for any number of rows. */
export async function saveFeedback(tx: Transaction, items: readonly Feedback[]): Promise<void> {
  if (items.length === 0) return;
  const rows = JSON.stringify(items.map(({ resolution, ...item }) => ({ ...item, ...resolution, text: undefined })));
  await tx.execute`
    UPDATE feedback SET state = r.state, owner_id = r."ownerId", routing = r.routing,
      acknowledged_at = r."acknowledgedAt", round = r.round, promise_ms = r."promiseMs", held_promise = r."heldPromise", clock_used_ms = r."clockUsedMs",
      clock_started_at = r."clockStartedAt", promise_ends_at = r."promiseEndsAt", waiting_until = r."waitingUntil",
      climbed_percent = r."climbedPercent", repeat_count = r."repeatCount", repeat_due_at = r."repeatDueAt",
      due_at = r."dueAt", resolved_at = r."resolvedAt", resolved_by_id = r."resolvedById", outcome = r.outcome,
      customer_told = r."customerTold", root_cause_category = r."rootCauseCategory", root_cause = r."rootCause",
      prevention = r.prevention, came_back_from_id = r."cameBackFromId", designed_right = r."designedRight",
      done_as_designed = r."doneAsDesigned", said_solved = r."saidSolved", said_solved_at = r."saidSolvedAt", withdrawn_because = r."withdrawnBecause",
      same_as_id = r."sameAsId"
    FROM jsonb_to_recordset(${rows}::jsonb) AS r(id uuid, state text, "ownerId" uuid, routing jsonb,
      "acknowledgedAt" timestamptz, round int, "promiseMs" float8, "heldPromise" jsonb, "clockUsedMs" float8, "clockStartedAt" timestamptz,
      "promiseEndsAt" timestamptz, "waitingUntil" timestamptz, "climbedPercent" int, "repeatCount" int,
      "repeatDueAt" timestamptz, "dueAt" timestamptz, "resolvedAt" timestamptz, "resolvedById" uuid, outcome text,
      "customerTold" text, "rootCauseCategory" text, "rootCause" text, prevention text, "cameBackFromId" uuid,
      "designedRight" boolean, "doneAsDesigned" boolean, "saidSolved" boolean, "saidSolvedAt" timestamptz,
      "withdrawnBecause" text, "sameAsId" uuid)
    WHERE feedback.organisation_id = ANY(${organisationsOf(items)}::uuid[]) AND feedback.id = r.id`;
}

export type NewEvent = FeedbackEvent & { readonly feedbackId: string; readonly organisationId: string };

const subjectOf = (feedbackId: string): string => `feedback:${feedbackId}`;

/** Appends to the history and answers the ids in the same order. */
export function appendEvents(tx: Transaction, events: readonly NewEvent[]): Promise<readonly bigint[]> {
  return appendHistory(
    tx,
    events.map(({ feedbackId, ...event }) => ({ ...event, subject: subjectOf(feedbackId) })),
  );
}

/** A page of the history, oldest first. What appendEvents wrote is what comes back. */
export async function history(database: Database, feedbackId: string, slice: Cut): Promise<Found<FeedbackEvent>> {
  const { items, totalCount } = await readHistory(database, subjectOf(feedbackId), slice);
  return { items: items as unknown as FeedbackEvent[], totalCount };
}

/** One entry of an item's history by its id in digits, with the item's id; null: there is none. */
export async function findEvent(
  database: Database,
  organisationId: string,
  id: string,
): Promise<(FeedbackEvent & { readonly feedbackId: string }) | null> {
  const entry = await findHistoryEntry(database, organisationId, id);
  if (!entry) return null;
  return { ...(entry as unknown as FeedbackEvent), feedbackId: entry.subject.slice('feedback:'.length) };
}

/** How many unresolved items each of these people owns. */
export async function countOpenByOwner(
  tx: Sql,
  organisationId: string,
  ownerIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ ownerId: string; count: number }[]>`
    SELECT owner_id AS "ownerId", count(*)::int AS count FROM feedback
    WHERE organisation_id = ${organisationId}::uuid AND owner_id = ANY(${ownerIds}::uuid[])
      AND state <> 'resolved' AND state <> 'withdrawn'
    GROUP BY owner_id`;
  return new Map(rows.map((row) => [row.ownerId, row.count]));
}

/** When the next item has to be looked at. */
export const promiseDue = dueNext(promiseKind, { table: 'feedback', dueAt: 'due_at' });

/** Items that are due and not in the hands of another copy of the bot; locked. */
export async function claimDue(tx: Transaction, now: Date, limit: number): Promise<readonly Feedback[]> {
  const rows = await tx.query<Row[]>`
    SELECT ${columns} FROM feedback
    WHERE due_at <= ${now} AND ${claimable(promiseKind, 'feedback', now)}
    ORDER BY due_at, number LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;
  return rows.map(toFeedback);
}

/** How items stand, as reminders ask just before they are sent. */
export async function findStandings(
  database: Database,
  organisationIds: readonly string[],
  ids: readonly string[],
): Promise<
  readonly (Pick<Feedback, 'id' | 'round' | 'ownerId' | 'placeId'> & {
    readonly isOpen: boolean;
    readonly isAcknowledged: boolean;
    readonly urgentAt: Date | null;
  })[]
> {
  return database.query`
    SELECT id, round, owner_id AS "ownerId", place_id AS "placeId", clock_started_at IS NOT NULL AS "isOpen",
      acknowledged_at IS NOT NULL AS "isAcknowledged", promise_ends_at AS "urgentAt"
    FROM feedback WHERE organisation_id = ANY(${[...organisationIds]}::uuid[]) AND id = ANY(${[...ids]}::uuid[])`;
}
