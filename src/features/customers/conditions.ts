/** Reads conditions that people type, and says what is wrong with them: of segments, and of what other rooms decide by customers. */
import { nearest } from '../../chat/nearest.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { Sql } from '../../storage/database.js';
import { conditionWords, unknownEventWords, unknownFactWords } from './cards/condition-words.js';
import { askedBy, type Condition, NoCondition, nameOf } from './rules/condition/condition.js';
import { readCondition } from './rules/condition/read-condition.js';
import { ownFacts } from './rules/segment.js';
import { listFactNames } from './store/segments.js';

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
 * Every name in it is something that a customer has.
 * @param further names that hold beside those of customers
 * @throws InvalidInput on `when`, with the nearest name
 */
export async function refuseUnknownNames(
  db: Sql,
  organisationId: string,
  { condition, further = [] }: { readonly condition: Condition; readonly further?: readonly string[] },
): Promise<void> {
  const [event] = askedBy(condition).events;
  if (event !== undefined) throw InvalidInput.field('customers.unknownEvent', 'when', unknownEventWords(event));
  const own = [...further, ...ownFacts];
  const missing = (names: readonly string[]) => {
    const known = new Set(names.map(nameOf));
    return askedBy(condition).facts.find((name) => !known.has(nameOf(name)));
  };
  if (missing(own) === undefined) return;
  if (missing([...own, ...(await listFactNames(db, organisationId, 'newest'))]) === undefined) return;
  const all = [...own, ...(await listFactNames(db, organisationId, 'all'))];
  const unknown = missing(all);
  if (unknown === undefined) return;
  const near = nearest(nameOf(unknown), all.map(nameOf));
  const called = all.find((name) => near !== null && nameOf(name) === near) ?? null;
  throw InvalidInput.field('customers.unknownFact', 'when', unknownFactWords(unknown, called, all));
}
