/** Changes when a place meets: schedules, skips, holds and stops. One function a deed, each one transaction. */
import { Conflict, InvalidInput, NotAllowed, NotFound } from '../../../kernel/errors.js';
import { isId, newId } from '../../../kernel/id.js';
import type { Actor, PlaceRef, Surface } from '../../../kernel/person.js';
import { canAdminister } from '../../../kernel/person.js';
import { formatDay } from '../../../kernel/time/format.js';
import { dateInZone } from '../../../kernel/time/local-day.js';
import type { Transaction } from '../../../storage/database.js';
import { calendarOf, sharedPlaceWords } from '../../people/index.js';
import { keepTurnsFair } from '../agenda/take-turns.js';
import * as refusals from '../cards/series-refusals.js';
import type { MeetingsDeps } from '../deps.js';
import type { CalendarState } from '../rules/calendar-state.js';
import { askTime, isHoliday, type PlannedMeeting } from '../rules/plan.js';
import type { SeriesRule } from '../rules/series.js';
import { appendHistory } from '../store/history.js';
import {
  type ListedMeeting,
  lockAhead,
  lockSeriesOf,
  type SeriesRow,
  saveMeetings,
  saveSeries,
} from '../store/series.js';
import { newsOrder, planSeries } from './planning.js';
import type { ScheduleTerms } from './read-schedule.js';

/** Who changes it, where, and through what. */
export interface ScheduleDeed {
  readonly actor: Actor;
  readonly place: PlaceRef;
  readonly surface: Surface;
}

/** Throws NotAllowed that names the champion. Buttons and forms ask it; commands are held back by the router too. */
export async function refuseMembers({ people }: MeetingsDeps, { role, organisationId }: Actor): Promise<void> {
  if (canAdminister(role)) return;
  const { champion } = await people.organisation(organisationId);
  throw new NotAllowed('meetings.notAllowed', refusals.notForMembers(champion?.name ?? null));
}

/** An agenda is internal: there is none where people of other companies read. Throws InvalidInput. */
export async function refuseShared({ people }: MeetingsDeps, { id, name }: PlaceRef): Promise<void> {
  if (await people.isShared(id)) throw new InvalidInput('meetings.sharedPlace', sharedPlaceWords(name));
}

export interface NewSchedule extends ScheduleTerms {
  readonly rule: SeriesRule;
  /** What the calendar said just now; null for the others. */
  readonly calendar: CalendarState | null;
}

/** Gives the place a schedule, or its schedule another one: whose turn it is and what is ahead at the same time stays. */
export async function schedule(deps: MeetingsDeps, wanted: NewSchedule, deed: ScheduleDeed): Promise<void> {
  const { actor, place } = deed;
  await refuseShared(deps, place);
  const now = deps.clock.now();
  await deps.outbox.commit(async (tx) => {
    const before = await lockSeriesOf(tx, actor.organisationId, place.id);
    const made = {
      id: newId(now),
      organisationId: actor.organisationId,
      placeId: place.id,
      createdById: actor.id,
      createdAt: now,
    };
    const series: SeriesRow = { ...(before ?? made), ...wanted, stoppedAt: null, planDueAt: now };
    if (!(await saveSeries(tx, series))) throw new Conflict('meetings.scheduledAtOnce', refusals.atOnce());
    await planSeries(tx, deps, [series], now, { isQuiet: true });
    await note(tx, deps, { series, before: before && auditOf(before), deed, what: 'scheduled' });
  });
}

/** No date opens by itself any more. What is open goes on. Throws NotFound. */
export async function stop(deps: MeetingsDeps, deed: ScheduleDeed): Promise<void> {
  const now = deps.clock.now();
  await deps.outbox.commit(async (tx) => {
    const series = await lockLiving(tx, deed);
    const ahead = await lockAhead(tx, [series.organisationId], [series.id], now);
    const cancelled = ahead.map(
      (meeting) => ({ ...meeting, state: 'cancelled', askDueAt: null, dueAt: null }) as const,
    );
    await saveMeetings(tx, [series.organisationId], cancelled);
    await keepTurnsFair(tx, ahead, { after: cancelled, now });
    await saveSeries(tx, { ...series, stoppedAt: now, planDueAt: null });
    await note(tx, deps, { series, before: auditOf(series), deed, what: 'stopped' });
  });
}

/** Which date: by the id of its meeting, by its day (`YYYY-MM-DD` on the wall clock of the series), or simply the next. */
export type WhichDate = { readonly meetingId: string } | { readonly day: string } | 'next';

/** Throws NotFound where there is none such ahead, and Conflict for one that has begun. */
export function skip(deps: MeetingsDeps, which: WhichDate, deed: ScheduleDeed): Promise<PlannedMeeting> {
  return amend(deps, { which, deed, what: 'skipped' }, (meeting) => ({
    ...meeting,
    state: 'skipped',
    skippedFor: 'hand',
    askDueAt: null,
    dueAt: null,
  }));
}

