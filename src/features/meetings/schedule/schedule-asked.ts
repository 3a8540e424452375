/** Schedules what was asked for, in whichever way: by words, by cron, or by a calendar that is looked at first. */
import { z } from 'zod';
import { calendarAddress } from '../../../calendar/calendar-address.js';
import { eventUnknown } from '../../../calendar/calendar-words.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { type Reply, showCard } from '../../../chat/reply.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';
import type { PlaceRef } from '../../../kernel/person.js';
import { chooseEventCard } from '../cards/series-card.js';
import { seriesCalendarWords } from '../cards/series-refusals.js';
import type { MeetingsDeps } from '../deps.js';
import { inSameWeeks } from '../rules/series.js';
import { findSeriesOf, openAddress, sealAddress } from '../store/series.js';
import { type ScheduleDeed, schedule } from './change.js';
import { readRule, readTerms, type ScheduleWay, type TypedSchedule } from './read-schedule.js';
import { askForSeries, type SeriesNews } from './refresh-calendar.js';
import { defaultTerms, showSeries } from './show.js';

/** A schedule as it was asked for, in whichever way. */
export interface Asked {
  readonly way: ScheduleWay;
  readonly text: string;
  readonly terms: TypedSchedule;
  /** Of a calendar: a name; null: all of them; absent: still to be chosen where there are several. */
  readonly event?: string | null;
}

/** Where it was asked, and by whom. */
interface Where {
  readonly place: PlaceRef;
  readonly context: InteractionContext;
}

/** A calendar with several meetings asks which one is meant. */
export async function scheduleAsked(deps: MeetingsDeps, asked: Asked, { place, context }: Where): Promise<Reply> {
  const { actor } = context;
  const before = await findSeriesOf(deps.database, actor.organisationId, place.id);
  const terms = readTerms(asked.terms, before ?? defaultTerms(place, actor.timeZone));
  if (asked.way === 'calendar') return scheduleCalendar(deps, asked, { place, context, terms });
  const rule = inSameWeeks(readRule(asked.way, asked.text, terms, deps.clock.now()), before?.rule ?? null);
  const { name, timeZone, leadMinutes, lengthMinutes } = terms;
  await schedule(deps, { name, timeZone, leadMinutes, lengthMinutes, rule, calendar: null }, deedOf(place, context));
  return showScheduled(deps, { place, context }, say('It is scheduled.'));
}

/** Home lists the meetings of one's places: who is in this one is asked now, so that nobody waits for it there. */
async function showScheduled(deps: MeetingsDeps, { place, context }: Where, said: string): Promise<Reply> {
  await deps.people.placeMembers(context.actor.organisationId, place.id);
  return showSeries(deps, { actor: context.actor, place }, said);
}

/** Fetches it first: an address that gives no meeting is refused with the reason, and nothing changes. */
async function scheduleCalendar(
  deps: MeetingsDeps,
  asked: Asked,
  { place, context, terms }: Where & { readonly terms: ReturnType<typeof readTerms> },
): Promise<Reply> {
  const url = urlOf(asked.text);
  const news = await askForSeries(deps, { ...terms, url, event: asked.event ?? null });
  const sealed = sealAddress(deps.database, place.id, url);
  if (news.kind !== 'state')
    throw refusal(seriesCalendarWords(news.kind === 'trouble' ? news.trouble : { why: 'empty' }));
  const { names, unread } = news;
  if (names.length === 0)
    throw refusal(seriesCalendarWords(unread.length > 0 ? { why: 'unreadable', leftOut: unread } : { why: 'empty' }));
  if (asked.event === undefined && names.length > 1) return chooseEvent(asked, sealed, news);
  // One meeting now may be two next month: the calendar stays with the one that was meant.
  const event = asked.event === undefined ? (names[0] ?? null) : asked.event;
  if (event !== null && news.state.occurrences.length === 0) throw refusal(eventUnknown(event, names, unread));
  const { timeZone, leadMinutes, lengthMinutes } = terms;
  const name = asked.terms.name?.trim() ? terms.name : (event ?? terms.name);
  const rule = { kind: 'calendar', url: sealed, host: new URL(url).host, event } as const;
  const wanted = { name, timeZone, leadMinutes, lengthMinutes, rule, calendar: news.state };
  await schedule(deps, wanted, deedOf(place, context));
  return showScheduled(deps, { place, context }, say('It is scheduled. I look at the calendar every hour.'));
}

/** Of the field for the address. */
const refusal = (words: string): InvalidInput => InvalidInput.field('meetings.calendar', 'when', words);

function urlOf(typed: string): string {
  const url = calendarAddress(typed);
  if (url === null) throw refusal(seriesCalendarWords({ why: 'address' }));
  return url;
}

function chooseEvent(
  { terms }: Asked,
  url: string,
  { names, unread }: Pick<Extract<SeriesNews, { kind: 'state' }>, 'names' | 'unread'>,
): Reply {
  const valueFor = (event: string | null) => JSON.stringify({ url, event, terms });
  return showCard(chooseEventCard(names, unread, valueFor));
}

const chosen = z.object({
  url: z.string(),
  event: z.string().nullable(),
  terms: z.object({
    zone: z.string().optional(),
    lead: z.string().optional(),
    length: z.string().optional(),
    name: z.string().optional(),
  }),
});

/** Made by us and come back through a platform: what is no choice of ours is refused like a mistyped address. */
export function readChosen(value: string): z.output<typeof chosen> {
  try {
    return chosen.parse(JSON.parse(value));
  } catch {
    throw refusal(seriesCalendarWords({ why: 'address' }));
  }
}

/** The address that a button of this place carries sealed. */
export function addressChosen({ database }: MeetingsDeps, { id }: PlaceRef, { url }: { readonly url: string }): string {
  try {
    return openAddress(database, id, url);
  } catch {
    throw refusal(seriesCalendarWords({ why: 'address' }));
  }
}

/** A deed by whoever typed or pressed. */
export function deedOf(place: PlaceRef, { actor, platform }: InteractionContext): ScheduleDeed {
  return { actor, place, surface: platform };
}
