/** Reads a view to its end, page by page, in the order of its key: for files. */
import { setImmediate as oneTurn } from 'node:timers/promises';
import { inOrganisation } from '../../../storage/scope.js';
import { type Database, type Row, type RowsWish, readRows, type Value } from './store/read-rows.js';
import type { View } from './view.js';

/** Rows at a time. The embedded database answers without giving the event loop a turn, so it is asked for less. */
export const pageSizeOf = ({ kind }: Pick<Database, 'kind'>): number => (kind === 'server' ? 1_000 : 250);

export interface PagesWish extends Pick<RowsWish, 'organisationId' | 'condition'> {
  readonly view: View;
}

/** Never the whole in memory: the next page is read when the last one was taken, in another turn of the event loop. */
export async function* pagesOf(
  database: Database,
  { organisationId, view, condition }: PagesWish,
): AsyncIterable<readonly Row[]> {
  const limit = pageSizeOf(database);
  const order = [{ column: view.key, isDescending: false }];
  let after: readonly Value[] | undefined;
  for (;;) {
    const wish = { organisationId, view, columns: view.columns, condition, order, after, limit };
    // Whoever takes the pages asks for each in a context of their own.
    const rows = await inOrganisation(organisationId, () => readRows(database, wish));
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    after = [last[view.key.name] ?? null];
    await oneTurn();
  }
}
