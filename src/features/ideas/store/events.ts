/** SQL of the append-only history. */
import type { Cut } from '../../../chat/pages.js';
import type { Database, Transaction } from '../../../storage/database.js';
import type { IdeaEvent } from '../rules/events.js';

export type NewEvent = IdeaEvent & { readonly ideaId: string; readonly organisationId: string };

/** Appends to the history and answers the ids in the same order. */
export async function appendEvents(tx: Transaction, events: readonly NewEvent[]): Promise<readonly bigint[]> {
  if (events.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO idea_events (idea_id, organisation_id, at, what, actor_id, surface, details)
    SELECT "ideaId", "organisationId", at, what, "actorId", surface, details
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS ("ideaId" uuid, "organisationId" uuid,
      at timestamptz, what text, "actorId" uuid, surface text, details jsonb)) WITH ORDINALITY
    ORDER BY ordinality RETURNING id`;
  return rows.map((row) => row.id);
}

/** A page of the history, oldest first. */
export async function history(
  { prisma }: Database,
  ideaId: string,
  { limit, offset }: Cut,
): Promise<readonly IdeaEvent[]> {
  const page = { orderBy: { id: 'asc' }, take: limit, skip: offset } as const;
  return (await prisma.ideaEvent.findMany({ where: { ideaId }, ...page })).map(toEvent);
}

/** Whether its history knows that this meeting ticked it. */
export async function wasTickedIn(tx: Transaction, ideaId: string, meetingId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM idea_events WHERE idea_id = ${ideaId}::uuid AND details->>'meetingId' = ${meetingId} LIMIT 1`;
  return rows.length > 0;
}

/** How many entries the idea's history has. */
export function countEvents({ prisma }: Database, ideaId: string): Promise<number> {
  return prisma.ideaEvent.count({ where: { ideaId } });
}

/** One entry of a history; null: there is none of this id. */
export async function findEvent(
  { prisma }: Database,
  id: string,
): Promise<(IdeaEvent & { readonly ideaId: string; readonly organisationId: string }) | null> {
  const row = await prisma.ideaEvent.findUnique({ where: { id: BigInt(id) } });
  return row ? { ...toEvent(row), ideaId: row.ideaId, organisationId: row.organisationId } : null;
}

interface EventRow {
  readonly at: Date;
  readonly what: string;
  readonly actorId: string | null;
  readonly surface: string;
  readonly details: unknown;
}

/** What appendEvents wrote is what comes back: the table has no other writer. */
function toEvent({ at, what, actorId, surface, details }: EventRow): IdeaEvent {
  return { at, what, actorId, surface, details } as IdeaEvent;
}
