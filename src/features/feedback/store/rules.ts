/** SQL about routing rules, in the order in which they are tried. */
import type { Database, Transaction } from '../../../storage/database.js';
import type { Conditions, RoutingRule, Target } from '../rules/routing.js';

/** All rules of an organisation, first tried first. */
export async function listRules(
  database: { readonly prisma: Pick<Database['prisma'], 'routingRule'> },
  organisationId: string,
): Promise<readonly RoutingRule[]> {
  const rows = await database.prisma.routingRule.findMany({ where: { organisationId }, orderBy: { position: 'asc' } });
  return rows.map(({ id, position, name, conditions, memberId, groupId, by }) => ({
    id,
    position,
    name,
    // Written by addRule alone, from the same type.
    conditions: conditions as Conditions,
    target: toTarget(memberId, groupId, by),
  }));
}

function toTarget(memberId: string | null, groupId: string | null, by: string | null): Target {
  if (groupId) return { kind: 'group', groupId, by: by === 'load' ? 'load' : 'turns' };
  return { kind: 'member', memberId: memberId ?? '' };
}

/** Adds a rule at `position` (or last) and moves the later ones down; answers where it stands. */
export async function addRule(
  tx: Transaction,
  organisationId: string,
  rule: Omit<RoutingRule, 'position'> & { readonly position: number | null },
): Promise<number> {
  await lockRules(tx, organisationId);
  const count = await tx.routingRule.count({ where: { organisationId } });
  const position = Math.min(rule.position ?? count + 1, count + 1);
  await tx.routingRule.updateMany({
    where: { organisationId, position: { gte: position } },
    data: { position: { increment: 1 } },
  });
  const { id, name, conditions, target } = rule;
  const data = { id, organisationId, position, name, conditions: conditions as object };
  await tx.routingRule.create({ data: { ...data, ...fromTarget(target) } });
  return position;
}

function fromTarget(target: Target) {
  return target.kind === 'member' ? { memberId: target.memberId } : { groupId: target.groupId, by: target.by };
}

/** Removes the rule at `position` and closes the gap; answers its name, or null when there is none. */
export async function removeRule(tx: Transaction, organisationId: string, position: number): Promise<string | null> {
  await lockRules(tx, organisationId);
  const rule = await tx.routingRule.findFirst({ where: { organisationId, position } });
  if (!rule) return null;
  await tx.routingRule.delete({ where: { id: rule.id } });
  await tx.routingRule.updateMany({
    where: { organisationId, position: { gt: position } },
    data: { position: { decrement: 1 } },
  });
  return rule.name;
}

/** Two people changing rules at once would give two rules the same position. */
async function lockRules(tx: Transaction, organisationId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM organisations WHERE id = ${organisationId}::uuid FOR NO KEY UPDATE`;
}
