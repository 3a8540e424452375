/** Which of the customers that share a key is meant. Pure; called by find.ts. */
import { fold } from '../../../chat/nearest.js';
import type { CustomerRef, KnownCustomer } from './customer.js';
import { spelling } from './name-words.js';

/** A way of writing a customer: the name (`alias` null) or an alias. */
export interface Written {
  readonly key: string;
  readonly alias: string | null;
}

/** Somebody who is written so. */
export type Candidate = KnownCustomer & Written;

/** The one there is, or the one written exactly so; a list: any of these could be meant. null: there is none. */
export function chooseCustomer<C extends CustomerRef & Written>(
  typed: string,
  candidates: readonly C[],
): Omit<C, keyof Written> | readonly Omit<C, keyof Written>[] | null {
  const exact = candidates.filter((candidate) => fold(candidate.alias ?? candidate.name) === fold(typed));
  const written = exact.length > 0 ? exact : writtenAs(typed, candidates);
  const found = written.length > 0 ? written : candidates;
  // One customer can be written in several ways that share a key.
  const each = new Map(found.map(({ key, alias, ...customer }) => [customer.id, customer]));
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
export function isSeveral<C extends CustomerRef>(choice: C | readonly C[] | null): choice is readonly C[] {
  return Array.isArray(choice);
}

/** Whether the name is kept as it was typed, but for case. */
export function isWrittenSo(typed: string, { name }: CustomerRef): boolean {
  return fold(typed) === fold(name);
}
