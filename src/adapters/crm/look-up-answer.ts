/** Reads what a signed look-up answered: about whom it is, and at most twenty fields. Whatever else is in it is left. */
import { z } from 'zod';
import {
  type AskedOfSource,
  type SourceAnswer,
  type SourceContact,
  type SourceFact,
  sourceLimits,
} from '../../chat/customer-source.js';
import { shorten } from '../../chat/shorten.js';
import { SourceFailed } from './read-json.js';

const contact = z.object({ at: z.iso.datetime({ offset: true }), line: z.string(), channel: z.string().optional() });

export interface Reading {
  readonly asked: AskedOfSource;
  /** @see LookUpOptions */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

type Json = Readonly<Record<string, unknown>>;

/** @param answer what the JSON holds. A list of one, as some flows answer, is that one. Throws SourceFailed where it is neither. */
export function readAnswer(answer: unknown, { asked, fields }: Reading): SourceAnswer {
  const several = Array.isArray(answer) ? answer : [answer];
  const [one] = several as unknown[];
  if (one === undefined || one === null) return { kind: 'unknown' };
  if (!isObject(one)) throw new SourceFailed('notJson');
  if (Object.keys(one).length === 0) return { kind: 'unknown' };
  const name = textAt(one, 'name');
  const domain = textAt(one, 'domain');
  const called = name ?? domain;
  if (called === null || several.length > 1 || !asked.isThem({ name, domain })) {
    return { kind: 'other', called: called === null ? null : [shorten(called, sourceLimits.label)] };
  }
  return { kind: 'found', facts: factsOf(one, fields), contacts: contactsOf(one), without: [] };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textAt(from: Json, key: string): string | null {
  const value = Object.hasOwn(from, key) ? from[key] : null;
  return typeof value === 'string' && value.trim() !== '' ? oneLine(value) : null;
}

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();

/** Mapped, under `facts`, or at the top: in this order. Lists and objects are no facts. */
function factsOf(answer: Json, fields: Reading['fields']): readonly SourceFact[] {
  const own = Object.hasOwn(answer, 'facts') && isObject(answer.facts) ? answer.facts : answer;
  const taken = new Set(own === answer ? ['name', 'domain', 'contacts', 'facts'] : []);
  const pairs: readonly (readonly [string, unknown])[] =
    fields.size > 0
      ? [...fields].map(([label, path]) => [label, valueAt(answer, path)] as const)
      : Object.entries(own).filter(([key]) => !taken.has(key));
  return pairs
    .flatMap(([key, value]) => {
      const label = shorten(oneLine(key), sourceLimits.label);
      const words = inWords(value);
      return label === '' || words === '' ? [] : [{ label, value: typeof value === 'boolean' ? value : words }];
    })
    .slice(0, sourceLimits.facts);
}

function valueAt(from: unknown, path: readonly string[]): unknown {
  let value = from;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return null;
    value = value[key];
  }
  return value;
}

function inWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value.toLocaleString('en-GB');
  return typeof value === 'string' ? shorten(oneLine(value), sourceLimits.value) : '';
}

function contactsOf(answer: Json): readonly SourceContact[] {
  const listed = Object.hasOwn(answer, 'contacts') && Array.isArray(answer.contacts) ? answer.contacts : [];
  return (listed as unknown[])
    .flatMap((each): SourceContact[] => {
      const { data } = contact.safeParse(each);
      const line = data ? shorten(oneLine(data.line), sourceLimits.value) : '';
      if (!data || line === '') return [];
      return [{ at: new Date(data.at), channel: shorten(oneLine(data.channel ?? ''), 30) || 'CRM', line }];
    })
    .toSorted((one, other) => other.at.getTime() - one.at.getTime())
    .slice(0, sourceLimits.contacts);
}
