/** A fact about a customer with its source and age, and how typed ones are read and laid over those that are known. Pure. */
import { cleanName } from './customer.js';

/** `Gold`, 50,000, true; text as somebody typed it, the rest from systems. */
export type AttributeValue = string | number | boolean;

/** One fact, by whose name it is kept. */
export interface Attribute {
  readonly value: AttributeValue;
  /** The system that told; null: a person did. */
  readonly source: string | null;
  /** When it became so, ISO 8601: of two, the later one is true. */
  readonly at: string;
}

/** By name, as it was written first. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** `plan=Gold` or `plan: Gold`; an empty value takes the attribute away. null: neither sign is there, or no name before it. */
export function readAttribute(typed: string): readonly [name: string, value: string] | null {
  const [, name = '', value = ''] = /^([^=:]*)[=:](.*)$/su.exec(cleanName(typed)) ?? [];
  return name.trim() === '' ? null : [name.trim(), value.trim()];
}

/**
 * What a person typed, over what is known: the same value keeps its source and age.
 * @param now ISO 8601
 * @param mode `replace`: these are all that people know; what systems told stays
 */
export function withTyped(
  before: Attributes,
  changes: readonly (readonly [name: string, value: string])[],
  { now, mode }: { readonly now: string; readonly mode: 'add' | 'replace' },
): Attributes {
  const kept = Object.entries(before).filter(([, { source }]) => mode === 'add' || source !== null);
  const after = new Map(kept);
  const names = new Map(Object.keys(before).map((name) => [name.toLowerCase(), name]));
  for (const [name, value] of changes) {
    // "Plan" and "plan" are one attribute, called as it was called first.
    const known = names.get(name.toLowerCase()) ?? name;
    const old = Object.hasOwn(before, known) ? before[known] : undefined;
    names.set(name.toLowerCase(), known);
    if (value === '') after.delete(known);
    else after.set(known, old && String(old.value) === value ? old : { value, source: null, at: now });
  }
  return Object.fromEntries(after);
}

interface WithAttributes {
  readonly attributes: Attributes;
}

/** Of two customers that become one: of each fact the later. */
export function joinedAttributes(part: WithAttributes, whole: WithAttributes): Attributes {
  const names = new Map(Object.keys(whole.attributes).map((name) => [name.toLowerCase(), name]));
  const joined = new Map(Object.entries(whole.attributes));
  for (const [name, attribute] of Object.entries(part.attributes)) {
    const known = names.get(name.toLowerCase()) ?? name;
    const other = joined.get(known);
    if (!other || other.at < attribute.at) joined.set(known, attribute);
  }
  return Object.fromEntries(joined);
}
