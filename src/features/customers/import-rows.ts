/** Takes in rows of files about customers: their facts go the way of what systems tell, and what was before is noted for taking the import back. */
import { type FieldErrors, InvalidInput } from '../../kernel/errors.js';
import type { Transaction } from '../../storage/database.js';
import { wordsFor } from './cards/refusals.js';
import type { CustomersDeps } from './deps.js';
import { type ImportedRow, readRow } from './imported-row.js';
import { type Laid, layBatch } from './lay-batch.js';
import { type PersonRow, readPersonRow } from './person-row.js';
import { refreshSegments } from './refresh-segments.js';
import { type CustomerRef, limits } from './rules/customer.js';
import { nameKey } from './rules/name-key.js';
import { type CustomerState, changedBetween } from './rules/pieces.js';
import { withPreferences } from './rules/preference.js';
import { saveAskingMarks } from './store/askable.js';
import { lockNames } from './store/customers.js';
import { noteFields } from './store/fields.js';
import { noteCustomers, type OwnParts, readStates, saveOwnParts } from './store/states.js';

/** Where the rows come from. */
export interface RowSource {
  readonly organisationId: string;
  readonly source: string;
  /** Absent: nothing is noted, because nothing can be taken back. */
  readonly importNumber?: number;
}

/** What came of a row. */
export interface TakenRow {
  readonly isNew: boolean;
  readonly isUpdate: boolean;
  /** The customer that it is about. */
  readonly name: string;
  /** The same, where the row made it. */
  readonly newCustomer?: string;
  readonly notes?: readonly string[];
}

/** How a row of one kind of file is read. Throws InvalidInput. */
export type ReadRow = (row: unknown, now: Date) => ImportedRow;

/** Whose an answer is. */
export interface PlacedAnswerer {
  readonly id: string;
  /** The customer was made for this answer, the first of theirs; null: they were here. */
  readonly newCustomer: CustomerRef | null;
}

/** What is wrong with one row by itself, by field; null: nothing. */
export function checkRow({ clock }: CustomersDeps, row: unknown, read: ReadRow = readRow): FieldErrors | null {
  try {
    read(row, clock.now());
    return null;
  } catch (error) {
    if (error instanceof InvalidInput) return error.fields;
    throw error;
  }
}

/** All of them or none, in order. @param values each checked by checkRow */
export async function importRows(
  deps: CustomersDeps,
  values: readonly unknown[],
  { read = readRow, ...source }: RowSource & { readonly read?: ReadRow },
): Promise<readonly TakenRow[]> {
  const now = deps.clock.now();
  const rows = values.map((value) => read(value, now));
  const owners = await ownersOf(deps, source.organisationId, rows);
  return deps.database.transaction(async (tx) => {
    const { laid, changed } = await layRows(deps, tx, { rows, owners, source });
    return answersOf(rows, { laid, changed, owners });
  });
}

/**
 * Whose each of these answers is, made where nobody is: in the order of the rows. In the caller's transaction; throws
 * InvalidInput whose fields are those of a row.
 */
export async function placeAnswerers(
  deps: CustomersDeps,
  tx: Transaction,
  { rows, source }: { readonly rows: readonly PersonRow[]; readonly source: RowSource },
): Promise<readonly PlacedAnswerer[]> {
  const read = rows.map((row) => readPersonRow(row, deps.clock.now()));
  const { laid, changed } = await layRows(deps, tx, { rows: read, owners: new Map(), source });
  const answers = answersOf(read, { laid, changed, owners: new Map() });
  return answers.map(({ newCustomer }, index) => {
    const id = laid.customerIds[index];
    if (!id) throw new Error('A person is somebody’s.');
    return { id, newCustomer: newCustomer === undefined ? null : { id, name: newCustomer, segment: null } };
  });
}

async function layRows(
  deps: CustomersDeps,
  tx: Transaction,
  { rows, owners, source }: { rows: readonly ImportedRow[]; owners: Owners; source: RowSource },
) {
  const { organisationId } = source;
  const now = deps.clock.now();
  await lockNames(tx, organisationId);
  let before: readonly CustomerState[] = [];
  const laid = await layBatch(
    { tx, organisationId, source: source.source, now, clock: deps.clock },
    rows.map(({ message }) => message),
    {
      isUncounted: true,
      before: async (ids) => {
        before = await readStates(tx, organisationId, ids);
      },
    },
  );
  await layOwnParts(deps, tx, { organisationId, rows, laid, owners });
  await saveAskingMarks(
    tx,
    organisationId,
    rows.flatMap(({ marks }) => marks ?? []),
  );
  return { laid, changed: await noteRows(tx, { ...source, now, before, laid }) };
}

type Owners = ReadonlyMap<string, { readonly id: string } | { readonly trouble: string }>;

