/** Lists and search of feedback, and what stands in their rows. */

import { code } from '../../chat/card.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { createList, type ListHandlers, type ListHeading, type ListQuery } from '../../chat/list.js';
import { nearest } from '../../chat/nearest.js';
import type { Cut } from '../../chat/pages.js';
import { sayLine } from '../../chat/say-line.js';
import { say } from '../../kernel/language/say.js';
import { listRow } from './cards/list-card.js';
import type { FeedbackDeps } from './deps.js';
import { filterFields } from './fields.js';
import { type Feedback, feedbackNumbers } from './rules/feedback.js';
import { listed, show, viewerOf } from './show.js';
import { knownValues, listFeedback } from './store/listing.js';

const headings = {
  open: () => ({ title: say('Open feedback'), none: say('Nothing is open. Every customer has an answer.') }),
  mine: () => ({
    title: say('Your feedback'),
    none: say('You own no open feedback. A good moment to ask a customer something.'),
  }),
  overdue: () => ({ title: say('Overdue feedback'), none: say('Nothing is overdue. Every promise holds.') }),
  resolved: () => ({ title: say('Resolved feedback'), none: say('Nothing is resolved yet.') }),
  withdrawn: () => ({ title: say('Withdrawn feedback'), none: say('Nothing is withdrawn.') }),
  noise: () => ({
    title: say('Left out as noise'),
    none: sayLine('No rule has left anything out. {command} shows the rules.', { command: code('route') }),
  }),
  all: () => ({
    title: say('All feedback'),
    none: sayLine('No feedback yet. {command} captures what a customer said.', { command: code('feedback') }),
  }),
} satisfies Readonly<Record<string, () => ListHeading>>;

type Which = keyof typeof headings;

/** Answers `feedback list` and its buttons. */
export function feedbackList(deps: FeedbackDeps): ListHandlers {
  return createList<Feedback>({
    action: 'feedback.list',
    lists: headings,
    everything: 'all',
    details: ['customer', 'segment', ...filterFields.map(({ name }) => name)],
    one: { name: feedbackNumbers, show: (number, context) => show(deps, number, context) },
    find: (query, cut, context) => find(deps, query, cut, context),
    rows: async (items, context) => (await listed(deps, context, items)).listed.map(listRow),
    guess: (detail, typed, { actor }) => guess(deps, detail, typed, actor.organisationId),
    discreet: (items) => items.some(({ confidential }) => confidential),
  });
}

async function find(deps: FeedbackDeps, { which, search, details }: ListQuery, cut: Cut, context: InteractionContext) {
  const { organisationId, id: ownerId } = context.actor;
  const customer = details.customer ? await deps.customers.find(organisationId, details.customer) : null;
  if (details.customer && !customer) return { items: [], totalCount: 0 };
  const segment = details.segment ? await deps.customers.segmentNamed(organisationId, details.segment) : undefined;
  if (segment === null) return { items: [], totalCount: 0 };
  const fields = filterFields.flatMap(({ name, column }) => {
    const value = details[name];
    return value === undefined ? [] : [{ column, value }];
  });
  const filter = { organisationId, which: which as Which, ownerId, customerId: customer?.id, segment, fields, search };
  const viewer = await viewerOf(deps, context);
  return listFeedback(deps.database, { ...filter, now: deps.clock.now(), viewer }, cut);
}

async function guess(deps: FeedbackDeps, detail: string, typed: string, organisationId: string) {
  if (detail === 'customer') {
    const known = await deps.customers.find(organisationId, typed);
    return known ? null : deps.customers.nearest(organisationId, typed);
  }
  if (detail === 'segment') return deps.customers.nearestSegment(organisationId, typed);
  const column = filterFields.find(({ name }) => name === detail)?.column;
  return column === undefined ? null : nearest(typed, await knownValues(deps.database, organisationId, column));
}
