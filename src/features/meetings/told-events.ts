/** What webhooks are told of meetings: that one was closed, with its minutes as its signed address serves them. */
import type { ToldEvent } from '../../chat/told-events.js';
import { isId } from '../../kernel/id.js';
import { phrase } from '../../kernel/language/say.js';
import { minutesOf } from './agenda/feature.js';
import type { MeetingsDeps } from './deps.js';
import { findMeeting } from './store/agenda.js';

/** Those that there are. */
export const toldEvents = (deps: MeetingsDeps): readonly ToldEvent[] => [
  {
    type: 'meeting.closed',
    marks: ['meeting.closed'],
    about: phrase('a meeting was closed, with its minutes as Markdown'),
    async compose({ organisationId, id, details: { learnings, decisions } }) {
      const meeting = isId(id) ? await findMeeting(deps.database, organisationId, id) : null;
      const minutes = meeting && (await minutesOf(deps, id));
      if (!meeting || !minutes) return null;
      const place = await deps.people.place(organisationId, meeting.placeId);
      const { name, startsAt, closedAt } = meeting;
      return {
        ...{ id, name, place: place?.name ?? null, startsAt: startsAt.toISOString() },
        ...{ closedAt: closedAt?.toISOString() ?? null, minutes: minutes.markdown, changed: { learnings, decisions } },
      };
    },
  },
];
