/** What a customer says of themselves on a page of ours: kept like what people write of them. */
import type { Transaction } from '../../storage/database.js';
import type { CustomersDeps } from './deps.js';
import { keysOf } from './rules/apply-draft.js';
import { limits } from './rules/customer.js';
import { withPreferences } from './rules/preference.js';
import { findProfile, lockNames, updateCustomer } from './store/customers.js';

/** @see Customers.prefers */
export async function prefers(
  { clock }: Pick<CustomersDeps, 'clock'>,
  tx: Transaction,
  { organisationId, id }: { readonly organisationId: string; readonly id: string },
  preference: string,
): Promise<void> {
  await lockNames(tx, organisationId);
  const customer = await findProfile(tx, organisationId, id);
  if (!customer) return;
  const now = clock.now().toISOString();
  const preferences = withPreferences(customer.preferences, [preference], { now, byId: null, mode: 'add' });
  // A wish to be left alone is kept however many others there are.
  const kept = preferences.slice(-limits.preferences);
  await updateCustomer(
    tx,
    organisationId,
    { ...customer, preferences: kept },
    keysOf(customer.name, customer.aliases).keys,
  );
}
