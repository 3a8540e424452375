/** Shows and names to whom somebody reports: the command `manager`. */
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput } from '../../kernel/errors.js';

import { canAdminister } from '../../kernel/person.js';
import { managerCard } from './cards/manager.js';
import { notForMembers, ownManager } from './cards/refusals.js';
import type { PeopleDeps } from './deps.js';
import { findMember } from './find-people.js';
import { memberOfActor, organisationOf } from './organisation.js';
import type { MemberProfile } from './rules/profiles.js';
import { appendAudit } from './store/audit.js';
import { isToldByDirectory } from './store/managers.js';
import { findMembers, saveManager } from './store/members.js';

/**
 * @param typed the manager as people type a member, `none`, or empty: only shows
 * @param of whose; absent: the asker's. Others' are named by champion and admins.
 */
export async function manager(
  deps: PeopleDeps,
  { typed, of }: { readonly typed: string; readonly of: string | undefined },
  context: InteractionContext,
): Promise<Reply> {
  const { database } = deps;
  const { actor } = context;
  const { organisationId } = actor;
  const member =
    of === undefined
      ? await memberOfActor(database, actor)
      : await findMember(database, { organisationId, typed: of, field: 'of' });
  const isOwn = member.id === actor.id;
  if (typed === '') return shown(deps, member, isOwn);
  if (!isOwn && !canAdminister(actor.role)) {
    const { champion } = await organisationOf(database, organisationId);
    throw notForMembers('manager', champion);
  }
  const named = /^none$/iu.test(typed) ? null : await findMember(database, { organisationId, typed, field: 'manager' });
  if (named?.id === member.id) throw InvalidInput.field('people.ownManager', 'manager', ownManager(isOwn));
  await save(deps, { member, named }, context);
  const [saved = member] = await findMembers(database, organisationId, [member.id]);
  return shown(deps, saved, isOwn);
}

async function shown({ database }: PeopleDeps, member: MemberProfile, isOwn: boolean): Promise<Reply> {
  const { organisationId, managerId } = member;
  const [known] = managerId ? await findMembers(database, organisationId, [managerId]) : [];
  const isTold = await isToldByDirectory(database, member.organisationId, member.id);
  return showCard(managerCard(member, known && !known.hasLeft ? known : null, { isOwn, isTold }));
}

async function save(
  { database, clock }: PeopleDeps,
  { member, named }: { readonly member: MemberProfile; readonly named: MemberProfile | null },
  { actor, platform: surface }: InteractionContext,
): Promise<void> {
  const { organisationId } = member;
  const change = { subject: member.id, before: member.managerId, after: named?.id ?? null };
  await database.transaction(async (tx) => {
    await saveManager(tx, member, named?.id ?? null);
    const entry = { organisationId, what: 'people.nameManager', actorId: actor.id, surface, ...change } as const;
    await appendAudit(tx, [entry], clock.now());
  });
}
