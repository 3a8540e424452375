/** Everything a card needs to show ideas: with the names behind their ids, gathered in few look-ups. */
import type { Block } from '../../chat/card.js';
import { organisationsOf } from '../../kernel/organisations-of.js';
import type { PersonRef, PlaceRef } from '../../kernel/person.js';
import type { CustomerRef } from '../customers/index.js';
import type { FeedbackGlimpse } from '../feedback/index.js';
import type { OrganisationProfile } from '../people/index.js';
import type { IdeasDeps } from './deps.js';
import type { Experiment } from './rules/experiment.js';
import type { Idea } from './rules/idea.js';
import { latestOf } from './store/experiments.js';
import { linksOf } from './store/ideas.js';

/** An idea with the names that its cards need. */
export interface Picture {
  readonly idea: Idea;
  readonly author: PersonRef | null;
  readonly movedBy: PersonRef | null;
  readonly place: PlaceRef | null;
  /** Known customers that it touches. */
  readonly customers: readonly CustomerRef[];
  /** Feedback that it cites, as this viewer may know it. */
  readonly cited: readonly FeedbackGlimpse[];
  /** The latest. */
  readonly experiment: Experiment | null;
  readonly runner: PersonRef | null;
  readonly answeredBy: PersonRef | null;
  /** What other rooms say of it. */
  readonly beside: readonly Block[];
  readonly organisation: OrganisationProfile;
  readonly now: Date;
}

/** Pictures of ideas of one organisation, in the same order. `viewerId` null: a whole place looks at them. */
export async function pictures(
  deps: IdeasDeps,
  organisation: OrganisationProfile,
  { ideas, viewerId }: { readonly ideas: readonly Idea[]; readonly viewerId: string | null },
): Promise<readonly Picture[]> {
  if (ideas.length === 0) return [];
  const ids = ideas.map(({ id }) => id);
  const [links, experiments] = await Promise.all([
    linksOf(deps.database, organisationsOf(ideas), ids),
    latestOf(deps.database, organisationsOf(ideas), ids),
  ]);
  const tried = [...experiments.values()];
  const memberIds = present([
    ...ideas.flatMap(({ authorId, movedById }) => [authorId, movedById]),
    ...tried.flatMap(({ runnerId, answeredById }) => [runnerId, answeredById]),
  ]);
  const all = [...links.values()];
  const [members, customers, cited, places, ...beside] = await Promise.all([
    deps.people.members(organisation.id, memberIds),
    deps.customers.byIds(organisation.id, present(all.flatMap(({ customerIds }) => customerIds))),
    deps.feedback.glimpse(organisation.id, { ids: present(all.flatMap(({ feedbackIds }) => feedbackIds)) }, viewerId),
    deps.people.places(organisation.id, present(ideas.map(({ placeId }) => placeId))),
    ...deps.chapters().flatMap((room) => room.besideIdeas?.(organisation.id, ids) ?? []),
  ]);
  const people = new Map(members.map(({ id, name }) => [id, { id, name }]));
  const person = (id: string | null | undefined) => people.get(id ?? '') ?? null;
  return ideas.map((idea) => {
    const { feedbackIds = [], customerIds = [] } = links.get(idea.id) ?? {};
    const experiment = experiments.get(idea.id) ?? null;
    return {
      idea,
      author: person(idea.authorId),
      movedBy: person(idea.movedById),
      place: places.get(idea.placeId ?? '') ?? null,
      customers: customerIds.flatMap((id) => customers.get(id) ?? []),
      cited: feedbackIds.flatMap((id) => cited.find((each) => each.id === id) ?? []),
      experiment,
      runner: person(experiment?.runnerId),
      answeredBy: person(experiment?.answeredById),
      beside: beside.flatMap((room) => room.get(idea.id) ?? []),
      organisation,
      now: deps.clock.now(),
    };
  });
}

export async function pictureOf(deps: IdeasDeps, idea: Idea, viewerId: string | null): Promise<Picture> {
  const organisation = await deps.people.organisation(idea.organisationId);
  const [picture] = await pictures(deps, organisation, { ideas: [idea], viewerId });
  if (!picture) throw new Error('One idea has one picture.');
  return picture;
}

const present = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
];
