/**
 * Reads what somebody typed as a condition. jsep only parses: it makes a tree of the text and runs nothing. Of that tree
 * only what stands here is taken over, so that nothing but facts, values and these signs can ever be asked. Pure.
 */
import jsep from 'jsep';
import {
  type CompareSign,
  type Condition,
  compareSigns,
  conditionLimits,
  leavesOf,
  type MathSign,
  mathSigns,
  NoCondition,
  type Term,
  type Value,
} from './condition.js';
import { dateMs } from './dates.js';

type Node = jsep.Expression;

/** How strongly each word binds, beside the signs that jsep knows. */
const words = { or: 1, and: 2, '=': 6, is: 6, in: 7, contains: 7, before: 7, after: 7 };
for (const [word, strength] of Object.entries(words)) {
  jsep.addBinaryOp(word, strength);
  if (word !== word.toUpperCase()) jsep.addBinaryOp(word.toUpperCase(), strength);
}
for (const word of ['not', 'NOT']) jsep.addUnaryOp(word);
const dateAhead = /^\d{4}-\d{2}-\d{2}(?![\w-])/u;
jsep.hooks.add('gobble-token', function readDate(env) {
  const date = dateAhead.exec(this.expr.slice(this.index, this.index + 11))?.[0];
  if (date === undefined) return;
  this.index += date.length;
  env.node = { type: 'Literal', value: date, raw: date };
});

/** Signs as people write them. */
const meant: Readonly<Record<string, string>> = { '==': '=', is: '=', '&&': 'and', '||': 'or', '<>': '!=' };

/**
 * @param typed `plan = enterprise or revenue >= 50000`
 * @throws NoCondition
 */
export function readCondition(typed: string): Condition {
  const text = plain(typed);
  if (text === '') throw new NoCondition({ kind: 'empty' });
  const { length } = [...text];
  if (length > conditionLimits.length) throw new NoCondition({ kind: 'long', length });
  if (deepest(text) > conditionLimits.depth) throw new NoCondition({ kind: 'deep' });
  const condition = conditionOf(parse(text), 0);
  if (leavesOf(condition).length > conditionLimits.parts) throw new NoCondition({ kind: 'many' });
  return condition;
}

/** Phones and word processors write other marks. */
const plain = (typed: string): string =>
  typed
    .replaceAll(/[‘’‚]/gu, "'")
    .replaceAll(/[“”„]/gu, '"')
    .replaceAll('≥', '>=')
    .replaceAll('≤', '<=')
    .replaceAll('≠', '!=')
    .replaceAll('<>', '!=')
    .replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();

