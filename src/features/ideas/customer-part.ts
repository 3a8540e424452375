/** What the next person should know of a customer by the ideas that would touch them. */
import type { AskedOfCustomer, CustomerPart } from '../../chat/customer-part.js';
import { ideasFact } from './cards/list-card.js';
import type { IdeasDeps } from './deps.js';
import { ideaName } from './rules/idea.js';
import { latestTouching } from './store/listing.js';

/** As many as one line names. */
const namedCount = 3;

/** @see Feature.customerPart */
export async function customerPart({ database }: IdeasDeps, asked: AskedOfCustomer): Promise<CustomerPart> {
  const ideas = await latestTouching(database, asked.organisationId, asked.customer, namedCount + 1);
  return {
    name: 'ideas',
    ...(ideas.length > 0 && { state: [ideasFact(ideas, namedCount)] }),
    figures: { latest: ideas.map(({ number, title, state }) => ({ id: ideaName(number), title, state })) },
  };
}
