/** Which of the customers that share a key is meant. Pure; called by find.ts. */
import { fold } from '../../../chat/nearest.js';
import type { CustomerRef } from './customer.js';

/** A way of writing a customer: the name (`alias` null) or an alias. */
export interface Candidate extends CustomerRef {
  readonly key: string;
  readonly alias: string | null;
}

/** The one there is, or the one written exactly so; a list: any of these could be meant. null: there is none. */
export function chooseCustomer(
  typed: string,
  candidates: readonly Candidate[],
): CustomerRef | readonly CustomerRef[] | null {
  const exact = candidates.filter((candidate) => fold(candidate.alias ?? candidate.name) === fold(typed));
  const found = exact.length > 0 ? exact : candidates;
  const [one, ...others] = found.map(({ id, name, segment }) => ({ id, name, segment }));
  return one === undefined ? null : others.length === 0 ? one : [one, ...others];
}

/** Whether a typed name fits more than one customer. */
export function isSeveral(choice: CustomerRef | readonly CustomerRef[] | null): choice is readonly CustomerRef[] {
  return Array.isArray(choice);
}

/** Whether the name is kept as it was typed, but for case. */
export function isWrittenSo(typed: string, { name }: CustomerRef): boolean {
  return fold(typed) === fold(name);
}
