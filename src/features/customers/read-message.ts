/**
 * Reads messages in the Segment spec (https://segment.com/docs/connections/spec/): who or what they are about, what they
 * say of them, and what can't be kept. Called by take-facts.ts.
 */
import { createHash } from 'node:crypto';
import type { FieldErrors } from '../../kernel/errors.js';
import { bareAddress, emailKey } from './read-person.js';
import { cleanName, lengthOf, limits } from './rules/customer.js';
import { domainOf, isPublic } from './rules/facts/domains.js';
import { isPlainObject, type LeftOut, readTraits, refusedText, type Trait } from './rules/facts/traits.js';

/** A company as a message names it. */
export interface SaidCompany {
  /** null: the system has none. */
  readonly groupId: string | null;
  readonly name: string | null;
  readonly domain: string | null;
  readonly traits: readonly Trait[];
  /** Of files, as `people` is. */
  readonly aliases?: readonly string[];
  readonly people?: readonly SaidPerson[];
}

/** A person as a message names them. */
export interface SaidPerson {
  readonly name: string | null;
  readonly role: string | null;
  readonly email: { readonly written: string; readonly key: string } | null;
  readonly traits: readonly Trait[];
}

/** One message that says something of somebody who is known by an id. */
export interface Message {
  readonly type: 'identify' | 'group' | 'track' | 'alias';
  /** null: only of a group. */
  readonly userId: string | null;
  /** Of an alias. */
  readonly previousId: string | null;
  readonly person: SaidPerson | null;
  readonly company: SaidCompany | null;
  /** The group alone, of an event or a person. */
  readonly groupId: string | null;
  readonly event: string | null;
  readonly at: Date;
  /** Nobody said when it became so: what is known just so keeps its source and age. */
  readonly isUndated?: boolean;
  /** A UUID of its own id, by which it counts once; null: it has none. */
  readonly hash: string | null;
  readonly leftOut: readonly LeftOut[];
}

const maxIdLength = 200;
const maxEventLength = 120;
/** Further into the future than clocks go wrong. */
const aheadMs = 300_000;

const words = {
  type: 'The type is identify, group, track, alias, page or screen.',
  object: 'A message is an object.',
  traits: 'This is an object.',
  id: `An id is a text of 1 to ${maxIdLength} characters.`,
  userId: 'Say who it is: userId or anonymousId.',
  groupId: 'Say which group: groupId.',
  previousId: 'Say who it was: previousId.',
  event: `An event has a name of 1 to ${maxEventLength} characters.`,
  at: 'A time is ISO 8601 with its zone, from 1970 on, such as 2026-11-24T09:00:00Z.',
  email: 'This is not an e-mail address that a mail could reach.',
  domain: 'This is not a domain, such as acme.com.',
  publicDomain: 'Anybody may have an address there, so nobody is recognised by it.',
  name: `A name has at most ${limits.name} characters.`,
  role: `A role has at most ${limits.personRole} characters.`,
  secretId: 'It looks like a secret or a card number. Send an id that is none.',
} as const;

/** What a call says of all its messages. */
export interface MessageContext {
  /** By the path of the call; absent: each says its own. */
  readonly type?: string;
  readonly now: Date;
}

/** Of several, what all of them say. null: nobody who is known by an id. */
export type Read =
  | { readonly ok: true; readonly message: Message | null }
  | { readonly ok: false; readonly faults: FieldErrors };

/** A fault refuses the message; what is only not kept stands in `leftOut`. */
export function readMessage(value: unknown, context: MessageContext): Read {
  if (!isPlainObject(value)) return { ok: false, faults: { '': words.object } };
  const type = context.type ?? value.type;
  const faults: Record<string, string> = {};
  if (type === 'page' || type === 'screen') return { ok: true, message: null };
  if (type !== 'identify' && type !== 'group' && type !== 'track' && type !== 'alias') {
    return { ok: false, faults: { type: words.type } };
  }
  const idOf = (field: string, needed?: string): string | null => {
    const id = value[field];
    if (id === undefined || id === null || id === '') {
      if (needed !== undefined) faults[field] = needed;
      return null;
    }
    return readId(id, (fault) => {
      faults[field] = fault;
    });
  };
  const isAnonymous = isSomeId(value.anonymousId);
  const userId = idOf('userId', isAnonymous || type === 'group' ? undefined : words.userId);
  const groupId = idOf('groupId', type === 'group' ? words.groupId : undefined);
  const previousId = type === 'alias' ? idOf('previousId', words.previousId) : null;
  const hash = hashOf(idOf('messageId'));
  const at = readTime(value.timestamp ?? value.originalTimestamp, context.now);
  if (at === null) faults.timestamp = words.at;
  const traits = objectIn(value, type === 'track' ? 'properties' : 'traits', faults);
  const said = objectIn(value, 'context', faults);
  const event = type === 'track' ? readEvent(value.event) : null;
  if (event?.fault !== undefined) faults.event = event.fault;
  if (at === null || Object.keys(faults).length > 0) return { ok: false, faults };
  const leftOut: LeftOut[] = [];
  const company = type === 'group' ? readCompany(traits, groupId, leftOut) : companyOf(traits, type, leftOut);
  const person = type === 'identify' ? readPersonOf(traits, leftOut) : null;
  const contextGroup = isSomeId(said.groupId) ? readId(said.groupId, () => undefined) : null;
  if (userId === null && type !== 'group') return { ok: true, message: null };
  const whole = { type: type as Message['type'], ...{ userId, previousId, person, company, at, hash, leftOut } };
  const named = { event: event?.name ?? null, groupId: groupId ?? contextGroup };
  return { ok: true, message: { ...whole, ...named } };
}

