/** What the next person should know of a customer by what they would have us improve first. */
import type { AskedOfCustomer, CustomerPart } from '../../../chat/customer-part.js';
import { choiceFact } from '../cards/priority-cards.js';
import type { SurveysDeps } from '../deps.js';
import { choicesOfCustomer } from '../store/chosen.js';

/** People who are named. */
const most = 3;

/** @see Feature.customerPart */
export async function customerPart({ database }: SurveysDeps, asked: AskedOfCustomer): Promise<CustomerPart> {
  const { organisationId, customer, timeZone } = asked;
  const choices = await choicesOfCustomer(database, { organisationId, customerId: customer.id }, most);
  return {
    name: 'choices',
    ...(choices.length > 0 && { state: [choiceFact(choices, timeZone)] }),
    figures: { latest: choices.map(({ person, choice, at }) => ({ person, choice, at: at.toISOString() })) },
  };
}
