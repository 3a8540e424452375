/** Groups that take things by turns or by load; feedback's routing rules make and use them. */
import type { Clock } from '../../kernel/clock.js';
import { isId, newId } from '../../kernel/id.js';
import type { Transaction } from '../../storage/database.js';
import { noGroupMembers } from './cards/refusals.js';
import { plainLine } from './rules/reference.js';
import { lockGroup, saveTurn, upsertGroup } from './store/groups.js';
import { findMembers } from './store/members.js';

const groupLimit = 100;

export interface GroupDraft {
  readonly organisationId: string;
  readonly name: string;
  /** In the order of turns; somebody named twice counts once. */
  readonly memberIds: readonly string[];
}

/** Answers the group's id. Throws InvalidInput on `members`: nobody, too many, or somebody who is not here. */
export async function saveGroup(clock: Clock, tx: Transaction, group: GroupDraft): Promise<string> {
  const ids = [...new Set(group.memberIds)];
  if (ids.length === 0) throw noGroupMembers('none', groupLimit);
  if (ids.length > groupLimit) throw noGroupMembers('many', groupLimit);
  const members = ids.every(isId) ? await findMembers(tx, group.organisationId, ids) : [];
  if (members.filter((member) => !member.hasLeft).length < ids.length) throw noGroupMembers('unknown', groupLimit);
  const { organisationId } = group;
  const name = plainLine(group.name);
  return upsertGroup(tx, { id: newId(clock.now()), organisationId, name }, ids);
}

/** @see People.takeTurn */
export async function takeTurn(
  tx: Transaction,
  { organisationId, groupId }: { readonly organisationId: string; readonly groupId: string },
  pick: (memberIds: readonly string[], lastMemberId: string | null) => string | null,
): Promise<string | null> {
  const group = isId(groupId) ? await lockGroup(tx, organisationId, groupId) : null;
  const picked = group ? pick(group.memberIds, group.lastMemberId) : null;
  if (picked !== null) await saveTurn(tx, organisationId, groupId, picked);
  return picked;
}
