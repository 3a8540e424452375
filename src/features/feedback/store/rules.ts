/** SQL about routing rules, in the order in which they are tried. */
import type { Database, Transaction } from '../../../storage/database.js';
import type { RoutingRule, Target } from '../rules/routing.js';

/** All rules of an organisation, first tried first. */
export async function listRules(
  { prisma }: { readonly prisma: Pick<Database['prisma'], '$queryRaw'> },
  organisationId: string,
): Promise<readonly RoutingRule[]> {
  // SQL, because every capture waits for it, and Prisma takes longer to make its own than the server to answer it.
  const rows = await prisma.$queryRaw<RuleRow[]>`
    SELECT id, position, name, conditions, member_id AS "memberId", group_id AS "groupId", by FROM routing_rules
    WHERE organisation_id = ${organisationId}::uuid ORDER BY position`;
  return rows.map(({ memberId, groupId, by, ...rule }) => ({ ...rule, target: toTarget(memberId, groupId, by) }));
}

/** `conditions` is written by addRule alone, from the same type. */
interface RuleRow extends Omit<RoutingRule, 'target'> {
  readonly memberId: string | null;
  readonly groupId: string | null;
  readonly by: string | null;
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