const isSomeId = (id: unknown): boolean => (typeof id === 'string' && id.trim() !== '') || Number.isFinite(id);

/** An id as systems give it; null: `fault` was told why it is none. */
export function readId(id: unknown, fault: (words: string) => void): string | null {
  const text = typeof id === 'number' && Number.isFinite(id) ? String(id) : typeof id === 'string' ? cleanName(id) : '';
  if (text === '' || lengthOf(text) > maxIdLength) fault(words.id);
  else if (refusedText(text) !== null) fault(words.secretId);
  else return text;
  return null;
}

/** Version and variant of a UUID don't matter: it is only compared. */
function hashOf(id: string | null): string | null {
  if (id === null) return null;
  const hex = createHash('sha256').update(id).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** Absent: now. What lies ahead is now, or it would be the newest for ever. null: it can't be read. */
function readTime(typed: unknown, now: Date): Date | null {
  if (typed === undefined || typed === null) return now;
  const iso = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d))?$/u;
  if (typeof typed !== 'string' || !iso.test(typed)) return null;
  const at = new Date(typed);
  if (Number.isNaN(at.getTime()) || at.getTime() < 0 || isOverflown(typed)) return null;
  return at.getTime() > now.getTime() + aheadMs ? now : at;
}

/** Date reads 31 February as 3 March. */
function isOverflown(typed: string): boolean {
  const day = typed.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day;
}

function objectIn(
  value: Readonly<Record<string, unknown>>,
  field: string,
  faults: Record<string, string>,
): Readonly<Record<string, unknown>> {
  const inner = value[field];
  if (inner === undefined || inner === null) return {};
  if (isPlainObject(inner)) return inner;
  faults[field] = words.traits;
  return {};
}

function readEvent(typed: unknown): { readonly name: string | null; readonly fault?: string } {
  const name = typeof typed === 'string' ? cleanName(typed) : '';
  if (name === '' || lengthOf(name) > maxEventLength) return { name: null, fault: words.event };
  return refusedText(name) === null ? { name } : { name: null, fault: words.secretId };
}

/** A text among the traits; what does not fit is left out. */
function textIn(
  traits: Readonly<Record<string, unknown>>,
  field: string,
  { most, fault, leftOut, at = '' }: { most: number; fault: string; leftOut: LeftOut[]; at?: string },
): string | null {
  const value = traits[field];
  if (value === undefined || value === null || value === '') return null;
  const text = typeof value === 'string' ? cleanName(value) : typeof value === 'number' ? String(value) : '';
  const why = refusedText(typeof value === 'string' ? value : text);
  if (why === null && text !== '' && lengthOf(text) <= most) return text;
  leftOut.push({ path: `traits.${at}${field}`, why: why ?? fault });
  return null;
}

/** A company as its traits say it; what is not kept goes to `leftOut`. */
export function readCompany(
  traits: Readonly<Record<string, unknown>>,
  groupId: string | null,
  leftOut: LeftOut[],
  at = '',
): SaidCompany {
  const name = textIn(traits, 'name', { most: limits.name, fault: words.name, leftOut, at });
  const field = traits.domain === undefined ? 'website' : 'domain';
  const typed = textIn(traits, field, { most: 300, fault: words.domain, leftOut, at });
  const found = typed === null ? null : domainOf(typed);
  if (typed !== null && found === null) leftOut.push({ path: `traits.${at}${field}`, why: words.domain });
  const isOpen = found !== null && isPublic(found);
  if (isOpen) leftOut.push({ path: `traits.${at}${field}`, why: words.publicDomain });
  const read = readTraits(traits, ['name', 'domain', 'website', 'id']);
  for (const { path, why } of read.leftOut) leftOut.push({ path: `traits.${at}${path}`, why });
  const domain = isOpen ? null : found;
  return { groupId, name, domain, traits: domain === null ? read.kept : [...read.kept, ['domain', domain]] };
}

/** `traits.company` of a person: a name, or an object with id and name. */
function companyOf(traits: Readonly<Record<string, unknown>>, type: string, leftOut: LeftOut[]): SaidCompany | null {
  const { company } = traits;
  if (type !== 'identify' || company === undefined || company === null || company === '') return null;
  const said = isPlainObject(company) ? company : { name: company };
  const id = isSomeId(said.id) ? readId(said.id, (why) => leftOut.push({ path: 'traits.company.id', why })) : null;
  const read = readCompany(said, id, leftOut, 'company.');
  return id === null && read.name === null && read.domain === null ? null : read;
}

/** Names that Segment has fixed, and those that CRMs use for the same. */
const personTraits = ['name', 'firstName', 'lastName', 'email', 'title', 'company'];

function readPersonOf(traits: Readonly<Record<string, unknown>>, leftOut: LeftOut[]): SaidPerson {
  const asName = { most: limits.personName, fault: words.name, leftOut };
  const whole = textIn(traits, 'name', asName);
  const parts = [textIn(traits, 'firstName', asName), textIn(traits, 'lastName', asName)].filter(
    (part) => part !== null,
  );
  const joined = parts.join(' ').slice(0, limits.personName).trim();
  const role = textIn(traits, 'title', { most: limits.personRole, fault: words.role, leftOut });
  const typed = textIn(traits, 'email', { most: 254, fault: words.email, leftOut });
  const written = typed === null ? null : bareAddress(typed);
  const key = written === null ? null : emailKey(written);
  if (written !== null && key === null) leftOut.push({ path: 'traits.email', why: words.email });
  const read = readTraits(traits, personTraits);
  for (const { path, why } of read.leftOut) leftOut.push({ path: `traits.${path}`, why });
  const email = written !== null && key !== null ? { written, key } : null;
  return { name: whole ?? (joined || null), role, email, traits: read.kept };
}
