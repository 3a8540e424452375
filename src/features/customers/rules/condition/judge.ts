/** Whether a condition holds for a customer, and why: each single condition with what is known. Pure, and always ends. */
import { counted } from '../../../../chat/counted.js';
import { withCommas } from '../../../../kernel/language/list.js';
import { readNumber } from '../../../../kernel/read-number.js';
import {
  type CompareSign,
  type Condition,
  conditionText,
  leavesOf,
  nameOf,
  type Term,
  type Value,
} from './condition.js';
import { dateMs } from './dates.js';

/** What a condition can look at. Names come as `nameOf` makes them. */
export interface Known {
  /** What is known by this name; several for what can be many, as segments; none: not known. */
  fact(name: string): readonly Value[];
  /** How often it happened in the last 30 days. */
  eventCount(name: string): number;
  readonly now: Date;
}

/** One single condition of a rule, as it stands for a customer. */
export interface Verdict {
  /** As it could be typed. */
  readonly text: string;
  readonly holds: boolean;
  /** What is known of its left side; null: nothing. */
  readonly known: string | null;
}

/** A fact that is not known is equal to nothing: `!=` and `not` hold for it, every other comparison does not. */
export function holds(condition: Condition, known: Known): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => holds(part, known));
    case 'or':
      return condition.parts.some((part) => holds(part, known));
    case 'not':
      return !holds(condition.part, known);
    case 'has':
      return known.fact(nameOf(condition.name)).length > 0;
    case 'yes':
      return known.fact(nameOf(condition.name)).some((value) => isYes(value) === true);
    case 'compare': {
      const lefts = valuesOf(condition.left, known);
      const rights = condition.right.flatMap((term) => valuesOf(term, known));
      if (condition.sign === '!=') return !fits('=', lefts, rights);
      return fits(condition.sign, lefts, rights);
    }
  }
}

/** Each single condition of it, in the order in which it is written. */
export function verdictsOf(condition: Condition, known: Known): readonly Verdict[] {
  return leavesOf(condition).map((leaf) => ({
    text: conditionText(leaf),
    holds: holds(leaf, known),
    known: shownOf(leaf, known),
  }));
}

function shownOf(leaf: Condition, known: Known): string | null {
  const values =
    leaf.kind === 'compare'
      ? valuesOf(leaf.left, known)
      : leaf.kind === 'has' || leaf.kind === 'yes'
        ? known.fact(nameOf(leaf.name))
        : [];
  if (values.length === 0) return null;
  return withCommas(values.map((value) => (typeof value === 'number' ? counted(value) : String(value))));
}

function fits(sign: CompareSign, lefts: readonly Value[], rights: readonly Value[]): boolean {
  return lefts.some((left) => rights.some((right) => compare(sign, left, right)));
}

function compare(sign: CompareSign, left: Value, right: Value): boolean {
  switch (sign) {
    case 'contains':
      return folded(left).includes(folded(right));
    case 'before':
    case 'after':
      return ordered(sign === 'before' ? '<' : '>', dateMs(left), dateMs(right));
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const numbers = [numberOf(left), numberOf(right)] as const;
      if (numbers[0] !== null && numbers[1] !== null) return ordered(sign, ...numbers);
      return ordered(sign, dateMs(left), dateMs(right));
    }
    default:
      return isEqual(left, right);
  }
}

function ordered(sign: '<' | '<=' | '>' | '>=', left: number | null, right: number | null): boolean {
  if (left === null || right === null) return false;
  if (sign === '<') return left < right;
  if (sign === '<=') return left <= right;
  return sign === '>' ? left > right : left >= right;
}

function isEqual(left: Value, right: Value): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') {
    const yes = isYes(left);
    return yes !== null && yes === isYes(right);
  }
  const numbers = [numberOf(left), numberOf(right)];
  if (numbers[0] !== null && numbers[1] !== null) return numbers[0] === numbers[1];
  return folded(left) === folded(right);
}

/** None where something is not known, is no number, or would be divided by zero. */
function valuesOf(term: Term, known: Known): readonly Value[] {
  switch (term.kind) {
    case 'value':
      return [term.value];
    case 'fact':
      return known.fact(nameOf(term.name));
    case 'events':
      return [known.eventCount(nameOf(term.name))];
    case 'days':
      return known.fact(nameOf(term.name)).flatMap((value) => {
        const ms = dateMs(value);
        return ms === null ? [] : [Math.floor((known.now.getTime() - ms) / 86_400_000)];
      });
    case 'math': {
      const [left] = valuesOf(term.left, known).map(numberOf);
      const [right] = valuesOf(term.right, known).map(numberOf);
      if (left === undefined || left === null || right === undefined || right === null) return [];
      const result = { '+': left + right, '-': left - right, '*': left * right, '/': left / right }[term.sign];
      return Number.isFinite(result) ? [result] : [];
    }
  }
}

function numberOf(value: Value): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return null;
  const read = readNumber(value);
  return typeof read === 'number' ? read : null;
}

const folded = (value: Value): string => String(value).normalize('NFKC').toLowerCase().trim();

function isYes(value: Value): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = folded(value);
  if (word === 'yes' || word === 'true' || word === '1') return true;
  return word === 'no' || word === 'false' || word === '0' ? false : null;
}
