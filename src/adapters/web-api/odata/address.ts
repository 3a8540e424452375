/** What an address below `/odata` asks for. */

import { Problem } from '../../http/problem.js';
import type { ColumnType, View } from '../bi/view.js';
import { faulty, notDone } from './fault.js';

export type Asked =
  | { readonly kind: 'service' }
  | { readonly kind: 'metadata' }
  | { readonly kind: 'set'; readonly view: View }
  | { readonly kind: 'count'; readonly view: View }
  | { readonly kind: 'entity'; readonly view: View; readonly key: string | number };

const keyShapes: Readonly<Partial<Record<ColumnType, RegExp>>> = {
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
  int: /^\d{1,9}$/,
  bigint: /^\d{1,15}$/,
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
};

/** @param path behind `/odata`: `/Feedback(12)` @throws Problem 404, 400 or 501 */
export function readAddress(path: string, views: readonly View[]): Asked {
  const [first = '', second, ...others] = decodeURIComponent(path)
    .split('/')
    .filter((part) => part !== '');
  if (first === '') return { kind: 'service' };
  if (first === '$metadata' && second === undefined) return { kind: 'metadata' };
  if (first === '$batch') throw notDone('$batch', 'Batches are not done here. Ask each question by itself.');
  const [, name = '', key] = /^(\w+)(?:\((.*)\))?$/.exec(first) ?? [];
  const view = views.find(({ entitySet }) => entitySet === name);
  if (!view || others.length > 0) throw nothingThere(path, views);
  if (key !== undefined)
    return second === undefined ? { kind: 'entity', view, key: readKey(key, view) } : belowEntity(view);
  if (second === undefined) return { kind: 'set', view };
  if (second === '$count') return { kind: 'count', view };
  throw nothingThere(path, views);
}

/** `12` and `number=12` alike. */
function readKey(text: string, { entitySet, key }: View): string | number {
  const value = text.startsWith(`${key.name}=`) ? text.slice(key.name.length + 1) : text;
  const bare = value.replace(/^'(.*)'$/, '$1');
  if (!keyShapes[key.type]?.test(bare))
    throw faulty(key.name, `${entitySet}(${text}) is none: the key, ${key.name}, is a ${key.type}.`);
  return key.type === 'int' || key.type === 'bigint' ? Number(bare) : bare;
}

function belowEntity({ entitySet }: View): never {
  throw notDone(entitySet, 'Single properties are not done here. Use $select.');
}

function nothingThere(path: string, views: readonly View[]): Problem {
  const names = views.map(({ entitySet }) => entitySet).join(', ');
  return new Problem(404, 'odata.noSuchPath', `There is nothing at /odata${path}. There are $metadata, ${names}.`);
}
