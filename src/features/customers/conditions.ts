/** Reads conditions that people type, and says what is wrong with them: of segments, and of what other rooms decide by customers. */
import { nearest } from '../../chat/nearest.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { Sql } from '../../storage/database.js';
import {
  conditionWords,
  ruleInRuleWords,
  unknownEventWords,
  unknownFactWords,
  unknownSegmentWords,
} from './cards/condition-words.js';
import { askedBy, type Condition, NoCondition, nameOf } from './rules/condition/condition.js';
import { readCondition } from './rules/condition/read-condition.js';
import { ownFacts } from './rules/segment.js';
import { listSegments } from './store/customers.js';
import { listEventNames, listFactNames, listSegmentRules } from './store/segments.js';

/** Throws InvalidInput on `when`. */
export function typedCondition(typed: string): Condition {
  try {
    return readCondition(typed);
  } catch (error) {
    if (!(error instanceof NoCondition)) throw error;
    throw InvalidInput.field('customers.condition', 'when', conditionWords(error.fault));
  }
}

/**
 * Every name in it is something that a customer has or did.
 * @param further names that hold beside those of customers
 * @param among with which segments it can compare; a segment’s own rule only with those that somebody wrote
 * @throws InvalidInput on `when`, with the nearest name
 */
export async function refuseUnknownNames(
  db: Sql,
  organisationId: string,
  {
    condition,
    further = [],
    among = 'all',
  }: { readonly condition: Condition; readonly further?: readonly string[]; readonly among?: 'all' | 'written' },
): Promise<void> {
  const { facts, events, segments } = askedBy(condition);
  if (segments.length > 0) {
    const known = await listSegments(db, organisationId, among);
    const unknown = missing(segments, known);
    const isByRule = among === 'written' && unknown !== undefined && (await isRule(db, organisationId, unknown));
    if (isByRule) throw InvalidInput.field('customers.segmentByRule', 'when', ruleInRuleWords(unknown));
    if (unknown !== undefined) throw unknownName('customers.unknownSegment', unknown, known, unknownSegmentWords);
  }
  if (events.length > 0) {
    const known = await listEventNames(db, organisationId);
    const unknown = missing(events, known);
    if (unknown !== undefined) throw unknownName('customers.unknownEvent', unknown, known, unknownEventWords);
  }
  const own = [...new Set([...further, ...ownFacts])];
  if (missing(facts, own) === undefined) return;
  if (missing(facts, [...own, ...(await listFactNames(db, organisationId, 'newest'))]) === undefined) return;
  const kept = await listFactNames(db, organisationId, 'all');
  const ours = new Set(own.map(nameOf));
  const all = [...own, ...kept.filter((name) => !ours.has(nameOf(name)))];
  const unknown = missing(facts, all);
  if (unknown !== undefined) throw unknownName('customers.unknownFact', unknown, all, unknownFactWords);
}

const isRule = async (db: Sql, organisationId: string, name: string): Promise<boolean> =>
  (await listSegmentRules(db, organisationId)).some((rule) => nameOf(rule.name) === nameOf(name));

function missing(asked: readonly string[], names: readonly string[]): string | undefined {
  const known = new Set(names.map(nameOf));
  return asked.find((name) => !known.has(nameOf(name)));
}

function unknownName(
  code: string,
  typed: string,
  known: readonly string[],
  words: (typed: string, nearest: string | null, known: readonly string[]) => string,
): InvalidInput {
  const near = nearest(nameOf(typed), known.map(nameOf));
  const called = known.find((name) => near !== null && nameOf(name) === near) ?? null;
  return InvalidInput.field(code, 'when', words(typed, called, known));
}
