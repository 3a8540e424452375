/** What delivery sends for this room: read again just before, so that what is over already is not told. */

import { z } from 'zod';
import type { Dispatch, Outgoing } from '../../chat/feature.js';
import { beganCard, endedCard } from './cards/alert-cards.js';
import type { AlertsDeps } from './deps.js';
import { withTitles } from './figures.js';
import { findAlert } from './store/alerts.js';

const payload = z.object({
  organisationId: z.string(),
  number: z.number(),
  round: z.number(),
  since: z.string().nullable(),
});

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

/** Builds them. */
export const outgoing = (deps: AlertsDeps): Readonly<Record<string, Outgoing>> => ({
  'alerts.began': { compose: (told) => compose(deps, payload.parse(told), true) },
  'alerts.ended': { compose: (told) => compose(deps, payload.parse(told), false) },
});

async function compose(
  deps: AlertsDeps,
  { organisationId, number, round, since }: z.output<typeof payload>,
  isBeginning: boolean,
): Promise<Dispatch> {
  const found = await findAlert(deps.database, organisationId, number);
  if (!found || found.removedAt !== null) return skip('the alert is taken off');
  const [alert = found] = await withTitles(deps, [found]);
  if (alert.round !== round || (alert.firingSince !== null) !== isBeginning) return skip('it is otherwise already');
  const { settings } = await deps.people.organisation(organisationId);
  const { timeZone } = settings;
  return {
    kind: 'send',
    card: isBeginning
      ? beganCard(alert, timeZone)
      : endedCard(alert, since === null ? null : new Date(since), timeZone),
  };
}
