/** What the next person should know of a customer by what was learned of them. */
import type { AskedOfCustomer, CustomerPart } from '../../../chat/customer-part.js';
import { excerpt } from '../../../chat/shorten.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { MeetingsDeps } from '../deps.js';
import { latestAbout } from '../store/learnings.js';

/** As many as a glance takes in. */
const toldCount = 5;

const name = 'learnings';

/** @see Feature.customerPart */
export async function customerPart({ database }: MeetingsDeps, asked: AskedOfCustomer): Promise<CustomerPart> {
  const { organisationId, customer } = asked;
  const items = await latestAbout(database, { organisationId, customerId: customer.id }, toldCount);
  return {
    name,
    contacts: items.map(({ at, memberId, text }) => ({
      ...{ at, memberId, channel: phrase('learning'), text },
      line: `“${excerpt(text, 80)}”`,
    })),
    actions: [{ kind: 'button', action: 'meetings.learnAbout', label: say('Add a learning'), value: customer.id }],
    figures: { lastAt: items[0]?.at.toISOString() ?? null },
  };
}
