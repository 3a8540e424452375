/** SQL of what people did to themes: append-only. */
import type { Cut, Found } from '../../../chat/pages.js';
import type { Database, Transaction } from '../../../storage/database.js';
import { appendHistory, readHistory } from '../../../storage/history.js';
import type { ThemeEvent } from '../rules/events.js';

/** An event with whose it is. */
export type NewEvent = ThemeEvent & { readonly themeId: string; readonly organisationId: string };

const subjectOf = (themeId: string): string => `theme:${themeId}`;

/** Appends to the histories. */
export async function appendEvents(tx: Transaction, events: readonly NewEvent[]): Promise<void> {
  await appendHistory(
    tx,
    events.map(({ themeId, ...event }) => ({ ...event, subject: subjectOf(themeId) })),
  );
}

/** A page of a history, oldest first. What appendEvents wrote is what comes back. */
export async function history(database: Database, themeId: string, cut: Cut): Promise<Found<ThemeEvent>> {
  const { items, totalCount } = await readHistory(database, subjectOf(themeId), cut);
  return { items: items as unknown as ThemeEvent[], totalCount };
}
