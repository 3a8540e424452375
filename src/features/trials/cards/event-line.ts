/** One entry of the history of an early test, as a line. */

import type { Line } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { type Names, nameIn } from '../../../chat/history.js';
import { say } from '../../../kernel/language/say.js';
import { formatDay } from '../../../kernel/time/format.js';
import type { TrialEvent } from '../rules/events.js';

const customerIn = (names: Names, id: string): string => names.get(id)?.name ?? say('a customer who is gone');

/** Who did what. @param names of members and customers */
export function eventLine(event: TrialEvent, names: Names, now: Date): Line {
  const who = nameIn(names, event.actorId);
  switch (event.what) {
    case 'started':
      return say('{who} started it, until {date}.', { who, date: formatDay(event.details.endsOn, now) });
    case 'invited':
      return say('{who} invited {customers}.', { who, customers: some(event.details, names) });
    case 'accepted':
      return say('{customer} takes part.', { customer: customerIn(names, event.details.customerId) });
    case 'declined':
      return say('{customer} said no.', { customer: customerIn(names, event.details.customerId) });
    case 'moved':
      return say('{who} moved its last day from {from} to {to}.', {
        who,
        from: formatDay(event.details.from, now),
        to: formatDay(event.details.to, now),
      });
    case 'asked': {
      const recipient = nameIn(names, event.details.recipientId);
      if (event.details.role !== 'owner')
        return say('{recipient} heard that the summary is still open.', { recipient });
      return event.details.repeat > 1
        ? say('Reminded {recipient} of the summary.', { recipient })
        : say('Asked {recipient} for the summary.', { recipient });
    }
    case 'summarised':
      return say('{who} wrote what they said and what changed because of them.', { who });
    case 'ended':
      return say('{who} ended it.', { who });
    case 'told':
      return say('Told {customers} what became of their words.', { customers: some(event.details, names) });
  }
}

const some = (
  { customerIds, count }: { readonly customerIds: readonly string[]; readonly count: number },
  names: Names,
): string =>
  firstFew(
    customerIds.map((id) => customerIn(names, id)),
    5,
    count,
  );
