/** What a POST's body holds: its items, and where in the body a fault of one of them lies. Asked by collection-routes.ts. */
import type { FieldErrors } from '../../kernel/errors.js';
import { type Fault, Problem } from '../http/problem.js';
import { parseJson } from '../http/read-body.js';

export const maxItemsPerCall = 1000;

export interface ItemsCall {
  readonly items: readonly unknown[];
  /** The JSON Pointer of the list: `/items`, or the empty one. */
  readonly list: string;
  /** The JSON Pointer of one item: `/items/3`, `/3` or, when the body is a single item, the empty one. */
  readonly pointerOf: (index: number) => string;
}

/**
 * Three shapes are taken: `{ "items": [...] }`, a bare array, and one bare item.
 * @throws Problem 400 when it is no JSON, 422 when it holds no items or too many.
 */
export function parseItems(body: Buffer): ItemsCall {
  const call = callOf(parseJson(body));
  if (call.items.length >= 1 && call.items.length <= maxItemsPerCall) return call;
  const detail = `Send 1 to ${maxItemsPerCall.toLocaleString('en-GB')} items a call; these are ${call.items.length.toLocaleString('en-GB')}.`;
  throw new Problem(422, 'api.itemCount', detail, { errors: [{ pointer: call.list, detail }] });
}

function callOf(value: unknown): ItemsCall {
  if (Array.isArray(value)) return { items: value, list: '', pointerOf: (index) => `/${index}` };
  if (typeof value !== 'object' || value === null)
    throw notItems('', 'The body is an item, a list of items, or { "items": [...] }.');
  if (!('items' in value)) return { items: [value], list: '', pointerOf: () => '' };
  const unknownKey = Object.keys(value).find((key) => key !== 'items');
  if (unknownKey !== undefined) throw notItems(`/${escapeKey(unknownKey)}`, 'Beside "items" nothing else may stand.');
  if (!Array.isArray(value.items)) throw notItems('/items', '"items" is a list.');
  return { items: value.items, list: '/items', pointerOf: (index) => `/items/${index}` };
}

function notItems(pointer: string, detail: string): Problem {
  return new Problem(422, 'api.noItems', detail, { errors: [{ pointer, detail }] });
}

/** What a call would bring, for `?dryRun=true`: how many, of which dates, and which scores. */
export function summaryOf(items: readonly unknown[]): object {
  const all = items as readonly Readonly<Record<string, unknown>>[];
  const dates = all.flatMap(({ givenAt, capturedAt }) => {
    const at = givenAt ?? capturedAt;
    return typeof at === 'string' && at !== '' ? [at] : [];
  });
  const scores: Record<string, number> = {};
  for (const { score } of all)
    if (score !== undefined && score !== null) scores[String(score)] = (scores[String(score)] ?? 0) + 1;
  const inOrder = dates.toSorted((a, b) => Date.parse(a) - Date.parse(b));
  return {
    ...{ dryRun: true, itemCount: items.length, undatedCount: items.length - dates.length },
    ...{ firstDate: inOrder[0] ?? null, lastDate: inOrder.at(-1) ?? null, scores },
  };
}

/** @throws Problem 422 that names every fault of every item. */
export function refuseFaulty(
  call: Pick<ItemsCall, 'items' | 'pointerOf'>,
  check: (item: unknown) => FieldErrors | null,
): void {
  const faults = call.items.flatMap((item, index) => faultsOf(call.pointerOf(index), check(item)));
  if (faults.length > 0) throw faultyItems(faults);
}

/** The same for what only the room could find out; its fields are `INDEX.field`. */
export function problemOfFields(call: ItemsCall, fields: FieldErrors): Problem | null {
  const faults = Object.entries(fields).map(([key, detail]) => {
    const [index = '', ...names] = key.split('.');
    const field = names.join('.');
    return { pointer: pointerTo(call.pointerOf(Number(index)), field), detail };
  });
  return faults.length > 0 ? faultyItems(faults) : null;
}

function faultsOf(pointer: string, fields: FieldErrors | null): Fault[] {
  return Object.entries(fields ?? {}).map(([field, detail]) => ({ pointer: pointerTo(pointer, field), detail }));
}

function pointerTo(item: string, field: string): string {
  return field === '' ? item : `${item}/${escapeKey(field)}`;
}

/** RFC 6901, section 3. */
function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function faultyItems(errors: readonly Fault[]): Problem {
  const faults = errors.length === 1 ? 'is one fault' : `are ${errors.length.toLocaleString('en-GB')} faults`;
  return new Problem(
    422,
    'api.faultyItems',
    `Nothing was kept: there ${faults}. Mend what "errors" names and send it again.`,
    { errors },
  );
}
