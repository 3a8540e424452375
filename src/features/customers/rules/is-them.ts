/** Whether what another system calls so is this customer: nothing of somebody else may stand on their card. Pure. */
import type { AskedOfSource } from '../../../chat/customer-source.js';
import type { Attributes } from './attribute.js';
import { companyDomainOf, domainOf, domainsOf } from './facts/domains.js';
import { differInForm, nameKey } from './name-key.js';

/** What of a customer other systems are asked by. */
interface Identified {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly attributes: Attributes;
  readonly people: readonly { readonly email: string | null }[];
}

/**
 * A domain of theirs settles it, and another domain settles it too: two companies may bear one name. Where no domain can be
 * compared the name has to be theirs, in whatever case and with whichever legal form, but not with another one.
 */
export function askedOf({ name, aliases, attributes, people }: Identified): AskedOfSource {
  const written = people.map(({ email }) => (email === null ? null : companyDomainOf(email.toLowerCase())));
  const domains = [...new Set([...domainsOf(attributes), ...written.filter((domain) => domain !== null)])];
  const names = [name, ...aliases];
  return {
    names,
    domains,
    isThem(found) {
      const domain = found.domain === null ? null : domainOf(found.domain);
      if (domain !== null && domains.length > 0) return domains.includes(domain);
      const called = found.name;
      if (called === null) return false;
      return names.some((one) => nameKey(one) === nameKey(called) && !differInForm(one, called));
    },
  };
}
