/** The people that reminders are about, as the room people knows them: read for a whole batch in few statements. */
import { groupBy } from '../kernel/group-by.js';
import type { Presence } from '../kernel/person.js';
import type { WorkingCalendar, WorkingHours } from '../kernel/time/working-time.js';
import type { Transaction } from '../storage/database.js';

/** As much of a member as reminders ask for. */
export interface Person extends Presence {
  readonly id: string;
  readonly name: string;
  readonly workingHours: WorkingHours;
  /** Who stands in while they are away. */
  readonly delegateId: string | null;
  /** To whom they report. */
  readonly managerId: string | null;
}

/** As much of an organisation as reminders ask for. */
export interface Household {
  readonly id: string;
  readonly champion: Person | null;
  readonly settings: WorkingCalendar & {
    /** A place has the organisation's hours: minutes after midnight in its zone. */
    readonly workingHours: Pick<WorkingHours, 'startMinutes' | 'endMinutes'>;
  };
}

/** The port that the room people fills. Within a transaction `tx` is passed on. */
export interface PeoplePort<H extends Household = Household, P extends Person = Person> {
  organisation(organisationId: string): Promise<H>;
  /** The same, with its settings as they are until `tx` ends. */
  holdOrganisation(tx: Transaction, organisationId: string): Promise<H>;
  /** Those that are found. */
  members(organisationId: string, ids: readonly string[], tx?: Transaction): Promise<P[]>;
}

/** Everybody that a batch of reminders asks about, already read. */
export interface Crowd<H extends Household = Household, P extends Person = Person> {
  household(organisationId: string): H;
  person(id: string | null | undefined): P | null;
}

/**
 * The households of these subjects, and the people named with their stand-ins and managers. Within a transaction the
 * settings stay as they are read, so that what a change of them counts anew has seen all that is written by the old ones.
 */
export async function readCrowd<H extends Household, P extends Person>(
  people: PeoplePort<H, P>,
  subjects: readonly { readonly organisationId: string; readonly memberIds: readonly (string | null)[] }[],
  tx?: Transaction,
): Promise<Crowd<H, P>> {
  const households = new Map<string, H>();
  const known = new Map<string, P>();
  // In one order, so that two batches don't wait for each other.
  const groups = [...groupBy(subjects, (subject) => subject.organisationId)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [organisationId, theirs] of groups) {
    const household = tx ? people.holdOrganisation(tx, organisationId) : people.organisation(organisationId);
    households.set(organisationId, await household);
    const read = async (ids: readonly (string | null)[]) => {
      const wanted = [...new Set(ids)].filter((id) => id !== null && !known.has(id)) as string[];
      const found = wanted.length > 0 ? await people.members(organisationId, wanted, tx) : [];
      for (const member of found) known.set(member.id, member);
      return found;
    };
    const named = await read(theirs.flatMap(({ memberIds }) => memberIds));
    await read(named.flatMap(({ delegateId, managerId }) => [delegateId, managerId]));
  }
  return {
    household(organisationId) {
      const found = households.get(organisationId);
      if (!found) throw new Error('A household that nobody asked for.');
      return found;
    },
    person: (id) => known.get(id ?? '') ?? null,
  };
}
