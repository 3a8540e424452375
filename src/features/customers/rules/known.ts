/** Which of a customer's facts stand where on their profile, and what nobody knows of them yet. Pure. */
import { fold } from '../../../chat/nearest.js';
import { say } from '../../../kernel/language/say.js';
import type { Attribute, Attributes } from './attribute.js';
import type { CustomerProfile } from './profile.js';

/** A fact by its name. */
export type NamedAttribute = readonly [name: string, attribute: Attribute];

/** Names by which systems call the day on which somebody became a customer. */
const sinceNames = ['since', 'customer since', 'customersince', 'createdat', 'created at', 'signed up', 'signup date'];

const plain = (name: string): string => fold(name).replaceAll(/[_-]+/gu, ' ');

/** What systems told is called as the champion said, and left out where it is not to be shown. */
export function factsAsShown(attributes: Attributes, shownAs: CustomerProfile['shownAs']): Attributes {
  const shown = new Map<string, Attribute>();
  for (const [name, attribute] of Object.entries(attributes)) {
    const key = name.toLowerCase();
    const label = attribute.source !== null && Object.hasOwn(shownAs, key) ? shownAs[key] : name;
    if (label === null || label === undefined) continue;
    // Two that are called alike are both shown.
    shown.set(
      shown.has(label) || (label !== name && Object.hasOwn(attributes, label)) ? `${label} (${name})` : label,
      attribute,
    );
  }
  return Object.fromEntries(shown);
}

/** A customer as profiles show one. */
export const asShown = (customer: CustomerProfile): CustomerProfile => ({
  ...customer,
  attributes: factsAsShown(customer.attributes, customer.shownAs),
});

/** How often they did something in the last 30 days. */
export interface EventFigure {
  readonly name: string;
  readonly recentCount: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** The day in UTC before the last 30, today among them: what is counted as recent came after it. */
export const dayBeforeRecent = (now: Date): string =>
  new Date(now.getTime() - 30 * 86_400_000).toISOString().slice(0, 10);

/** What they did, with how often in the 30 days before `now`. */
export function eventFigures({ events }: CustomerProfile, now: Date): readonly EventFigure[] {
  const before = dayBeforeRecent(now);
  return events.map(({ name, firstAt, lastAt, days }) => {
    const recentCount = days.reduce((sum, [day, count]) => sum + (day > before ? count : 0), 0);
    return { name, recentCount, firstAt: new Date(firstAt), lastAt: new Date(lastAt) };
  });
}

/** Since when they are a customer, where somebody said so. */
export function sinceOf(attributes: Attributes): NamedAttribute | null {
  return Object.entries(attributes).find(([name]) => sinceNames.includes(plain(name))) ?? null;
}

/** The other facts, the newest first. */
export function furtherFacts(attributes: Attributes): readonly NamedAttribute[] {
  const since = sinceOf(attributes)?.[0];
  return Object.entries(attributes)
    .filter(([name]) => name !== since)
    .toSorted(([, one], [, other]) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

/** What one would like to know before a conversation, and nobody has told. */
export function unknownOf(
  customer: CustomerProfile,
  heard: { readonly hasOwner: boolean; readonly hasContact: boolean; readonly knownNames: readonly string[] },
): readonly string[] {
  const { segments, attributes, people, preferences } = customer;
  const hasIndustry = [...Object.keys(attributes), ...heard.knownNames].some((name) => plain(name) === 'industry');
  return [
    ...(heard.hasOwner ? [] : [say('who looks after them')]),
    ...(segments.length === 0 ? [say('their segment')] : []),
    ...(hasIndustry ? [] : [say('their industry')]),
    ...(people.length > 0 ? [] : [say('whom to talk to there')]),
    ...(preferences.length > 0 ? [] : [say('what they prefer')]),
    ...(heard.hasContact ? [] : [say('anything they said: we have never talked with them')]),
  ];
}
