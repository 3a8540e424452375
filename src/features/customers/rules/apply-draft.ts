/** Lays a draft of changes over a customer. Pure; called by change.ts under the lock on names. */
import { isDeepStrictEqual } from 'node:util';
import { withTyped } from './attribute.js';
import type { PersonDraft } from './customer-person.js';
import { nameKey } from './name-key.js';
import { spelling } from './name-words.js';
import { withPreferences } from './preference.js';
import type { CustomerProfile } from './profile.js';

/** What changes of a customer; an absent field stays as it is. */
export interface Changes {
  readonly name?: string;
  readonly segment?: string | null;
  readonly ownerId?: string | null;
  readonly aliases?: readonly string[];
  /** An empty value takes the attribute away. */
  readonly attributes?: readonly (readonly [name: string, value: string])[];
  readonly preferences?: readonly string[];
  /** They come beside those who are there; who has the same address or name is the same person. */
  readonly people?: readonly PersonDraft[];
}

/** How a draft is laid over what is there. */
export interface Applying {
  /** `add`: lists come beside what is there (the command); `replace`: they are all there is (the form). */
  readonly mode: 'add' | 'replace';
  readonly now: Date;
  /** Our member who typed it; null: a system. */
  readonly byId: string | null;
}

/** The customer as it is when the draft is laid over it; nothing is kept yet. */
export function applyChanges(
  before: CustomerProfile,
  changes: Changes,
  { mode, now, byId }: Applying,
): CustomerProfile {
  const { name = before.name, segment = before.segment, ownerId = before.ownerId, aliases } = changes;
  const { attributes, preferences } = changes;
  const keptAliases = mode === 'replace' && aliases ? [] : before.aliases;
  // Who knew them by the old name still finds them.
  const formerName = spelling(name) === spelling(before.name) ? [] : [before.name];
  const at = { now: now.toISOString(), byId, mode };
  return {
    ...before,
    name,
    segment,
    ownerId,
    aliases: keysOf(name, [...keptAliases, ...(aliases ?? []), ...formerName]).aliases,
    attributes: attributes ? withTyped(before.attributes, attributes, at) : before.attributes,
    preferences: preferences ? withPreferences(before.preferences, preferences, at) : before.preferences,
  };
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
