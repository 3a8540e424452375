/** Keys with whose they are, for lists in the chat and at the command line. */
import type { KeyEntry } from '../../chat/key-book.js';
import type { KeysDeps } from './deps.js';
import { readKeys } from './store/keys.js';

/** In the order in which they were made, the revoked among them. @param memberId whose; absent: all */
export async function listKeys(
  { database, people }: KeysDeps,
  organisationId: string,
  memberId?: string,
): Promise<readonly (KeyEntry & { readonly owner: string | null })[]> {
  const keys = await readKeys(database, organisationId, memberId);
  const ids = [...new Set(keys.flatMap((key) => key.memberId ?? []))];
  const owners = new Map((await people.members(organisationId, ids)).map(({ id, name }) => [id, name]));
  return keys.map((key) => ({ ...key, owner: (key.memberId && owners.get(key.memberId)) ?? null }));
}
