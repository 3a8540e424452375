/** A view as CSV, a piece for each page. */
import { csvCell } from '../csv-cell.js';
import type { Row } from './store/read-rows.js';
import type { ViewColumn } from './view.js';

/** The first line names the columns. */
export async function* csvOf(
  columns: readonly ViewColumn[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncIterable<string> {
  const names = columns.map(({ name }) => name);
  yield lineOf(names);
  for await (const rows of pages) yield rows.map((row) => lineOf(names.map((name) => row[name]))).join('');
}

const lineOf = (values: readonly unknown[]): string => `${values.map(csvCell).join(',')}\r\n`;
