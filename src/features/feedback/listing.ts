/** Lists and search, a page at a time; the query travels in the value of the buttons. */
import { z } from 'zod';
import type { InteractionContext } from '../../chat/interaction.js';
import { listPageLength, queryPage, queryWords } from '../../chat/list-query.js';
import { pageButtons, readPage } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { listCard } from './cards/list-card.js';
import { noSuchCustomer } from './cards/refusals.js';
import type { FeedbackDeps } from './deps.js';
import { filterFields } from './fields.js';
import { parse } from './read-command.js';
import { listed, viewerOf } from './show.js';
import { listFeedback } from './store/listing.js';

const filters = Object.fromEntries(filterFields.map(({ name }) => [name, queryWords(`the ${name}`)]));

const querySchema = z.object({
  which: z.enum(['all', 'open', 'mine', 'overdue', 'resolved']).catch('open'),
  customer: queryWords('the customer'),
  ...filters,
  search: queryWords('the search'),
  page: queryPage,
});

export async function listing(
  deps: FeedbackDeps,
  typed: Readonly<Record<string, unknown>>,
  context: InteractionContext,
): Promise<Reply> {
  const query = parse(querySchema, typed);
  const { organisationId, id: ownerId } = context.actor;
  const customer = query.customer ? await deps.customers.find(organisationId, query.customer) : null;
  if (query.customer && !customer)
    throw noSuchCustomer(query.customer, await deps.customers.nearest(organisationId, query.customer));
  const { which, search, page } = query;
  const fields = filterFields.flatMap(({ name, column }) => {
    const value = (query as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' && value !== '' ? [{ column, value }] : [];
  });
  const about = { customerId: customer?.id, fields, search };
  const filter = {
    organisationId,
    which,
    ownerId,
    ...about,
    now: deps.clock.now(),
    viewer: await viewerOf(deps, context),
  };
  const shown = await readPage((slice) => listFeedback(deps.database, filter, slice), page, listPageLength);
  const buttons = pageButtons(shown, 'feedback.list', (target) => JSON.stringify({ ...query, page: target }));
  const { listed: rows } = await listed(deps, context, shown.items);
  const isNarrowed = Boolean(customer || fields.length > 0 || search);
  return showCard(listCard({ which, isNarrowed }, rows, shown.totalCount, buttons));
}
