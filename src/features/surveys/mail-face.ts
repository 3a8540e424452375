/** To whom and from whom a mail to somebody at a customer goes. */
import type { FindMailFace } from '../../chat/mail.js';
import type { SurveysDeps } from './deps.js';
import { pageColour } from './settings.js';

/** Finds it for each mail anew, so that a changed address counts at once. */
export function mailFace(deps: SurveysDeps): FindMailFace {
  return async ({ organisationId, personId }) => {
    const person = await deps.customers.person(organisationId, personId);
    if (!person?.email || person.mailFailsSince) return null;
    const { name, settings } = await deps.people.organisation(organisationId);
    const token = deps.tokens.make('u', { organisationId, id: personId });
    return {
      to: { name: person.name, address: person.email },
      from: { name, colour: pageColour.of(settings) },
      wishesUrl: `${deps.baseUrl()}/u/${token}`,
    };
  };
}
