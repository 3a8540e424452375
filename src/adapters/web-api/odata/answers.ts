/** Answers in OData's JSON: the service document, a page of an entity set, one entity, a count. */
import { inOrganisation } from '../../../storage/scope.js';
import {
  countRows,
  type Database,
  pageSizeOf,
  type Row,
  type RowsWish,
  readRows,
  type Value,
} from '../bi/store/read-rows.js';
import type { View } from '../bi/view.js';
import type { Options } from './options.js';
import { writeToken } from './options.js';
import { conditionOf } from './store/condition.js';

/** Who asks, and where the service is for them: `https://chair.example/odata`. */
export interface Asking {
  readonly database: Database;
  readonly organisationId: string;
  readonly root: string;
  /** At most so many rows in an answer, as the client would have it. */
  readonly preferredSize: number | null;
  /** `odata.metadata=none`: no context. */
  readonly isBare: boolean;
}

export function serviceDocument({ root }: Pick<Asking, 'root'>, views: readonly View[]): object {
  const value = views.map(({ entitySet }) => ({ name: entitySet, kind: 'EntitySet', url: entitySet }));
  return { '@odata.context': `${root}/$metadata`, value };
}

/** @param query as the client wrote it: the next page asks the same */
export async function pageOf(asking: Asking, view: View, options: Options, query: URLSearchParams): Promise<object> {
  const { top, after, skip, order, wantsCount } = options;
  const size = Math.min(asking.preferredSize ?? Number.POSITIVE_INFINITY, pageSizeOf(asking.database));
  const limit = Math.min(top ?? Number.POSITIVE_INFINITY, size);
  const wish = { ...wishOf(asking, view, options), limit: limit + 1, offset: after === null ? skip : 0 };
  const [rows, count] = await inOrganisation(asking.organisationId, async () => [
    limit === 0 ? [] : await readRows(asking.database, wish),
    wantsCount ? await countRows(asking.database, wish) : null,
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined && (top === null || top > limit);
  return {
    ...contextOf(asking, view, options, ''),
    ...(count !== null && { '@odata.count': count }),
    value: hasMoreColumns(options) ? shown.map((row) => only(row, options)) : shown,
    ...(hasMore && {
      '@odata.nextLink': nextLink(asking, view, { query, last, order, left: top === null ? null : top - limit }),
    }),
  };
}

/** null: there is none. */
export async function entityOf(asking: Asking, view: View, key: Value, options: Options): Promise<object | null> {
  const column = { kind: 'column', type: 'text', column: view.key } as const;
  const condition = conditionOf({
    ...{ kind: 'comparison', type: 'boolean', operator: 'eq', left: column },
    right: { kind: 'literal', type: keyType(view), value: key },
  });
  const wish = { ...wishOf(asking, view, options), condition, limit: 1 };
  const [row] = await inOrganisation(asking.organisationId, () => readRows(asking.database, wish));
  return row === undefined ? null : { ...contextOf(asking, view, options, '/$entity'), ...only(row, options) };
}

const keyType = ({ key: { type } }: View) => (type === 'int' || type === 'bigint' ? 'number' : type);

export function countOf(asking: Asking, view: View, options: Options): Promise<number> {
  return inOrganisation(asking.organisationId, () => countRows(asking.database, wishOf(asking, view, options)));
}

function wishOf(asking: Asking, view: View, { select, filter, order, after }: Options): Omit<RowsWish, 'limit'> {
  const condition = filter === null ? undefined : conditionOf(filter);
  const columns = select ?? view.columns;
  return { organisationId: asking.organisationId, view, columns, condition, order, after: after ?? undefined };
}

const hasMoreColumns = ({ select, order }: Options): boolean =>
  select !== null && !order.every(({ column }) => select.includes(column));

/** Without what was read for the order alone. */
function only(row: Row, { select }: Options): Row {
  if (select === null) return row;
  return Object.fromEntries(select.map(({ name }) => [name, row[name] ?? null]));
}

function contextOf({ root, isBare }: Asking, view: View, { select }: Options, ending: string): object {
  if (isBare) return {};
  const columns = select === null ? '' : `(${select.map(({ name }) => name).join(',')})`;
  return { '@odata.context': `${root}/$metadata#${view.entitySet}${columns}${ending}` };
}

interface Next {
  readonly query: URLSearchParams;
  readonly last: Row;
  readonly order: Options['order'];
  /** Of `$top`; null: all. */
  readonly left: number | null;
}

function nextLink({ root }: Asking, view: View, { query, last, order, left }: Next): string {
  const next = new URLSearchParams(query);
  next.delete('$skip');
  next.set('$skiptoken', writeToken(order.map(({ column }) => last[column.name] ?? null)));
  if (left !== null) next.set('$top', String(left));
  // A plus sign is a blank to some and a plus to others.
  return `${root}/${view.entitySet}?${next.toString().replaceAll('+', '%20').replaceAll('%24', '$')}`;
}
