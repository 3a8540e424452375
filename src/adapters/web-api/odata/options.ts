/** Reads the query of a question: `$select`, `$filter`, `$orderby`, `$top`, `$skip`, `$count`, `$skiptoken`, `$format`. */
import { z } from 'zod';
import type { ColumnType, View, ViewColumn } from '../bi/view.js';
import { faulty, notDone } from './fault.js';
import type { Expression } from './filter/expression.js';
import { parseFilter } from './filter/parse-filter.js';

/** A question about an entity set. */
export interface Options {
  /** null: all columns. */
  readonly select: readonly ViewColumn[] | null;
  readonly filter: Expression | null;
  /** Ends with the key. */
  readonly order: readonly { readonly column: ViewColumn; readonly isDescending: boolean }[];
  readonly top: number | null;
  readonly skip: number;
  readonly wantsCount: boolean;
  /** The values of the last row of the page before, by the order; null: this is the first page. */
  readonly after: readonly (string | number | boolean | null)[] | null;
}

const known = ['$select', '$filter', '$orderby', '$top', '$skip', '$count', '$skiptoken', '$format'] as const;
type Known = (typeof known)[number];

/** @throws Problem 400 or 501 that names the option */
export function readOptions(query: Readonly<Record<string, unknown>>, view: View): Options {
  const given = givenIn(query);
  const order = readOrder(given.$orderby, view);
  return {
    select: readSelect(given.$select, view),
    filter: given.$filter === undefined ? null : parseFilter(given.$filter, view),
    order,
    top: given.$top === undefined ? null : readCount('$top', given.$top),
    skip: readCount('$skip', given.$skip ?? '0'),
    wantsCount: readFlag(given.$count),
    after: readToken(given.$skiptoken, order),
  };
}

/** What begins without $ is the client's own, and stays unread as OData has it. */
function givenIn(query: Readonly<Record<string, unknown>>): Partial<Record<Known, string>> {
  const given: Partial<Record<Known, string>> = {};
  for (const [name, value] of Object.entries(query)) {
    if (!name.startsWith('$')) continue;
    if (!isKnown(name)) throw notDone(name, `${name} is not done here. There are ${known.join(', ')}.`);
    if (typeof value !== 'string') throw faulty(name, `${name} is given once.`);
    given[name] = value;
  }
  return given;
}

const isKnown = (name: string): name is Known => (known as readonly string[]).includes(name);

function readSelect(text: string | undefined, view: View): readonly ViewColumn[] | null {
  const names = text?.split(',').map((name) => name.trim()) ?? ['*'];
  if (names.includes('*')) return null;
  const columns = names.map((name) => columnOf('$select', name, view));
  return [...new Set(columns)];
}

function columnOf(target: Known, name: string, view: View): ViewColumn {
  const found = view.columns.find((column) => column.name === name);
  if (found) return found;
  throw faulty(target, `${view.entitySet} has no ${name}. It has ${view.columns.map((each) => each.name).join(', ')}.`);
}

function readOrder(text: string | undefined, view: View): Options['order'] {
  const asked = (text?.split(',') ?? []).map((item) => {
    const [name = '', direction = 'asc', ...stray] = item.trim().split(/\s+/);
    if (stray.length > 0 || !['asc', 'desc'].includes(direction))
      throw faulty('$orderby', `“${item.trim()}” is no column with asc or desc behind it.`);
    return { column: columnOf('$orderby', name, view), isDescending: direction === 'desc' };
  });
  // What stands behind the key decides nothing.
  const upToKey = asked.findIndex(({ column }) => column === view.key);
  if (upToKey >= 0) return asked.slice(0, upToKey + 1);
  return [...asked, { column: view.key, isDescending: false }];
}

function readCount(target: '$top' | '$skip', text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw faulty(target, `${target} is a whole number from 0 on.`);
}

function readFlag(text = 'false'): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw faulty('$count', '$count is true or false.');
}

const texts = z.string().refine((text) => !text.includes('\0'));
/** What a token may hold of a column: it comes back from a client, so the database is not asked before it is looked at. */
const tokenValues: Readonly<Record<ColumnType, z.ZodType<string | number | boolean>>> = {
  ...{ uuid: z.guid(), text: texts, int: z.int32(), bigint: z.int(), number: z.number(), boolean: z.boolean() },
  ...{ instant: z.iso.datetime(), date: z.iso.date() },
};

/** A row as the next page begins behind it. */
export function writeToken(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function readToken(text: string | undefined, order: Options['order']): Options['after'] {
  if (text === undefined) return null;
  const values: unknown = jsonIn(text);
  const isOfThis =
    Array.isArray(values) &&
    values.length === order.length &&
    order.every(
      ({ column }, index) => values[index] === null || tokenValues[column.type].safeParse(values[index]).success,
    );
  if (isOfThis) return values as Options['after'];
  throw faulty('$skiptoken', 'This $skiptoken is of another question. Follow @odata.nextLink as it stands.');
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
}
