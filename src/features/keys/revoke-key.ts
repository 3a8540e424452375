/** Revokes a key: whoever asks with it is refused from then on. */
import { NotFound } from '../../kernel/errors.js';
import type { KeyMaker } from './create-key.js';
import type { KeyDeps } from './deps.js';
import { appendAudit, markRevoked, type WhichKey } from './store/keys.js';

/**
 * @param by absent: an operator does it
 * @returns the key's name as it was made
 * @throws NotFound when no key of that name is in use.
 */
export async function revokeKey(
  deps: KeyDeps,
  wish: WhichKey,
  by?: KeyMaker & { readonly refusal: (name: string) => Error },
): Promise<string> {
  const { organisationId, memberId } = wish;
  const typed = wish.name.trim();
  const now = deps.clock.now();
  return deps.database.transaction(async (tx) => {
    const name = await markRevoked(tx, { organisationId, name: typed, memberId }, now);
    if (name === null)
      throw by?.refusal(typed) ?? new NotFound('api.noKey', `No key named ${typed} is in use. See "key list".`);
    const { memberId: actorId = null, surface = 'operator' } = by ?? {};
    await appendAudit(tx, [{ organisationId, actorId, surface, what: 'api.revokeKey', subject: name }], now);
    return name;
  });
}
