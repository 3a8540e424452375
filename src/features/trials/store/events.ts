/** SQL of what happened to early tests: append-only. */
import type { Cut, Found } from '../../../chat/pages.js';
import type { Database, Transaction } from '../../../storage/database.js';
import { appendHistory, readHistory } from '../../../storage/history.js';
import type { TrialEvent } from '../rules/events.js';

/** An event with whose it is. */
export type NewEvent = TrialEvent & { readonly trialId: string; readonly organisationId: string };

const subjectOf = (trialId: string): string => `trial:${trialId}`;

/** Appends to the histories. */
export async function appendEvents(tx: Transaction, events: readonly NewEvent[]): Promise<void> {
  await appendHistory(
    tx,
    events.map(({ trialId, ...event }) => ({ ...event, subject: subjectOf(trialId) })),
  );
}

/** A page of a history, oldest first. What appendEvents wrote is what comes back. */
export async function history(database: Database, trialId: string, cut: Cut): Promise<Found<TrialEvent>> {
  const { items, totalCount } = await readHistory(database, subjectOf(trialId), cut);
  return { items: items as unknown as TrialEvent[], totalCount };
}
