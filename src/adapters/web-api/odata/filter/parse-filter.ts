/**
 * Reads a `$filter` (OData 4.0, part 2, section 5.1.1): comparisons, and, or, not, in, parentheses and some functions. The
 * parsers on npm were looked at first: docs/decisions/13-a-filter-parser-of-our-own.md
 */
import type { View } from '../../bi/view.js';
import { faulty, notDone } from '../fault.js';
import {
  type Comparison,
  type Expression,
  type FunctionName,
  functions,
  typeOfColumn,
  type ValueType,
} from './expression.js';
import { literalOf, readAs } from './literals.js';
import { type Token, tokensOf } from './tokens.js';

const deepest = 40;
const comparisons: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
/** Operators of OData that are not done. */
const arithmetic: readonly string[] = ['add', 'sub', 'mul', 'div', 'mod', 'has', 'divby'];

/** @throws Problem 400 that says where and what, 501 for what OData has and we have not */
export function parseFilter(filter: string, view: View): Expression {
  const tokens = tokensOf(filter);
  let position = 0;
  let depth = 0;

  const peek = (): Token | undefined => tokens[position];
  const isWord = (word: string) => peek()?.kind === 'word' && peek()?.text === word;
  const wrong = (wanted: string, token = peek()) =>
    faulty(
      '$filter',
      token
        ? `At character ${token.at + 1} stands ${token.text}, where ${wanted} is due.`
        : `The filter ends where ${wanted} is due.`,
    );

  function take(kind: Token['kind'], wanted: string): Token {
    const token = peek();
    if (token?.kind !== kind) throw wrong(wanted, token);
    position += 1;
    return token;
  }

  /** Parts that one word joins, each of which is true or false. */
  function joined(word: 'or' | 'and', part: () => Expression): Expression {
    const first = part();
    if (!isWord(word)) return first;
    const parts = [truth(first)];
    while (isWord(word)) {
      position += 1;
      parts.push(truth(part()));
    }
    return { kind: word, type: 'boolean', parts };
  }

  const whole = (): Expression => joined('or', () => joined('and', negation));

  function negation(): Expression {
    if (!isWord('not')) return comparison();
    return deeper(() => {
      position += 1;
      return { kind: 'not', type: 'boolean', part: truth(negation()) };
    });
  }

  function comparison(): Expression {
    const left = operand();
    const token = peek();
    if (token?.kind !== 'word') return left;
    if (arithmetic.includes(token.text))
      throw notDone('$filter', `${token.text} is not done here. Reckon where you read.`);
    if (token.text === 'in') return among(left);
    if (!comparisons.includes(token.text)) return left;
    position += 1;
    return compared(token.text as Comparison, left, operand());
  }

  function among(part: Expression): Expression {
    position += 1;
    take('open', 'a list in parentheses');
    const found = [member(part)];
    while (peek()?.kind === 'comma') {
      position += 1;
      found.push(member(part));
    }
    take('close', '“)”');
    return { kind: 'in', type: 'boolean', part, among: found };
  }

  function member(part: Expression): Expression {
    const [, value] = fitting(part, operand());
    if (value.kind === 'literal') return value;
    throw faulty('$filter', 'A list behind “in” holds values alone.');
  }

  function operand(): Expression {
    if (peek()?.kind === 'open') return parenthesis();
    const token = peek();
    if (token === undefined) throw wrong('a column or a value');
    const literal = literalOf(token);
    position += 1;
    if (literal) return literal;
    if (token.kind !== 'word') throw wrong('a column or a value', token);
    return peek()?.kind === 'open' ? call(token) : column(token);
  }

  function parenthesis(): Expression {
    return deeper(() => {
      position += 1;
      const inside = whole();
      take('close', '“)”');
      return inside;
    });
  }

  function column({ text }: Token): Expression {
    const found = view.columns.find(({ name }) => name === text);
    if (found) return { kind: 'column', type: typeOfColumn(found), column: found };
    throw faulty(
      '$filter',
      `${view.entitySet} has no ${text}. It has ${view.columns.map(({ name }) => name).join(', ')}.`,
    );
  }

  function call(token: Token): Expression {
    if (!isFunction(token.text))
      throw notDone('$filter', `${token.text}() is not done here. There are ${Object.keys(functions).join(', ')}.`);
    const name = token.text;
    const { takes, gives } = functions[name];
    const parts = deeper(() => {
      position += 1;
      return takes.map((wanted, index) => {
        if (index > 0) take('comma', '“,”');
        return asked(name, wanted, whole());
      });
    });
    take('close', '“)”');
    return { kind: 'call', type: gives, name, parts };
  }

  function deeper<T>(work: () => T): T {
    depth += 1;
    if (depth > deepest) throw faulty('$filter', `The filter is nested deeper than ${deepest} levels.`);
    const done = work();
    depth -= 1;
    return done;
  }

  const expression = truth(whole());
  if (peek()) throw wrong('“and”, “or” or the end');
  return expression;
}

const isFunction = (name: string): name is FunctionName => Object.hasOwn(functions, name);

function truth(expression: Expression): Expression {
  if (expression.type === 'boolean') return expression;
  throw faulty('$filter', `A ${expression.type} stands where something true or false is due.`);
}

function asked(name: FunctionName, wanted: ValueType, given: Expression): Expression {
  const part = readAs(wanted, given);
  // Days have a year, a month and a day too.
  if (part.type === wanted || part.type === 'null' || (wanted === 'instant' && part.type === 'date')) return part;
  throw faulty('$filter', `${name}() takes a ${wanted}, not a ${given.type}.`);
}

function compared(operator: Comparison, left: Expression, right: Expression): Expression {
  const [one, other] = fitting(left, right);
  return { kind: 'comparison', type: 'boolean', operator, left: one, right: other };
}

function fitting(left: Expression, right: Expression): readonly [Expression, Expression] {
  const other = readAs(left.type, right);
  const one = readAs(other.type, left);
  if (one.type === other.type || one.type === 'null' || other.type === 'null') return [one, other];
  throw faulty('$filter', `A ${left.type} can’t be compared with a ${right.type}.`);
}
