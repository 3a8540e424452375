/** Which of the customers that share a key is meant. Pure; called by find.ts. */
import { fold } from '../../../chat/nearest.js';
import type { CustomerRef } from './customer.js';
import { spelling } from './name-words.js';

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
  const written = exact.length > 0 ? exact : writtenAs(typed, candidates);
  const found = written.length > 0 ? written : candidates;
  // One customer can be written in several ways that share a key.
  const each = new Map(found.map(({ id, name, segment }) => [id, { id, name, segment }]));
  const [one, ...others] = each.values();
  return one === undefined ? null : others.length === 0 ? one : [one, ...others];
}

/** Those that are written so, but for case and punctuation. */
export function writtenAs<C extends Pick<Candidate, 'alias' | 'name'>>(
  typed: string,
  candidates: readonly C[],
): readonly C[] {
  const wanted = spelling(typed);
  return candidates.filter(({ alias, name }) => spelling(alias ?? name) === wanted);
}

/** Whether a typed name fits more than one customer. */
export function isSeveral(choice: CustomerRef | readonly CustomerRef[] | null): choice is readonly CustomerRef[] {
  return Array.isArray(choice);
}

/** Whether the name is kept as it was typed, but for case. */
export function isWrittenSo(typed: string, { name }: CustomerRef): boolean {
  return fold(typed) === fold(name);
}
