/** Makes keys: a system's, by whoever works at the machine, and a person's own. */
import { randomBytes } from 'node:crypto';
import type { CreatedKey, KeyWish, Scope } from '../../chat/key-book.js';
import { newId } from '../../kernel/id.js';
import type { Surface } from '../../kernel/person.js';
import { refusals } from './cards/key-words.js';
import type { KeyDeps } from './deps.js';
import { faultOfName, hashKey, hashScopedKey, maxKeysOfOne } from './rules/key.js';
import { inOrder, keptScopes, systemScopes } from './rules/scopes.js';
import { appendAudit, boundTo, countKeysOf, insertKey } from './store/keys.js';

/** Whose key it will be, and through what they made it. */
export interface KeyMaker {
  readonly memberId: string;
  readonly surface: Surface;
}

/**
 * @param by absent: an operator makes a system's key
 * @throws InvalidInput on `name` or `scope`, Conflict when a key of that name is in use.
 */
export async function createKey(deps: KeyDeps, wish: KeyWish, by?: KeyMaker): Promise<CreatedKey> {
  const { organisationId, signed } = wish;
  const name = wish.name.trim();
  const fault = faultOfName(name);
  if (fault !== null) throw refusals.name(fault);
  const given = wish.scopes === undefined ? keptScopes(null, wish.isAdmin ?? false) : inOrder(wish.scopes);
  if (given.length === 0) throw refusals.noScope();
  const made = newKey(deps, { given, signed, isPersonal: by !== undefined });
  const { id, key, signingSecret, createdAt } = made;
  const isMade = await deps.database.transaction(async (tx) => {
    if (by && (await countKeysOf(tx, organisationId, by.memberId)) >= maxKeysOfOne) throw refusals.many();
    const row = { id, organisationId, name, scopes: given, createdAt, memberId: by?.memberId ?? null };
    if (!(await insertKey(tx, { ...row, ...made.kept }))) return false;
    const { memberId: actorId = null, surface = 'operator' } = by ?? {};
    const entry = { organisationId, actorId, surface, what: 'api.createKey', subject: name } as const;
    await appendAudit(tx, [{ ...entry, after: { signed, scopes: given } }], createdAt);
    return true;
  });
  if (isMade) return { key, signingSecret };
  throw by ? refusals.nameTaken(name) : refusals.exists(name);
}

interface Making {
  readonly given: readonly Scope[];
  readonly signed: boolean;
  readonly isPersonal: boolean;
}

function newKey({ database, clock }: KeyDeps, { given, signed, isPersonal }: Making) {
  const createdAt = clock.now();
  const id = newId(createdAt);
  const key = `ec_${randomBytes(32).toString('base64url')}`;
  const signingSecret = signed ? `whsec_${randomBytes(32).toString('base64')}` : null;
  const isPlain = !isPersonal && systemScopes.every((scope) => given.includes(scope));
  const keyHash = isPlain ? hashKey(key) : hashScopedKey(key);
  const sealed = signingSecret && database.seal.seal(signingSecret, boundTo('api_keys', id));
  return { id, key, signingSecret, createdAt, kept: { keyHash, signingSecret: sealed } };
}
