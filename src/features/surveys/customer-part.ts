/** What the next person should know of a customer by what they answered: what to improve first, and whether it is solved. */
import type { AskedOfCustomer, CustomerPart } from '../../chat/customer-part.js';
import { solvedFacts } from './cards/solved-card.js';
import type { SurveysDeps } from './deps.js';
import { customerPart } from './one-thing/customer-part.js';
import { solvedOfCustomer } from './store/solved.js';

/** @see Feature.customerPart */
export async function surveysPart(deps: SurveysDeps, asked: AskedOfCustomer): Promise<CustomerPart> {
  const { organisationId, customer } = asked;
  const [choices, solved] = await Promise.all([
    customerPart(deps, asked),
    solvedOfCustomer(deps.database, organisationId, customer.id),
  ]);
  const state = [...(choices.state ?? []), ...solvedFacts(solved)];
  return { ...choices, ...(state.length > 0 && { state }), figures: { ...choices.figures, solved } };
}
