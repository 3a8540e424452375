/** What of a description would break a client that was made of an earlier one: what is gone, and what is wanted more. */

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(isObject(value) ? value : {});

/** A line for each; none: clients go on as before. Both are OpenAPI 3.1. */
export function breaksOf(before: Json, now: Json): readonly string[] {
  return entries(before.paths).flatMap(([path, methods]) =>
    entries(methods).flatMap(([method, operation]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const other = (at(now, ['paths', path, method]) ?? null) as Json | null;
      return other ? ofOperation(name, { before, now }, [operation as Json, other]) : [`${name} is gone`];
    }),
  );
}

interface Both {
  readonly before: Json;
  readonly now: Json;
}

function ofOperation(name: string, both: Both, [old, fresh]: readonly [Json, Json]): readonly string[] {
  const named = ({ parameters = [] }: Json) =>
    new Map((parameters as readonly Json[]).map((each) => [String(each.name), each]));
  const [oldOnes, freshOnes] = [named(old), named(fresh)];
  const gone = [...oldOnes.keys()]
    .filter((each) => !freshOnes.has(each))
    .map((each) => `${name} takes no ${each} any more`);
  const wanted = [...freshOnes.values()].filter(
    ({ required, name: each }) => required === true && !oldOnes.has(String(each)),
  );
  const body = (of: Json) => at(of, ['requestBody', 'content', 'application/json', 'schema']);
  const answers = entries(old.responses).flatMap(([status, answer]) => {
    const schema = (of: unknown) => entries(isObject(of) ? of.content : {}).map(([, each]) => (each as Json).schema)[0];
    const other = at(fresh, ['responses', status]);
    return other === undefined
      ? [`${name} answers no ${status} any more`]
      : narrowed(`${name} ${status}`, both, [schema(answer), schema(other)], 'out');
  });
  return [
    ...gone,
    ...wanted.map((each) => `${name} wants ${String(each.name)}`),
    ...narrowed(`${name} body`, both, [body(old), body(fresh)], 'in'),
    ...answers,
  ];
}

/** @param way `in`: what was taken is taken still; `out`: what was given is given still */
function narrowed(
  where: string,
  both: Both,
  [one, other]: readonly [unknown, unknown],
  way: 'in' | 'out',
): readonly string[] {
  const old = resolved(both.before, one);
  const fresh = firstOf(both.now, [old, other]);
  if (!isObject(old) || !isObject(fresh)) return old === undefined || isObject(fresh) ? [] : [`${where} is gone`];
  const found: string[] = [];
  if (JSON.stringify(old.type) !== JSON.stringify(fresh.type)) found.push(`${where} has another type`);
  const required = (of: Json) => new Set((of.required ?? []) as readonly string[]);
  if (way === 'in') {
    for (const name of required(fresh)) if (!required(old).has(name)) found.push(`${where} wants ${name}`);
    for (const bound of ['maxLength', 'maxItems', 'maximum'])
      if (Number(fresh[bound] ?? Number.POSITIVE_INFINITY) < Number(old[bound] ?? Number.POSITIVE_INFINITY))
        found.push(`${where} takes less (${bound})`);
  } else for (const name of required(old)) if (!required(fresh).has(name)) found.push(`${where} may lack ${name}`);
  for (const [name, schema] of entries(old.properties)) {
    const same = (fresh.properties as Json | undefined)?.[name];
    if (same === undefined) found.push(`${where} has no ${name}`);
    else found.push(...narrowed(`${where}.${name}`, both, [schema, same], way));
  }
  if (old.items !== undefined) found.push(...narrowed(`${where}[]`, both, [old.items, fresh.items], way));
  const shapes = (of: Json) => (of.anyOf ?? []) as readonly unknown[];
  for (const [index, shape] of shapes(old).entries())
    found.push(...narrowed(`${where}|${index}`, both, [shape, shapes(fresh)[index]], way));
  return found;
}

/** Of several shapes where there was one: the first is what comes back to whoever gives no new parameter. */
function firstOf(document: Json, [old, fresh]: readonly [unknown, unknown]): unknown {
  const found = resolved(document, fresh);
  const isOne = !(isObject(old) && 'anyOf' in old);
  return isOne && isObject(found) && Array.isArray(found.anyOf) ? resolved(document, found.anyOf[0]) : found;
}

function resolved(document: Json, schema: unknown): unknown {
  const ref = isObject(schema) ? schema.$ref : undefined;
  return typeof ref === 'string' ? at(document, ref.slice(2).split('/')) : schema;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((each: unknown, part) => (isObject(each) ? each[part] : undefined), value);
}
