/**
 * The door of briefs: 30 minutes before somebody meets a customer, that customer's profile stands in their private chat.
 * settle.ts turns them on and off, read.ts reads calendars, send.ts sends; house.ts builds it.
 */

import type { Feature } from '../../chat/feature.js';
import { openForm } from '../../chat/reply.js';
import { phrase } from '../../kernel/language/say.js';
import { calendarForm } from './cards/brief-cards.js';
import type { BriefsDeps } from './deps.js';
import { readingSweep } from './read.js';
import { outgoing, sendingSweep } from './send.js';
import { briefByCommand, setByCommand, setByForm, showBriefs, turnOff } from './settle.js';

/** Builds the room on people and customers. */
export function createBriefs(deps: BriefsDeps): Feature {
  return {
    title: phrase('Briefs'),
    topic: { name: 'briefs', about: phrase('a customer’s profile, 30 minutes before you meet them') },
    commands: [
      {
        name: 'brief',
        usage: 'brief',
        does: phrase('shows whether you get briefs before you meet customers, and when the next one comes'),
        // An address may stand behind it by mistake.
        isSecret: true,
        handle: ({ text }, context) => briefByCommand(deps, text, context),
      },
      {
        name: 'brief calendar',
        usage: 'brief calendar [URL]',
        does: phrase('reads your calendar (.ics): a private brief comes 30 minutes before you meet a customer'),
        isSecret: true,
        handle: ({ text }, context) => setByCommand(deps, text, context),
      },
      {
        name: 'brief off',
        usage: 'brief off',
        does: phrase('ends your briefs, and forgets your calendar'),
        handle: ({ text }, context) => turnOff(deps, text, context),
      },
    ],
    actions: {
      'briefs.show': (_, context) => showBriefs(deps, context),
      'briefs.set': async () => openForm(calendarForm()),
      'briefs.off': (_, context) => turnOff(deps, '', context),
    },
    forms: { 'briefs.set': (_, values, context) => setByForm(deps, values, context) },
    outgoing: outgoing(deps),
    sweeps: [readingSweep(deps), sendingSweep(deps)],
  };
}
