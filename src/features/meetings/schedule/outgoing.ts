/** What places and the champion hear of schedules, composed from what is true at that moment. */
import { z } from 'zod';
import type { CalendarTrouble } from '../../../calendar/ask-calendar.js';
import type { Dispatch, Outgoing } from '../../../chat/feature.js';
import { calendarTroubleCard, scheduledCard, scheduleNewsCard, stoppedCard } from '../cards/series-news.js';
import type { MeetingsDeps } from '../deps.js';
import { findPlanned, findSeriesById } from '../store/series.js';
import { seriesPicture } from './show.js';

const ofMeeting = z.object({
  organisationId: z.string(),
  meetingId: z.string(),
  what: z.enum(['moved', 'cancelled', 'holiday', 'skipped', 'held']),
  was: z.coerce.date().nullable(),
  byId: z.string().optional(),
});
const ofSeries = z.object({
  organisationId: z.string(),
  seriesId: z.string(),
  what: z.enum(['scheduled', 'stopped']),
  byId: z.string(),
});
const ofTrouble = z.looseObject({ organisationId: z.string(), seriesId: z.string(), why: z.string() });

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

export function scheduleOutgoing(deps: MeetingsDeps): Readonly<Record<string, Outgoing>> {
  return {
    'meetings.scheduleNews': { compose: (payload) => composeNews(deps, ofMeeting.parse(payload)) },
    'meetings.seriesNews': { compose: (payload) => composeSeries(deps, ofSeries.parse(payload)) },
    'meetings.calendarTrouble': { compose: (payload) => composeTrouble(deps, ofTrouble.parse(payload)) },
  };
}

const stateAfter = {
  moved: 'planned',
  cancelled: 'cancelled',
  holiday: 'skipped',
  skipped: 'skipped',
  held: 'planned',
} as const;

async function composeNews(deps: MeetingsDeps, news: z.infer<typeof ofMeeting>): Promise<Dispatch> {
  const { organisationId, meetingId, what, was, byId } = news;
  const meeting = await findPlanned(deps.database, organisationId, meetingId);
  // Decided otherwise meanwhile: that has news of its own.
  if (!meeting || meeting.state !== stateAfter[what]) return skip('no longer so');
  return { kind: 'send', card: scheduleNewsCard(what, meeting, { was, by: await nameOf(deps, organisationId, byId) }) };
}

async function composeSeries(deps: MeetingsDeps, news: z.infer<typeof ofSeries>): Promise<Dispatch> {
  const series = await findSeriesById(deps.database, news.organisationId, news.seriesId);
  const place = series ? await deps.people.place(series.organisationId, series.placeId) : null;
  if (!series || !place) return skip('the series is gone');
  if ((series.stoppedAt !== null) !== (news.what === 'stopped')) return skip('no longer so');
  const by = await nameOf(deps, news.organisationId, news.byId);
  if (news.what === 'stopped') return { kind: 'send', card: stoppedCard(series, by) };
  return { kind: 'send', card: scheduledCard(await seriesPicture(deps, series, { place, mayChange: false }), by) };
}

async function composeTrouble(
  deps: MeetingsDeps,
  { organisationId, seriesId, ...read }: z.infer<typeof ofTrouble>,
): Promise<Dispatch> {
  const series = await findSeriesById(deps.database, organisationId, seriesId);
  // Written by this room, so it is one of those.
  const trouble = { ...read, leftOut: series?.calendar?.leftOut ?? [] } as unknown as CalendarTrouble;
  const isOver = trouble.why === 'unreadable' ? !series?.calendar?.isHolding : series?.calendar?.failureCount === 0;
  if (!series?.calendar || series.stoppedAt || isOver) return skip('it answers again');
  const place = await deps.people.place(series.organisationId, series.placeId);
  return { kind: 'send', card: calendarTroubleCard(series, place, trouble) };
}

async function nameOf({ people }: MeetingsDeps, organisationId: string, id = ''): Promise<string | null> {
  return (await people.member(organisationId, id))?.name ?? null;
}
