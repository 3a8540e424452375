/** Which customers a meeting is with, by the addresses of those who come. Pure. */
import { companyDomainOf, domainsAround, isPublic } from './facts/domains.js';

/** That a domain is a customer's. */
interface Holder {
  readonly domain: string;
  readonly customerId: string;
  readonly isTold: boolean;
}

/** A domain that more customers share says of none of them that they come. */
const sharedBy = 3;

/** The domains to look for, from the narrowest on. Never one where anybody may have a mailbox, nor one of our own. */
export function domainsAt(address: string, own: ReadonlySet<string>): readonly string[] {
  const domain = companyDomainOf(address);
  if (domain === null) return [];
  const all = domainsAround(domain);
  return all.some((each) => own.has(each)) ? [] : all.filter((each) => !isPublic(each));
}

/** Whose domain it is: the narrowest that is known, and of its holders those of whom somebody said so. */
export function holdersAt(domains: readonly string[], holders: readonly Holder[]): readonly string[] {
  for (const domain of domains) {
    const here = holders.filter((each) => each.domain === domain);
    if (here.length === 0) continue;
    const told = here.filter(({ isTold }) => isTold);
    const ids = [...new Set((told.length > 0 ? told : here).map(({ customerId }) => customerId))];
    return ids.length > sharedBy ? [] : ids;
  }
  return [];
}
