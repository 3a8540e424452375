/** SQL of what happened to ideas: append-only. */
import type { Cut, Found } from '../../../chat/pages.js';
import type { Database, Transaction } from '../../../storage/database.js';
import { appendHistory, findHistoryEntry, readHistory } from '../../../storage/history.js';
import type { IdeaEvent } from '../rules/events.js';

export type NewEvent = IdeaEvent & { readonly ideaId: string; readonly organisationId: string };

const subjectOf = (ideaId: string): string => `idea:${ideaId}`;

/** Appends to the history and answers the ids in the same order. */
export function appendEvents(tx: Transaction, events: readonly NewEvent[]): Promise<readonly bigint[]> {
  return appendHistory(
    tx,
    events.map(({ ideaId, ...event }) => ({ ...event, subject: subjectOf(ideaId) })),
  );
}

/** A page of the history, oldest first. What appendEvents wrote is what comes back. */
export async function history(database: Database, ideaId: string, slice: Cut): Promise<Found<IdeaEvent>> {
  const { items, totalCount } = await readHistory(database, subjectOf(ideaId), slice);
  return { items: items as unknown as IdeaEvent[], totalCount };
}

/** Whether its history knows that this meeting ticked it. */
export async function wasTickedIn(
  tx: Transaction,
  organisationId: string,
  ideaId: string,
  meetingId: string,
): Promise<boolean> {
  const rows = await tx.query<unknown[]>`
    SELECT 1 FROM history WHERE organisation_id = ${organisationId}::uuid
      AND subject = ${subjectOf(ideaId)} AND details->>'meetingId' = ${meetingId} LIMIT 1`;
  return rows.length > 0;
}

/** One entry of a history; null: there is none of this id. */
export async function findEvent(
  database: Database,
  organisationId: string,
  id: string,
): Promise<(IdeaEvent & { readonly ideaId: string; readonly organisationId: string }) | null> {
  const entry = await findHistoryEntry(database, organisationId, id);
  if (!entry) return null;
  return { ...(entry as unknown as IdeaEvent), ideaId: entry.subject.slice('idea:'.length), organisationId };
}
