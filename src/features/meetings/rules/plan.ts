/** Which meetings of a series are to be planned, moved, cancelled or skipped, and when to look again. Pure. */

import type { Occurrence } from '../../../calendar/dates/expand-calendar.js';
import { dateInZone, dayAt, firstInstantAt } from '../../../kernel/time/local-day.js';
import { type WorkingCalendar, workingDaysOf } from '../../../kernel/time/working-calendar.js';
import { type ClockRule, type Series, startsAfter, startsBetween } from './series.js';

/** A date that has not come yet, as the schedule keeps it. Once it is open, it is the agenda's. */
export interface PlannedMeeting {
  readonly id: string;
  readonly occurrence: string;
  readonly name: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** startsAt less the lead. */
  readonly opensAt: Date;
  readonly timeZone: string;
  readonly state: 'planned' | 'skipped' | 'cancelled';
  /** `held`: it falls on a holiday and takes place all the same. */
  readonly skippedFor: 'hand' | 'holiday' | 'held' | null;
  /** When the day before has to be looked at; null: that was done, or there is nothing to ask. */
  readonly askDueAt: Date | null;
  readonly dueAt: Date | null;
}

/** What a place has to hear of. */
export interface ScheduleNews {
  readonly meetingId: string;
  readonly what: 'moved' | 'cancelled' | 'holiday';
  /** When it was to begin, if that is no longer so. */
  readonly was: Date | null;
}

/** What has to change so that the planned dates are those of the series. */
export interface Plan {
  readonly added: readonly PlannedMeeting[];
  readonly changed: readonly PlannedMeeting[];
  readonly news: readonly ScheduleNews[];
  /** When a meeting begins and the one after the next is to be planned, or a day later, as holidays may have changed. */
  readonly lookAgainAt: Date;
}

