/** Lays what a system says over what is known: of each trait the newest by time is true, in whatever order they come. Pure. */
import type { Attribute, Attributes } from '../attribute.js';
import type { Trait } from './traits.js';

/** Facts of a customer or a person, and when facts were taken away. */
export interface Facts {
  attributes: Attributes;
  /** By name, ISO 8601. */
  attributesGone: Readonly<Record<string, string>>;
}

/** Systems take so many at most, so that people find room beside them. */
export const maxFactsOfSystems = 40;

export interface Said {
  readonly traits: readonly Trait[];
  readonly source: string;
  /** ISO 8601. */
  readonly at: string;
  /** Nobody said when: the same value keeps its source and age. */
  readonly isUndated?: boolean;
}

/** Answers the facts after it, whether anything changed, and which traits found no room. */
export function mergeFacts(
  before: Facts,
  { traits, source, at, isUndated = false }: Said,
): { readonly facts: Facts; readonly isChanged: boolean; readonly withoutRoom: readonly string[] } {
  const attributes: Record<string, Attribute> = { ...before.attributes };
  const gone: Record<string, string> = { ...before.attributesGone };
  const nameOf = nameFinder(attributes, gone);
  const withoutRoom: string[] = [];
  let isChanged = false;
  for (const [told, value] of traits) {
    const name = nameOf(told);
    const known = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    const last = known?.at ?? (Object.hasOwn(gone, name) ? gone[name] : undefined);
    if (last !== undefined && (last > at || ((last === at || isUndated) && known?.value === value))) continue;
    if (value === null) {
      if (!known && Object.keys(gone).length >= maxFactsOfSystems) continue;
      delete attributes[name];
      gone[name] = at;
    } else if (!known && Object.keys(attributes).length >= maxFactsOfSystems) {
      withoutRoom.push(told);
      continue;
    } else {
      attributes[name] = { value, source, at };
      if (last !== undefined) delete gone[name];
    }
    isChanged = true;
  }
  return {
    facts: { attributes, attributesGone: gone },
    isChanged,
    withoutRoom,
  };
}

/** "Plan" and "plan" are one, called as it was called first. Most are written as before, so nothing is folded for them. */
function nameFinder(attributes: object, gone: object): (told: string) => string {
  let folded: Map<string, string> | null = null;
  return (told) => {
    if (Object.hasOwn(attributes, told)) return told;
    folded ??= new Map([...Object.keys(gone), ...Object.keys(attributes)].map((name) => [name.toLowerCase(), name]));
    const name = folded.get(told.toLowerCase()) ?? told;
    folded.set(name.toLowerCase(), name);
    return name;
  };
}

/** Facts without what systems told under these names, in lower case; the same object where there is none. What people wrote stays. */
export function withoutKeptOut<F extends Facts>(facts: F, keptOut: ReadonlySet<string>): F {
  const told = ([name, { source }]: [string, Attribute]) => source !== null && keptOut.has(name.toLowerCase());
  const attributes = Object.entries(facts.attributes);
  const gone = Object.entries(facts.attributesGone);
  const isOut = ([name]: [string, string]) => keptOut.has(name.toLowerCase());
  if (!attributes.some(told) && !gone.some(isOut)) return facts;
  return {
    ...facts,
    attributes: Object.fromEntries(attributes.filter((each) => !told(each))),
    attributesGone: Object.fromEntries(gone.filter((each) => !isOut(each))),
  };
}
