/** Who takes what comes in: reads the rules and the people they name, and assigns owners. Called by capture and by the ladder. */
import { mapInTurns } from '../../kernel/turns.js';
import type { Transaction } from '../../storage/database.js';
import { type GroupProfile, isPresent, type MemberProfile, type OrganisationProfile } from '../people/index.js';
import type { FeedbackDeps } from './deps.js';
import { listConditions } from './fields.js';
import type { Routing } from './rules/feedback.js';
import { fittingRules, nextByLoad, nextByTurns, type Routable, type RoutingRule, takersOf } from './rules/routing.js';
import { countOpenByOwner } from './store/feedback.js';
import { listRules, namedByRules } from './store/rules.js';

/** The rules and everybody they name, as they are now. */
export interface Roster {
  readonly rules: readonly RoutingRule[];
  readonly groups: ReadonlyMap<string, GroupProfile>;
  readonly members: ReadonlyMap<string, MemberProfile>;
}

export interface Assignment {
  readonly ownerId: string | null;
  readonly routing: Routing;
}

/** What is to be assigned; `fallback` when no rule fits or nobody is there. */
export interface Unrouted {
  readonly item: Routable;
  readonly fallback: Assignment;
}

export async function readRoster(deps: FeedbackDeps, organisationId: string, tx?: Transaction): Promise<Roster> {
  const named = await readRules(deps, organisationId, tx);
  const memberIds = named.rules.flatMap(({ target }) => takersOf(target, named.groups));
  const members = memberIds.length > 0 ? await deps.people.members(organisationId, [...new Set(memberIds)], tx) : [];
  return { ...named, members: membersById(members) };
}

/** The same with the organisation, which is held until the transaction ends: asked together, since people wait for it. */
export async function holdWithRoster(
  deps: FeedbackDeps,
  organisationId: string,
  tx: Transaction,
): Promise<{ readonly roster: Roster; readonly profile: OrganisationProfile }> {
  const [named, { organisation, members }] = await Promise.all([
    readRules(deps, organisationId, tx),
    deps.people.holdWithMembers(tx, organisationId, namedByRules(organisationId)),
  ]);
  return { profile: organisation, roster: { ...named, members: membersById(members) } };
}

const membersById = (members: readonly MemberProfile[]) => new Map(members.map((member) => [member.id, member]));

/** The rules with the groups they name. */
async function readRules(
  { database, people }: FeedbackDeps,
  organisationId: string,
  tx?: Transaction,
): Promise<Omit<Roster, 'members'>> {
  const rules = await listRules(tx ?? database, organisationId);
  const groupIds = rules.flatMap(({ target }) => (target.kind === 'group' ? target.groupId : []));
  return { rules, groups: await people.groups(organisationId, groupIds, tx) };
}

/** For what somebody wants answered: no rule leaves it out. */
export const withoutLeavingOut = (roster: Roster): Roster => ({
  ...roster,
  rules: roster.rules.filter(({ target }) => target.kind !== 'leftOut'),
});

/** The first fitting rule that leaves it out, or that somebody present stands behind; null when there is none. */
export function chooseRule(roster: Roster, item: Routable, now: Date): RoutingRule | null {
  return staffedOf(fittingRules(roster.rules, item, listConditions), roster, now);
}

function staffedOf(fitting: readonly RoutingRule[], roster: Roster, now: Date): RoutingRule | null {
  const present = (id: string) => isPresent(roster.members.get(id), now);
  const staffed = ({ target }: RoutingRule) =>
    target.kind === 'leftOut' || takersOf(target, roster.groups).some(present);
  return fitting.find(staffed) ?? null;
}

/**
 * Assigns each item, in order. Locks the groups whose turn it is until the transaction ends, so that
 * two captures at once take two turns; a group is asked once for all its items.
 */
export async function assignOwners(
  deps: FeedbackDeps,
  tx: Transaction,
  {
    organisationId,
    unrouted,
    roster,
    now,
  }: { organisationId: string; unrouted: readonly Unrouted[]; roster: Roster; now: Date },
): Promise<readonly Assignment[]> {
  const fitting = await mapInTurns(unrouted, ({ item }) => fittingRules(roster.rules, item, listConditions));
  const chosen = fitting.map((rules) => staffedOf(rules, roster, now));
  const queues = new Map<RoutingRule, string[]>();
  for (const rule of new Set(chosen)) {
    if (!rule || rule.target.kind === 'leftOut') continue;
    const count = chosen.filter((each) => each === rule).length;
    queues.set(rule, await ownersByRule(deps, tx, { organisationId, rule, roster, now, count }));
  }
  return unrouted.map(({ fallback }, index) => {
    const rule = chosen[index];
    if (rule?.target.kind === 'leftOut') return { ownerId: null, routing: leavingOut(rule) };
    const ownerId = rule && queues.get(rule)?.shift();
    return rule && ownerId ? { ownerId, routing: routingOf(rule) } : fallingBack(fallback, fitting[index] ?? []);
  });
}

/** The champion's card tells why no rule decided. */
function fallingBack(fallback: Assignment, fitting: readonly RoutingRule[]): Assignment {
  if (fallback.routing.kind !== 'champion') return fallback;
  const because = fitting.length === 0 ? 'noRule' : 'nobodyHere';
  return { ...fallback, routing: { kind: 'champion', because } };
}

const leavingOut = ({ position, name }: RoutingRule): Routing => ({ kind: 'leftOut', position, name });

function routingOf(rule: RoutingRule): Routing {
  const by = rule.target.kind === 'group' ? rule.target.by : 'person';
  return { kind: 'rule', position: rule.position, name: rule.name, by };
}

interface Demand {
  readonly organisationId: string;
  readonly rule: RoutingRule;
  readonly roster: Roster;
  readonly now: Date;
  /** How many owners are wanted. */
  readonly count: number;
}

/** The owners of the next `count` items of one rule. */
async function ownersByRule(deps: FeedbackDeps, tx: Transaction, demand: Demand): Promise<string[]> {
  const { organisationId, rule, roster, now, count } = demand;
  const { target } = rule;
  if (target.kind === 'leftOut') return [];
  if (target.kind === 'member') return Array.from({ length: count }, () => target.memberId);
  const present = (id: string) => isPresent(roster.members.get(id), now);
  const memberIds = takersOf(target, roster.groups);
  if (target.by === 'load') {
    const counts = new Map(await countOpenByOwner(tx, organisationId, memberIds));
    return take(count, () => {
      const id = nextByLoad(memberIds, counts, present);
      if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
      return id;
    });
  }
  const owners: string[] = [];
  await deps.people.takeTurn(tx, { organisationId, groupId: target.groupId }, (ids, lastMemberId) => {
    let last = lastMemberId;
    owners.push(...take(count, () => (last = nextByTurns(ids, last, present))));
    return last;
  });
  return owners;
}

function take(count: number, next: () => string | null): string[] {
  return Array.from({ length: count }, next).filter((id) => id !== null);
}
