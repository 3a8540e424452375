/** A destination as one string: what rows and jobs name their lane by. Messages of one lane are sent in order. */
import { type Destination, mailTopics } from '../chat/messenger.js';

export function laneOf(to: Destination): string {
  if (to.kind === 'person')
    return ['person', to.organisationId, to.personId, ...(to.about === undefined ? [] : [to.about])].join(':');
  return to.kind === 'place' ? `place:${to.placeId}` : `member:${to.memberId}`;
}

/** Reads the destination from what laneOf wrote. Throws RangeError for anything else. */
export function destinationOf(lane: string): Destination {
  const [kind, id, personId, what] = lane.split(':', 4);
  if (kind === 'place' && id) return { kind: 'place', placeId: id };
  if (kind === 'member' && id) return { kind: 'member', memberId: id };
  const about = mailTopics.find((each) => each === what);
  if (kind === 'person' && id && personId)
    return { kind: 'person', organisationId: id, personId, ...(about && { about }) };
  throw new RangeError(`No destination is written as "${lane}".`);
}
