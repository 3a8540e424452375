/** What other systems know of a customer, as a part of the profile beside those of the rooms. */

import type { Contact, CustomerPart } from '../../chat/customer-part.js';
import type { SourceFact } from '../../chat/customer-source.js';
import { sayIfKnown } from '../../kernel/language/say.js';
import { lookedUpBlocks } from './cards/looked-up.js';
import type { LookedUp, LookUp } from './look-up.js';
import { askedOf } from './rules/is-them.js';
import type { CustomerProfile } from './rules/profile.js';

/** @param now for the age of what is remembered */
export async function partElsewhere(
  lookUp: LookUp,
  customer: CustomerProfile,
  { organisationId, now }: { readonly organisationId: string; readonly now: () => Date },
): Promise<CustomerPart> {
  const found = await lookUp({ ...askedOf(customer), organisationId, customerId: customer.id });
  return {
    name: 'lookUps',
    known: lookedUpBlocks(found, { customerName: customer.name, now: now() }),
    knownNames: found.flatMap(({ answer }) => (answer.kind === 'found' ? answer.facts.map(({ label }) => label) : [])),
    contacts: found.flatMap(contactsOf),
    figures: Object.fromEntries(found.map((one) => [one.source, figuresOf(one)])),
  };
}

function contactsOf({ answer }: LookedUp): readonly Contact[] {
  if (answer.kind !== 'found') return [];
  return answer.contacts.map(({ at, channel, line }) => ({
    ...{ at, memberId: null, channel },
    line: sayIfKnown(line),
    text: line,
  }));
}

/** For programs. */
const inEnglish = ({ label, value }: SourceFact) => ({
  label,
  value: typeof value === 'string' ? value : value ? 'yes' : 'no',
});

function figuresOf({ answer, at }: LookedUp) {
  const asOf = at.toISOString();
  switch (answer.kind) {
    case 'found':
      return { at: asOf, facts: answer.facts.map(inEnglish), without: answer.without };
    case 'failed':
      return { at: asOf, failed: answer.trouble };
    default:
      return { at: asOf, failed: answer.kind };
  }
}
