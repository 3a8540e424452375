/**
 * Reads a `$filter` (OData 4.0, part 2, section 5.1.1): comparisons, and, or, not, in, parentheses and some functions. The
 * parsers on npm were looked at first: docs/decisions/13-a-filter-parser-of-our-own.md
 */
import type { View } from '../../bi/view.js';
import { faulty, notDone } from '../fault.js';
import { type Comparison, type Expression, type FunctionName, functions, typeOfColumn } from './expression.js';
import { asked, compared, fitting, truth } from './fit-types.js';
import { literalOf } from './literals.js';
import { createTokenReader, type TokenReader } from './token-reader.js';
import type { Token } from './tokens.js';

const comparisons: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
/** Operators of OData that are not done. */
const arithmetic: readonly string[] = ['add', 'sub', 'mul', 'div', 'mod', 'has', 'divby'];

/** One filter that is being read, and the view whose columns it names. */
interface Parse {
  readonly reader: TokenReader;
  readonly view: View;
}

/** @throws Problem 400 that says where and what, 501 for what OData has and we have not */
export function parseFilter(filter: string, view: View): Expression {
  const reader = createTokenReader(filter);
  const expression = truth(whole({ reader, view }));
  if (reader.peek()) throw reader.wrong('“and”, “or” or the end');
  return expression;
}

const whole = (parse: Parse): Expression => joined(parse, 'or', () => joined(parse, 'and', () => negation(parse)));

/** Parts that one word joins, each of which is true or false. */
function joined({ reader }: Parse, word: 'or' | 'and', part: () => Expression): Expression {
  const first = part();
  if (!reader.isWord(word)) return first;
  const parts = [truth(first)];
  while (reader.isWord(word)) {
    reader.pass();
    parts.push(truth(part()));
  }
  return { kind: word, type: 'boolean', parts };
}

function negation(parse: Parse): Expression {
  const { reader } = parse;
  if (!reader.isWord('not')) return comparison(parse);
  return reader.deeper(() => {
    reader.pass();
    return { kind: 'not', type: 'boolean', part: truth(negation(parse)) };
  });
}

function comparison(parse: Parse): Expression {
  const { reader } = parse;
  const left = operand(parse);
  const token = reader.peek();
  if (token?.kind !== 'word') return left;
  if (arithmetic.includes(token.text))
    throw notDone('$filter', `${token.text} is not done here. Reckon where you read.`);
  if (token.text === 'in') return among(parse, left);
  if (!comparisons.includes(token.text)) return left;
  reader.pass();
  return compared(token.text as Comparison, left, operand(parse));
}

function among(parse: Parse, part: Expression): Expression {
  const { reader } = parse;
  reader.pass();
  reader.take('open', 'a list in parentheses');
  const found = [member(parse, part)];
  while (reader.peek()?.kind === 'comma') {
    reader.pass();
    found.push(member(parse, part));
  }
  reader.take('close', '“)”');
  return { kind: 'in', type: 'boolean', part, among: found };
}

function member(parse: Parse, part: Expression): Expression {
  const [, value] = fitting(part, operand(parse));
  if (value.kind === 'literal') return value;
  throw faulty('$filter', 'A list behind “in” holds values alone.');
}

function operand(parse: Parse): Expression {
  const { reader, view } = parse;
  const token = reader.peek();
  if (token?.kind === 'open') return parenthesis(parse);
  if (token === undefined) throw reader.wrong('a column or a value');
  const literal = literalOf(token);
  reader.pass();
  if (literal) return literal;
  if (token.kind !== 'word') throw reader.wrong('a column or a value', token);
  return reader.peek()?.kind === 'open' ? call(parse, token) : column(view, token);
}

function parenthesis(parse: Parse): Expression {
  const { reader } = parse;
  return reader.deeper(() => {
    reader.pass();
    const inside = whole(parse);
    reader.take('close', '“)”');
    return inside;
  });
}

function column({ columns, entitySet }: View, { text }: Token): Expression {
  const found = columns.find(({ name }) => name === text);
  if (found) return { kind: 'column', type: typeOfColumn(found), column: found };
  throw faulty('$filter', `${entitySet} has no ${text}. It has ${columns.map(({ name }) => name).join(', ')}.`);
}

function call(parse: Parse, { text: name }: Token): Expression {
  const { reader } = parse;
  if (!isFunction(name))
    throw notDone('$filter', `${name}() is not done here. There are ${Object.keys(functions).join(', ')}.`);
  const { takes, gives } = functions[name];
  const parts = reader.deeper(() => {
    reader.pass();
    return takes.map((wanted, index) => {
      if (index > 0) reader.take('comma', '“,”');
      return asked(name, wanted, whole(parse));
    });
  });
  reader.take('close', '“)”');
  return { kind: 'call', type: gives, name, parts };
}

const isFunction = (name: string): name is FunctionName => Object.hasOwn(functions, name);
