/** Whom meetings are with: customers named in a title, and those whose people or domains come. Called by the door. */
import { isId } from '../../kernel/id.js';
import type { Sql } from '../../storage/database.js';
import { mentionedInEach } from './mentioned.js';
import { emailKey } from './read-person.js';
import { domainsAt, holdersAt } from './rules/met.js';
import { holdersOfDomains } from './store/domains.js';
import { customersByEmail } from './store/people.js';

/** A meeting, as a calendar tells it. */
export interface MetAt {
  readonly title: string;
  /** Of those who come. */
  readonly addresses: readonly string[];
}

/** @see Customers.metAt */
export async function metAt(
  db: Sql,
  organisationId: string,
  { meetings, ownDomains }: { readonly meetings: readonly MetAt[]; readonly ownDomains: readonly string[] },
): Promise<readonly (readonly string[])[]> {
  if (meetings.length === 0 || !isId(organisationId)) return meetings.map(() => []);
  const own = new Set(ownDomains);
  const keys = new Map(meetings.flatMap(({ addresses }) => addresses).map((each) => [each, emailKey(each)]));
  const domains = new Map([...keys].map(([address, key]) => [address, key === null ? [] : domainsAt(key, own)]));
  const named = await mentionedInEach(db, organisationId, [...new Set(meetings.map(({ title }) => title))]);
  // Whose own people they are is told by the whole address, also where anybody may have a mailbox.
  const known = await customersByEmail(db, organisationId, [
    ...new Set([...keys].flatMap(([address, key]) => (key === null || isOwn(address, own) ? [] : [key]))),
  ]);
  const holders = await holdersOfDomains(db, organisationId, [...new Set([...domains.values()].flat())]);
  const of = (address: string): readonly string[] => {
    const exact = isOwn(address, own) ? undefined : known.get(keys.get(address) ?? '');
    return exact === undefined ? holdersAt(domains.get(address) ?? [], holders) : [exact];
  };
  return meetings.map(({ title, addresses }) => {
    const byTitle = (named.get(title) ?? []).map(({ id }) => id);
    return [...new Set([...byTitle, ...addresses.flatMap(of)])];
  });
}

const isOwn = (address: string, own: ReadonlySet<string>): boolean =>
  own.has(address.slice(address.lastIndexOf('@') + 1).toLowerCase());
