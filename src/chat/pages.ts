/** Splits lists that are too long for one card into pages. */
import { say } from '../kernel/language/say.js';
import { actions, note } from './blocks.js';
import type { Action, Block } from './card.js';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** From 1. */
  readonly page: number;
  /** At least 1. */
  readonly pageCount: number;
}

/** Which rows of a list a page shows: for a list that the database cuts. */
export interface Cut {
  readonly limit: number;
  /** How many to pass over. */
  readonly offset: number;
}

/** What was read of it, and how many there are in all. */
export interface Found<T> {
  readonly items: readonly T[];
  readonly totalCount: number;
}

/** A page of what is read elsewhere. @param wanted NaN: the last; one that is not there (any more): the nearest that is */
export async function readPage<F extends Found<unknown>>(
  read: (slice: Cut) => Promise<F>,
  wanted: number,
  size: number,
): Promise<F & Pick<Page<unknown>, 'page' | 'pageCount'>> {
  const at = (page: number) => read({ limit: size, offset: (page - 1) * size });
  const asked = Number.isNaN(wanted) ? 1 : Math.max(Math.trunc(wanted), 1);
  const found = await at(asked);
  const pageCount = Math.max(1, Math.ceil(found.totalCount / size));
  const page = Number.isNaN(wanted) ? pageCount : Math.min(asked, pageCount);
  return { ...(page === asked ? found : await at(page)), page, pageCount };
}

/** A page that is not there (a button of a list that has become shorter) is the nearest one that is. */
export function cutOf(count: number, wanted: number, size: number): Omit<Page<unknown>, 'items'> & Cut {
  const pageCount = Math.max(1, Math.ceil(count / size));
  const page = Number.isInteger(wanted) ? Math.min(Math.max(wanted, 1), pageCount) : 1;
  return { page, pageCount, limit: size, offset: (page - 1) * size };
}

/** The same of a list that was read whole, because it can't grow long. */
export function pageOf<T>(all: readonly T[], wanted: number, size: number): Page<T> {
  const { page, pageCount, limit, offset } = cutOf(all.length, wanted, size);
  return { items: all.slice(offset, offset + limit), page, pageCount };
}

/** Back and on, and which page this is; nothing where there is only one. `valueFor` makes the value of a page's button. */
export function pageButtons(
  { page, pageCount }: Pick<Page<unknown>, 'page' | 'pageCount'>,
  action: string,
  valueFor: (page: number) => string,
): readonly Block[] {
  if (pageCount <= 1) return [];
  const to = (label: string, target: number): readonly Action[] =>
    target >= 1 && target <= pageCount
      ? [{ kind: 'button', action, label, value: valueFor(target), turnsPage: true }]
      : [];
  return [
    note(say('Page {page, number} of {count, number}', { page, count: pageCount })),
    actions([...to(say('Previous'), page - 1), ...to(say('Next'), page + 1)]),
  ];
}
