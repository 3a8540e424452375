/** Names that others bear too tell nobody apart, and stay: two Mayas, a customer named like a colleague. */
import type { Transaction } from '../../../storage/database.js';
import type { Forgotten } from '../rules/scrub.js';
import { namesOfOthers, type Subject } from '../store/forgettings.js';
import { partsOfNames } from '../store/name-parts.js';

/** The same without names that somebody else here has, and with the single words of people's names. */
export async function distinctive(
  tx: Transaction,
  organisationId: string,
  subject: Subject,
  { terms, texts }: Forgotten,
): Promise<Forgotten> {
  const folded = terms.map((term) => term.toLowerCase());
  const names = await namesOfOthers(tx, { organisationId, id: subject.id, folded });
  const taken = new Set(names);
  const parts = await partsOfNames(tx, organisationId, subject);
  return { terms: [...terms.filter((term) => !taken.has(term.toLowerCase())), ...parts], texts };
}
