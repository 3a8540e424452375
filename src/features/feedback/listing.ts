/** Lists and search, a page at a time; the query travels in the value of the buttons. */
import { z } from 'zod';
import type { InteractionContext } from '../../chat/interaction.js';
import { pageButtons } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { listCard } from './cards/list-card.js';
import { noSuchCustomer } from './cards/refusals.js';
import type { FeedbackDeps } from './deps.js';
import { filterFields } from './fields.js';
import { parse } from './read-command.js';
import { listed, viewerOf } from './show.js';
import { type Filter, listFeedback } from './store/listing.js';

/** Ten rows read well on a phone and keep within every platform's limits. */
const pageLength = 10;

/** On one line, without what a database or a button's value can't carry. */
const short = (what: string) =>
  z
    .string()
    .transform((text) => text.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim())
    .pipe(z.string().max(200, `Use fewer words for ${what}: at most 200 characters.`))
    .optional();

const filters = Object.fromEntries(filterFields.map(({ name }) => [name, short(`the ${name}`)]));

const querySchema = z.object({
  which: z.enum(['all', 'open', 'mine', 'overdue', 'resolved']).catch('open'),
  customer: short('the customer'),
  ...filters,
  search: short('the search'),
  page: z.int().min(1).catch(1),
});
type Query = z.output<typeof querySchema>;

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
  const { found, ...shown } = await pageAt(deps, filter, page);
  const buttons = pageButtons(shown, 'feedback.list', (target) => queryText({ ...query, page: target }));
  const { listed: rows } = await listed(deps, context, found.items);
  const isNarrowed = Boolean(customer || fields.length > 0 || search);
  return showCard(listCard({ which, isNarrowed }, rows, found.totalCount, buttons));
}

/** A page that is not there any more (the list became shorter) is the last one that is. */
async function pageAt({ database }: FeedbackDeps, filter: Filter, page: number) {
  const found = await listFeedback(database, filter, pageLength, (page - 1) * pageLength);
  const pageCount = Math.max(1, Math.ceil(found.totalCount / pageLength));
  if (page <= pageCount) return { found, page, pageCount };
  return {
    found: await listFeedback(database, filter, pageLength, (pageCount - 1) * pageLength),
    page: pageCount,
    pageCount,
  };
}

/** A button's value back into a query: `mine`, or what queryText wrote. */
export function readQuery(value: string): Readonly<Record<string, unknown>> {
  if (!value.startsWith('{')) return { which: value };
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(value));
  } catch {
    return {};
  }
}

const queryText = (query: Query): string => JSON.stringify(query);
