/** Values in a `$filter`, and how one is read as the type that it is compared with. */
import { faulty } from '../fault.js';
import type { Expression, ValueType } from './expression.js';
import type { Token } from './tokens.js';

type Literal = Extract<Expression, { kind: 'literal' }>;

/** null: the token is no value. @throws Problem 400 for one that looks like one and is none, such as the 31st of February */
export function literalOf({ kind, text, at }: Token): Literal | null {
  const literal = (type: ValueType, value: Literal['value']): Literal => ({ kind: 'literal', type, value });
  if (kind === 'text') return literal('text', text.slice(1, -1).replaceAll("''", "'"));
  if (kind === 'number') return literal('number', Number(text));
  if (kind === 'guid') return literal('uuid', text.toLowerCase());
  if (kind === 'date' && isDay(text)) return literal('date', text);
  const instant = kind === 'instant' && isDay(text.slice(0, 10)) ? instantIn(text) : null;
  if (instant !== null) return literal('instant', instant);
  if (kind === 'date' || kind === 'instant') throw faulty('$filter', `${text} at character ${at + 1} is no date.`);
  if (kind !== 'word') return null;
  if (text === 'null') return literal('null', null);
  return text === 'true' || text === 'false' ? literal('boolean', text === 'true') : null;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && !text.startsWith('0000');
}

/** In UTC; null: it is none, or its offset moves it out of the years 1 to 9999, which databases know. */
function instantIn(text: string): string | null {
  const date = new Date(text);
  const written = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return /^(?!0000)\d{4}-/.test(written) ? written : null;
}

/** The same value where another type is wanted and it can be read so: an id in quotes, a day where an instant is. */
export function readAs(wanted: ValueType, expression: Expression): Expression {
  if (expression.kind !== 'literal' || typeof expression.value !== 'string') return expression;
  const { type, value } = expression;
  if (wanted === 'uuid' && type === 'text' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value))
    return { ...expression, type: 'uuid' };
  if (wanted === 'instant' && type === 'date')
    return { ...expression, type: 'instant', value: `${value}T00:00:00.000Z` };
  return expression;
}
