/** Lists and search of ideas, and how they are headed. */
import { code } from '../../chat/card.js';
import { createList, type ListHandlers, type ListHeading } from '../../chat/list.js';
import type { IdeasDeps } from './deps.js';
import { type Idea, ideaNumbers } from './rules/idea.js';
import { rowsOf, show } from './show.js';
import { type List, listIdeas } from './store/listing.js';

const headings: Readonly<Record<List, ListHeading>> = {
  open: {
    title: 'Open ideas',
    none: ['No idea is open. What would delight a customer of yours? ', code('idea'), ' asks.'],
  },
  trying: {
    title: 'Ideas that are being tried',
    none: ['Nothing is being tried. Which idea could you try this week? ', code('ideas'), ' shows them.'],
  },
  adopted: { title: 'Adopted ideas', none: 'No idea is adopted yet.' },
  parked: { title: 'Parked ideas', none: 'No idea is parked.' },
  all: { title: 'All ideas', none: ['No idea yet. ', code('idea'), ' asks for the first.'] },
};

/** Answers `ideas` and its buttons. */
export function ideasList(deps: IdeasDeps): ListHandlers {
  return createList<Idea>({
    action: 'ideas.list',
    lists: Object.fromEntries(Object.entries(headings).map(([which, heading]) => [which, () => heading])),
    everything: 'all',
    one: { name: ideaNumbers, show: (number, context) => show(deps, number, context) },
    find: ({ which, search }, cut, { actor }) =>
      listIdeas(deps.database, { which: which as List, search, organisationId: actor.organisationId }, cut),
    rows: (items, { actor }) => rowsOf(deps, actor.organisationId, items),
  });
}
