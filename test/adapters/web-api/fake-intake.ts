/** A feedback room in memory, for tests of what stands before it: checks the text, knows items by source and id. */
import { z } from 'zod';
import type { FeedbackIntake, IntakeResult, IntakeSource } from '../../../src/adapters/web-api/intakes.js';
import { InvalidInput } from '../../../src/kernel/errors.js';

type Item = Readonly<Record<string, unknown>>;

export interface FakeIntake extends FeedbackIntake {
  /** Everything that was taken in, in order. */
  readonly taken: (Item & IntakeSource)[];
  /** Its numbers, by organisation, source and source item. */
  readonly numbers: Map<string, number>;
  /** How many calls of `intake` there were, and how many items each had. */
  readonly calls: number[];
  /** Done at the next call of `intake`, before anything is kept. */
  before: (() => Promise<void>) | null;
  /** Done at the next call of `intake`, after everything is kept. */
  after: (() => Promise<void>) | null;
}

export function createFakeIntake(): FakeIntake {
  const fake: FakeIntake = {
    taken: [],
    numbers: new Map(),
    calls: [],
    before: null,
    after: null,
    itemSchema: z.looseObject({ text: z.string() }),
    check(item) {
      const { text } = item as Item;
      if (typeof text !== 'string' || text.trim() === '') return { text: 'Please write what the customer said.' };
      return [...text].length > 10_000 ? { text: 'At most 10,000 characters can be taken.' } : null;
    },
    async intake(items, source) {
      fake.calls.push(items.length);
      const { before, after } = fake;
      fake.before = fake.after = null;
      await before?.();
      refuseUnknownOwners(items as readonly Item[]);
      const results = (items as readonly Item[]).map((item) => take(fake, item, source));
      await after?.();
      return results;
    },
    async page(organisationId, { after = 0, limit, state }) {
      if (state === 'closed') throw InvalidInput.field('feedback.state', 'state', 'There is no state closed.');
      const entries = fake.taken.map((item, index) => ({ ...item, number: index + 1 }));
      return entries.filter((entry) => entry.organisationId === organisationId && entry.number > after).slice(0, limit);
    },
  };
  return fake;
}

function take(fake: FakeIntake, item: Item, source: IntakeSource): IntakeResult & { readonly number: number } {
  const identity = item.sourceId === undefined ? null : `${source.organisationId} ${source.source} ${item.sourceId}`;
  const known = identity === null ? undefined : fake.numbers.get(identity);
  if (known !== undefined) return { number: known, isNew: false };
  const { organisationId, source: name, surface, actorId } = source;
  const isNamed = typeof item.customer === 'string' && !fake.taken.some(({ customer }) => customer === item.customer);
  const number = fake.taken.push({ ...item, organisationId, source: name, surface, actorId });
  if (identity !== null) fake.numbers.set(identity, number);
  return { number, isNew: true, ...(isNamed && { newCustomer: String(item.customer) }) };
}

/** Stands for all that only the room can find out. */
function refuseUnknownOwners(items: readonly Item[]): void {
  const problems = items.flatMap(({ owner }, index) =>
    owner === '@nobody' ? [[`${index}.owner`, 'Nobody is called @nobody.']] : [],
  );
  if (problems.length > 0)
    throw new InvalidInput('feedback.invalidItems', 'Nobody is called @nobody.', Object.fromEntries(problems));
}
