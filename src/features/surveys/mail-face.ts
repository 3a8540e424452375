/** To whom and from whom a mail to somebody at a customer goes, and what becomes of one that comes back. */

import { createHash } from 'node:crypto';
import type { FindMailFace, MailFace, TakeBounce } from '../../chat/mail.js';
import type { MailKind } from '../../chat/messenger.js';
import { say } from '../../kernel/language/say.js';
import { inOrganisation } from '../../storage/scope.js';
import { unwantedKinds } from '../customers/index.js';
import type { SurveysDeps } from './deps.js';
import { pageColour } from './settings.js';

/** Finds it for each mail anew, so that a changed address counts at once. */
export function mailFace(deps: SurveysDeps): FindMailFace {
  return async ({ organisationId, personId, about = 'surveys' }) => {
    if (about === 'newsletter') return null;
    const person = await deps.customers.person(organisationId, personId);
    if (!person?.email || person.mailFailsSince) return null;
    const { name, settings } = await deps.people.organisation(organisationId);
    const subject = { organisationId, id: personId };
    return {
      to: { name: person.name, address: person.email },
      from: { name, colour: pageColour.of(settings) },
      wishesUrl: `${deps.baseUrl()}/u/${deps.tokens.make('u', subject)}${about === 'surveys' ? '' : `?of=${about}`}`,
      returnName: `${markOf(person.email)}.${deps.tokens.make('b', subject)}`,
      ending: endings[about](name),
    };
  };
}

const endings: Readonly<Record<MailKind, (name: string) => MailFace['ending']>> = {
  surveys: (name) => ({ why: say('People at {name} read what you answer.', { name }), out: say('Don’t ask me again') }),
  earlyTests: (name) => ({
    why: say('{name} asks you to try new things early.', { name }),
    out: say('Don’t invite me again'),
  }),
  notices: (name) => ({
    why: say('{name} tells you this because it touches you.', { name }),
    out: say('Don’t tell me by mail'),
  }),
};

/** Tells one address of a person from another, and does not show it. */
const markOf = (address: string): string =>
  createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 8);

/** Whose address is dead gets no more mail until it is changed; who called a mail spam wants none. */
export function takeBounce(deps: SurveysDeps): TakeBounce {
  return async ({ returnName, why }) => {
    const [mark = '', token = ''] = returnName.split('.');
    const named = deps.tokens.read('b', token);
    if (!named) return false;
    return inOrganisation(named.organisationId, async () => {
      const person = await deps.customers.person(named.organisationId, named.id);
      if (!person?.email || markOf(person.email) !== mark) return false;
      if (why === 'dead') await deps.customers.mailFails(named);
      else await deps.database.transaction((tx) => deps.customers.leaveOutOf(tx, named, unwantedKinds));
      return true;
    });
  };
}
