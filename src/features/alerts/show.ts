/** What people ask to see of alerts: the list with their last state, one of them, and what is measured. */

import type { Figure } from '../../chat/figures.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { amongAll, createList, type ListHandlers } from '../../chat/list.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import { alertCard, alertRow, alertsHeading, figureRow, figuresHeading } from './cards/alert-cards.js';
import { alertText } from './cards/alert-words.js';
import type { AlertsDeps } from './deps.js';
import { allFigures, withTitles } from './figures.js';
import { type Alert, alertName, alertNumbers } from './rules/alert.js';
import { findAlert, listAlerts } from './store/alerts.js';

/** Answers `alerts` and its buttons. */
export function alertList(deps: AlertsDeps): ListHandlers {
  return createList<Alert>({
    action: 'alerts.list',
    lists: { all: alertsHeading },
    everything: 'all',
    one: { name: alertNumbers, show: (number, context) => showAlert(deps, number, context) },
    find: async ({ search }, cut, { actor }) =>
      amongAll(
        await withTitles(deps, await listAlerts(deps.database, actor.organisationId)),
        (alert) => `${alertName(alert.number)} ${alertText(alert)} ${alert.thenDo ?? ''}`,
        { search, cut },
      ),
    async rows(alerts, { actor }) {
      const { settings } = await deps.people.organisation(actor.organisationId);
      return alerts.map((alert) => alertRow(alert, settings.timeZone));
    },
  });
}

/** Answers `alert figures` and its buttons. */
export function figureList(deps: AlertsDeps): ListHandlers {
  return createList<Figure>({
    action: 'alerts.figures',
    lists: { all: figuresHeading },
    everything: 'all',
    find: async ({ search }, cut, { actor }) =>
      amongAll(
        await allFigures(deps, actor.organisationId),
        ({ name, names = [], title }) => [name, ...names, title].join(' '),
        { search, cut },
      ),
    rows: async (figures) => figures.map(figureRow),
  });
}

/** One of them. Throws NotFound, also for another organisation's. @param lead a line on top */
export async function showAlert(
  deps: AlertsDeps,
  number: number,
  { actor }: InteractionContext,
  lead?: string,
): Promise<Reply> {
  const { organisationId } = actor;
  const { people } = deps;
  const found = await findAlert(deps.database, organisationId, number);
  if (!found) throw alertNumbers.notFound(number);
  const [alert = found] = await withTitles(deps, [found]);
  const { placeId, memberId } = alert;
  const [{ settings }, place, member] = await Promise.all([
    people.organisation(organisationId),
    placeId === null ? null : people.place(organisationId, placeId),
    memberId === null ? null : people.member(organisationId, memberId),
  ]);
  const toldTo = place ? `#${place.name}` : (member?.name ?? say('somebody who is gone'));
  return showCard(
    alertCard(alert, { timeZone: settings.timeZone, toldTo, mayChange: canAdminister(actor.role) }, lead),
  );
}