function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  for (const sign of text) {
    if (sign === '(' || sign === '[') depth += 1;
    if (sign === ')' || sign === ']') depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

function parse(text: string): Node {
  try {
    return jsep(text);
  } catch {
    throw new NoCondition({ kind: 'unreadable' });
  }
}

/** A row of parts is as deep as it is long. */
const deepestTree = conditionLimits.parts * 2;

function conditionOf(node: Node, depth: number): Condition {
  if (depth > deepestTree) throw new NoCondition({ kind: 'deep' });
  const next = depth + 1;
  if (isNode<jsep.UnaryExpression>(node, 'UnaryExpression') && isNot(node.operator)) {
    return { kind: 'not', part: conditionOf(node.argument, next) };
  }
  if (isNode<jsep.BinaryExpression>(node, 'BinaryExpression')) return binary(node, next);
  if (isNode<jsep.CallExpression>(node, 'CallExpression') && calleeOf(node) === 'has') {
    return { kind: 'has', name: argumentOf(node) };
  }
  if (isNode<jsep.Compound>(node, 'Compound')) throw new NoCondition({ kind: 'words' });
  const term = termOf(node);
  if (term.kind !== 'fact') throw new NoCondition({ kind: 'alone' });
  return { kind: 'yes', name: term.name };
}

const isNot = (sign: string): boolean => sign === '!' || sign.toLowerCase() === 'not';

function binary(node: jsep.BinaryExpression, depth: number): Condition {
  const typed = node.operator.toLowerCase();
  const sign = meant[typed] ?? typed;
  if (sign === 'and' || sign === 'or') {
    const parts = [conditionOf(node.left, depth), conditionOf(node.right, depth)];
    return { kind: sign, parts: parts.flatMap((part) => (part.kind === sign ? part.parts : [part])) };
  }
  // jsep binds `not` to the next word alone; people mean the comparison.
  if (isNode<jsep.UnaryExpression>(node.left, 'UnaryExpression') && isNot(node.left.operator)) {
    return { kind: 'not', part: binary({ ...node, left: node.left.argument }, depth) };
  }
  const compare = compareSigns.find((each) => each === sign);
  if (!compare) throw new NoCondition({ kind: 'sign', typed: node.operator });
  const right = rightOf(compare, node.right);
  if (compare === 'before' || compare === 'after') refuseNoDate(right);
  return { kind: 'compare', sign: compare, left: termOf(node.left), right };
}

/** What people compare with `=` is a word: `plan = enterprise`. */
const takesWords: readonly CompareSign[] = ['=', '!=', 'in', 'contains'];

function rightOf(sign: CompareSign, node: Node): readonly Term[] {
  const isList = sign === 'in';
  const nodes = isList ? listOf(node) : [node];
  return nodes.map((each) => {
    if (!takesWords.includes(sign) || !isNode<jsep.Identifier>(each, 'Identifier')) return termOf(each);
    return { kind: 'value', value: each.name };
  });
}

function listOf(node: Node): readonly Node[] {
  const { type } = node;
  const all = type === 'ArrayExpression' ? node.elements : type === 'SequenceExpression' ? node.expressions : [node];
  return Array.isArray(all) ? all.filter((each): each is Node => typeof each === 'object' && each !== null) : [];
}

function refuseNoDate(terms: readonly Term[]): void {
  for (const term of terms) {
    if (term.kind === 'value' && dateMs(term.value) === null) {
      throw new NoCondition({ kind: 'date', typed: String(term.value) });
    }
  }
}

function termOf(node: Node): Term {
  if (isNode<jsep.Literal>(node, 'Literal')) return { kind: 'value', value: literal(node) };
  if (isNode<jsep.Identifier>(node, 'Identifier')) return { kind: 'fact', name: node.name };
  if (isNode<jsep.MemberExpression>(node, 'MemberExpression')) return { kind: 'fact', name: path(node) };
  if (isNode<jsep.CallExpression>(node, 'CallExpression')) return call(node);
  if (isNode<jsep.UnaryExpression>(node, 'UnaryExpression')) return negative(node);
  if (isNode<jsep.BinaryExpression>(node, 'BinaryExpression')) return math(node);
  throw new NoCondition({ kind: node.type === 'Compound' ? 'words' : 'unreadable' });
}

function literal({ value }: jsep.Literal): Value {
  if (typeof value === 'string' && dateAhead.test(value) && dateMs(value) === null) {
    throw new NoCondition({ kind: 'date', typed: value });
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new NoCondition({ kind: 'unreadable' });
}

/** `address.city`: systems write names with points. */
function path({ computed, object, property }: jsep.MemberExpression): string {
  const first = isNode<jsep.MemberExpression>(object, 'MemberExpression') ? path(object) : identifier(object);
  if (computed) throw new NoCondition({ kind: 'unreadable' });
  return `${first}.${identifier(property)}`;
}

function identifier(node: Node): string {
  if (!isNode<jsep.Identifier>(node, 'Identifier')) throw new NoCondition({ kind: 'unreadable' });
  return node.name;
}

function call(node: jsep.CallExpression): Term {
  const name = calleeOf(node);
  if (name === 'fact' || name === 'events' || name === 'days') return { kind: name, name: argumentOf(node) };
  throw new NoCondition({ kind: 'call', typed: name });
}

function calleeOf({ callee }: jsep.CallExpression): string {
  return isNode<jsep.Identifier>(callee, 'Identifier') ? callee.name.toLowerCase() : '';
}

/** One name, in quotes or, where it is one word, without. */
function argumentOf(node: jsep.CallExpression): string {
  const [only, ...more] = node.arguments;
  if (only && more.length === 0) {
    if (isNode<jsep.Identifier>(only, 'Identifier')) return only.name;
    if (isNode<jsep.MemberExpression>(only, 'MemberExpression')) return path(only);
    if (isNode<jsep.Literal>(only, 'Literal') && typeof only.value === 'string') return only.value;
  }
  throw new NoCondition({ kind: 'part', typed: calleeOf(node) });
}

function negative({ operator, argument }: jsep.UnaryExpression): Term {
  const term = termOf(argument);
  const isNumber = term.kind === 'value' && typeof term.value === 'number';
  if (operator === '-' && isNumber) return { kind: 'value', value: 0 - Number(term.value) };
  if (operator === '+' && isNumber) return term;
  throw new NoCondition({ kind: 'sign', typed: operator });
}

function math({ operator, left, right }: jsep.BinaryExpression): Term {
  const sign: MathSign | undefined = mathSigns.find((each) => each === operator);
  if (!sign) throw new NoCondition({ kind: 'sign', typed: operator });
  const terms = { left: termOf(left), right: termOf(right) };
  if (sign === '/' && terms.right.kind === 'value' && Number(terms.right.value) === 0) {
    throw new NoCondition({ kind: 'zero' });
  }
  return { kind: 'math', sign, ...terms };
}

function isNode<N extends Node>(node: Node, type: N['type']): node is N {
  return node.type === type;
}
