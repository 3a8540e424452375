/** Lays a draft of changes over a customer. Pure; called by change.ts under the lock on names. */
import { isDeepStrictEqual } from 'node:util';
import type { CustomerProfile } from './customer.js';
import { nameKey } from './name-key.js';
import { spelling } from './name-words.js';

/** What changes of a customer; an absent field stays as it is. */
export interface Changes {
  readonly name?: string;
  readonly segment?: string | null;
  readonly ownerId?: string | null;
  readonly aliases?: readonly string[];
  /** An empty value takes the attribute away. */
  readonly attributes?: readonly (readonly [name: string, value: string])[];
}

/**
 * @param mode `add`: aliases and attributes come beside those that are there (the command); `replace`: they are all
 * there are (the form)
 */
export function applyChanges(before: CustomerProfile, changes: Changes, mode: 'add' | 'replace'): CustomerProfile {
  const { name = before.name, segment = before.segment, ownerId = before.ownerId, aliases, attributes } = changes;
  const keptAliases = mode === 'replace' && aliases ? [] : before.aliases;
  const keptAttributes = mode === 'replace' && attributes ? {} : before.attributes;
  // Who knew them by the old name still finds them.
  const formerName = spelling(name) === spelling(before.name) ? [] : [before.name];
  const after = { ...before, name, segment, ownerId, attributes: withAttributes(keptAttributes, attributes ?? []) };
  return { ...after, aliases: keysOf(name, [...keptAliases, ...(aliases ?? []), ...formerName]).aliases };
}

function withAttributes(
  before: Readonly<Record<string, string>>,
  changes: readonly (readonly [string, string])[],
): Readonly<Record<string, string>> {
  const after = new Map(Object.entries(before));
  for (const [name, value] of changes) {
    // "Plan" and "plan" are one attribute, called as it was called first.
    const known = [...after.keys()].find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;
    if (value === '') after.delete(known);
    else after.set(known, value);
  }
  return Object.fromEntries(after);
}

/** One way to write a customer's name, in the form that is compared. */
export interface WrittenKey {
  readonly key: string;
  /** null: the name itself. */
  readonly alias: string | null;
}

/** Each spelling once: an alias that the name, or an alias before it, already finds is left out. */
export function keysOf(
  name: string,
  aliases: readonly string[],
): { readonly keys: readonly WrittenKey[]; readonly aliases: readonly string[] } {
  const bySpelling = new Map<string, WrittenKey>([[spelling(name), { key: nameKey(name), alias: null }]]);
  for (const alias of aliases) {
    if (!bySpelling.has(spelling(alias))) bySpelling.set(spelling(alias), { key: nameKey(alias), alias });
  }
  const keys = [...bySpelling.values()];
  return { keys, aliases: keys.flatMap(({ alias }) => alias ?? []) };
}

/** Which parts differ, as history names them. */
export function changedParts(before: CustomerProfile, after: CustomerProfile): readonly string[] {
  const sorted = ({ aliases, ...profile }: CustomerProfile) => ({ ...profile, aliases: [...aliases].sort() });
  const [old, now] = [sorted(before), sorted(after)];
  return (Object.keys(old) as (keyof CustomerProfile)[]).filter((part) => !isDeepStrictEqual(old[part], now[part]));
}
