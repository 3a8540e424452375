/** A filter as SQL. Every value is a parameter; names are those of our own views. */
import { columnOf, type SqlPart, sql, typeOf } from '../../bi/store/read-rows.js';
import type { Comparison, Expression, FunctionName, ValueType } from '../filter/expression.js';

const operators: Readonly<Record<Comparison, SqlPart>> = {
  ...{ eq: sql`=`, ne: sql`IS DISTINCT FROM`, gt: sql`>`, ge: sql`>=`, lt: sql`<`, le: sql`<=` },
};

/** What is unknown to SQL is false to OData, also under a `not`. */
export function conditionOf(expression: Expression): SqlPart {
  switch (expression.kind) {
    case 'column':
      return columnOf(expression.column);
    case 'literal':
      return bound(expression.type, expression.value);
    case 'and':
    case 'or': {
      const parts = expression.parts.map((part) => sql`(${conditionOf(part)})`);
      return sql.join(parts, expression.kind === 'and' ? ' AND ' : ' OR ');
    }
    case 'not':
      return sql`NOT coalesce(${conditionOf(expression.part)}, false)`;
    case 'comparison':
      return comparisonOf(expression.operator, expression.left, expression.right);
    case 'in':
      return sql.join(
        expression.among.map((value) => sql`(${comparisonOf('eq', expression.part, value)})`),
        ' OR ',
      );
    case 'call':
      return called(expression.name, expression.parts);
  }
}

function comparisonOf(operator: Comparison, left: Expression, right: Expression): SqlPart {
  if (right.type === 'null') return toNull(operator, left);
  if (left.type === 'null') return toNull(operator, right);
  return sql`(${conditionOf(left)}) ${operators[operator]} (${conditionOf(right)})`;
}

/** Nothing is less or more than null. */
function toNull(operator: Comparison, part: Expression): SqlPart {
  const isNull = part.type === 'null' ? sql`true` : sql`(${conditionOf(part)}) IS NULL`;
  if (operator === 'eq') return isNull;
  return operator === 'ne' ? sql`NOT (${isNull})` : sql`false`;
}

function bound(type: ValueType, value: string | number | boolean | null): SqlPart {
  if (type === 'null') return sql`NULL`;
  if (type !== 'number') return sql`${value}::${sql.raw(typeOf[type])}`;
  // An index of whole numbers is found by whole numbers.
  return Number.isSafeInteger(value) ? sql`${value}::bigint` : sql`${value}::float8`;
}

function called(name: FunctionName, parts: readonly Expression[]): SqlPart {
  const [one = sql`NULL`, other = sql`NULL`] = parts.map(conditionOf);
  switch (name) {
    case 'contains':
      return sql`strpos(${one}, ${other}) > 0`;
    case 'startswith':
      return sql`starts_with(${one}, ${other})`;
    case 'endswith':
      return sql`right(${one}, length(${other})) = ${other}`;
    case 'tolower':
      return sql`lower(${one})`;
    case 'toupper':
      return sql`upper(${one})`;
    case 'trim':
      return sql`btrim(${one})`;
    case 'length':
      return sql`length(${one})`;
    case 'date':
      return parts[0]?.type === 'date' ? one : sql`((${one}) AT TIME ZONE 'UTC')::date`;
    case 'year':
    case 'month':
    case 'day':
    case 'hour':
    case 'minute':
      return extracted(name, parts[0]?.type === 'date' ? one : sql`(${one}) AT TIME ZONE 'UTC'`);
  }
}

/** Of an instant in UTC, as OData has no zone but the literal's. */
const extracted = (part: 'year' | 'month' | 'day' | 'hour' | 'minute', of: SqlPart): SqlPart =>
  sql`extract(${sql.raw(part)} FROM ${of})::int`;
