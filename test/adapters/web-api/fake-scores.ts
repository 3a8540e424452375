/** A score room in memory, for tests of what stands before it: whole numbers 0 to 10, known by metric, source and id. */
import type { IntakeSource, Intakes, ScoreIntake } from '../../../src/adapters/web-api/intakes.js';
import { type FieldErrors, InvalidInput } from '../../../src/kernel/errors.js';
import { createFakeIntake, type FakeIntake } from './fake-intake.js';

type Item = Readonly<Record<string, unknown>>;

export interface FakeScores extends ScoreIntake {
  readonly taken: (Item & IntakeSource)[];
  /** How many items each call of `intake` had. */
  readonly calls: number[];
  /** The sources whose files ended. */
  readonly ended: string[];
}

export function createFakeScores(): FakeScores {
  const known = new Map<string, string>();
  const fake: FakeScores = {
    taken: [],
    calls: [],
    ended: [],
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
        const made = `S${fake.taken.push({ ...item, ...source })}`;
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
    async importEnded(_organisationId, source) {
      fake.ended.push(source);
    },
  };
  return fake;
}

function faultsOf({ score }: Item): FieldErrors | null {
  const isScore = typeof score === 'number' && Number.isInteger(score) && score >= 0 && score <= 10;
  return isScore ? null : { score: 'A score is a whole number from 0 to 10.' };
}

export function fakeIntakes(feedback: FakeIntake = createFakeIntake(), scores: FakeScores = createFakeScores()) {
  return { feedback, scores } satisfies Intakes;
}
