/** A score room in memory, for tests of what stands before it: whole numbers 0 to 10, known by metric, source and id. */
import { z } from 'zod';
import type { IntakeSource, Intakes, ScoreIntake } from '../../../src/adapters/web-api/intakes.js';
import type { EndedImport, ImportsBook, NewImport } from '../../../src/chat/import-book.js';
import { type FieldErrors, InvalidInput } from '../../../src/kernel/errors.js';
import { createFakeIntake, type FakeIntake } from './fake-intake.js';

type Item = Readonly<Record<string, unknown>>;

export interface FakeScores extends ScoreIntake {
  readonly taken: (Item & IntakeSource)[];
  /** How many items each call of `intake` had. */
  readonly calls: number[];
}

export function createFakeScores(): FakeScores {
  const known = new Map<string, string>();
  const fake: FakeScores = {
    taken: [],
    calls: [],
    itemSchema: z.looseObject({ score: z.number() }),
    check: (item) => faultsOf(item as Item),
    async intake(items, source) {
      fake.calls.push(items.length);
      const faults = (items as readonly Item[]).flatMap((item, index) =>
        Object.entries(faultsOf(item) ?? {}).map(([field, fault]) => [`${index}.${field}`, fault]),
      );
      if (faults.length > 0) throw new InvalidInput('nps.invalidItems', 'Faulty.', Object.fromEntries(faults));
      return (items as readonly Item[]).map((item) => {
        const key = JSON.stringify([source.organisationId, item.metric, source.source, item.sourceId]);
        const id = item.sourceId === undefined ? undefined : known.get(key);
        if (id !== undefined) return { id, isNew: false };
        const made = `S${fake.taken.push({ ...item, ...bare(source) })}`;
        known.set(key, made);
        return { id: made, isNew: true };
      });
    },
    async page(organisationId, { after, limit, metric }) {
      if (metric === 'nobody') throw InvalidInput.field('nps.metric', 'metric', 'There is no metric nobody.');
      const entries = fake.taken.map((item, index) => ({ ...item, id: `S${index + 1}` }));
      const from = after === undefined ? 0 : Number(after.slice(1));
      return entries.filter((entry) => entry.organisationId === organisationId).slice(from, from + limit);
    },
  };
  return fake;
}

/** Who sends in, without what imports add. */
export const bare = ({ organisationId, source, surface, actorId }: IntakeSource): IntakeSource => ({
  ...{ organisationId, source, surface, actorId },
});

/** A book of imports in memory. */
export interface FakeBook extends ImportsBook {
  readonly begun: NewImport[];
  readonly ended: EndedImport[];
}

export function createFakeBook(now = '2026-11-28T09:00:00Z'): FakeBook {
  const book: FakeBook = {
    begun: [],
    ended: [],
    async ground({ kind, source }) {
      const earlier = book.begun
        .map((given, index) => ({ ...given, number: index + 1, rows: rowsIn(given.rows) }))
        .filter((given) => given.kind === kind && given.source === source)
        .map((given) => ({
          ...given,
          refusedLines: book.ended.find(({ number }) => number === given.number)?.refusedLines ?? [],
        }));
      return { timeZone: 'UTC', now, earlier: earlier.toReversed() };
    },
    begin: async (given) => ({ number: book.begun.push(given) }),
    async end(ended) {
      book.ended.push(ended);
    },
    list: async () => [],
    preview: async ({ number }) => previewOf(number),
    undo: async ({ number }) => previewOf(number),
  };
  return book;
}

const previewOf = (number: number) => ({
  customers: { addedCount: 0, changedCount: 0, staying: [] },
  ...{
    number,
    source: 'import',
    fileName: 'reviews.csv',
    feedback: { addedCount: 2, changedCount: 0, staying: ['F-3'] },
  },
  answers: [{ name: 'NPS', addedCount: 4, changedCount: 0 }],
});

const rowsIn = (rows: string | null) =>
  (rows ?? '').split(' ').flatMap((row) => {
    const [, line, mark] = /^(\d+):(.+)$/.exec(row) ?? [];
    return line && mark ? [{ line: Number(line), mark }] : [];
  });

function faultsOf({ score }: Item): FieldErrors | null {
  const isScore = typeof score === 'number' && Number.isInteger(score) && score >= 0 && score <= 10;
  return isScore ? null : { score: 'This is not a score. Write a whole number from 0 to 10.' };
}

export function fakeIntakes(feedback: FakeIntake = createFakeIntake(), scores: FakeScores = createFakeScores()) {
  // Whoever asks for customers or people has the real room.
  const customers = { intake: async () => [], check: () => null };
  return { feedback, scores, customers, people: customers } satisfies Intakes;
}
