/** The agenda of somebody's next meeting as it would be on the table now, for whoever prepares it. Nothing is opened. */
import type { Card } from '../../../chat/card.js';
import type { Actor } from '../../../kernel/person.js';
import { agendaCard } from '../cards/agenda-card.js';
import type { MeetingsDeps } from '../deps.js';
import { nextOf } from '../schedule/show.js';
import { findMeeting } from '../store/agenda.js';
import { listOpen } from '../store/open-meetings.js';
import { gather } from './gather.js';

/** What everybody in the place would read; null: none of this person's places meets. */
export async function agendaAhead(
  deps: MeetingsDeps,
  actor: Actor,
): Promise<{ readonly startsAt: Date; readonly card: Card } | null> {
  const { organisationId, id } = actor;
  const underWay = await listOpen(deps.database, organisationId);
  const placeIds = underWay.map(({ placeId }) => placeId);
  const present = await deps.people.whoIsIn(organisationId, { placeIds, memberIds: [id] }, 1);
  const open = underWay.find(({ placeId }) => present.get(placeId)?.has(id));
  const next = open ?? (await nextOf(deps, actor))[0];
  const meeting = next && (await findMeeting(deps.database, organisationId, next.id));
  if (!meeting) return null;
  return { startsAt: meeting.startsAt, card: agendaCard(await gather(deps, meeting)) };
}
