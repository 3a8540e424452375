/** The profile of a customer as data, for programs: the same that `who NAME` shows. */
import { lineToText } from '../../chat/plain-text.js';
import { ambiguousWords } from './cards/refusals.js';
import type { CustomersDeps } from './deps.js';
import { AmbiguousCustomers, lookUpProfile } from './find.js';
import { gatherEverywhere, heardOf } from './gather.js';
import { isSeveral } from './rules/choose.js';
import { calledName } from './rules/customer-person.js';
import { sinceOf, unknownOf } from './rules/known.js';
import { isUnwanted } from './rules/preference.js';

/** A customer as JSON; instants are ISO 8601. Addresses of people are left out: they are for recognising who wrote. */
export interface ProfileView {
  readonly id: string;
  readonly name: string;
  readonly [part: string]: unknown;
}

/** @see Customers.profile */
export async function profileByName(
  deps: CustomersDeps,
  organisationId: string,
  typed: string,
): Promise<ProfileView | null> {
  const customer = await lookUpProfile(deps.database, organisationId, typed);
  if (isSeveral(customer)) throw new AmbiguousCustomers(new Map([[typed, ambiguousWords(typed, customer)]]));
  if (!customer) return null;
  const gathered = await gatherEverywhere(deps, customer, { organisationId, timeZone: 'UTC' });
  const { owner, parts, contacts, tips, names, events } = gathered;
  const { id, name, segment, segments, aliases, attributes, preferences, people, personCount, createdAt } =
    gathered.customer;
  const heard = heardOf({ owner, contacts, parts });
  return {
    ...{ id, name, segment, segments, aliases },
    knownSince: createdAt.toISOString(),
    customerSince: sinceOf(attributes)?.[1].value ?? null,
    owner: owner && { id: owner.id, name: owner.name },
    people: people.map((person) => ({ name: calledName(person), role: person.role })),
    personCount,
    preferences: preferences.map(({ text, at }) => ({ text, at })),
    wants: { surveys: !isUnwanted(preferences, 'surveys'), earlyTests: !isUnwanted(preferences, 'earlyTests') },
    mind: parts.flatMap((part) => part.mind ?? []).map(lineToText),
    contacts: contacts.map(({ at, memberId, channel, text }) => ({
      at: at.toISOString(),
      by: memberId === null ? null : (names.get(memberId) ?? null),
      channel,
      text,
    })),
    tips: tips.map(({ text, link }) => ({ text, link })),
    attributes,
    events: events.map((event) => ({
      ...event,
      firstAt: event.firstAt.toISOString(),
      lastAt: event.lastAt.toISOString(),
    })),
    unknown: [...unknownOf(gathered.customer, heard), ...parts.flatMap((part) => part.unknown ?? [])],
    ...Object.assign({}, ...parts.map(({ name: room, figures }) => ({ [room]: figures }))),
  };
}
