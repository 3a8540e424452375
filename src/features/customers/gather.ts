/** Gathers what one should know of a customer from every room, in few statements however much there is. */
import type { AskedOfCustomer, Contact, CustomerPart } from '../../chat/customer-part.js';
import type { PersonRef } from '../../kernel/person.js';
import type { CustomersDeps } from './deps.js';
import { partElsewhere } from './elsewhere.js';
import { asShown, type EventFigure, eventFigures } from './rules/known.js';
import type { CustomerProfile } from './rules/profile.js';
import { askedByAll, furtherFactsOf, knownOf, readRules } from './rules/segment.js';
import { fittingTips, type Tip } from './rules/tip.js';
import { readFacts } from './store/segments.js';

/** A customer with what every room knows of them. */
export interface Gathered {
  readonly customer: CustomerProfile;
  readonly events: readonly EventFigure[];
  /** Who looks after them; null: nobody who is still here. */
  readonly owner: PersonRef | null;
  /** In the order of the rooms. */
  readonly parts: readonly CustomerPart[];
  /** Of all rooms, the latest first. */
  readonly contacts: readonly Contact[];
  /** What they would gain from now. */
  readonly tips: readonly Tip[];
  /** By member id. */
  readonly names: ReadonlyMap<string, string>;
}

/** As many fit on a phone. */
const contactsShown = 5;

/**
 * Everything in one go; times are shown in the reader's zone. For the card of an item (`except`) only who heard what and what to
 * mind. @param elsewhere parts that are waited for beside the rooms'
 */
export async function gather(
  deps: CustomersDeps,
  known: CustomerProfile,
  { organisationId, timeZone, except }: Omit<AskedOfCustomer, 'customer'>,
  elsewhere: readonly Promise<CustomerPart>[] = [],
): Promise<Gathered> {
  const customer = asShown(known);
  const asked = { organisationId, customer, timeZone, ...(except !== undefined && { except }) };
  const rooms = deps.chapters().filter(({ tellsContacts = false }) => except === undefined || tellsContacts);
  const [tips, ...all] = await Promise.all([
    tipsFor(deps, organisationId, known),
    ...rooms.map((room) => room.customerPart?.(asked)),
    ...elsewhere,
  ]);
  const parts = all.filter((part) => part !== undefined);
  const contacts = parts
    .flatMap((part) => part.contacts ?? [])
    .filter(({ subject }) => subject === undefined || subject !== except)
    .toSorted((one, other) => other.at.getTime() - one.at.getTime())
    .slice(0, contactsShown);
  const ids = [customer.ownerId, ...contacts.map(({ memberId }) => memberId)].filter((id) => id !== null);
  const members = ids.length > 0 ? await deps.people.members(organisationId, [...new Set(ids)]) : [];
  const owner = members.find(({ id, hasLeft }) => id === customer.ownerId && !hasLeft) ?? null;
  const events = eventFigures(customer, deps.clock.now());
  return { customer, events, owner, parts, contacts, tips, names: new Map(members.map(({ id, name }) => [id, name])) };
}

/** Asks the database again only where a tip depends on the latest score or on what they did. */
async function tipsFor(
  { database, clock }: CustomersDeps,
  organisationId: string,
  customer: CustomerProfile,
): Promise<readonly Tip[]> {
  if (customer.tips.length === 0) return [];
  const rules = readRules(customer.tips.map(({ id, condition }) => ({ id, name: id, condition })));
  const asks = furtherFactsOf(askedByAll(rules.map(({ read }) => read)));
  const now = clock.now();
  const [read] =
    asks.score || asks.events ? await readFacts(database, organisationId, { ids: [customer.id], asks, now }) : [];
  const known = knownOf(read ?? { ...customer, score: null, events: {}, ruleSegments: [] }, now);
  const fact = (name: string) => (name === 'segment' ? customer.segments : known.fact(name));
  return fittingTips(customer.tips, { ...known, fact });
}

/** The same with what other systems know: it waits for them, so only for somebody who asked. */
export async function gatherEverywhere(
  deps: CustomersDeps,
  customer: CustomerProfile,
  asked: Omit<AskedOfCustomer, 'customer' | 'except'>,
): Promise<Gathered> {
  const { organisationId } = asked;
  const elsewhere = partElsewhere(deps.lookUp, customer, { organisationId, now: () => deps.clock.now() });
  return gather(deps, customer, asked, [elsewhere]);
}

/** What of a customer is known beyond what is kept of them here. */
export const heardOf = ({ owner, contacts, parts }: Pick<Gathered, 'owner' | 'contacts' | 'parts'>) => ({
  hasOwner: owner !== null,
  hasContact: contacts.length > 0,
  knownNames: parts.flatMap((part) => part.knownNames ?? []),
});