/** Takes a skip back, or holds a date although it is a holiday. */
export async function hold(deps: MeetingsDeps, meetingId: string, deed: ScheduleDeed): Promise<PlannedMeeting> {
  const { settings } = await deps.people.organisation(deed.actor.organisationId);
  const calendar = calendarOf(settings);
  return amend(deps, { which: { meetingId }, deed, what: 'held' }, (meeting) => ({
    ...meeting,
    state: 'planned',
    skippedFor: isHoliday(meeting, calendar) ? 'held' : null,
    askDueAt: askTime(meeting, calendar),
    dueAt: meeting.opensAt,
  }));
}

interface Amendment {
  readonly which: WhichDate;
  readonly deed: ScheduleDeed;
  readonly what: 'skipped' | 'held';
}

async function amend(
  deps: MeetingsDeps,
  { which, deed, what }: Amendment,
  change: (meeting: ListedMeeting) => ListedMeeting,
): Promise<PlannedMeeting> {
  const now = deps.clock.now();
  const amended = await deps.outbox.commit(async (tx) => {
    const series = await lockLiving(tx, deed);
    const meeting = chooseDate(await lockAhead(tx, [series.organisationId], [series.id], now), { which, what, now });
    const after = change(meeting);
    await saveMeetings(tx, [series.organisationId], [after]);
    await keepTurnsFair(tx, [meeting], { after: [after], now });
    // One that is skipped leaves room for one more ahead.
    await planSeries(tx, deps, [series], now);
    const { organisationId, id: actorId } = deed.actor;
    const entry = { organisationId, at: now, what, actorId, surface: deed.surface };
    await appendHistory(tx, [{ ...entry, subject: `meeting:${meeting.id}` }]);
    const order = newsOrder(series, { meetingId: meeting.id, what, was: null });
    await deps.outbox.enqueue(tx, [{ ...order, payload: { ...order.payload, byId: actorId } }]);
    return after;
  });
  return amended;
}

interface Choice {
  readonly which: WhichDate;
  readonly what: Amendment['what'];
  readonly now: Date;
}

function chooseDate(ahead: readonly ListedMeeting[], { which, what, now }: Choice): ListedMeeting {
  const wanted = what === 'skipped' ? 'planned' : 'skipped';
  const found = ahead.find((meeting) => meeting.state === wanted && isMeant(meeting, which));
  if (found) return found;
  if (which === 'next') throw new NotFound('meetings.nothingToSkip', refusals.nothingToSkip());
  if ('day' in which) {
    const days = ahead.filter(({ state }) => state === 'planned').map((meeting) => formatDay(dayOf(meeting), now));
    throw InvalidInput.field('meetings.notPlanned', 'text', refusals.notPlanned(formatDay(which.day, now), days));
  }
  throw new Conflict('meetings.notAhead', refusals.notAhead());
}

function isMeant(meeting: ListedMeeting, which: WhichDate): boolean {
  if (which === 'next') return true;
  return 'day' in which ? dayOf(meeting) === which.day : meeting.id === which.meetingId;
}

const dayOf = ({ startsAt, timeZone }: ListedMeeting): string => dateInZone(timeZone, startsAt);

async function lockLiving(tx: Transaction, { actor, place }: ScheduleDeed): Promise<SeriesRow> {
  const series = await lockSeriesOf(tx, actor.organisationId, place.id);
  if (!series) throw new NotFound('meetings.noSeries', refusals.noSeries());
  return series;
}

/** Of a calendar its address is not kept: whoever has it reads the calendar. */
const auditOf = ({ rule, timeZone, leadMinutes, lengthMinutes, placeId }: SeriesRow): object => ({
  ...(rule.kind === 'calendar' ? { kind: rule.kind } : rule),
  ...{ timeZone, leadMinutes, lengthMinutes, placeId },
});

interface Noted {
  readonly series: SeriesRow;
  /** As the audit log shows it; null: there was none. */
  readonly before: object | null;
  readonly deed: ScheduleDeed;
  readonly what: 'scheduled' | 'stopped';
}

async function note(
  tx: Transaction,
  { clock, outbox, people }: MeetingsDeps,
  { series, before, deed, what }: Noted,
): Promise<void> {
  const { organisationId, placeId, id: seriesId, rule, timeZone } = series;
  const { actor, surface } = deed;
  const details = { kind: rule.kind, timeZone };
  const entry = { organisationId, subject: `series:${seriesId}`, at: clock.now(), what, actorId: actor.id, surface };
  await appendHistory(tx, [{ ...entry, details }]);
  const audited = { organisationId, actorId: actor.id, surface, subject: series.name };
  if (what === 'stopped') await people.audit(tx, { ...audited, what: 'meetings.stop', before });
  else await people.audit(tx, { ...audited, what: 'meetings.schedule', before, after: auditOf(series) });
  const payload = { organisationId, seriesId, what, byId: actor.id };
  await outbox.enqueue(tx, [{ organisationId, kind: 'meetings.seriesNews', payload, to: { kind: 'place', placeId } }]);
}

/** The place that a button or form names, when it is the organisation's. Throws InvalidInput. */
export async function placeOf({ people }: MeetingsDeps, { organisationId }: Actor, placeId: string): Promise<PlaceRef> {
  const place = isId(placeId) ? await people.place(organisationId, placeId) : null;
  if (!place) throw InvalidInput.field('meetings.needsPlace', 'when', refusals.needsPlace());
  return place;
}
