/** What people ask to see of early tests: the list, one, whom it proposes, who is invited, and its history. */
import { historyCard, namesById } from '../../chat/history.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { createList, type ListHandlers } from '../../chat/list.js';
import { pageOf, readPage } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { eventLine } from './cards/event-line.js';
import { guestsCard, headings, proposalsCard, trialRow } from './cards/trial-card.js';
import type { TrialsDeps } from './deps.js';
import type { TrialEvent } from './rules/events.js';
import { titleOf, trialName, trialNumbers } from './rules/trial.js';
import { history } from './store/events.js';
import { listInvitations } from './store/invitations.js';
import { type CountedTrial, listTrials } from './store/trials.js';
import { cardFor, find, proposals, refuseOthers } from './view.js';

/** Answers `trials` and its buttons. */
export function trialsList(deps: TrialsDeps): ListHandlers {
  return createList<CountedTrial>({
    action: 'trials.list',
    lists: headings,
    everything: 'all',
    one: { name: trialNumbers, show: (number, context) => show(deps, number, context) },
    find: ({ which }, cut, { actor: { organisationId } }) =>
      listTrials(deps.database, { organisationId, at: which === 'open' ? deps.clock.now() : null }, cut),
    rows: async (trials) => trials.map((trial) => trialRow(trial, deps.clock.now())),
  });
}

export async function show(deps: TrialsDeps, number: number, context: InteractionContext): Promise<Reply> {
  return showCard(await cardFor(deps, await find(deps, context.actor.organisationId, number), context));
}

const rowsOnPage = 10;

/** @param value `T-1 2` */
export async function showProposals(deps: TrialsDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { number, page } = trialNumbers.readPage(value);
  const trial = await find(deps, context.actor.organisationId, number);
  await refuseOthers(deps, trial, context);
  const all = await proposals(deps, trial);
  return showCard(proposalsCard(trial, pageOf(all, page, rowsOnPage), all.length));
}

/** @param value `T-1 2` */
export async function showGuests(deps: TrialsDeps, value: string, { actor }: InteractionContext): Promise<Reply> {
  const { number, page } = trialNumbers.readPage(value);
  const { organisationId } = actor;
  const trial = await find(deps, organisationId, number);
  const of = { organisationId, trialId: trial.id };
  return showCard(
    guestsCard(trial, await readPage((cut) => listInvitations(deps.database, of, cut), page, rowsOnPage)),
  );
}

/** @param value `T-1 2`: the page; without one the last, where the newest stands */
export async function showHistory(deps: TrialsDeps, value: string, { actor }: InteractionContext): Promise<Reply> {
  const { number, page } = trialNumbers.readPage(value);
  const { organisationId } = actor;
  const trial = await find(deps, organisationId, number);
  const { settings } = await deps.people.organisation(organisationId);
  const card = await historyCard(
    {
      title: titleOf(trial),
      timeZone: settings.timeZone,
      action: 'trials.history',
      name: trialName(number),
      read: (cut) => history(deps.database, trial.id, cut),
      namesOf: (events) => namesOf(deps, organisationId, events),
      line: (event, names) => eventLine(event, names, deps.clock.now()),
    },
    page,
  );
  return showCard(card);
}

/** Everybody, and every customer, whom these entries mention. */
async function namesOf({ people, customers }: TrialsDeps, organisationId: string, events: readonly TrialEvent[]) {
  const memberIds = events.flatMap((event) => [
    event.actorId,
    event.what === 'asked' ? event.details.recipientId : null,
  ]);
  const customerIds = events.flatMap(({ details }) => {
    if ('customerId' in details) return [details.customerId];
    return 'customerIds' in details ? [...details.customerIds] : [];
  });
  const [members, named] = await Promise.all([
    namesById(people, organisationId, memberIds),
    customers.byIds(organisationId, [...new Set(customerIds)]),
  ]);
  return new Map([...members, ...named]);
}
