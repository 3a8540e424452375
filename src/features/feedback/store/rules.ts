/** SQL about routing rules, in the order in which they are tried. */
import { type Sql, sql, type Transaction } from '../../../storage/database.js';
import type { RoutingRule, Target } from '../rules/routing.js';

/** All rules of an organisation, first tried first. */
export async function listRules(database: Sql, organisationId: string): Promise<readonly RoutingRule[]> {
  const rows = await database.query<RuleRow[]>`
    SELECT id, position, name, conditions, member_id AS "memberId", group_id AS "groupId", by FROM routing_rules
    WHERE organisation_id = ${organisationId}::uuid ORDER BY position`;
  return rows.map(({ memberId, groupId, by, ...rule }) => ({ ...rule, target: toTarget(memberId, groupId, by) }));
}

/** Whom they name, for a statement that reads these people beside the rules. */
export const namedByRules = (organisationId: string) => ({
  memberIds: sql`SELECT member_id FROM routing_rules WHERE organisation_id = ${organisationId}::uuid`,
  groupIds: sql`SELECT group_id FROM routing_rules WHERE organisation_id = ${organisationId}::uuid`,
});

/** `conditions` is written by addRule alone, from the same type. */
interface RuleRow extends Omit<RoutingRule, 'target'> {
  readonly memberId: string | null;
  readonly groupId: string | null;
  readonly by: string | null;
}

function toTarget(memberId: string | null, groupId: string | null, by: string | null): Target {
  if (by === 'leftOut') return { kind: 'leftOut' };
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
  const { id, name, conditions, target } = rule;
  const { memberId, groupId, by } = fromTarget(target);
  const [added] = await tx.query<{ position: number }[]>`
    WITH place AS (
      SELECT least(${rule.position}::int, count(*)::int + 1) AS position FROM routing_rules
      WHERE organisation_id = ${organisationId}::uuid
    ), moved AS (
      UPDATE routing_rules r SET position = r.position + 1 FROM place
      WHERE r.organisation_id = ${organisationId}::uuid AND r.position >= place.position
    )
    INSERT INTO routing_rules (id, organisation_id, position, name, conditions, member_id, group_id, by)
    SELECT ${id}::uuid, ${organisationId}::uuid, position, ${name}, ${JSON.stringify(conditions)}::jsonb,
      ${memberId}::uuid, ${groupId}::uuid, ${by} FROM place
    RETURNING position`;
  return added?.position ?? 1;
}

function fromTarget(target: Target) {
  if (target.kind === 'leftOut') return { memberId: null, groupId: null, by: target.kind };
  return target.kind === 'member'
    ? { memberId: target.memberId, groupId: null, by: null }
    : { memberId: null, groupId: target.groupId, by: target.by };
}

/** A rule that is no more, for the audit log. */
export interface RemovedRule {
  readonly name: string;
  readonly position: number;
  readonly conditions: object;
  readonly to: readonly string[];
}

/** Removes the rule at `position` and closes the gap; answers what it was, or null when there is none. */
export async function removeRule(
  tx: Transaction,
  organisationId: string,
  position: number,
): Promise<RemovedRule | null> {
  await lockRules(tx, organisationId);
  const [removed] = await tx.query<RemovedRule[]>`
    WITH removed AS (
      DELETE FROM routing_rules WHERE organisation_id = ${organisationId}::uuid AND position = ${position}::int
      RETURNING position, name, conditions, member_id, group_id
    ), moved AS (
      UPDATE routing_rules r SET position = r.position - 1 FROM removed
      WHERE r.organisation_id = ${organisationId}::uuid AND r.position > ${position}::int
    )
    SELECT name, position, conditions, CASE WHEN group_id IS NULL AND member_id IS NULL THEN '{}' WHEN member_id IS NULL THEN ARRAY(SELECT g.member_id
      FROM group_members g WHERE g.group_id = removed.group_id ORDER BY g.position) ELSE ARRAY[member_id] END AS "to"
    FROM removed`;
  return removed ?? null;
}

/** Two people changing rules at once would give two rules the same position. */
async function lockRules(tx: Transaction, organisationId: string): Promise<void> {
  await tx.query`SELECT 1 FROM organisations WHERE id = ${organisationId}::uuid FOR NO KEY UPDATE`;
}
