/** Leaves of a customer a bare row that is called by nobody's name: what was counted of them stays. */
import { forgottenCustomer } from '../../chat/forgotten.js';
import type { Transaction } from '../../storage/database.js';
import { keysOf } from './rules/apply-draft.js';
import { findProfile, lockNames, updateCustomer } from './store/customers.js';

/** Done again, it changes nothing. Segments stay: figures are counted by them. */
export async function makeNameless(tx: Transaction, organisationId: string, customerId: string): Promise<void> {
  await lockNames(tx, organisationId);
  const before = await findProfile(tx, organisationId, customerId);
  if (!before) return;
  // The end of an id is random.
  const name = forgottenCustomer(customerId.slice(-6));
  const after = { ...before, name, ownerId: null, attributes: {}, preferences: [] };
  await updateCustomer(tx, organisationId, after, keysOf(name, []).keys);
}
