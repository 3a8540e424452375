/** Splits lists that are too long for one card into pages. */
import type { Action, Block } from './card.js';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** From 1. */
  readonly page: number;
  /** At least 1. */
  readonly pageCount: number;
}

/** A page that is not there (a button of a list that has become shorter) is the nearest one that is. */
export function pageOf<T>(all: readonly T[], wanted: number, size: number): Page<T> {
  const pageCount = Math.max(1, Math.ceil(all.length / size));
  const page = Number.isInteger(wanted) ? Math.min(Math.max(wanted, 1), pageCount) : 1;
  return { items: all.slice((page - 1) * size, page * size), page, pageCount };
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
    { kind: 'note', line: `Page ${page} of ${pageCount}` },
    { kind: 'actions', actions: [...to('Previous', page - 1), ...to('Next', page + 1)] },
  ];
}
