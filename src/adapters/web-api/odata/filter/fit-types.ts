/** Whether the parts of a `$filter` fit together by their types. Each refuses with Problem 400 where they do not. */
import { faulty } from '../fault.js';
import type { Comparison, Expression, FunctionName, ValueType } from './expression.js';
import { readAs } from './literals.js';

/** The same, where it is true or false. */
export function truth(expression: Expression): Expression {
  if (expression.type === 'boolean') return expression;
  throw faulty('$filter', `A ${expression.type} stands where something true or false is due.`);
}

/** What a function is given, as the type that it takes. */
export function asked(name: FunctionName, wanted: ValueType, given: Expression): Expression {
  const part = readAs(wanted, given);
  // Days have a year, a month and a day too.
  if (part.type === wanted || part.type === 'null' || (wanted === 'instant' && part.type === 'date')) return part;
  throw faulty('$filter', `${name}() takes a ${wanted}, not a ${given.type}.`);
}

/** Two values of one type, compared. */
export function compared(operator: Comparison, left: Expression, right: Expression): Expression {
  const [one, other] = fitting(left, right);
  return { kind: 'comparison', type: 'boolean', operator, left: one, right: other };
}

/** Both as one type. */
export function fitting(left: Expression, right: Expression): readonly [Expression, Expression] {
  const other = readAs(left.type, right);
  const one = readAs(other.type, left);
  if (one.type === other.type || one.type === 'null' || other.type === 'null') return [one, other];
  throw faulty('$filter', `A ${left.type} can’t be compared with a ${right.type}.`);
}
