/**
 * The description by Swagger 2.0, for Power Platform's custom connectors, which read nothing newer. It tells less: of several
 * shapes of a body the first, and of a value that may be null the other one.
 */
import type { Json } from './openapi.js';

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const entries = (value: unknown) => Object.entries(isObject(value) ? value : {});

/** What Swagger 2.0 knows of a schema. */
const known = new Set([
  ...['type', 'format', 'description', 'enum', 'items', 'properties', 'required', 'additionalProperties', 'pattern'],
  ...['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', '$ref', 'x-nullable'],
]);

/** @param openApi as openapi.ts makes it */
export function swagger(openApi: Json): Json {
  const [server] = openApi.servers as readonly { readonly url: string }[];
  const { host, protocol } = new URL(server?.url ?? 'http://localhost');
  const { title, version, description } = openApi.info as Record<string, unknown>;
  const { schemas } = openApi.components as Record<string, unknown>;
  return {
    swagger: '2.0',
    info: { title, version, description },
    ...{ host, basePath: '/', schemes: [protocol.replace(':', '')] },
    ...{ consumes: ['application/json'], produces: ['application/json'] },
    securityDefinitions: {
      key: { type: 'apiKey', name: 'Authorization', in: 'header', description: '`Bearer ec_…`' },
    },
    security: [{ key: [] }],
    paths: mapped(openApi.paths, (path) => mapped(path, toOperation)),
    definitions: mapped(schemas, toSchema),
  };
}

function mapped(value: unknown, map: (each: unknown) => unknown): Json {
  return Object.fromEntries(entries(value).map(([key, each]) => [key, map(each)]));
}

function toOperation(operation: unknown): Json {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation as Json;
  const given = (parameters as readonly Json[]).map(({ schema, style: _, explode: __, ...rest }) => ({
    ...rest,
    ...toSchema(schema),
  }));
  const body = schemaIn(requestBody);
  return {
    ...{ operationId, summary, description },
    parameters: body === undefined ? given : [...given, { name: 'body', in: 'body', required: true, schema: body }],
    responses: mapped(responses, (response) => ({
      description: (response as Json).description,
      schema: schemaIn(response),
    })),
  };
}

function schemaIn(holder: unknown): Json | undefined {
  const [content] = entries(isObject(holder) ? holder.content : undefined);
  return content && toSchema((content[1] as Json).schema);
}

function toSchema(schema: unknown): Json {
  if (!isObject(schema)) return {};
  const { anyOf, oneOf, const: only, type, ...rest } = schema;
  const shapes = (anyOf ?? oneOf) as readonly unknown[] | undefined;
  const isNull = (each: unknown) => isObject(each) && each.type === 'null';
  const first = shapes?.find((each) => !isNull(each));
  const types = Array.isArray(type) ? type : [type];
  const told: Json = {
    ...(first !== undefined && toSchema(first)),
    ...rest,
    ...(types[0] !== undefined && { type: types.find((each) => each !== 'null') }),
    ...(only !== undefined && { enum: [only] }),
    ...((shapes?.some(isNull) || types.includes('null')) && { 'x-nullable': true }),
  };
  return Object.fromEntries(
    Object.entries(told)
      .filter(([key]) => known.has(key))
      .map(([key, value]) => [key, within(key, value)]),
  );
}

function within(key: string, value: unknown): unknown {
  if (key === 'properties') return mapped(value, toSchema);
  if (key === 'items' || (key === 'additionalProperties' && isObject(value))) return toSchema(value);
  return key === '$ref' ? String(value).replace('#/components/schemas/', '#/definitions/') : value;
}
