/** Takes back what an import of customers changed: piece by piece, but for what somebody has changed since. The imports room asks. */
import type { Undoing } from '../../chat/import-book.js';
import type { Transaction } from '../../storage/database.js';
import type { CustomersDeps } from './deps.js';
import { refreshSegments } from './refresh-segments.js';
import { nameKey } from './rules/name-key.js';
import { type ChangedPieces, putBack } from './rules/pieces.js';
import { forgetUnused, lockNames } from './store/customers.js';
import { forgetFields } from './store/fields.js';
import { openPairsOf, pairKind } from './store/pairs.js';
import type { ImportRef } from './store/states.js';
import * as store from './store/states.js';

/** What taking an import back takes and leaves, as long as it stands. */
export async function customersOfImport({ database }: CustomersDeps, ref: ImportRef): Promise<Undoing> {
  const { madeCount, changedCount, used } = await store.countChanges(database, ref);
  return { addedCount: madeCount - used.length, changedCount, staying: used };
}

/** In the caller's transaction. What a later import has changed again is from now on that import's to put back. */
export async function undoCustomers(
  deps: Pick<CustomersDeps, 'clock' | 'database' | 'outbox' | 'reminders'>,
  tx: Transaction,
  ref: ImportRef,
): Promise<Undoing> {
  const { organisationId } = ref;
  const madeIds: string[] = [];
  let changedCount = 0;
  for (;;) {
    const changes = byCustomer(await store.takeChanges(tx, ref));
    if (changes.size === 0) break;
    await lockNames(tx, organisationId);
    const made = [...changes].filter(([, pieces]) => isMade(pieces)).map(([id]) => id);
    madeIds.push(...made);
    changedCount += changes.size - made.length;
    await handOn(tx, ref, changes);
    const states = await store.readStates(tx, organisationId, [...changes.keys()]);
    const restored = states.map((now) => {
      const then = putBack(now, changes.get(now.id) ?? {});
      return { now, then, key: nameKey(then.name) };
    });
    await store.restoreStates(tx, organisationId, restored);
    const ids = states.map(({ id }) => id);
    await refreshSegments(deps, tx, organisationId, ids);
  }
  await forgetFields(tx, ref);
  const asked = await openPairsOf(tx, organisationId, madeIds);
  await forgetUnused(tx, organisationId, { ids: madeIds, madeSince: new Date(0) });
  const open = new Set(await openPairsOf(tx, organisationId, madeIds));
  const over = asked.filter((id) => !open.has(id));
  await deps.outbox.enqueue(tx, await deps.reminders.movedOn(tx, pairKind, over, { isEnd: true }));
  const staying = await store.namesOf(tx, organisationId, madeIds);
  return { addedCount: madeIds.length - staying.length, changedCount, staying };
}

const isMade = ({ name }: ChangedPieces): boolean => name !== undefined && name[0] === null;

/** Of a customer that several batches of the import changed: what was before the first, and what the last left. */
function byCustomer(changes: readonly store.ChangedCustomer[]): Map<string, ChangedPieces> {
  const all = new Map<string, Record<string, readonly [unknown, unknown]>>();
  for (const { id, pieces } of changes) {
    const joined = all.get(id) ?? {};
    for (const [name, [was, became]] of Object.entries(pieces)) joined[name] = [(joined[name] ?? [was])[0], became];
    all.set(id, joined);
  }
  return all;
}

/** Takes out of `changes` what later imports have changed again. */
async function handOn(tx: Transaction, ref: ImportRef, changes: Map<string, ChangedPieces>): Promise<void> {
  const later = await store.laterChanges(tx, ref, [...changes.keys()]);
  const handed = later.flatMap(({ id, changeId, pieces }) => {
    const ours = { ...changes.get(id) };
    const theirs: Record<string, readonly [unknown, unknown]> = { ...pieces };
    for (const [name, change] of Object.entries(ours)) {
      const again = theirs[name];
      // Whoever is still told of by a later import goes with that one.
      const goesOn = again ?? (name === 'name' && change[0] === null ? change : undefined);
      if (goesOn === undefined) continue;
      theirs[name] = [change[0], goesOn[1]];
      delete ours[name];
    }
    changes.set(id, ours);
    return [{ changeId, pieces: theirs }];
  });
  await store.saveChanges(tx, ref.organisationId, handed);
}
