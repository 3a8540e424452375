/** Writes what a platform told of members: those who are told of, and of them those who changed. connect-workspace.ts calls it. */

import type { MemberSetup } from '../../chat/workspace-setup.js';
import { newId } from '../../kernel/id.js';
import type { Platform } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import { giveHandles, giveNumbered, type HandleWish, numberedNeeds } from './rules/handle.js';
import { differs, mergeMember, nameOf } from './rules/merge-member.js';
import { type AuditEntry, appendAudit } from './store/audit.js';
import {
  type KnownMember,
  listKnownMembers,
  listNumberedHandles,
  listTakenHandles,
  upsertMembers,
  type WorkspaceRow,
} from './store/workspaces.js';

interface Arrival {
  readonly workspace: WorkspaceRow;
  readonly platform: Platform;
  readonly organisationZone: string;
  readonly now: Date;
}

/** So many at a time, that the memory for them stays bounded. */
const chunkSize = 1_000;

/** Our ids by the platform's, of those who are known now. The caller has locked the organisation: handles are unique there. */
export async function settleMembers(
  tx: Transaction,
  members: readonly MemberSetup[],
  arrival: Arrival,
): Promise<Map<string, string>> {
  const told = uniqueBy(members, ({ externalId }) => externalId);
  const ids = new Map<string, string>();
  for (let from = 0; from < told.length; from += chunkSize) {
    await settleChunk(tx, told.slice(from, from + chunkSize), { ...arrival, ids });
  }
  return ids;
}

async function settleChunk(
  tx: Transaction,
  told: readonly MemberSetup[],
  { workspace, platform: surface, organisationZone, now, ids }: Arrival & { readonly ids: Map<string, string> },
): Promise<void> {
  const externalIds = told.map(({ externalId }) => externalId);
  const known = new Map((await listKnownMembers(tx, workspace, externalIds)).map((one) => [one.externalId, one]));
  const kept = told.filter(({ hasLeft, externalId }) => !hasLeft || known.has(externalId));
  const handles = await chooseHandles(tx, workspace.organisationId, wishesOf(kept, known));
  const changed = kept.flatMap((setup) => {
    const before = known.get(setup.externalId);
    const merged = mergeMember(setup, before, { organisationZone, now, handle: handles.get(setup.externalId) });
    const id = before?.id ?? newId(now);
    ids.set(setup.externalId, before?.sameAsId ?? id);
    if (before && !setup.workingHours && !differs(merged, before)) return [];
    const { startMinutes = null, endMinutes = null } = setup.workingHours ?? {};
    return [{ id, ...merged, startMinutes, endMinutes }];
  });
  if (changed.length > 0) await upsertMembers(tx, workspace, changed);
  const roles = changed.flatMap(({ id, externalId, isAdmin: after }): readonly AuditEntry[] => {
    const { isAdmin: before = false } = known.get(externalId) ?? {};
    const { organisationId } = workspace;
    const entry = { organisationId, what: 'people.changeAdmins', actorId: null, surface } as const;
    return before === after ? [] : [{ ...entry, subject: id, before, after }];
  });
  await appendAudit(tx, roles, now);
}

/** Whoever is new gets a handle, and whoever wishes for another. */
function wishesOf(told: readonly MemberSetup[], known: ReadonlyMap<string, KnownMember>): HandleWish[] {
  return told.flatMap((setup) => {
    const { externalId, handle: wished } = setup;
    const before = known.get(externalId);
    const isContent = before !== undefined && (!wished || wished === before.handle);
    return isContent ? [] : [{ externalId, name: nameOf(setup, before), wished, own: before?.handle }];
  });
}

/** A free handle for each, by external id. The caller has locked the organisation. */
export async function chooseHandles(
  tx: Transaction,
  organisationId: string,
  wishes: readonly HandleWish[],
): Promise<ReadonlyMap<string, string>> {
  if (wishes.length === 0) return new Map();
  const taken = new Set(await listTakenHandles(tx, organisationId, wishes));
  const { given, crowded } = giveHandles(wishes, taken);
  if (crowded.length === 0) return given;
  const needs = numberedNeeds(crowded, given.values());
  const numbered = giveNumbered(crowded, await listNumberedHandles(tx, organisationId, needs), taken);
  return new Map([...given, ...numbered]);
}

/** The last one counts where a platform tells the same one twice. */
export function uniqueBy<T>(told: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map(told.map((one) => [keyOf(one), one])).values()];
}
