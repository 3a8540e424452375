/** Reads a view to its end, page by page, in the order of its key: for files. */
import { inOrganisation } from '../../../storage/scope.js';
import { type Database, inPages, type Row, type RowsWish, readRows } from './store/read-rows.js';
import type { View } from './view.js';

export interface PagesWish extends Pick<RowsWish, 'organisationId' | 'condition'> {
  readonly view: View;
}

export function pagesOf(
  database: Database,
  { organisationId, view, condition }: PagesWish,
): AsyncIterable<readonly Row[]> {
  const order = [{ column: view.key, isDescending: false }];
  return inPages<Row>(database, (last, limit) => {
    const after = last === null ? undefined : [last[view.key.name] ?? null];
    const wish = { organisationId, view, columns: view.columns, condition, order, after, limit };
    // Whoever takes the pages asks for each in a context of their own.
    return inOrganisation(organisationId, () => readRows(database, wish));
  });
}
