/** A feedback room in memory, for tests of what stands before it: checks the text, knows items by source and id. */
import type { FeedbackIntake, IntakeSource } from '../../../src/adapters/web-api/feedback-intake.js';
import { InvalidInput } from '../../../src/kernel/errors.js';

type Item = Readonly<Record<string, unknown>>;

export interface FakeIntake extends FeedbackIntake {
  /** Everything that was taken in, in order. */
  readonly taken: (Item & IntakeSource)[];
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
    calls: [],
    before: null,
    after: null,
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
    async page(_organisationId, { after = 0, limit }) {
      const entries = fake.taken.map(({ text }, index) => ({ number: index + 1, text }));
      return entries.filter(({ number }) => number > after).slice(0, limit);
    },
  };
  return fake;
}

function take(fake: FakeIntake, item: Item, source: IntakeSource): { number: number; isNew: boolean } {
  const known = fake.taken.findIndex(
    (one) => item.sourceId !== undefined && one.sourceId === item.sourceId && one.source === source.source,
  );
  if (known >= 0) return { number: known + 1, isNew: false };
  fake.taken.push({ ...item, ...source });
  return { number: fake.taken.length, isNew: true };
}

/** Stands for all that only the room can find out. */
function refuseUnknownOwners(items: readonly Item[]): void {
  const problems = items.flatMap(({ owner }, index) =>
    owner === '@nobody' ? [[`${index}.owner`, 'Nobody is called @nobody.']] : [],
  );
  if (problems.length > 0)
    throw new InvalidInput('feedback.invalidItems', 'Nobody is called @nobody.', Object.fromEntries(problems));
}
