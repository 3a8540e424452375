/** What a condition on customers is once it is read: a small tree that has nothing in it but facts, values and signs. */

/** A value that a condition compares with. */
export type Value = string | number | boolean;

/** What stands on a side of a comparison. */
export type Term =
  | { readonly kind: 'value'; readonly value: Value }
  /** By its name as it was typed; `nameOf` says which one is meant. */
  | { readonly kind: 'fact'; readonly name: string }
  /** How often it happened in the last 30 days. */
  | { readonly kind: 'events'; readonly name: string }
  /** Whole days since the date that a fact holds. */
  | { readonly kind: 'days'; readonly name: string }
  | { readonly kind: 'math'; readonly sign: MathSign; readonly left: Term; readonly right: Term };

/** Reckoning. */
export const mathSigns = ['+', '-', '*', '/'] as const;
export type MathSign = (typeof mathSigns)[number];

/** Signs between two terms. `in` holds for any of several. */
export const compareSigns = ['=', '!=', '<', '<=', '>', '>=', 'in', 'contains', 'before', 'after'] as const;
export type CompareSign = (typeof compareSigns)[number];

/** Something that holds for a customer or does not. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'compare'; readonly sign: CompareSign; readonly left: Term; readonly right: readonly Term[] }
  /** The fact is known. */
  | { readonly kind: 'has'; readonly name: string }
  /** A fact that says yes. */
  | { readonly kind: 'yes'; readonly name: string };

/** In characters, brackets within each other, and single conditions. */
export const conditionLimits = { length: 1_000, depth: 20, parts: 50 } as const;

/** Why a text is no condition; cards/condition-words.ts says it. */
export type ConditionFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'long'; readonly length: number }
  | { readonly kind: 'deep' | 'many' | 'zero' | 'unreadable' | 'words' | 'alone' }
  | { readonly kind: 'sign' | 'call' | 'date' | 'part'; readonly typed: string };

/** Thrown where a condition is read. */
export class NoCondition extends Error {
  constructor(readonly fault: ConditionFault) {
    super(fault.kind);
  }
}

/** As names are compared: `new_users`, `new-users` and `New users` are one. */
export const nameOf = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_.-]+/gu, ' ')
    .trim();

/** The single conditions, as they are written. */
export function leavesOf(condition: Condition): readonly Condition[] {
  if (condition.kind === 'not') return leavesOf(condition.part);
  return condition.kind === 'and' || condition.kind === 'or' ? condition.parts.flatMap(leavesOf) : [condition];
}

function termsOf(condition: Condition): readonly Term[] {
  const within = (term: Term): readonly Term[] =>
    term.kind === 'math' ? [...within(term.left), ...within(term.right)] : [term];
  return leavesOf(condition).flatMap((leaf) => {
    if (leaf.kind === 'compare') return [leaf.left, ...leaf.right].flatMap(within);
    return leaf.kind === 'has' || leaf.kind === 'yes' ? [{ kind: 'fact', name: leaf.name } as const] : [];
  });
}

/** What a condition asks for, as it was typed. */
export interface Asked {
  readonly facts: readonly string[];
  readonly events: readonly string[];
  /** With which `segment` is compared. */
  readonly segments: readonly string[];
  /** It changes by itself, with the days. */
  readonly isByTime: boolean;
}

/** Every name in it, once for each time it stands there. */
export function askedBy(condition: Condition): Asked {
  const terms = termsOf(condition);
  const facts = terms.flatMap((term) => (term.kind === 'fact' || term.kind === 'days' ? term.name : []));
  const events = terms.flatMap((term) => (term.kind === 'events' ? term.name : []));
  const segments = leavesOf(condition).flatMap(segmentsIn);
  return { facts, events, segments, isByTime: terms.some(({ kind }) => kind === 'events' || kind === 'days') };
}

function segmentsIn(leaf: Condition): readonly string[] {
  if (leaf.kind !== 'compare' || !['=', '!=', 'in'].includes(leaf.sign)) return [];
  if (leaf.left.kind !== 'fact' || nameOf(leaf.left.name) !== 'segment') return [];
  return leaf.right.flatMap((term) => (term.kind === 'value' ? String(term.value) : []));
}

/** A condition in one line, as it could be typed. */
export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.map((part) => bracketed(part)).join(` ${condition.kind} `);
    case 'not':
      return isPlain(condition.part)
        ? `not ${conditionText(condition.part)}`
        : `not (${conditionText(condition.part)})`;
    case 'has':
      return `has(${condition.name})`;
    case 'yes':
      return condition.name;
    case 'compare': {
      const { sign, left, right } = condition;
      const values = right.map(termText).join(', ');
      return `${termText(left)} ${sign} ${sign === 'in' ? `(${values})` : values}`;
    }
  }
}

/** What `not` before it is about as a whole. */
const isPlain = (part: Condition): boolean =>
  part.kind === 'has' || part.kind === 'yes' || (part.kind === 'compare' && part.left.kind === 'fact');

const bracketed = (part: Condition): string =>
  part.kind === 'and' || part.kind === 'or' ? `(${conditionText(part)})` : conditionText(part);

function termText(term: Term): string {
  switch (term.kind) {
    case 'value':
      return typeof term.value === 'string' && !/^[\p{L}\d_-]+$/u.test(term.value)
        ? `'${term.value}'`
        : String(term.value);
    case 'fact':
      return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(term.name) ? term.name : `fact('${term.name}')`;
    case 'math':
      return `${termText(term.left)} ${term.sign} ${termText(term.right)}`;
    default:
      return `${term.kind}(${/^[\p{L}_][\p{L}\p{N}_]*$/u.test(term.name) ? term.name : `'${term.name}'`})`;
  }
}
