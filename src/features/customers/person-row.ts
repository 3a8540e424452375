/** Reads one row of a file about a person at a customer: who they are, and what another tool knew of asking them. */
import { z } from 'zod';
import { InvalidInput } from '../../kernel/errors.js';
import { say } from '../../kernel/language/say.js';
import { nameWordsFor, wordsFor } from './cards/refusals.js';
import type { ImportedRow } from './imported-row.js';
import type { Message, SaidPerson } from './read-message.js';
import { bareAddress, emailKey } from './read-person.js';
import { cleanName, lengthOf, limits } from './rules/customer.js';

/** A person as a file or an answer names them. */
export interface PersonRow {
  readonly email: string;
  readonly name?: string | undefined;
  /** Their company, by name; absent: the one that their address shows, else they are a customer of their own. */
  readonly customer?: string | undefined;
  /** When it was so. ISO 8601; absent: nobody says. */
  readonly at?: string | undefined;
  /** When they were asked last. ISO 8601. */
  readonly askedAt?: string | undefined;
  /** They want no surveys. */
  readonly wantsNone?: boolean | undefined;
  /** Since when mail to them comes back. ISO 8601. */
  readonly failsSince?: string | undefined;
}

const instant = z.iso.datetime({ offset: true }).optional();

const row = z.object({
  email: z.string(),
  name: z.string().optional(),
  customer: z.string().optional(),
  at: instant,
  askedAt: instant,
  wantsNone: z.boolean().optional(),
  failsSince: instant,
});

/** @throws InvalidInput that names each field */
export function readPersonRow(given: unknown, now: Date): ImportedRow {
  const read = row.safeParse(given);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => [String(path[0] ?? 'email'), message]);
    throw new InvalidInput('customers.row', say('The row can’t be read.'), Object.fromEntries(faults));
  }
  const { email, at, askedAt = null, failsSince = null, wantsNone = false } = read.data;
  const written = bareAddress(email);
  const key = emailKey(written);
  if (key === null) throw InvalidInput.field('customers.row', 'email', wordsFor.address(email));
  const name = cleanName(read.data.name ?? '');
  if (lengthOf(name) > limits.personName) throw InvalidInput.field('customers.row', 'name', wordsFor.personLength());
  const customer = cleanName(read.data.customer ?? '');
  if (lengthOf(customer) > limits.name)
    throw InvalidInput.field('customers.row', 'customer', nameWordsFor.long(lengthOf(customer)));
  const person: SaidPerson = { name: name || null, role: null, email: { written, key }, traits: [] };
  const when = { at: at === undefined ? now : earlier(new Date(at), now), isUndated: at === undefined };
  return {
    message: customer === '' ? ofTheirOwn(key, person, when) : atCompany(customer, person, when),
    ...{ segment: null, owner: null, preferences: [], notes: [] },
    called: customer || name || written,
    said: JSON.stringify(read.data),
    marks: { emailKey: key, askedAt: notAfter(askedAt, now), failsSince: notAfter(failsSince, now), wantsNone },
  };
}

type When = Pick<Message, 'at' | 'isUndated'>;

const bare = { previousId: null, groupId: null, event: null, hash: null, leftOut: [] } as const;

const ofTheirOwn = (userId: string, person: SaidPerson, when: When): Message => ({
  ...{ type: 'identify', ...bare, userId, person, company: null },
  ...when,
});

const atCompany = (name: string, person: SaidPerson, when: When): Message => ({
  ...{ type: 'group', ...bare, userId: null, person: null },
  company: { groupId: null, name, domain: null, traits: [], people: [person] },
  ...when,
});

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

const notAfter = (at: string | null, now: Date): string | null =>
  at === null ? null : earlier(new Date(at), now).toISOString();
