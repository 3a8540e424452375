/** What keys are for: how scopes are typed, what each opens in words, and who may give and hold them. */

import { type Scope, scopes } from '../../../chat/key-book.js';
import { phrase } from '../../../kernel/language/say.js';
import { canAdminister, type Role } from '../../../kernel/person.js';

/** What each opens, in words. */
export const scopeWords: Readonly<Record<Scope, string>> = {
  read: phrase('read feedback, scores, customers and what else every member may read'),
  capture: phrase('capture feedback, scores and facts about customers'),
  act: phrase('change what is there, such as resolving feedback'),
  admin: phrase('read what only the champion and admins may, such as the audit log'),
};

/** A system's that says nothing else. */
export const systemScopes: readonly Scope[] = ['read', 'capture'];

/** `read,capture`, in any order; null: a part of it is no scope, or there is none. */
export function readScopes(typed: string): readonly Scope[] | null {
  const parts = typed
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter(Boolean);
  return parts.length > 0 && parts.every((part) => scopes.some((scope) => scope === part)) ? inOrder(parts) : null;
}

/** Each once, in the order of `scopes`. */
export const inOrder = (given: readonly string[]): readonly Scope[] => scopes.filter((scope) => given.includes(scope));

/** What a person of this role may give a key of theirs, and what such a key may do while they have it. */
export const within = (role: Role, given: readonly Scope[]): readonly Scope[] =>
  canAdminister(role) ? given : given.filter((scope) => scope !== 'admin');

/**
 * What is kept of a key, as scopes.
 * @param kept null: made by a release that knew no scopes @param isAdmin as that release noted it
 */
export const keptScopes = (kept: readonly string[] | null, isAdmin: boolean): readonly Scope[] =>
  kept !== null ? inOrder(kept) : isAdmin ? scopes : systemScopes;
