/** Any JSON, and good payloads in which something is not as it should be. */
import fc from 'fast-check';
import { prototypeNames, texts } from './hostile.js';

type Json = Readonly<Record<string, unknown>>;

/** @param keys what the door's schemas know @param words what its readers know */
export function json(keys: readonly string[], words: readonly string[]): fc.Arbitrary<unknown> {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      texts(words),
      fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, 0.1, '', [], {}),
      fc.double(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(fc.constantFrom(...keys, ...prototypeNames), tie('value')), { maxLength: 5 }).map(fromEntries),
    ),
  }));
  return value;
}

/** As `JSON.parse` makes them: `__proto__` is a key like any other. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): Json {
  const made = {};
  for (const [key, value] of entries)
    Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
  return made;
}

interface Spoiling {
  readonly at: number;
  readonly how: 'change' | 'take' | 'add';
  readonly key: string;
  readonly value: unknown;
}

/** One of `good`, in which up to four values are changed, taken away or added. */
export function spoiled(good: readonly Json[], words: readonly string[]): fc.Arbitrary<Json> {
  const spoiling = fc.record<Spoiling>({
    at: fc.nat(10_000),
    how: fc.constantFrom('change', 'change', 'take', 'add'),
    key: fc.constantFrom('id', 'text', 'value', 'type', ...prototypeNames),
    value: json(['id', 'text', 'value', 'type', 'name'], words),
  });
  return fc
    .tuple(fc.constantFrom(...good), fc.array(spoiling, { maxLength: 4 }))
    .map(([each, spoilings]) => spoilings.reduce(spoil, structuredClone(each)));
}

function spoil(whole: Json, { at, how, key, value: shared }: Spoiling): Json {
  // Each whole has one of its own, which may be spoiled further.
  const value: unknown = structuredClone(shared);
  const places = placesIn(whole);
  const place = places[at % Math.max(places.length, 1)];
  if (!place) return whole;
  const changed =
    how === 'add' && typeof place.in[place.key] === 'object' ? (place.in[place.key] ?? place.in) : place.in;
  if (how === 'take') Reflect.deleteProperty(changed as object, place.key);
  else
    Object.defineProperty(changed, how === 'add' ? key : place.key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return whole;
}

function placesIn(value: unknown): { readonly in: Json; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [{ in: value as Json, key }, ...placesIn(part)]);
}
