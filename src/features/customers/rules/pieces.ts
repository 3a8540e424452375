/**
 * A customer in pieces that can be put back one by one when an import is taken back: the name, each fact, each way of
 * writing, each person, each id. Pure.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Attribute } from './attribute.js';
import type { Preference } from './preference.js';

/** All that is kept of a customer, as the store reads it for comparing. JSON-ready. */
export interface CustomerState {
  readonly id: string;
  readonly name: string;
  readonly segment: string | null;
  readonly ownerId: string | null;
  readonly isPerson: boolean;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly attributesGone: Readonly<Record<string, string>>;
  readonly preferences: readonly Preference[];
  /** Alias to key. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Rows of other tables, by what tells them apart: as JSON of the row. */
  readonly people: Readonly<Record<string, object>>;
  readonly links: Readonly<Record<string, object>>;
  readonly pairs: Readonly<Record<string, object>>;
}

/** By piece; what is absent is not there. */
export type Pieces = ReadonlyMap<string, unknown>;

/** What pieces an import changed: what each was, and what it became. null: not there. */
export type ChangedPieces = Readonly<Record<string, readonly [was: unknown, became: unknown]>>;

/** Those parts that are kept by name. */
const byName = ['attributes', 'attributesGone', 'aliases', 'people', 'links', 'pairs'] as const;
const plain = ['name', 'segment', 'ownerId', 'isPerson'] as const;

export function piecesOf(state: CustomerState | null): Pieces {
  if (state === null) return new Map();
  const pieces = new Map<string, unknown>(plain.map((part) => [part, state[part]]));
  for (const part of byName)
    for (const [name, value] of Object.entries(state[part])) pieces.set(`${part} ${name}`, value);
  for (const preference of state.preferences) pieces.set(`preferences ${preference.text}`, preference);
  return pieces;
}

/** What differs. */
export function changedBetween(before: CustomerState | null, after: CustomerState): ChangedPieces {
  const [old, now] = [piecesOf(before), piecesOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const [was, became] = [old.get(name) ?? null, now.get(name) ?? null];
      return isDeepStrictEqual(was, became) ? [] : [[name, [was, became] as const]];
    }),
  );
}

/** The state as it was before these changes, but for pieces that somebody has changed since. */
export function putBack(state: CustomerState, changes: ChangedPieces): CustomerState {
  const now = piecesOf(state);
  const after = new Map(now);
  for (const [name, [was, became]] of Object.entries(changes)) {
    if (!isDeepStrictEqual(now.get(name) ?? null, became)) continue;
    // A customer that was made has a name for as long as it is there.
    if (was === null && name === 'name') continue;
    if (was === null) after.delete(name);
    else after.set(name, was);
  }
  const part = (begins: string) =>
    [...after].flatMap(([name, value]) =>
      name.startsWith(`${begins} `) ? [[name.slice(begins.length + 1), value]] : [],
    );
  const restored = {
    ...Object.fromEntries(plain.map((each) => [each, after.get(each) ?? null])),
    isPerson: after.get('isPerson') === true,
    ...Object.fromEntries(byName.map((each) => [each, Object.fromEntries(part(each))])),
    preferences: part('preferences').map(([, value]) => value),
  };
  return { ...state, ...restored } as CustomerState;
}
