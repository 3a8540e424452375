/** What webhooks are told of ideas: that one moved on, and what came of trying it. */
import type { Cause, ToldEvent } from '../../chat/told-events.js';
import { isId } from '../../kernel/id.js';
import { phrase } from '../../kernel/language/say.js';
import type { IdeasDeps } from './deps.js';
import { ideaName } from './rules/idea.js';
import { findByIds, linksOf } from './store/ideas.js';

/** Those that there are. */
export const toldEvents = (deps: IdeasDeps): readonly ToldEvent[] => [
  {
    type: 'idea.moved',
    marks: ['idea.moved'],
    about: phrase('an idea is discussed, tried, adopted or parked'),
    compose: (cause) => compose(deps, cause, ({ from, to, why }) => ({ from, to, why })),
  },
  {
    type: 'idea.result',
    marks: ['idea.answered'],
    about: phrase('what was tried has its number before and after'),
    compose: (cause) => compose(deps, cause, ({ before, after }) => ({ before, after })),
  },
];

async function compose(
  { database, people, customers }: IdeasDeps,
  { organisationId, id, details }: Cause,
  changed: (details: Cause['details']) => object,
): Promise<object | null> {
  const [idea] = isId(id) ? await findByIds(database, organisationId, [id]) : [];
  if (!idea) return null;
  const { number, title, touches, delights, state, segments, supportCount, commentCount, postedAt, movedAt } = idea;
  const [author, links] = await Promise.all([
    people.member(organisationId, idea.authorId),
    linksOf(database, [organisationId], [id]),
  ]);
  const named = await customers.byIds(organisationId, links.get(id)?.customerIds ?? []);
  return {
    ...{ id: ideaName(number), number, title, touches, delights, state, author: author?.name ?? null },
    ...{ customers: [...named.values()].map(({ name }) => name), segments, supportCount, commentCount },
    ...{ postedAt: postedAt.toISOString(), movedAt: movedAt?.toISOString() ?? null },
    changed: changed(details),
  };
}
