/** The commands around segments by rule: list, add, test, remove. The champion and admins change them; the router sees to that. */
import type { CommandLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { amongAll, createList, type ListHandlers } from '../../chat/list.js';
import { nearest as nearestWord } from '../../chat/nearest.js';
import { lineToText } from '../../chat/plain-text.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import type { Sql } from '../../storage/database.js';
import { segmentRefusals as refusals } from './cards/refusals.js';
import {
  type CountedSegment,
  type Progress,
  segmentLine,
  segmentRemovedCard,
  segmentSavedCard,
  segmentsHeading,
  segmentsNote,
  segmentTestCard,
} from './cards/segment-cards.js';
import { refuseUnknownNames, typedCondition } from './conditions.js';
import type { CustomersDeps } from './deps.js';
import { find, nearest } from './find.js';
import { knownOfMany, sweepPiece } from './refresh-segments.js';
import { nameOf } from './rules/condition/condition.js';
import { holds, verdictsOf } from './rules/condition/judge.js';
import { cleanName, lengthOf, limits } from './rules/customer.js';
import { readRules } from './rules/segment.js';
import {
  countCustomers,
  countSegments,
  deleteSegmentRule,
  findSweep,
  holdRules,
  listSegmentRules,
  saveSegmentRule,
  startSweep,
} from './store/segments.js';

/** Answers `segment list` and its buttons. */
export function segmentList(deps: CustomersDeps): ListHandlers {
  return createList<CountedSegment>({
    action: 'customers.segments',
    lists: { all: () => segmentsHeading() },
    everything: 'all',
    async find({ search }, cut, { actor: { organisationId } }) {
      return amongAll(await counted(deps, organisationId), (each) => lineToText(segmentLine(each)), { search, cut });
    },
    rows: async (segments) => segments.map((each) => ({ kind: 'row', line: segmentLine(each) })),
    note: async ({ actor }, count) => (count === 0 ? null : segmentsNote(await progressOf(deps, actor.organisationId))),
  });
}

async function counted({ database }: CustomersDeps, organisationId: string): Promise<readonly CountedSegment[]> {
  const rules = await listSegmentRules(database, organisationId);
  const counts = rules.length > 0 ? await countSegments(database, organisationId) : new Map<string, number>();
  return rules.map((rule) => ({ rule, count: counts.get(rule.name) ?? 0 }));
}

async function progressOf({ database, clock }: CustomersDeps, organisationId: string): Promise<Progress> {
  const sweep = await findSweep(database, organisationId);
  if (!sweep?.dueAt || sweep.dueAt > clock.now()) return null;
  return { doneCount: sweep.doneCount, totalCount: await countCustomers(database, organisationId) };
}

/** `segment add Key when:"plan = enterprise"`; one of that name is changed. */
export async function addSegment(deps: CustomersDeps, line: CommandLine, context: InteractionContext): Promise<Reply> {
  const { database, clock, people } = deps;
  const { organisationId, id: actorId } = context.actor;
  const name = readName(line.text);
  const condition = cleanName(line.details.when ?? '');
  await refuseUnknownNames(database, organisationId, { condition: typedCondition(condition), among: 'written' });
  const rule = { id: newId(clock.now()), name, condition };
  const wasThere = await database.transaction(async (tx) => {
    await holdRules(tx, organisationId, 'change');
    const rules = await listSegmentRules(tx, organisationId);
    const isKnown = rules.some((each) => nameOf(each.name) === nameOf(name));
    if (!isKnown && rules.length >= limits.segmentRules)
      throw new InvalidInput('customers.manySegments', refusals.many());
    await startSweep(tx, organisationId, clock.now());
    const entry = { organisationId, what: 'customers.addSegment', actorId, surface: context.platform } as const;
    const before = rules.find((each) => nameOf(each.name) === nameOf(name))?.condition;
    await people.audit(tx, { ...entry, subject: name, before, after: condition });
    return saveSegmentRule(tx, organisationId, { ...rule, key: nameOf(name) }, clock.now());
  });
  const progress = await firstPiece(deps, organisationId);
  const count = (await countSegments(database, organisationId)).get(name) ?? 0;
  return showCard(segmentSavedCard({ rule, count }, { wasThere, progress }));
}

/** Most organisations have no more customers than one piece: whoever asks sees how many are in it. The rest is for the sweep. */
async function firstPiece(deps: CustomersDeps, organisationId: string): Promise<Progress> {
  await sweepPiece(deps, deps.clock.now(), organisationId);
  return progressOf(deps, organisationId);
}

export async function removeSegment(
  deps: CustomersDeps,
  line: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const { organisationId, id: actorId } = context.actor;
  const typed = readName(line.text);
  const name = await deps.database.transaction(async (tx) => {
    await holdRules(tx, organisationId, 'change');
    const removed = await deleteSegmentRule(tx, organisationId, nameOf(typed));
    if (removed === null)
      throw new NotFound('customers.noSuchSegment', await unknownSegment(tx, organisationId, typed));
    await startSweep(tx, organisationId, deps.clock.now());
    const entry = { organisationId, what: 'customers.removeSegment', actorId, surface: context.platform } as const;
    await deps.people.audit(tx, { ...entry, subject: removed.name, before: removed.condition });
    return removed.name;
  });
  await firstPiece(deps, organisationId);
  return showCard(segmentRemovedCard(name));
}

async function unknownSegment(tx: Sql, organisationId: string, typed: string): Promise<string> {
  const names = (await listSegmentRules(tx, organisationId)).map(({ name }) => name);
  return refusals.unknown(typed, nearestWord(typed, names));
}

/** Why a customer is in each segment or not, condition by condition, by what is known now. */
export async function testSegments(
  deps: CustomersDeps,
  line: CommandLine,
  { actor: { organisationId } }: InteractionContext,
): Promise<Reply> {
  const { database } = deps;
  if (line.text.trim() === '') throw InvalidInput.field('customers.noName', 'text', refusals.noCustomer());
  const customer = await find(database, organisationId, line.text);
  if (!customer) {
    throw new NotFound(
      'customers.unknown',
      refusals.noSuchCustomer(line.text, await nearest(database, organisationId, line.text)),
    );
  }
  const rules = readRules(await listSegmentRules(database, organisationId));
  const known = (await knownOfMany(deps, database, { organisationId, ids: [customer.id] })).get(customer.id);
  const all = known
    ? rules.map((rule) => ({ rule, isIn: holds(rule.read, known), verdicts: verdictsOf(rule.read, known) }))
    : [];
  return showCard(segmentTestCard(customer, all));
}

function readName(typed: string): string {
  const name = cleanName(typed.replaceAll(/["“”„«»]/gu, ''));
  if (name === '') throw InvalidInput.field('customers.segmentName', 'text', refusals.noName());
  if (lengthOf(name) <= limits.segment) return name;
  throw InvalidInput.field('customers.segmentName', 'text', refusals.longName(lengthOf(name)));
}
