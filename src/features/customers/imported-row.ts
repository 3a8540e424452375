/** Reads one row of a file about a customer: what systems tell too becomes a message in the Segment spec, the rest stands beside it. */
import { z } from 'zod';
import { InvalidInput } from '../../kernel/errors.js';
import { say } from '../../kernel/language/say.js';
import { wordsFor } from './cards/refusals.js';
import { type Message, readCompany, readId, type SaidPerson } from './read-message.js';
import { bareAddress, emailKey, readPerson } from './read-person.js';
import { limits } from './rules/customer.js';
import type { AskingMarks } from './rules/customer-person.js';
import type { LeftOut } from './rules/facts/traits.js';
import { readCustomerDraft } from './schema.js';

/** A row that was read. */
export interface ImportedRow {
  readonly message: Message;
  readonly segment: string | null;
  /** As the file calls them; null: nobody is named. */
  readonly owner: string | null;
  readonly preferences: readonly string[];
  /** What of it is not kept, and why. */
  readonly notes: readonly string[];
  /** The customer, as the row names it. */
  readonly called: string;
  /** All that it says, to tell it from the rows above. */
  readonly said: string;
  /** What another tool knew of asking the person it names; null: it names none so. */
  readonly marks: AskingMarks | null;
}

const value = z.union([z.string(), z.number(), z.boolean()]);
const row = z.object({
  name: z.string(),
  domain: z.string().optional(),
  externalId: z.string().optional(),
  segment: z.string().optional(),
  owner: z.string().max(200).optional(),
  industry: z.string().optional(),
  /** A day. */
  since: z.string().optional(),
  /** ISO 8601. */
  at: z.iso.datetime({ offset: true }).optional(),
  aliases: z.array(z.string()).optional(),
  preferences: z.string().optional(),
  contacts: z
    .array(
      z.union([z.string(), z.object({ name: z.string(), role: z.string().optional(), email: z.string().optional() })]),
    )
    .optional(),
  facts: z.record(z.string(), value).optional(),
});

/** @throws InvalidInput that names each field */
export function readRow(given: unknown, now: Date): ImportedRow {
  const read = row.safeParse(given);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => [String(path[0] ?? 'name'), message]);
    throw new InvalidInput('customers.row', say('The row can’t be read.'), Object.fromEntries(faults));
  }
  const { owner = null, industry, since, at, facts = {}, domain, externalId, ...typed } = read.data;
  const { name, aliases = [], segment, preferences = '' } = typed;
  const draft = readCustomerDraft({ name, aliases, segment, preferences: [preferences] });
  const leftOut: LeftOut[] = [];
  const groupId = externalId === undefined ? null : readId(externalId, refuse('externalId'));
  const own = { ...(industry !== undefined && { industry }), ...(since !== undefined && { since }) };
  const named = { name: draft.name, ...(domain !== undefined && { domain }) };
  const company = readCompany({ ...facts, ...own, ...named }, groupId, leftOut);
  const notes: string[] = leftOut.map(({ path, why }) => `${path.replace(/^traits\./u, '')}: ${why}`);
  const people = (read.data.contacts ?? []).map((contact) => personOf(contact, (why) => notes.push(why)));
  const message: Message = {
    ...{ type: 'group', userId: null, previousId: null, person: null, groupId, event: null, hash: null, leftOut },
    company: { ...company, aliases: draft.aliases ?? [], people },
    at: at === undefined ? now : new Date(Math.min(Date.parse(at), now.getTime())),
    isUndated: at === undefined,
  };
  const parts = { segment: draft.segment ?? null, owner, preferences: draft.preferences ?? [] };
  return { message, ...parts, notes, called: draft.name ?? name, said: JSON.stringify(read.data), marks: null };
}

const refuse = (field: string) => (fault: string) => {
  throw InvalidInput.field('customers.row', field, fault);
};

/** An address that no mail could reach is left out, and the person stays. @throws InvalidInput on `contact` */
function personOf(
  typed: string | { readonly name: string; readonly role?: string | undefined; readonly email?: string | undefined },
  note: (why: string) => void,
): SaidPerson {
  const read = typeof typed === 'string' ? readPerson(typed) : typed;
  if (!read) throw InvalidInput.field('customers.row', 'contact', wordsFor.person(String(typed)));
  const { name, role = null } = read;
  const email = read.email ? bareAddress(read.email) : null;
  if ([...name].length > limits.personName || [...(role ?? '')].length > limits.personRole)
    throw InvalidInput.field('customers.row', 'contact', wordsFor.personLength());
  const key = email === null ? null : emailKey(email);
  if (email !== null && key === null)
    note(say('email: “{email}” is no address that a mail could reach.', { email: email.slice(0, 80) }));
  const isNameless = name === email;
  return {
    name: isNameless && key !== null ? null : name,
    role,
    email: email === null || key === null ? null : { written: email, key },
    traits: [],
  };
}
