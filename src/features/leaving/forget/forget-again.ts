/**
 * A restored backup may hold who was forgotten since. Whoever restores hands over the list that the database had before, or
 * that was kept beside the backup, and they are forgotten again before the bot starts.
 */
import type { LeavingDeps } from '../deps.js';
import { findForgotten, keepHashes, listHashes } from '../store/forgotten.js';
import { forget } from './forget.js';

/** What was forgotten, by hashes of ids: JSON-ready, and nothing in it tells who it was. */
export const forgottenList = ({ database }: LeavingDeps) => listHashes(database);

/** Answers how many were forgotten again. Done again, it changes nothing. @param kept as `forgottenList` answered it */
export async function forgetAgain(
  deps: LeavingDeps,
  kept: readonly { readonly hash: string; readonly kind: string }[],
): Promise<number> {
  await keepHashes(deps.database, kept, deps.clock.now());
  const found = await findForgotten(deps.database);
  for (const { organisationId, subject } of found)
    await forget(deps, organisationId, subject, { actorId: null, surface: 'operator' });
  return found.length;
}
