/** Which columns of a file of customers are kept as facts, under their own names, and what they hold. Asked by columns.ts. */
import { factField } from './column-names.js';
import type { FactKind } from './item.js';
import type { SeenColumn } from './judge/judge.js';
import { fold } from './judge/names.js';

/** Whether the file gives the column no name. */
export const isNameless = (name: string): boolean => /^(?:column \d+)?$/.test(name.trim());

/** As many facts as systems may tell of one customer, without those that are fields of ours. */
const maxFacts = 36;

/** What else the file says of customers, the fullest columns first where they are too many. */
export function factColumns(columns: readonly SeenColumn[], taken: ReadonlySet<number>) {
  const names = new Set<string>();
  const free = columns.flatMap(({ name, profile }, index) => {
    const isTwice = names.has(fold(name));
    if (taken.has(index) || isNameless(name) || isTwice) return [];
    names.add(fold(name));
    return [{ index, name: name.trim(), profile }];
  });
  const kept = free.toSorted((a, b) => b.profile.filledCount - a.profile.filledCount).slice(0, maxFacts);
  return kept
    .toSorted((a, b) => a.index - b.index)
    .map(({ index, name, profile }) => ({ index, field: factField(name), ...kindOf(profile) }));
}

function kindOf({ filledCount, amountShare, dateShare }: SeenColumn['profile']): {
  kind: FactKind | null;
  why: string;
} {
  if (filledCount > 0 && amountShare === 1) return { kind: 'number', why: 'a number' };
  if (filledCount > 0 && dateShare === 1) return { kind: 'date', why: 'a date' };
  return { kind: null, why: 'text' };
}
