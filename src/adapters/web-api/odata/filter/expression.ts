/** What a `$filter` means: a tree that knows columns of a view, types and values, and no SQL. */
import type { ViewColumn } from '../../bi/view.js';

/** Of an expression; `null` is the word, which fits every type. */
export type ValueType = 'boolean' | 'number' | 'text' | 'uuid' | 'instant' | 'date' | 'null';

/** How two values are compared, as OData writes it. */
export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** With the types that they take and give. */
export const functions = {
  contains: { takes: ['text', 'text'], gives: 'boolean' },
  startswith: { takes: ['text', 'text'], gives: 'boolean' },
  endswith: { takes: ['text', 'text'], gives: 'boolean' },
  tolower: { takes: ['text'], gives: 'text' },
  toupper: { takes: ['text'], gives: 'text' },
  trim: { takes: ['text'], gives: 'text' },
  length: { takes: ['text'], gives: 'number' },
  year: { takes: ['instant'], gives: 'number' },
  month: { takes: ['instant'], gives: 'number' },
  day: { takes: ['instant'], gives: 'number' },
  hour: { takes: ['instant'], gives: 'number' },
  minute: { takes: ['instant'], gives: 'number' },
  date: { takes: ['instant'], gives: 'date' },
} as const satisfies Readonly<Record<string, { readonly takes: readonly ValueType[]; readonly gives: ValueType }>>;
/** A function of the filter language that is known here. */
export type FunctionName = keyof typeof functions;

/** Values stand in `literal` alone. Instants are ISO 8601. */
export type Expression = { readonly type: ValueType } & (
  | { readonly kind: 'column'; readonly column: ViewColumn }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | {
      readonly kind: 'comparison';
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'in'; readonly part: Expression; readonly among: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly parts: readonly Expression[] }
);

export function typeOfColumn({ type }: ViewColumn): ValueType {
  return type === 'int' || type === 'bigint' ? 'number' : type;
}
