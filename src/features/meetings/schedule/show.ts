/** Answers when meetings are: the card of a place's series, and the next dates of somebody's places. */

import type { Chapter } from '../../../chat/feature.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../../chat/reply.js';
import { say } from '../../../kernel/language/say.js';
import { canAdminister, type PlaceRef } from '../../../kernel/person.js';
import {
  nextMeetingRows,
  nextMeetingsCard,
  noSeriesCard,
  type SeriesPicture,
  scheduleForm,
  seriesCard,
} from '../cards/series-card.js';
import type { MeetingsDeps } from '../deps.js';
import { findSeriesOf, type ListedMeeting, listAhead, listNext, type SeriesRow } from '../store/series.js';
import { refuseShared } from './change.js';
import { scheduleWords } from './cron-words.js';
import type { ScheduleTerms } from './read-schedule.js';

export async function seriesPicture(
  { database, clock }: MeetingsDeps,
  series: SeriesRow,
  { place, mayChange }: { readonly place: PlaceRef; readonly mayChange: boolean },
): Promise<SeriesPicture> {
  const ahead = await listAhead(database, series.organisationId, series.id, clock.now());
  const isCalendarSilent = (series.calendar?.failureCount ?? 0) > 1;
  const leftOut = series.calendar?.leftOut ?? [];
  return { series, words: scheduleWords(series.rule), ahead, place, mayChange, isCalendarSilent, leftOut };
}

/** @param changed a sentence on top, when this answers a change */
export async function showSeries(
  deps: MeetingsDeps,
  { actor, place }: Pick<InteractionContext, 'actor' | 'place'>,
  changed: string | null = null,
): Promise<Reply> {
  if (!place) return showCard(nextMeetingsCard(await nextMeetings(deps, actor)));
  const mayChange = canAdminister(actor.role);
  const series = await findSeriesOf(deps.database, actor.organisationId, place.id);
  if (!series) return showCard(noSeriesCard(place, mayChange));
  return showCard(seriesCard(await seriesPicture(deps, series, { place, mayChange }), changed));
}

export async function openScheduling(
  deps: MeetingsDeps,
  place: PlaceRef,
  { actor }: Pick<InteractionContext, 'actor'>,
): Promise<Reply> {
  await refuseShared(deps, place);
  const series = await findSeriesOf(deps.database, actor.organisationId, place.id);
  const terms = series ?? defaultTerms(place, actor.timeZone);
  const minutes = (count: number) => (count === 0 ? '0m' : `${count}m`);
  const when =
    series && series.rule.kind === 'cron'
      ? series.rule.expression
      : series?.rule.kind === 'weekly'
        ? scheduleWords(series.rule)
        : undefined;
  return openForm(
    scheduleForm(place.id, {
      when,
      zone: terms.timeZone,
      lead: minutes(terms.leadMinutes),
      length: minutes(terms.lengthMinutes),
      name: terms.name,
    }),
  );
}

/** For a first schedule: the zone of whoever types it, an hour, the agenda at its start. */
export function defaultTerms({ name }: PlaceRef, timeZone: string): ScheduleTerms {
  return {
    timeZone,
    leadMinutes: 0,
    lengthMinutes: 60,
    name: say('The {place} meeting', { place: [...name].slice(0, 80).join('') }),
  };
}

export async function atHome(deps: MeetingsDeps, { actor }: InteractionContext): Promise<Chapter> {
  const rows = await nextMeetings(deps, actor);
  return { blocks: rows, count: rows.length };
}

const shownNext = 5;

/** The next date of each place that the person is in, the soonest first, as rows. */
async function nextMeetings(deps: MeetingsDeps, actor: InteractionContext['actor']) {
  const mine = (await nextOf(deps, actor)).slice(0, shownNext);
  const places = await deps.people.places(
    actor.organisationId,
    mine.map(({ placeId }) => placeId),
  );
  return nextMeetingRows(
    mine.flatMap((meeting) => {
      const place = places.get(meeting.placeId);
      return place ? [{ meeting, place }] : [];
    }),
  );
}

/** The next date of each place that the person is in, the soonest first. */
export async function nextOf(
  { database, people, clock }: MeetingsDeps,
  { organisationId, id }: InteractionContext['actor'],
): Promise<readonly ListedMeeting[]> {
  const next = await listNext(database, organisationId, clock.now());
  const placeIds = next.map(({ placeId }) => placeId);
  // Somebody waits for this: one question to the platform at most, the rest as it was last heard.
  const present = await people.whoIsIn(organisationId, { placeIds, memberIds: [id] }, 1);
  return next.filter(({ placeId }) => present.get(placeId)?.has(id));
}
