/** What delivery sends of meetings: each card is composed from the state as it is at that moment. */
import { z } from 'zod';
import type { Dispatch, Outgoing } from '../../../chat/feature.js';
import { agendaCard, closedAgendaCard, minutesExpiry } from '../cards/agenda-card.js';
import { minutesCards } from '../cards/minutes-card.js';
import { missedCard } from '../cards/missed-card.js';
import type { MeetingsDeps } from '../deps.js';
import type { Meeting } from '../rules/agenda.js';
import { findMeeting, listMeetingPlaces, listMeetings } from '../store/agenda.js';
import { moveIdeasOn } from './close.js';
import { gather } from './gather.js';

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

const ofMeeting = z.object({ meetingId: z.string() });
const ofPart = z.object({ meetingId: z.string(), part: z.number() });
/** An order that was made before several were one message names one. */
const ofMissed = z.union([
  z.object({ meetingIds: z.string() }).transform(({ meetingIds }) => meetingIds.split(' ')),
  ofMeeting.transform(({ meetingId }) => [meetingId]),
]);

export function agendaOutgoing(deps: MeetingsDeps): Readonly<Record<string, Outgoing>> {
  const meetingOf = (payload: unknown, of: string) =>
    findMeeting(deps.database, of, ofMeeting.parse(payload).meetingId);
  return {
    'meetings.agenda': {
      compose: async (payload, of) => composeAgenda(deps, await meetingOf(payload, of)),
      settled: async (payload, outcome, of) => {
        if ('ref' in outcome) await noteShownIdeas(deps, await meetingOf(payload, of));
      },
    },
    'meetings.minutes': {
      compose: async (payload, of) => composeMinutes(deps, await meetingOf(payload, of), ofPart.parse(payload).part),
      settled: (payload, _, of) => moveIdeasOn(deps, of, ofMeeting.parse(payload).meetingId),
    },
    'meetings.missed': {
      compose: async (payload, of) => {
        const [first, ...others] = await listMeetings(deps.database, [of], ofMissed.parse(payload));
        return first ? { kind: 'send', card: missedCard([first, ...others]) } : skip('the meeting is gone');
      },
    },
  };
}

async function composeAgenda(deps: MeetingsDeps, meeting: Meeting | null): Promise<Dispatch> {
  if (!meeting?.openedAt) return skip('the meeting is gone');
  const agenda = await gather(deps, meeting);
  const card = meeting.state === 'closed' ? closedAgendaCard(agenda, minutesUrl(deps, meeting)) : agendaCard(agenda);
  return { kind: 'send', card };
}

/** Ideas count the meetings that have shown them; the same meeting again counts once. */
async function noteShownIdeas({ database, ideas }: MeetingsDeps, meeting: Meeting | null): Promise<void> {
  if (meeting?.state !== 'open') return;
  const { organisationId, placeId, id: meetingId } = meeting;
  const places = await listMeetingPlaces(database, [organisationId]);
  const { items: shown } = await ideas.newIn({
    organisationId,
    placeId,
    elsewhere: places.map((each) => each.placeId),
  });
  await ideas.markShown(
    shown.map(({ id }) => id),
    { organisationId, meetingId },
  );
}

function composeMinutes(deps: MeetingsDeps, meeting: Meeting | null, part: number): Dispatch {
  const card = meeting ? minutesCards(meeting, minutesUrl(deps, meeting))[part - 1] : undefined;
  return card ? { kind: 'send', card } : skip('the meeting is gone');
}

function minutesUrl({ links, clock }: MeetingsDeps, { id, closedAt }: Meeting): string {
  return links.sign(`/minutes/${id}.md`, minutesExpiry(closedAt ?? clock.now()));
}
