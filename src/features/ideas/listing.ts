/** Lists and search, a page at a time; the query travels in the value of the buttons. */
import { z } from 'zod';
import type { InteractionContext } from '../../chat/interaction.js';
import { pageButtons } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { listCard } from './cards/list-card.js';
import type { IdeasDeps } from './deps.js';
import { parse } from './schema.js';
import { rowsOf } from './show.js';
import { listIdeas, lists } from './store/listing.js';

/** Ten rows read well on a phone and keep within every platform's limits. */
const pageLength = 10;

const querySchema = z.object({
  which: z.enum(lists).catch('open'),
  search: z
    .string()
    .transform((text) => text.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim())
    .pipe(z.string().max(200, 'Use fewer words to search with: at most 200 characters.'))
    .optional()
    .transform((text) => text ?? ''),
  page: z.int().min(1).catch(1),
});

/** The first word may name the list; the rest are words to look for. */
export function readList(text: string): Readonly<Record<string, unknown>> {
  const [first = '', ...rest] = text.trim().split(/\s+/u);
  const which = lists.find((each) => each === first.toLowerCase());
  if (which) return { which, search: rest.join(' ') };
  return { which: first === '' ? 'open' : 'all', search: text };
}

/** A button's value back into a query; one of an older version shows the first page of what is open. */
export function readQuery(value: string): Readonly<Record<string, unknown>> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(value));
  } catch {
    return {};
  }
}

export async function listing(
  deps: IdeasDeps,
  typed: Readonly<Record<string, unknown>>,
  { actor }: InteractionContext,
): Promise<Reply> {
  const { page, ...query } = parse(querySchema, typed);
  const filter = { ...query, organisationId: actor.organisationId };
  const at = (number: number) =>
    listIdeas(deps.database, filter, { limit: pageLength, offset: (number - 1) * pageLength });
  const asked = await at(page);
  const pageCount = Math.max(1, Math.ceil(asked.totalCount / pageLength));
  // A page that is not there any more (the list became shorter) is the last one that is.
  const shown = Math.min(page, pageCount);
  const { items, totalCount } = shown === page ? asked : await at(shown);
  const rows = await rowsOf(deps, actor.organisationId, items);
  const queryOf = (target: number) => JSON.stringify({ ...query, page: target });
  const paging = pageButtons({ page: shown, pageCount }, 'ideas.list', queryOf);
  return showCard(listCard(query.search === '' ? query.which : 'all', { rows, totalCount }, paging));
}
