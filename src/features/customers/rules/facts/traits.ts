/** Reads what a system says of somebody: traits with values that can be kept, and why others are not. Pure. */
import type { AttributeValue } from '../attribute.js';
import { cleanName, lengthOf, limits } from '../customer.js';
import { isSecretName, secretIn } from './secrets.js';

/** null: it is so no longer. */
export type Trait = readonly [name: string, value: AttributeValue | null];

/** What was not kept, and why. The value is never repeated. */
export interface LeftOut {
  /** `address.city`, within the message. */
  readonly path: string;
  readonly why: string;
}

export interface ReadTraits {
  readonly kept: readonly Trait[];
  readonly leftOut: readonly LeftOut[];
}

/** In one message. */
const maxTraits = 100;

/** They mean something else to the language that this is written in, and to whatever reads our API. */
const reservedNames: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** What is said of a trait that is not kept. */
export const traitWords = {
  secret: 'It looks like a password or a key. Do not send secrets.',
  card: 'It looks like a card number. Do not send card numbers.',
  list: 'A list is not kept. Send a text, a number, true or false.',
  deep: 'It is nested too deeply: one level below the traits is kept.',
  long: `It is longer than ${limits.attributeValue} characters.`,
  name: `A trait’s name has 1 to ${limits.attributeName} characters.`,
  reserved: 'A trait can’t be called so.',
  number: 'The number is too large.',
  kind: 'Send a text, a number, true or false.',
  many: `A message has at most ${maxTraits} traits.`,
} as const;

/** Objects are flattened by one level: `{ address: { city } }` is `address.city`. @param except names that are read elsewhere */
export function readTraits(traits: object, except: readonly string[] = []): ReadTraits {
  const kept: Trait[] = [];
  const leftOut: LeftOut[] = [];
  const read = (name: string, value: unknown, isNested: boolean) => {
    const why = refusedName(name) ?? (isPlainObject(value) ? null : refusedValue(value));
    // A secret may stand in the name itself.
    const path = secretIn(name) === null ? name.slice(0, 80) : '(a name that looks like a secret)';
    if (why !== null) leftOut.push({ path, why });
    else if (isPlainObject(value)) {
      if (isNested) leftOut.push({ path, why: traitWords.deep });
      else for (const [inner, each] of Object.entries(value)) read(`${name}.${inner}`, each, true);
    } else if (kept.length >= maxTraits) leftOut.push({ path, why: traitWords.many });
    else kept.push([cleanName(name), kindOf(value)]);
  };
  for (const [name, value] of Object.entries(traits)) if (!except.includes(name)) read(name, value, false);
  return { kept, leftOut };
}

/** An object as JSON knows it. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** null: the text can be kept as what somebody or something is called. */
export function refusedText(text: string): string | null {
  const secret = secretIn(text);
  return secret === 'key' ? traitWords.secret : secret === 'card' ? traitWords.card : null;
}

/** Systems send the same few names with every message. */
const judgedNames = new Map<string, string | null>();
const maxJudgedNames = 2_000;

function refusedName(name: string): string | null {
  const known = judgedNames.get(name);
  if (known !== undefined) return known;
  if (judgedNames.size >= maxJudgedNames) judgedNames.clear();
  const why = judgeName(name);
  if (name.length <= limits.attributeName) judgedNames.set(name, why);
  return why;
}

function judgeName(name: string): string | null {
  if (name.split('.').some((part) => reservedNames.includes(part.trim()))) return traitWords.reserved;
  const clean = cleanName(name);
  if (clean === '' || name.length > 1_000 || lengthOf(clean) > limits.attributeName) return traitWords.name;
  return isSecretName(clean) ? traitWords.secret : refusedText(clean);
}

function refusedValue(value: unknown): string | null {
  if (value === null || typeof value === 'boolean') return null;
  if (Array.isArray(value)) return traitWords.list;
  if (typeof value === 'number') return Number.isFinite(value) ? refusedText(String(value)) : traitWords.number;
  if (typeof value !== 'string') return traitWords.kind;
  // Looked at before it is cut anywhere: what is too long may hold a secret as well.
  return refusedText(value) ?? (lengthOf(cleanName(value)) > limits.attributeValue ? traitWords.long : null);
}

function kindOf(value: unknown): AttributeValue | null {
  if (typeof value === 'string') return cleanName(value) || null;
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
