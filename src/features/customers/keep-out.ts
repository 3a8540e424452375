/** Removes what is kept of traits and events that the champion keeps out. refresh-segments.ts calls it, piece by piece. */
import type { Transaction } from '../../storage/database.js';
import { withoutKeptOut } from './rules/facts/merge.js';
import { lockNames } from './store/customers.js';
import { readFactCustomers, readFactPeopleAt, saveFactPeople, updateFactCustomers } from './store/facts.js';
import { deleteEvents, readFields } from './store/fields.js';

/** Of these customers and the people there. Nothing where nothing is kept out. */
export async function removeKeptOut(
  tx: Transaction,
  organisationId: string,
  customerIds: readonly string[],
  now: Date,
): Promise<void> {
  const out = (await readFields(tx, organisationId)).filter(({ isKeptOut }) => isKeptOut);
  if (out.length === 0) return;
  // Whoever changes facts reads them under this: nobody writes back what is removed here.
  await lockNames(tx, organisationId);
  const traits = new Set(out.flatMap(({ kind, key }) => (kind === 'trait' ? key : [])));
  const changed = <F extends Parameters<typeof withoutKeptOut>[0]>(all: readonly F[]): readonly F[] =>
    all.flatMap((one) => {
      const left = withoutKeptOut(one, traits);
      return left === one ? [] : left;
    });
  await updateFactCustomers(tx, organisationId, changed(await readFactCustomers(tx, organisationId, customerIds)));
  await saveFactPeople(tx, organisationId, changed(await readFactPeopleAt(tx, organisationId, customerIds)), now);
  const names = out.flatMap(({ kind, name }) => (kind === 'event' ? name : []));
  await deleteEvents(tx, organisationId, { customerIds, names });
}
