/** What people do with keys in the chat: the commands `key`, `key new` and `key revoke`. */
import type { CommandLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { canAdminister } from '../../kernel/person.js';
import { keyMadeCard, keyRevokedCard, keysCard, refusals } from './cards/key-words.js';
import { createKey } from './create-key.js';
import type { KeysDeps } from './deps.js';
import { listKeys } from './list-keys.js';
import { revokeKey } from './revoke-key.js';
import { readScopes, within } from './rules/scopes.js';

/** One's own; the champion and admins see everybody's and those of systems. */
export async function showKeys(deps: KeysDeps, { actor }: InteractionContext): Promise<Reply> {
  const { organisationId, role, id, timeZone } = actor;
  const isAll = canAdminister(role);
  const keys = await listKeys(deps, organisationId, isAll ? undefined : id);
  const inUse = keys.filter(({ revokedAt }) => revokedAt === null);
  return showCard(keysCard(inUse, { timeZone, isAll }));
}

/** A key of one's own, for one's eyes alone. */
export async function makeKey(
  deps: KeysDeps,
  { text, details }: CommandLine,
  { actor, platform }: InteractionContext,
): Promise<Reply> {
  // A key makes no keys: what it was not given, it could give itself.
  if (platform === 'api') throw refusals.onlyInChat();
  const name = text.trim();
  if (name === '') throw refusals.noName();
  const typed = details.scope ?? 'read';
  const scopes = readScopes(typed);
  if (scopes === null) throw refusals.scope(typed);
  if (within(actor.role, scopes).length < scopes.length) throw refusals.notYours();
  const { organisationId, id: memberId } = actor;
  const { key } = await createKey(
    deps,
    { organisationId, name, signed: false, scopes },
    { memberId, surface: platform },
  );
  return showCard(keyMadeCard(name, scopes, key));
}

/** One's own; the champion and admins may revoke anybody's. */
export async function endKey(deps: KeysDeps, typed: string, { actor, platform }: InteractionContext): Promise<Reply> {
  const { organisationId, role, id } = actor;
  const isAny = canAdminister(role);
  const by = { memberId: id, surface: platform, refusal: isAny ? refusals.none : refusals.noneOfYours };
  if (typed.trim() === '') throw by.refusal('');
  const wish = { organisationId, name: typed, memberId: isAny ? undefined : id };
  return showCard(keyRevokedCard(await revokeKey(deps, wish, by)));
}
