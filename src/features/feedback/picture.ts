/** Everything a card needs to show feedback: the item with the names behind its ids, gathered in few look-ups. */

import { organisationsOf } from '../../kernel/organisations-of.js';
import type { PersonRef, PlaceRef } from '../../kernel/person.js';
import type { KnownCustomer } from '../customers/index.js';
import type { OrganisationProfile } from '../people/index.js';
import type { FeedbackDeps } from './deps.js';
import type { Feedback } from './rules/feedback.js';
import { maySee } from './rules/visibility.js';
import { findCameBack } from './store/agenda.js';
import { findParts } from './store/corrections.js';
import { findByIds } from './store/feedback.js';

/** A piece of feedback with the names that its cards need. */
export interface Picture {
  readonly feedback: Feedback;
  readonly customer: KnownCustomer | null;
  readonly owner: PersonRef | null;
  readonly capturedBy: PersonRef | null;
  readonly resolvedBy: PersonRef | null;
  /** From whom it came to its owner, where it was handed over. */
  readonly from: PersonRef | null;
  /** Of a resolved one: the earlier item that its owner says has come back. */
  readonly cameBack: CameBack | null;
  /** What is the same as this one: other customers' words stay beside its own. */
  readonly parts: readonly Part[];
  /** The number of the one that this is a part of. */
  readonly partOf: number | null;
  readonly place: PlaceRef | null;
  readonly organisation: OrganisationProfile;
  readonly now: Date;
}

/** A piece of feedback that became a part of another. */
export interface Part {
  readonly feedback: Feedback;
  readonly customer: KnownCustomer | null;
}

type CameBack = Pick<Feedback, 'number' | 'confidential' | 'ownerId' | 'capturedById'> & {
  readonly resolvedAt: Date;
  /** How it was to be prevented. */
  readonly prevention: string;
};

/** Pictures of items of one organisation, in the same order. @param knownParts theirs, when they are known already */
export async function pictures(
  deps: FeedbackDeps,
  organisationId: string,
  items: readonly Feedback[],
  knownParts?: readonly Feedback[],
): Promise<readonly Picture[]> {
  const present = <T>(values: readonly (T | null)[]): T[] => [...new Set(values)].filter((value) => value !== null);
  const memberIds = present(items.flatMap((f) => [f.ownerId, f.capturedById, f.resolvedById, fromIdOf(f)]));
  const placeIds = present(items.map((item) => item.placeId));
  const again = items.filter(({ cameBackFromId }) => cameBackFromId !== null);
  const [{ organisation, members, places }, parts, wholes, earlier] = await Promise.all([
    deps.people.household(organisationId, { memberIds, placeIds }),
    knownParts ??
      findParts(
        deps.database,
        organisationsOf(items),
        items.map(({ id }) => id),
      ),
    findByIds(deps.database, organisationsOf(items), present(items.map(({ sameAsId }) => sameAsId))),
    findCameBack(
      deps.database,
      organisationsOf(again),
      again.map(({ id }) => id),
    ),
  ]);
  const customers = await deps.customers.byIds(
    organisationId,
    present([...items, ...parts].map((item) => item.customerId)),
  );
  const customerOf = ({ customerId }: Feedback) => customers.get(customerId ?? '') ?? null;
  const people = new Map(members.map((member) => [member.id, member]));
  const person = (id: string | null) => (id === null ? null : (people.get(id) ?? null));
  return items.map((feedback) => ({
    feedback,
    customer: customerOf(feedback),
    owner: person(feedback.ownerId),
    capturedBy: person(feedback.capturedById),
    resolvedBy: person(feedback.resolvedById),
    from: person(fromIdOf(feedback)),
    cameBack: earlier.get(feedback.id) ?? null,
    parts: parts
      .filter(({ sameAsId }) => sameAsId === feedback.id)
      .map((part) => ({ feedback: part, customer: customerOf(part) })),
    partOf: wholes.find(({ id }) => id === feedback.sameAsId)?.number ?? null,
    place: places.find((place) => place?.id === feedback.placeId) ?? null,
    organisation,
    now: deps.clock.now(),
  }));
}

export async function pictureOf(
  deps: FeedbackDeps,
  feedback: Feedback,
  knownParts?: readonly Feedback[],
): Promise<Picture> {
  const [picture] = await pictures(deps, feedback.organisationId, [feedback], knownParts);
  if (!picture) throw new Error('One item has one picture.');
  return picture;
}

function fromIdOf({ routing }: Feedback): string | null {
  return 'fromId' in routing ? routing.fromId : null;
}

/** Whether this viewer (null: a whole place) is told what was said. */
export function isTold({ feedback, organisation }: Picture, viewerId: string | null): boolean {
  return maySee(feedback, viewerId, organisation.champion?.id ?? null);
}

/** The parts whose words this viewer (null: a whole place) may know; whoever owns the whole answers for all of it. */
export function toldParts({ feedback, parts, organisation }: Picture, viewerId: string | null): readonly Part[] {
  const championId = organisation.champion?.id ?? null;
  return parts.filter((part) => maySee({ ...part.feedback, ownerId: feedback.ownerId }, viewerId, championId));
}
