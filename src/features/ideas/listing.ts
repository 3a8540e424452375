/** Lists and search, a page at a time; the query travels in the value of the buttons. */
import { z } from 'zod';
import type { InteractionContext } from '../../chat/interaction.js';
import { listPageLength, queryPage, queryWords } from '../../chat/list-query.js';
import { pageButtons, readPage } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { listCard } from './cards/list-card.js';
import type { IdeasDeps } from './deps.js';
import { parse } from './schema.js';
import { rowsOf } from './show.js';
import { listIdeas, lists } from './store/listing.js';

const querySchema = z.object({
  which: z.enum(lists).catch('open'),
  search: queryWords('the search').transform((text) => text ?? ''),
  page: queryPage,
});

export async function listing(
  deps: IdeasDeps,
  typed: Readonly<Record<string, unknown>>,
  { actor }: InteractionContext,
): Promise<Reply> {
  const { page, ...query } = parse(querySchema, typed);
  const filter = { ...query, organisationId: actor.organisationId };
  const shown = await readPage((slice) => listIdeas(deps.database, filter, slice), page, listPageLength);
  const rows = await rowsOf(deps, actor.organisationId, shown.items);
  const queryOf = (target: number) => JSON.stringify({ ...query, page: target });
  const paging = pageButtons(shown, 'ideas.list', queryOf);
  return showCard(listCard(query.search === '' ? query.which : 'all', { rows, totalCount: shown.totalCount }, paging));
}
