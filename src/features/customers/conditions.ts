/** Reads conditions that people type, and says what is wrong with them: of segments, and of what other rooms decide by customers. */
import { nearest } from '../../chat/nearest.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { Sql } from '../../storage/database.js';
import { conditionWords, unknownEventWords, unknownFactWords } from './cards/condition-words.js';
import { askedBy, type Condition, NoCondition, nameOf } from './rules/condition/condition.js';
import { readCondition } from './rules/condition/read-condition.js';
import { ownFacts } from './rules/segment.js';
import { listEventNames, listFactNames } from './store/segments.js';

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
 * @throws InvalidInput on `when`, with the nearest name
 */
export async function refuseUnknownNames(
  db: Sql,
  organisationId: string,
  { condition, further = [] }: { readonly condition: Condition; readonly further?: readonly string[] },
): Promise<void> {
  const { facts, events } = askedBy(condition);
  if (events.length > 0) {
    const known = await listEventNames(db, organisationId);
    const unknown = missing(events, known);
    if (unknown !== undefined) throw unknownName('customers.unknownEvent', unknown, known, unknownEventWords);
  }
  const own = [...further, ...ownFacts];
  if (missing(facts, own) === undefined) return;
  if (missing(facts, [...own, ...(await listFactNames(db, organisationId, 'newest'))]) === undefined) return;
  const all = [...own, ...(await listFactNames(db, organisationId, 'all'))];
  const unknown = missing(facts, all);
  if (unknown !== undefined) throw unknownName('customers.unknownFact', unknown, all, unknownFactWords);
}

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