export interface Planning {
  readonly series: Pick<Series, 'leadMinutes'>;
  /** What is to come, by start; at least the next few. */
  readonly occurrences: readonly Occurrence[];
  /** What began to open since the series was looked at last, as `overlooked` finds it. */
  readonly overlooked: readonly Occurrence[];
  /** What is kept of the series and has not come yet. */
  readonly kept: readonly PlannedMeeting[];
  readonly calendar: WorkingCalendar;
  readonly now: Date;
  readonly newId: () => string;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** The next date, and the one after it, so that its day before is never missed. */
const plannedAhead = 2;
/** Skipped ones and holidays in a row that are looked past. */
export const lookedAhead = 20;

/** The dates of a weekly or cron series that open after now. */
export function upcoming(rule: ClockRule, series: Series, now: Date): readonly Occurrence[] {
  const after = new Date(now.getTime() + series.leadMinutes * minuteMs);
  return startsAfter(rule, series.timeZone, { after, count: lookedAhead }).map((startsAt) => dateOf(series, startsAt));
}

function dateOf({ timeZone, lengthMinutes, name }: Series, startsAt: Date): Occurrence {
  const endsAt = new Date(startsAt.getTime() + lengthMinutes * minuteMs);
  return { id: startsAt.toISOString(), name, startsAt, endsAt, timeZone };
}

/** How far back dates are counted that came while the bot was down. */
const lookBackDays = 31;

/**
 * The dates that began to open while nobody looked, in the last 31 days: the bot was down longer than it had planned
 * ahead. What opens by `planDueAt` was planned when the series was looked at last, so usually there are none.
 * @param known of a calendar: its last known dates
 */
export function overlooked(series: Series, known: readonly Occurrence[], now: Date): readonly Occurrence[] {
  const { rule, timeZone, leadMinutes, planDueAt } = series;
  if (!planDueAt || planDueAt >= now) return [];
  const since = new Date(Math.max(planDueAt.getTime(), now.getTime() - lookBackDays * dayMs));
  const later = (at: Date) => new Date(at.getTime() + leadMinutes * minuteMs + 1);
  const dates =
    rule.kind === 'calendar'
      ? known
      : startsBetween(rule, timeZone, { from: later(since), until: later(now) }).map((start) => dateOf(series, start));
  return dates.filter((each) => opensAtOf(each, series) > since && opensAtOf(each, series) <= now);
}

/** Dates that have begun to open are left alone: whatever the calendar does, that meeting takes place. */
export function planMeetings(planning: Planning): Plan {
  const { occurrences, series, now } = planning;
  const kept = new Map(planning.kept.map((meeting) => [meeting.occurrence, meeting]));
  const coming = occurrences.filter((each) => opensAtOf(each, series) > now);
  // Their day before is over, and a holiday among them wants no word any more.
  const added: PlannedMeeting[] = planning.overlooked.map((each) => ({
    ...newMeeting(each, planning),
    askDueAt: null,
  }));
  const changed: PlannedMeeting[] = [];
  const news: ScheduleNews[] = [];
  let ahead = 0;
  for (const occurrence of coming) {
    const before = kept.get(occurrence.id) ?? null;
    kept.delete(occurrence.id);
    if (!before && ahead >= plannedAhead) continue;
    const meeting = before ? meetingOf(occurrence, before, planning) : newMeeting(occurrence, planning);
    if (meeting.state === 'planned') ahead += 1;
    if (!before) added.push(meeting);
    else if (differs(before, meeting)) changed.push(meeting);
    news.push(...newsOf(before, meeting));
  }
  for (const gone of kept.values()) {
    if (gone.state === 'cancelled') continue;
    changed.push({ ...gone, state: 'cancelled', askDueAt: null, dueAt: null });
    if (gone.state === 'planned') news.push({ meetingId: gone.id, what: 'cancelled', was: gone.startsAt });
  }
  const next = coming[0] ? opensAtOf(coming[0], series) : null;
  const tomorrow = new Date(now.getTime() + dayMs);
  return { added, changed, news, lookAgainAt: next && next < tomorrow ? next : tomorrow };
}

function opensAtOf({ startsAt }: Pick<Occurrence, 'startsAt'>, { leadMinutes }: Pick<Series, 'leadMinutes'>): Date {
  return new Date(startsAt.getTime() - leadMinutes * minuteMs);
}

function newMeeting(occurrence: Occurrence, planning: Planning): PlannedMeeting {
  return meetingOf(occurrence, { id: planning.newId() }, planning);
}

function meetingOf(
  occurrence: Occurrence,
  before: PlannedMeeting | { readonly id: string },
  { series, calendar }: Planning,
): PlannedMeeting {
  const { id: key, name, startsAt, endsAt, timeZone } = occurrence;
  const opensAt = opensAtOf(occurrence, series);
  const kept = 'state' in before ? before : null;
  const skippedFor = skipOf(kept, isHoliday(occurrence, calendar));
  const isSkipped = skippedFor === 'hand' || skippedFor === 'holiday';
  // Who was asked already is not asked again because the hour moved.
  const wasAsked = kept?.state === 'planned' && kept.askDueAt === null;
  return {
    id: before.id,
    occurrence: key,
    name,
    startsAt,
    endsAt,
    opensAt,
    timeZone,
    state: isSkipped ? 'skipped' : 'planned',
    skippedFor,
    askDueAt: isSkipped || wasAsked ? null : askTime(occurrence, calendar),
    dueAt: isSkipped ? null : opensAt,
  };
}

/** What a person decided stays; a holiday that is none any more is an ordinary date again. */
function skipOf(before: PlannedMeeting | null, isFree: boolean): PlannedMeeting['skippedFor'] {
  const decided = before?.skippedFor === 'hand' || before?.skippedFor === 'held' ? before.skippedFor : null;
  return decided ?? (isFree ? 'holiday' : null);
}

/** Whether the organisation does not work on the date, as it is dated in its zone. */
export function isHoliday(
  { startsAt, timeZone }: Pick<Occurrence, 'startsAt' | 'timeZone'>,
  { holidays }: WorkingCalendar,
): boolean {
  return holidays.includes(dateInZone(timeZone, startsAt));
}

/** The zone in which a date begins first of all, so that nobody's day before has begun without their question. */
const earliestZone = 'Pacific/Kiritimati';

/**
 * When the day before has to be looked at: as the last working day before the meeting's date (as it is dated in its
 * zone) begins anywhere on earth. Each person is asked within their own hours from then on.
 */
export function askTime(
  { startsAt, timeZone }: Pick<Occurrence, 'startsAt' | 'timeZone'>,
  calendar: WorkingCalendar,
): Date {
  const isWorkingDay = workingDaysOf(calendar);
  let day = dayAt(timeZone, startsAt.getTime()) - 1;
  while (!isWorkingDay(day)) day -= 1;
  return new Date(firstInstantAt(earliestZone, day));
}

/** The date that is everybody's day before, `YYYY-MM-DD`: in each person's own zone it begins at their own midnight. */
export function askDate(askDueAt: Date): string {
  return dateInZone(earliestZone, askDueAt);
}

function differs(before: PlannedMeeting, after: PlannedMeeting): boolean {
  return JSON.stringify(before, orderOf(after)) !== JSON.stringify(after, orderOf(after));
}

const orderOf = (meeting: PlannedMeeting): string[] => Object.keys(meeting).sort();

function newsOf(before: PlannedMeeting | null, after: PlannedMeeting): readonly ScheduleNews[] {
  const becameHoliday = after.skippedFor === 'holiday' && before?.skippedFor !== 'holiday';
  if (becameHoliday) return [{ meetingId: after.id, what: 'holiday', was: null }];
  const isMoved = before?.state === 'planned' && before.startsAt.getTime() !== after.startsAt.getTime();
  return isMoved ? [{ meetingId: after.id, what: 'moved', was: before.startsAt }] : [];
}
