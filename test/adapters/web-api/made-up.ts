/** Calls made up from the description of an operation: as it says, and off it here and there. */
import fc from 'fast-check';

type Json = Readonly<Record<string, unknown>>;

/** What is sent. */
export interface MadeUp {
  readonly query: Readonly<Record<string, string>>;
  readonly inPath: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

const odd = fc.oneof(
  fc.constantFrom('', '\u202e', '🪑', 'null', '-1', '1e9', ' '.repeat(50)),
  fc.string({ maxLength: 40 }),
);

/** Half of all calls keep to the description. */
export function anyFor(described: Json, operation: unknown): fc.Arbitrary<MadeUp> {
  const { parameters = [], requestBody } = operation as {
    parameters?: readonly Json[];
    requestBody?: { content: Json };
  };
  const [content] = Object.values(requestBody?.content ?? {}) as readonly Json[];
  const right = fc.record({
    query: valuesOf(
      described,
      parameters.filter((parameter) => parameter.in === 'query'),
    ),
    // One that there is.
    inPath: fc.constant({ name: 'Acme' }),
    body: content ? anyOf(described, content.schema as Json) : fc.constant(null),
  });
  const wrong = fc.record({
    query: fc.dictionary(fc.constantFrom('limit', 'after', 'state', 'metric', 'fields', 'dryRun', 'nonsense'), odd, {
      minKeys: 1,
    }),
    inPath: fc.record({ name: fc.string({ minLength: 1, maxLength: 30 }) }),
    body: fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.record({ items: fc.array(fc.jsonValue({ maxDepth: 2 })) })),
  });
  return fc.oneof(right, wrong);
}

/** Each parameter is given or left out. */
function valuesOf(described: Json, parameters: readonly Json[]): fc.Arbitrary<Record<string, string>> {
  const each = parameters.map(
    ({ name, schema }) => [String(name), anyOf(described, schema as Json).map(String)] as const,
  );
  const isNeeded = parameters.filter(({ required }) => required === true).map(({ name }) => String(name));
  return fc.record(Object.fromEntries(each), { requiredKeys: isNeeded as never }) as fc.Arbitrary<
    Record<string, string>
  >;
}

function anyOf(described: Json, schema: Json): fc.Arbitrary<unknown> {
  const { $ref, anyOf: shapes, const: only, enum: values, type } = schema;
  if (typeof $ref === 'string') return anyOf(described, at(described, $ref));
  if (Array.isArray(shapes)) return fc.oneof(...shapes.map((shape) => anyOf(described, shape as Json)));
  if (only !== undefined) return fc.constant(only);
  if (Array.isArray(values)) return fc.constantFrom(...(values as unknown[]));
  switch (Array.isArray(type) ? type.find((each) => each !== 'null') : type) {
    case 'string':
      return textFor(schema);
    case 'integer':
      return fc.integer({ min: Number(schema.minimum ?? 0), max: Math.min(Number(schema.maximum ?? 10), 1_000) });
    case 'number':
      return fc.integer({ min: 0, max: 10 });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(anyOf(described, (schema.items ?? {}) as Json), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: 3,
      });
    case 'object':
      return objectFor(described, schema);
    default:
      return fc.constantFrom('Acme', 7, true);
  }
}

function textFor({ minLength = 0, maxLength = 40, pattern, format }: Json): fc.Arbitrary<string> {
  if (format === 'uri') return fc.constant('https://example.com/x');
  if (format === 'date-time') return fc.constant('2026-11-01T10:00:00Z');
  if (format === 'date') return fc.constant('2026-11-01');
  if (pattern !== undefined) return fc.constantFrom('7', '2026-11-01', 'https://example.com/x');
  return fc.string({ minLength: Number(minLength), maxLength: Math.min(Number(maxLength), 40) });
}

/** What is wanted alone, or with some of the rest: an owner of a made-up name is refused. */
function objectFor(described: Json, { properties = {}, required = [] }: Json): fc.Arbitrary<unknown> {
  const all = Object.entries(properties as Json).map(
    ([name, schema]) => [name, anyOf(described, schema as Json)] as const,
  );
  const wanted = all.filter(([name]) => (required as readonly string[]).includes(name));
  return fc.oneof(
    fc.record(Object.fromEntries(wanted)),
    fc.record(Object.fromEntries(all), { requiredKeys: required as never }),
  );
}

function at(described: Json, ref: string): Json {
  return ref
    .slice(2)
    .split('/')
    .reduce((value: unknown, part) => (value as Json)[part], described) as Json;
}
