/** A key's name, and what is kept of a key. */

import { createHash } from 'node:crypto';
import { say } from '../../../kernel/language/say.js';
import { platforms } from '../../../kernel/person.js';

/** At most this many keys of one person are in use. */
export const maxKeysOfOne = 20;

/** A key's items would pass for something else under these. */
const reservedNames: readonly string[] = [...platforms, 'import', 'page', 'clock'];

/** What is wrong with this name, as a sentence; null: nothing. @param name without spaces around it */
export function faultOfName(name: string): string | null {
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u.test(name))
    return say('A key’s name has 1 to 60 letters, digits, spaces, dots, dashes or underscores, such as survey-tool.');
  if (reservedNames.includes(name.toLowerCase()))
    return say('{name} is what the bot calls a source of its own. Choose another name.', { name });
  return null;
}

/**
 * What is kept of a key. Keys are 256 random bits, so a plain hash can't be guessed backwards, and they are found
 * by it: there is no comparison whose time could tell how much of a guessed key was right (the hash of a guess
 * says nothing about the hash of a nearby one).
 */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/**
 * The same for a person's key and for one that may do less than read and capture: a copy of the release before, which
 * knows no scopes, does not find it and refuses it, rather than let it do too much.
 */
export const hashScopedKey = (key: string): string => hashKey(`scoped:${key}`);
