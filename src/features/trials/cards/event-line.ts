/** One entry of the history of an early test, as a line. */
import type { Line } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { type Names, nameIn } from '../../../chat/history.js';
import { formatDay } from '../../../kernel/time/format.js';
import type { TrialEvent } from '../rules/events.js';

const customerIn = (names: Names, id: string): string => names.get(id)?.name ?? 'a customer who is gone';

/** Who did what. @param names of members and customers */
export function eventLine(event: TrialEvent, names: Names, now: Date): Line {
  const who = nameIn(names, event.actorId);
  switch (event.what) {
    case 'started':
      return `${who} started it, until ${formatDay(event.details.endsOn, now)}.`;
    case 'invited':
      return `${who} invited ${some(event.details, names)}.`;
    case 'accepted':
      return `${customerIn(names, event.details.customerId)} takes part.`;
    case 'declined':
      return `${customerIn(names, event.details.customerId)} said no.`;
    case 'moved':
      return `${who} moved its last day from ${formatDay(event.details.from, now)} to ${formatDay(event.details.to, now)}.`;
    case 'asked': {
      const recipient = nameIn(names, event.details.recipientId);
      if (event.details.role !== 'owner') return `${recipient} heard that the summary is still open.`;
      return event.details.repeat > 1 ? `Reminded ${recipient} of the summary.` : `Asked ${recipient} for the summary.`;
    }
    case 'summarised':
      return `${who} wrote what they said and what changed because of them.`;
    case 'ended':
      return `${who} ended it.`;
    case 'told':
      return `Told ${some(event.details, names)} what became of their words.`;
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
