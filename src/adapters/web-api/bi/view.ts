/** What a view of analysts is: the one description that OData, CSV, Parquet, the database's comments and docs/analysts.md follow. */

/** `instant`: UTC, to the millisecond. `date`: a calendar day in the organisation's zone, `YYYY-MM-DD`. */
export type ColumnType = 'uuid' | 'text' | 'int' | 'bigint' | 'number' | 'boolean' | 'instant' | 'date';

/** A column of a view. */
export interface ViewColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly isNullable: boolean;
  /** What it means, with its unit. */
  readonly about: string;
}

/** A view for analysts: `bi_` and its name. */
export interface View {
  /** In the address of a download; the view is `bi_NAME`. */
  readonly name: string;
  /** In OData. */
  readonly entitySet: string;
  readonly entityType: string;
  readonly kind: 'fact' | 'dimension';
  readonly about: string;
  /** The column by which a row is known, within the organisation; rows are read in its order. */
  readonly key: ViewColumn;
  /** All of them, as they are shown. `organisation_id` is not among them: whoever asks has one. */
  readonly columns: readonly ViewColumn[];
  /** Whether it has `changed_at`, so that what changed can be read alone. */
  readonly tellsChanges: boolean;
}

/** A column that always holds something; with a `?` behind the type, one that may be empty. */
export type ColumnWords = readonly [name: string, type: ColumnType | `${ColumnType}?`, about: string];

/** The first column is the key. */
export function view(
  head: Pick<View, 'name' | 'entitySet' | 'entityType' | 'kind' | 'about'>,
  [first, ...rest]: readonly [ColumnWords, ...ColumnWords[]],
): View {
  const key = columnOf(first);
  const columns = [key, ...rest.map(columnOf)];
  return { ...head, key, columns, tellsChanges: columns.some(({ name }) => name === 'changed_at') };
}

function columnOf([name, type, about]: ColumnWords): ViewColumn {
  const isNullable = type.endsWith('?');
  return { name, type: (isNullable ? type.slice(0, -1) : type) as ColumnType, isNullable, about };
}
