/** Who asks with a key, and what they may do at this moment: a person's key never more than the person. */
import type { ApiClient } from '../../chat/key-book.js';
import { acrossOrganisations, inOrganisation } from '../../storage/scope.js';
import type { FindDeps } from './deps.js';
import { hashKey, hashScopedKey } from './rules/key.js';
import { within } from './rules/scopes.js';
import { type FoundKey, findKey, markUsed } from './store/keys.js';

/** That a key was used is noted at most so often, in ms. */
const notedEveryMs = 3_600_000;

/** Null: no key is so, it was revoked, or whose it is has left. */
export async function findClient(deps: FindDeps, key: string): Promise<ApiClient | null> {
  const hashes = [hashKey(key), hashScopedKey(key)];
  const found = await acrossOrganisations('signedAddress', () => findKey(deps.database, hashes));
  return found && inOrganisation(found.organisationId, () => clientOf(deps, found));
}

async function clientOf({ database, clock, people }: FindDeps, found: FoundKey): Promise<ApiClient | null> {
  const { memberId, lastUsedAt, keyId, organisationId, name, signingSecret } = found;
  const actor = memberId === null ? null : await people.actorOf(memberId);
  if (memberId !== null && actor?.organisationId !== organisationId) return null;
  const now = clock.now();
  if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= notedEveryMs) await markUsed(database, found, now);
  const scopes = actor === null ? found.scopes : within(actor.role, found.scopes);
  return { keyId, organisationId, name, signingSecret, scopes, actor };
}