/** Whoever looks after them here, by how the file calls them. */
async function ownersOf(
  { people }: CustomersDeps,
  organisationId: string,
  rows: readonly ImportedRow[],
): Promise<Owners> {
  const owners = new Map<string, { readonly id: string } | { readonly trouble: string }>();
  for (const typed of new Set(rows.flatMap(({ owner }) => owner ?? []))) {
    try {
      owners.set(typed, { id: (await people.findMember(organisationId, typed, 'owner')).id });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      owners.set(typed, { trouble: wordsFor.unknownOwner(typed) });
    }
  }
  return owners;
}

interface OwnLaying {
  readonly organisationId: string;
  readonly rows: readonly ImportedRow[];
  readonly laid: Laid;
  readonly owners: Owners;
}

/** What people say of a customer, and systems do not: the later row wins, and what a row leaves empty stays. */
async function layOwnParts(
  { clock }: Pick<CustomersDeps, 'clock'>,
  tx: Transaction,
  { organisationId, rows, laid, owners }: OwnLaying,
): Promise<void> {
  const said = rows.flatMap((row, index) => {
    const id = laid.customerIds[index];
    return id && (row.segment || row.owner || row.preferences.length > 0) ? [{ id, row }] : [];
  });
  const states = await readStates(tx, organisationId, [...new Set(said.map(({ id }) => id))]);
  const parts = new Map<string, OwnParts>(states.map((state) => [state.id, state]));
  const at = { now: clock.now().toISOString(), byId: null, mode: 'add' as const };
  for (const { id, row } of said) {
    const known = parts.get(id);
    if (!known) continue;
    const owner = owners.get(row.owner ?? '');
    const preferences = withPreferences(known.preferences, row.preferences, at).slice(0, limits.preferences);
    parts.set(id, {
      id,
      segment: row.segment ?? known.segment,
      ownerId: owner && 'id' in owner ? owner.id : known.ownerId,
      preferences: row.preferences.length > 0 ? preferences : known.preferences,
    });
  }
  await saveOwnParts(tx, organisationId, [...parts.values()]);
  await refreshSegments({ clock }, tx, organisationId, [...parts.keys()]);
}

/** Answers who of those that were here says something else now. */
async function noteRows(
  tx: Transaction,
  {
    organisationId,
    importNumber,
    now,
    before,
    laid,
  }: RowSource & { readonly now: Date; readonly before: readonly CustomerState[]; readonly laid: Laid },
): Promise<{ readonly ids: ReadonlySet<string>; readonly states: ReadonlyMap<string, CustomerState> }> {
  const ids = [...new Set(laid.customerIds.filter((id) => id !== null))];
  const after = await readStates(tx, organisationId, ids);
  const old = new Map(before.map((state) => [state.id, state]));
  const changed = after.flatMap((state) => {
    const pieces = changedBetween(old.get(state.id) ?? null, state);
    return Object.keys(pieces).length > 0 ? [{ id: state.id, pieces }] : [];
  });
  if (importNumber !== undefined) {
    const ref = { organisationId, importNumber };
    await noteCustomers(tx, ref, { at: now, changed });
    if (changed.length > 0) await noteFields(tx, ref, laid.onlyOfFiles, now);
  }
  return { ids: new Set(changed.map(({ id }) => id)), states: new Map(after.map((state) => [state.id, state])) };
}

/** The first row about somebody made or changed them; one that says nothing else than a row above is known. */
function answersOf(
  rows: readonly ImportedRow[],
  {
    laid,
    changed,
    owners,
  }: { readonly laid: Laid; readonly changed: Awaited<ReturnType<typeof noteRows>>; readonly owners: Owners },
): readonly TakenRow[] {
  const saidOf = new Map<string, Set<string>>();
  return rows.map(({ said, called, owner, notes }, index) => {
    const id = laid.customerIds[index] ?? '';
    const state = changed.states.get(id);
    const name = state?.name ?? '';
    const above = saidOf.get(id) ?? new Set();
    const isFirst = above.size === 0;
    const isChange = changed.ids.has(id) && !above.has(said);
    saidOf.set(id, above.add(said));
    const isNew = isFirst && laid.madeIds.has(id);
    const found = owners.get(owner ?? '');
    const trouble = found && 'trouble' in found ? [found.trouble] : [];
    const isCalledSo = [name, ...Object.keys(state?.aliases ?? {})].some((each) => nameKey(each) === nameKey(called));
    const otherwise = isCalledSo ? [] : [wordsFor.calledOtherwise(called, name)];
    const all = [...notes, ...trouble, ...otherwise, ...(index === 0 ? laid.notes : [])];
    return {
      ...{ isNew, isUpdate: isChange && !isNew, name },
      ...(isNew && { newCustomer: name }),
      ...(all.length > 0 && { notes: all }),
    };
  });
}
