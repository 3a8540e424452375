/** What two customers are as one, and what each is when they are two again. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { fold } from '../../../chat/nearest.js';
import { applyChanges, keysOf } from './apply-draft.js';
import { type Attributes, joinedAttributes } from './attribute.js';
import { spelling } from './name-words.js';
import { joinedPreferences } from './preference.js';
import type { CustomerProfile } from './profile.js';

/** As much of a customer as merging changes. */
export type MergeSide = Pick<
  CustomerProfile,
  'id' | 'name' | 'segment' | 'ownerId' | 'aliases' | 'attributes' | 'preferences'
>;

/** How often somebody did something on a day. */
export interface EventDay {
  readonly name: string;
  /** `2026-11-28`; empty: all days that are counted together. */
  readonly day: string;
  readonly count: number;
  /** ISO 8601. */
  readonly firstAt: string;
  readonly lastAt: string;
}

/** Both as they were before they became one, as JSON keeps it. */
export interface MergedParts {
  readonly part: MergeSide & {
    readonly createdAt: string;
    readonly isPerson: boolean;
    readonly attributesGone: Readonly<Record<string, string>>;
  };
  readonly whole: MergeSide;
  readonly events: { readonly part: readonly EventDay[]; readonly whole: readonly EventDay[] };
}

/** The one that both become. */
export function joined(
  part: CustomerProfile,
  whole: CustomerProfile,
  { now, byId }: { readonly now: Date; readonly byId: string },
): CustomerProfile {
  const changes = {
    segment: whole.segment ?? part.segment,
    ownerId: whole.ownerId ?? part.ownerId,
    aliases: [part.name, ...part.aliases],
  };
  return {
    ...applyChanges(whole, changes, { mode: 'add', now, byId }),
    attributes: joinedAttributes(part, whole),
    preferences: joinedPreferences(part, whole),
  };
}

/** What is left of the one when the other is taken out of it: what people or systems changed since stays. */
export function parted(now: CustomerProfile, { part, whole }: Pick<MergedParts, 'part' | 'whole'>): CustomerProfile {
  const theirs = new Set([part.name, ...part.aliases].map(spelling));
  const own = new Set([whole.name, ...whole.aliases].map(spelling));
  const aliases = now.aliases.filter((alias) => own.has(spelling(alias)) || !theirs.has(spelling(alias)));
  const before = new Set(whole.preferences.map(({ text }) => fold(text)));
  const came = new Set(part.preferences.map(({ text }) => fold(text)).filter((text) => !before.has(text)));
  const unlessTheirs = <T>(now: T, before: T, came: T): T => (before === null && now === came ? before : now);
  return {
    ...now,
    segment: unlessTheirs(now.segment, whole.segment, part.segment),
    ownerId: unlessTheirs(now.ownerId, whole.ownerId, part.ownerId),
    aliases: keysOf(now.name, aliases).aliases,
    attributes: partedAttributes(now.attributes, { part, whole }),
    preferences: now.preferences.filter(({ text }) => !came.has(fold(text))),
  };
}

function partedAttributes(now: Attributes, { part, whole }: Pick<MergedParts, 'part' | 'whole'>): Attributes {
  const then = joinedAttributes(part, whole);
  const left = Object.entries(now).flatMap(([name, attribute]) => {
    const isUntouched = Object.hasOwn(then, name) && isDeepStrictEqual(then[name], attribute);
    if (!isUntouched) return [[name, attribute] as const];
    const before = Object.hasOwn(whole.attributes, name) ? whole.attributes[name] : undefined;
    return before ? [[name, before] as const] : [];
  });
  return Object.fromEntries(left);
}

/** The days that are otherwise when the one's are taken out of what both did together. */
export function partedEvents(now: readonly EventDay[], { part, whole }: MergedParts['events']): readonly EventDay[] {
  const idOf = ({ name, day }: Pick<EventDay, 'name' | 'day'>) => `${day} ${name}`;
  const left = new Map(now.map((each) => [idOf(each), each]));
  const before = new Map(whole.map((each) => [idOf(each), each]));
  const changed = new Set<string>();
  for (const each of part) {
    // Meanwhile the day may be counted together with others.
    const id = left.has(idOf(each)) ? idOf(each) : idOf({ ...each, day: '' });
    const both = left.get(id);
    if (!both) continue;
    const count = Math.max(0, both.count - each.count);
    const own = before.get(id);
    left.set(id, own?.count === count ? own : { ...both, count });
    changed.add(id);
  }
  return [...changed].flatMap((id) => left.get(id) ?? []);
}
