/** The use cases around routing rules: list, test, add, remove. Rules are changed by the champion and admins; the router sees to that. */

import { besideEachOther } from '../../chat/bidi.js';
import type { CommandLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { amongAll, createList, type ListHandlers } from '../../chat/list.js';
import { lineToText } from '../../chat/plain-text.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import { sayEither, withCommas } from '../../kernel/language/list.js';
import { say } from '../../kernel/language/say.js';
import type { Actor } from '../../kernel/person.js';
import type { GroupProfile } from '../people/index.js';
import { isPresent } from '../people/index.js';
import { hiddenGroup } from './cards/refusals.js';
import {
  leftOutWords,
  type NamedRule,
  type RuleVerdict,
  routeTestCard,
  ruleAddedCard,
  ruleLine,
  ruleRemovedCard,
  rulesHeading,
  rulesNote,
} from './cards/rule-cards.js';
import { routable } from './compose-rows.js';
import type { FeedbackDeps } from './deps.js';
import { listConditions } from './fields.js';
import { draftOf } from './read-command.js';
import { chooseRule, type Roster, readRoster } from './routing.js';
import {
  type Conditions,
  listOf,
  nextByLoad,
  nextByTurns,
  type RoutingRule,
  type Target,
  takersOf,
  unmetConditions,
} from './rules/routing.js';
import { countOpenByOwner } from './store/feedback.js';
import { addRule, removeRule } from './store/rules.js';

/** Answers `route` and its buttons. */
export function routeList(deps: FeedbackDeps): ListHandlers {
  return createList<NamedRule>({
    action: 'feedback.rules',
    lists: { all: rulesHeading },
    everything: 'all',
    async find({ search }, cut, { actor: { organisationId } }) {
      const roster = await readRoster(deps, organisationId);
      const named = await nameRules(deps, organisationId, roster.rules, roster);
      return amongAll(named, (each) => lineToText(ruleLine(each)), { search, cut });
    },
    rows: async (rules) => rules.map((each) => ({ kind: 'row', line: ruleLine(each) })),
    note: async ({ actor }) => rulesNote((await deps.people.organisation(actor.organisationId)).champion?.name ?? null),
  });
}

/** Where a text would go, and what each rule thinks of it. Nothing is captured. */
export async function testRoute(deps: FeedbackDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const { actor, place, platform } = context;
  const { organisationId } = actor;
  const draft = draftOf(line);
  const customer = draft.customer ? await deps.customers.find(organisationId, draft.customer) : null;
  const origin = { organisationId, actor, surface: platform, place, source: line.details.source ?? platform };
  const item = routable(draft, customer, origin);
  const [organisation, roster] = await Promise.all([
    deps.people.organisation(organisationId),
    readRoster(deps, organisationId),
  ]);
  const now = deps.clock.now();
  const chosen = chooseRule(roster, item, now);
  const verdicts: RuleVerdict[] = (await nameRules(deps, organisationId, roster.rules, roster)).map((named) => ({
    named,
    unmet: unmetConditions(named.rule.conditions, item, listConditions),
    absent:
      named.rule.target.kind !== 'leftOut' &&
      !takersOf(named.rule.target, roster.groups).some((id) => isPresent(roster.members.get(id), now)),
    chosen: named.rule === chosen,
  }));
  const fallback = organisation.champion
    ? say('This would go to {champion}, the champion', { champion: organisation.champion.name })
    : say('This would go to whoever captures it');
  const named = draft.owner ? await deps.people.findMember(organisationId, draft.owner, 'owner') : null;
  const next = chosen && (await nextOwner(deps, { organisationId, rule: chosen, roster, now }));
  return showCard(routeTestCard(draft.text, verdicts, { fallback, named: named?.name ?? null, next }));
}

/** Who would get it by this rule just now; nobody's turn is taken. */
async function nextOwner(
  { database }: FeedbackDeps,
  {
    organisationId,
    rule,
    roster,
    now,
  }: { readonly organisationId: string; readonly rule: RoutingRule; readonly roster: Roster; readonly now: Date },
): Promise<string | null> {
  const { target } = rule;
  const ids = takersOf(target, roster.groups);
  const present = (id: string) => isPresent(roster.members.get(id), now);
  const last = target.kind === 'group' ? (roster.groups.get(target.groupId)?.lastMemberId ?? null) : null;
  const id =
    target.kind === 'group' && target.by === 'load'
      ? nextByLoad(ids, await countOpenByOwner(database, organisationId, ids), present)
      : nextByTurns(ids, last, present);
  return roster.members.get(id ?? '')?.name ?? null;
}

export async function addRoute(deps: FeedbackDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const { actor } = context;
  const { organisationId } = actor;
  const conditions = await readConditions(deps, line, organisationId);
  const { group, memberIds, leavesOut } = await readTakers(deps, line, actor);
  const name = readName(line.details.name ?? (line.text || nameFrom(conditions)));
  const by = line.details.by === 'load' ? 'load' : 'turns';
  const id = newId(deps.clock.now());
  const rule = await deps.database.transaction(async (tx) => {
    const [first] = memberIds;
    const groupId = async () =>
      group?.id ?? (await deps.people.saveGroup(tx, organisationId, groupName(name, id), memberIds));
    const target: Target = leavesOut
      ? { kind: 'leftOut' }
      : group === null && memberIds.length === 1 && first
        ? { kind: 'member', memberId: first }
        : { kind: 'group', by, groupId: await groupId() };
    const position = await addRule(tx, organisationId, { id, name, conditions, target, position: readPosition(line) });
    const what = 'feedback.addRule';
    const after = { position, ...conditions, ...(leavesOut ? { leavesOut } : { to: memberIds }) };
    const entry = { organisationId, what, actorId: actor.id, surface: context.platform, subject: name, after } as const;
    await deps.people.audit(tx, entry);
    return { id, name, conditions, target, position };
  });
  const [named = { rule, target: '', places: [] }] = await nameRules(
    deps,
    organisationId,
    [rule],
    await readRoster(deps, organisationId),
  );
  return showCard(ruleAddedCard(named));
}

/** Who is not found may be a group that the platform keeps to itself. */
async function findTaker(people: FeedbackDeps['people'], typed: string, { id, organisationId }: Actor) {
  try {
    return await people.findMember(organisationId, typed, 'to');
  } catch (error) {
    const wanted = error instanceof InvalidInput && typed.startsWith('@') ? await people.groupsWant(id) : null;
    if (wanted === null) throw error;
    throw InvalidInput.field('feedback.hiddenGroup', 'to', hiddenGroup(typed, wanted));
  }
}

/** What a rule is given to that leaves out what fits it. */
const nobody = 'nobody';

/**
 * People, or one group of the platform, which stays as it is there: whoever joins it takes turns from then on. `nobody`:
 * the rule leaves out what fits it.
 */
async function readTakers({ people }: FeedbackDeps, line: CommandLine, actor: Actor): Promise<Takers> {
  const { organisationId } = actor;
  const typed = typedList(line, 'to');
  if (typed.length === 1 && typed[0]?.toLowerCase() === nobody) return { group: null, memberIds: [], leavesOut: true };
  const groups = await Promise.all(typed.map((each) => people.findUserGroup(organisationId, each)));
  const group = groups.find((each) => each !== null) ?? null;
  const refuse = (code: string, words: string) => InvalidInput.field(`feedback.${code}`, 'to', words);
  if (typed.length === 0)
    throw refuse(
      'ruleWithoutTarget',
      say(
        'This rule does not say who gets it. Write to:@name, or to:@ana,@ben by:turns; or to:nobody, which leaves it out as noise.',
      ),
    );
  if (group && typed.length > 1) {
    throw refuse('ruleMixesTargets', say('A rule goes to one group or to people: make a rule for each.'));
  }
  if (group) return { group, memberIds: group.memberIds, leavesOut: false };
  const ids: string[] = [];
  for (const each of typed) ids.push((await findTaker(people, each, actor)).id);
  return { group: null, memberIds: [...new Set(ids)], leavesOut: false };
}

interface Takers {
  readonly group: GroupProfile | null;
  readonly memberIds: readonly string[];
  readonly leavesOut: boolean;
}

export async function removeRoute(deps: FeedbackDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const { organisationId, id: actorId } = context.actor;
  const position = /^\d{1,4}$/.test(line.text.trim()) ? Number(line.text) : null;
  if (position === null)
    throw new InvalidInput(
      'feedback.ruleNumber',
      say('The number of the rule is missing. Write it as `route remove 2`. `route` lists them.'),
    );
  const name = await deps.database.transaction(async (tx) => {
    const removed = await removeRule(tx, organisationId, position);
    if (removed === null)
      throw new NotFound('feedback.noSuchRule', say('There is no rule {position}. `route` lists them.', { position }));
    const { name: subject, conditions, ...rest } = removed;
    const before = { ...rest, ...conditions };
    const entry = { organisationId, what: 'feedback.removeRule', actorId, surface: context.platform } as const;
    await deps.people.audit(tx, { ...entry, subject, before });
    return subject;
  });
  return showCard(ruleRemovedCard(position, name));
}

/** It stands on every card that this rule routes. */
function readName(typed: string): string {
  const name = typed.replace(/\s+/gu, ' ').trim();
  const length = [...name].length;
  if (length <= longestName) return name;
  throw InvalidInput.field(
    'feedback.longRuleName',
    'name',
    say('That name has {length} characters. A rule’s name has at most {limit}: give a short one with name:billing.', {
      length,
      limit: longestName,
    }),
  );
}

const longestName = 80;

/** Two rules of one name have groups of their own. */
const groupName = (ruleName: string, id: string): string => `${ruleName} ${id.slice(-6)}`;

/** Values of a detail that may be given several times and with commas. */
function typedList(line: CommandLine, key: string): string[] {
  return (line.lists[key] ?? [])
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

async function readConditions(deps: FeedbackDeps, line: CommandLine, organisationId: string): Promise<Conditions> {
  const placeIds = [];
  for (const typed of typedList(line, 'place'))
    placeIds.push((await deps.people.findPlace(organisationId, typed, 'place')).id);
  const some = (key: string) => {
    const values = typedList(line, key);
    refuseTooMuch(key, values);
    return values.length > 0 ? values : undefined;
  };
  const lists = listConditions.map((list) => [list.key, some(list.name)?.map((typed) => readOneOf(list, typed))]);
  const conditions: Conditions = {
    words: some('words'),
    ...Object.fromEntries(lists),
    score: line.details.score === undefined ? undefined : readScoreRange(line.details.score),
    placeIds: placeIds.length > 0 ? placeIds : undefined,
  };
  if (Object.values(conditions).every((value) => value === undefined)) {
    throw new InvalidInput(
      'feedback.ruleWithoutCondition',
      say(
        'This rule would fit everything. Say what it is for: words:, {conditions}, score: or place:. What fits no rule goes to the champion anyway.',
        { conditions: withCommas(listConditions.map(({ name }) => `${name}:`)) },
      ),
    );
  }
  return conditions;
}

/** A rule is read by people, in one line of a card. */
function refuseTooMuch(key: string, values: readonly string[]): void {
  const isLong = values.some((value) => [...value].length > 200);
  if (!isLong && values.length <= 50) return;
  const words = isLong
    ? say('That is too much for {key}: at most 200 characters each.', { key })
    : say('That is too much for {key}: at most 50 of them; a second rule can take the rest.', { key });
  throw InvalidInput.field('feedback.ruleTooMuch', key, words);
}

function readOneOf({ name, oneOf }: (typeof listConditions)[number], typed: string): string {
  const value = oneOf ? oneOf.find((each) => each === typed.toLowerCase()) : typed;
  if (value !== undefined) return value;
  const words = say('There is no {name} {typed}. It is {values}.', { name, typed, values: sayEither(oneOf ?? []) });
  throw InvalidInput.field(`feedback.${name}`, name, words);
}

function readScoreRange(typed: string): { from: number; to: number } {
  const match = /^(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?$/.exec(typed.trim());
  const from = Number(match?.[1] ?? Number.NaN);
  const to = match?.[2] === undefined ? from : Number(match[2]);
  if (!(from <= to && to <= 10))
    throw InvalidInput.field(
      'feedback.scoreRange',
      'score',
      say('These are not scores from 0 to 10. Write them as 0-6 or 9.'),
    );
  return { from, to };
}

function readPosition({ details }: CommandLine): number | null {
  if (details.position === undefined) return null;
  const position = Number(details.position);
  if (Number.isInteger(position) && position > 0) return position;
  throw InvalidInput.field('feedback.rulePosition', 'position', say('A position is a whole number from 1.'));
}

function nameFrom(conditions: Conditions): string {
  const [topics, ...others] = listConditions.map(({ key }) => listOf(conditions, key));
  return [topics, conditions.words, ...others].find((values) => values !== undefined)?.[0] ?? 'scores';
}

/** In the order given. */
async function nameRules(
  { people }: FeedbackDeps,
  organisationId: string,
  rules: readonly RoutingRule[],
  roster: Roster,
): Promise<readonly NamedRule[]> {
  const places = await people.places(
    organisationId,
    rules.flatMap(({ conditions }) => conditions.placeIds ?? []),
  );
  return rules.map((rule) => {
    const names = takersOf(rule.target, roster.groups).map(
      (id) => roster.members.get(id)?.name ?? say('somebody who left'),
    );

    const group = rule.target.kind === 'group' ? roster.groups.get(rule.target.groupId) : null;
    const called = group?.name.startsWith('@') ? `${group.name}: ` : '';
    return {
      rule,
      target:
        rule.target.kind === 'leftOut'
          ? leftOutWords()
          : withTurns(`${called}${besideEachOther(names) || say('nobody at present')}`, rule.target),
      places: (rule.conditions.placeIds ?? []).map((id) => places.get(id)?.name ?? say('a place that is gone')),
    };
  });
}

function withTurns(takers: string, target: Target): string {
  if (target.kind !== 'group') return takers;
  return target.by === 'turns' ? say('{takers} (by turns)', { takers }) : say('{takers} (by load)', { takers });
}
