/** What meetings ask of this room: which ideas are new in a place, and that they were shown and discussed. */
import { isId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import type { PersonRef } from '../../kernel/person.js';
import { heardIn, type MeetingPlace } from '../people/index.js';
import type { IdeasDeps } from './deps.js';
import type { Idea } from './rules/idea.js';
import { addShowings, findByIds } from './store/ideas.js';
import { listNew } from './store/listing.js';

/** An idea as an agenda shows it. */
export interface AgendaIdea {
  readonly id: string;
  /** I-7 is 7. */
  readonly number: number;
  readonly title: string;
  readonly author: PersonRef;
  /** The answer to "Which customers does it touch?". */
  readonly touches: string;
  /** The answer to "Why would it delight them?". */
  readonly delights: string;
  readonly supportCount: number;
}

/** The oldest ones. `moreCount`: how many there are besides, those that were told privately left out. */
export interface NewIdeas {
  readonly items: readonly AgendaIdea[];
  readonly moreCount: number;
}

/** More than a meeting ever speaks of. */
const newLimit = 200;

/**
 * What was posted in `elsewhere` is spoken of there; what was written privately, where its author is, and everywhere
 * when its author is where nobody meets.
 */
export async function newIn(deps: IdeasDeps, { organisationId, placeId, elsewhere }: MeetingPlace): Promise<NewIdeas> {
  if (!isId(organisationId) || !isId(placeId)) return { items: [], moreCount: 0 };
  const others = elsewhere.filter((id) => id !== placeId);
  const { items: ideas, moreCount } = await listNew(deps.database, organisationId, others, newLimit);
  const authorIds = ideas.flatMap((idea) => (idea.placeId === null ? idea.authorId : []));
  const heard = await heardIn(deps.people, { organisationId, placeId, elsewhere: others }, authorIds);
  const told = ideas.filter((idea) => idea.placeId !== null || heard.has(idea.authorId));
  return { items: await shown(deps, organisationId, told), moreCount };
}

/** Whatever became of them, in the order of `ids`. */
export async function byIds(
  deps: IdeasDeps,
  organisationId: string,
  ids: readonly string[],
): Promise<readonly AgendaIdea[]> {
  if (!isId(organisationId)) return [];
  return shown(deps, organisationId, await findByIds(deps.database, organisationId, ids.filter(isId)));
}

/** One that is adopted; null: it is not, or not any more. */
export async function adopted(deps: IdeasDeps, organisationId: string, id: string): Promise<AgendaIdea | null> {
  const found = await findByIds(deps.database, organisationId, [id]);
  const [idea = null] = await shown(
    deps,
    organisationId,
    found.filter(({ state }) => state === 'adopted'),
  );
  return idea;
}

async function shown(
  { people }: IdeasDeps,
  organisationId: string,
  ideas: readonly Idea[],
): Promise<readonly AgendaIdea[]> {
  const authors = await people.members(organisationId, [...new Set(ideas.map(({ authorId }) => authorId))]);
  return ideas.map(({ id, number, title, authorId, touches, delights, supportCount }) => {
    const name = authors.find((author) => author.id === authorId)?.name ?? say('somebody who left');
    return { id, number, title, author: { id: authorId, name }, touches, delights, supportCount };
  });
}

export async function markShown(
  { database, clock }: IdeasDeps,
  ideaIds: readonly string[],
  { organisationId, meetingId }: { readonly organisationId: string; readonly meetingId: string },
): Promise<void> {
  const ids = ideaIds.filter(isId);
  if (ids.length === 0 || !isId(organisationId) || !isId(meetingId)) return;
  await addShowings(database, ids, { organisationId, meetingId, at: clock.now() });
}
