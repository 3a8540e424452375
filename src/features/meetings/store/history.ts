/** SQL of what happened to series, follow-ups and what else this room keeps: append-only, by subject. */
import type { Surface } from '../../../kernel/person.js';
import type { Transaction } from '../../../storage/database.js';

/** One entry: what was done to what, when and by whom. */
export interface HistoryEntry {
  readonly organisationId: string;
  /** `series:ID`, `followUp:ID`. */
  readonly subject: string;
  readonly at: Date;
  /** What was done, a verb: `scheduled`, `nudged`. */
  readonly what: string;
  /** null: the bot itself. */
  readonly actorId: string | null;
  readonly surface: Surface;
  /** Ids, dates and counts; never words. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Adds entries to the history of meetings. */
export async function appendHistory(tx: Transaction, entries: readonly HistoryEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO meeting_events (organisation_id, subject, at, what, actor_id, surface, details)
    SELECT "organisationId", subject, at, what, "actorId", surface, coalesce(details, '{}')
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS ("organisationId" uuid, subject text,
      at timestamptz, what text, "actorId" uuid, surface text, details jsonb)) WITH ORDINALITY
    ORDER BY ordinality`;
}
