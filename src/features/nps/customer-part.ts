/** What the next person should know of a customer by the scores they gave. */

import type { AskedOfCustomer, CustomerPart } from '../../chat/customer-part.js';
import { say } from '../../kernel/language/say.js';
import { answerChart, scoreContact, scoreFact } from './cards/customer-part.js';
import type { NpsDeps } from './deps.js';
import { npsShape } from './rules/metric.js';
import { latestOfCustomer } from './store/figures.js';

/** A chart holds twenty points at most. */
const toldCount = 20;

const name = 'scores';

/** @see Feature.customerPart */
export async function customerPart({ database }: NpsDeps, asked: AskedOfCustomer): Promise<CustomerPart> {
  const { organisationId, customer, timeZone } = asked;
  const items = await latestOfCustomer(database, { organisationId, customerId: customer.id, limit: toldCount });
  const scores = items.filter(({ metric }) => metric === npsShape.name);
  const [last] = scores;
  const chart = answerChart(scores, timeZone);
  return {
    name,
    ...(last ? { state: [scoreFact(last, timeZone)] } : { unknown: [say('how likely they are to recommend us')] }),
    ...(chart && { chart }),
    // A number alone is on the chart.
    contacts: items
      .filter(({ comment }) => comment !== null)
      .slice(0, 10)
      .map(scoreContact),
    figures: {
      latest: items.map(({ metric, value, givenAt }) => ({ metric, value, givenAt: givenAt.toISOString() })),
    },
  };
}
