/** The description of the API by OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), made of the operations and their zod schemas. */
import { z } from 'zod';
import { scopes } from '../../../chat/key-book.js';
import type { Operation } from './operations.js';
import { problem } from './schemas.js';

/** JSON, as it is sent. */
export type Json = { readonly [key: string]: unknown };

/** Refusals that every operation knows, by status. */
const refusals: Readonly<Record<number, string>> = {
  400: 'A parameter or header can’t be used, or the body is no JSON.',
  401: 'There is no key, or none that is in use.',
  403: 'The key is for something else.',
  404: 'There is nothing of this name.',
  409: 'It is being worked on, or the name could be several.',
  413: 'The body is too large.',
  415: 'The body is no `application/json`.',
  422: 'The body is not as described; `errors` names each place.',
  429: 'The key asks too often: `Retry-After` says when again.',
  503: 'The database is away: `Retry-After` says when to try again.',
};

const limits = {
  RateLimit: { description: '`"key";r=599;t=42`: so many more within so many seconds.', schema: { type: 'string' } },
};

/** @param version of the bot @param server where others reach it */
export function openApi(all: readonly Operation[], { version, server }: { version: string; server: string }): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of all) {
    const template = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[template] ??= {};
    const path = paths[template];
    if (path) path[operation.method] = toOperation(operation);
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Empty Chair',
      version,
      description: 'What other programs send in, read and do. Errors are problem details (RFC 9457).',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: `A key with one of the scopes ${scopes.join(', ')}.` },
      },
    },
  };
  return withComponents(document);
}

/** The same for each operation, and dear to make. */
let refused: Json | undefined;

const once = {
  ...{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', minLength: 1, maxLength: 255 } },
  description: 'The same call under the same key is done once, and answered the same for 24 hours.',
};

const known = {
  ...{ name: 'If-None-Match', in: 'header', schema: { type: 'string', maxLength: 1_000 } },
  description: 'The `ETag` of an earlier answer: where nothing has changed, the answer is 304 without a body.',
};

const etag = { ETag: { description: 'Changes with the answer.', schema: { type: 'string' } } };

function toOperation(operation: Operation): Json {
  const { method, operationId, summary, scope, parameters = {}, path, body, isOnce, answers } = operation;
  const isReading = method === 'get';
  const given = [
    ...Object.entries(parameters).map(([name, schema]) => parameterOf(name, schema, path)),
    ...(isOnce ? [once] : []),
    ...(isReading ? [known] : []),
  ];
  const good = Object.entries(answers).map(([status, schema]) => [
    status,
    {
      description: 'It went well.',
      headers: { ...limits, ...(isReading && etag) },
      content: { 'application/json': { schema: toSchema(schema, 'output') } },
    },
  ]);
  refused ??= toSchema(problem, 'output');
  const shape = refused;
  const bad = Object.entries(refusals).map(([status, description]) => [
    status,
    { description, content: { 'application/problem+json': { schema: shape } } },
  ]);
  return {
    operationId,
    summary,
    description: `For a key with the scope \`${scope}\`.`,
    ...(given.length > 0 && { parameters: given }),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: toSchema(body, 'input') } } },
    }),
    responses: Object.fromEntries([
      ...good,
      ...(isReading ? [['304', { description: 'The client has it already.', headers: etag }] as const] : []),
      ...bad,
    ]),
  };
}

function parameterOf(name: string, schema: z.ZodType, path: string): Json {
  const isInPath = path.includes(`:${name}`);
  const { description, default: _, ...rest } = toSchema(schema, 'input');
  return {
    ...{ name, in: isInPath ? 'path' : 'query', ...(isInPath && { required: true }) },
    ...(description !== undefined && { description }),
    // With commas between, and once.
    ...(rest.type === 'array' && { style: 'form', explode: false }),
    schema: rest.type === 'integer' ? withoutPattern(rest) : rest,
  };
}

/** An address holds digits, and a program a number. */
const withoutPattern = ({ pattern: _, ...schema }: Json): Json => schema;

/** Sizes of lists and texts stand in it; what a schema transforms is told as it comes in. */
function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return json;
}

/** Schemas with a name (`id`) stand once, among the components. */
function withComponents(document: { components: object } & Json): Json {
  const schemas: Record<string, unknown> = {};
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved);
    if (typeof value !== 'object' || value === null) return value;
    const { $defs, id, ...rest } = value as { $defs?: Json; id?: unknown } & Json;
    for (const [name, schema] of Object.entries($defs ?? {})) schemas[name] = moved(withoutId(schema as Json));
    const copied = Object.fromEntries(
      Object.entries(rest).map(([key, each]) => [key, key === '$ref' ? refOf(each) : moved(each)]),
    );
    if (typeof id !== 'string' || !('type' in rest || 'anyOf' in rest))
      return { ...copied, ...(id !== undefined && { id: moved(id) }) };
    schemas[id] = copied;
    return { $ref: `#/components/schemas/${id}` };
  };
  const whole = moved(document) as { components: object } & Json;
  const inOrder = Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => one.localeCompare(other, 'en')));
  return { ...whole, components: { ...whole.components, schemas: inOrder } };
}

const withoutId = ({ id: _, ...schema }: Json): Json => schema;
const refOf = (ref: unknown) => String(ref).replace('#/$defs/', '#/components/schemas/');
