/** Who is reminded when, by role: stand-ins for the absent, and each in their own working hours. Pure. */
import { isAway, isPresent } from '../kernel/person.js';
import { nextWorkingMoment, type WorkingHours } from '../kernel/time/working-time.js';
import type { Crowd, Household, Person } from './crowd.js';
import { type RecipientRole, recipientRoles } from './roles.js';

/** Whom a subject concerns. */
export interface Parties {
  readonly household: Household;
  readonly owner: Person | null;
  readonly delegate: Person | null;
  readonly manager: Person | null;
  readonly placeId: string | null;
  /** Who is reminded instead of an owner who is not there and has no stand-in, the first who is there. */
  readonly fallbacks: readonly (Person | null)[];
  /** Whether an owner who is away is waited for before any of those. */
  readonly waitsForOwner: boolean;
}

export interface Recipient {
  readonly role: RecipientRole;
  /** The member's or the place's id. */
  readonly id: string;
  readonly hours: WorkingHours;
  /** Within those hours, and not before they are back. */
  readonly dueAt: Date;
}

/** The usual parties of what one member owns. */
export function partiesOf(
  crowd: Crowd,
  organisationId: string,
  { ownerId, ...more }: { readonly ownerId: string | null } & Pick<Parties, 'placeId' | 'fallbacks' | 'waitsForOwner'>,
): Parties {
  const owner = crowd.person(ownerId);
  const delegate = crowd.person(owner?.delegateId);
  return {
    household: crowd.household(organisationId),
    owner,
    delegate,
    manager: crowd.person(owner?.managerId),
    ...more,
  };
}

type Resolver = (parties: Parties, now: Date) => Person | { readonly placeId: string } | null;

const resolvers: Readonly<Record<RecipientRole, Resolver>> = {
  owner: ({ owner, delegate, fallbacks, waitsForOwner }, now) => {
    // Somebody who left may have named a stand-in for an absence that is long over.
    if (owner && !owner.hasLeft) {
      if (!isAway(owner, now)) return owner;
      if (isPresent(delegate, now)) return delegate;
      if (waitsForOwner) return owner;
    }
    const present = fallbacks.find((each) => isPresent(each, now));
    const later = waitsForOwner ? fallbacks.find((each) => each && !each.hasLeft) : null;
    return present ?? later ?? null;
  },
  champion: ({ household: { champion }, owner }) => (champion?.id === owner?.id ? null : champion),
  manager: ({ manager }) => (manager?.hasLeft ? null : manager),
  place: ({ placeId }) => (placeId === null ? null : { placeId }),
};

/** Those whom these roles reach, each once, in the first of their roles. */
export function recipientsOf(parties: Parties, wanted: readonly RecipientRole[], now: Date): readonly Recipient[] {
  const reached = new Map<string, Recipient>();
  for (const role of recipientRoles.filter((each) => wanted.includes(each))) {
    const found = resolvers[role](parties, now);
    const recipient = found && recipientAs(role, parties.household, found, now);
    if (recipient && !reached.has(recipient.id)) reached.set(recipient.id, recipient);
  }
  return [...reached.values()];
}

function recipientAs(
  role: RecipientRole,
  household: Household,
  found: Person | { readonly placeId: string },
  now: Date,
): Recipient {
  if ('placeId' in found) {
    const hours = placeHours(household);
    return { role, id: found.placeId, hours, dueAt: nextWorkingMoment(household.settings, hours, now) };
  }
  return { role, id: found.id, hours: found.workingHours, dueAt: whenToTell(household, found, now) };
}

/** The first moment from `now` on that lies in a person's working hours, and not before they are back. */
export function whenToTell({ settings }: Household, person: Person, now: Date): Date {
  const from = person.awayUntil && isAway(person, now) ? person.awayUntil : now;
  return nextWorkingMoment(settings, person.workingHours, from);
}

export function placeHours({ settings }: Household): WorkingHours {
  return { timeZone: settings.timeZone, ...settings.workingHours };
}
