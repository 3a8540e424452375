/** Lists and search of ideas, and how they are headed. */
import { code } from '../../chat/card.js';
import { createList, type ListHandlers, type ListHeading } from '../../chat/list.js';
import { sayLine } from '../../chat/say-line.js';
import { say } from '../../kernel/language/say.js';
import type { IdeasDeps } from './deps.js';
import { type Idea, ideaNumbers } from './rules/idea.js';
import { rowsOf, show } from './show.js';
import { type List, listIdeas } from './store/listing.js';

const headings: Readonly<Record<List, () => ListHeading>> = {
  open: () => ({
    title: say('Open ideas'),
    none: sayLine('No idea is open. What would delight a customer of yours? {command} asks.', {
      command: code('idea'),
    }),
  }),
  trying: () => ({
    title: say('Ideas that are being tried'),
    none: sayLine('Nothing is being tried. Which idea could you try this week? {command} shows them.', {
      command: code('ideas'),
    }),
  }),
  adopted: () => ({ title: say('Adopted ideas'), none: say('No idea is adopted yet.') }),
  parked: () => ({ title: say('Parked ideas'), none: say('No idea is parked.') }),
  all: () => ({
    title: say('All ideas'),
    none: sayLine('No idea yet. {command} asks for the first.', { command: code('idea') }),
  }),
};

/** Answers `ideas` and its buttons. */
export function ideasList(deps: IdeasDeps): ListHandlers {
  return createList<Idea>({
    action: 'ideas.list',
    lists: headings,
    everything: 'all',
    one: { name: ideaNumbers, show: (number, context) => show(deps, number, context) },
    find: ({ which, search }, cut, { actor }) =>
      listIdeas(deps.database, { which: which as List, search, organisationId: actor.organisationId }, cut),
    rows: (items, { actor }) => rowsOf(deps, actor.organisationId, items),
  });
}
