/** When a place meets: the card of `meeting`, what is ahead, and the form that schedules it. */

import { leftOutWords } from '../../../calendar/calendar-words.js';
import type { Unread } from '../../../calendar/dates/unread.js';
import { heading, note, text, titledCard } from '../../../chat/blocks.js';
import type { Action, Block, Card, Inline, Line } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import { RUN_ACTION } from '../../../chat/help.js';
import type { PlaceRef } from '../../../kernel/person.js';
import { formatDuration } from '../../../kernel/time/duration.js';
import { formatInstant } from '../../../kernel/time/format.js';
import type { PlannedMeeting } from '../rules/plan.js';
import type { Series } from '../rules/series.js';

/** A date on the wall clock of the meeting, shown in the reader's own zone where the platform can. */
export function meetingTime({ startsAt, timeZone }: Pick<PlannedMeeting, 'startsAt' | 'timeZone'>): Inline {
  return { kind: 'time', at: startsAt, timeZone, style: 'dateTime' };
}

/** A series of meetings with what its card needs. */
export interface SeriesPicture {
  readonly series: Series;
  /** `Every Monday at 10:00`. */
  readonly words: string;
  /** What is ahead, by start; also what is skipped. */
  readonly ahead: readonly PlannedMeeting[];
  readonly place: PlaceRef;
  /** Whether the reader may change it. */
  readonly mayChange: boolean;
  /** The calendar has not answered lately, so its dates may be old. */
  readonly isCalendarSilent: boolean;
  /** Of the calendar, because it can’t be read. */
  readonly leftOut: readonly Unread[];
}

const shownAhead = 3;

/** What whoever skipped it reads on top of the card. */
export function skippedWords({
  startsAt,
  timeZone,
  now,
}: Pick<PlannedMeeting, 'startsAt' | 'timeZone'> & { readonly now: Date }): string {
  return `${formatInstant(startsAt, 'date', { timeZone, now })} is skipped. The channel hears of it.`;
}

/** @param changed a sentence on top, when this answers a change */
export function seriesCard(picture: SeriesPicture, changed: string | null = null): Card {
  const { series, place, ahead, isCalendarSilent, leftOut } = picture;
  const next = ahead.find(({ state }) => state === 'planned');
  const title = `${series.name} · #${place.name}`;
  const silent = 'The calendar has not answered lately. These are its last known dates; I keep trying.';
  const none = 'No date is planned. When the calendar or the schedule has one, it appears here.';
  return {
    title,
    summary: changed ?? picture.words,
    ...(changed && { tone: 'good' as const }),
    blocks: [
      ...(changed ? [text(changed)] : []),
      { kind: 'facts', facts: facts(picture) },
      heading('Next dates'),
      ...(ahead.length === 0 ? [text(none)] : []),
      ...ahead.slice(0, shownAhead).map((meeting) => dateRow(meeting, picture.mayChange)),
      ...(isCalendarSilent ? [note(silent)] : []),
      ...(leftOut.length > 0 ? [note(leftOutWords(leftOut))] : []),
      { kind: 'actions', actions: actions(picture, next) },
    ],
  };
}

function facts({ series, words }: SeriesPicture): { label: string; value: Line }[] {
  const { leadMinutes, lengthMinutes, rule } = series;
  const minutes = (count: number) => formatDuration(count * 60_000);
  return [
    { label: 'When', value: rule.kind === 'calendar' ? words : `${words} (${series.timeZone})` },
    { label: 'Agenda', value: leadMinutes === 0 ? 'opens at the start' : `opens ${minutes(leadMinutes)} before` },
    ...(rule.kind === 'calendar' ? [] : [{ label: 'Lasts', value: minutes(lengthMinutes) }]),
  ];
}

function dateRow(meeting: PlannedMeeting, mayChange: boolean): Block {
  const { id, state, skippedFor } = meeting;
  const why = { holiday: ' · skipped, a holiday', hand: ' · skipped', held: ' · a holiday, held all the same' };
  const hold: Action = { kind: 'button', action: 'meetings.hold', label: 'Hold it anyway', value: id };
  return {
    kind: 'row',
    line: [meetingTime(meeting), skippedFor ? why[skippedFor] : ''],
    ...(state === 'skipped' && mayChange && { action: hold }),
  };
}

function actions({ mayChange, series, place }: SeriesPicture, next: PlannedMeeting | undefined): readonly Action[] {
  const open: Action = { kind: 'button', action: RUN_ACTION, label: 'Open now', value: 'meeting now' };
  if (!mayChange) return [open];
  const confirm = {
    title: `Stop ${series.name}?`,
    text: `Meetings in #${place.name} no longer open by themselves.`,
    yes: 'Stop it',
  };
  return [
    open,
    ...(next ? [{ kind: 'button', action: 'meetings.skip', label: 'Skip the next', value: next.id } as const] : []),
    { kind: 'button', action: 'meetings.changeSeries', label: 'Change', value: place.id },
    { kind: 'button', action: 'meetings.stop', label: 'Stop', value: place.id, style: 'danger', confirm },
  ];
}

/** The place has no meeting; says how one is scheduled to whoever may. */
export function noSeriesCard(place: PlaceRef, mayChange: boolean): Card {
  const title = `No meeting is scheduled in #${place.name}`;
  const line = 'When do you meet? I open every meeting with what customers told you since the last one.';
  const schedule: Action = {
    kind: 'button',
    action: 'meetings.changeSeries',
    label: 'Schedule',
    value: place.id,
    style: 'primary',
  };
  const ask: Block = note('The customer champion or an admin schedules it: `meeting every monday 10:00`');
  const open: Action = { kind: 'button', action: RUN_ACTION, label: 'Open one now', value: 'meeting now' };
  return titledCard(title, [
    text(line),
    ...(mayChange ? [] : [ask]),
    { kind: 'actions', actions: mayChange ? [schedule, open] : [open] },
  ]);
}

/** The next meetings of somebody's places, in a private chat and at home. */
export function nextMeetingRows(
  meetings: readonly { readonly meeting: PlannedMeeting; readonly place: PlaceRef }[],
): readonly Block[] {
  return meetings.map(({ meeting, place }) => ({
    kind: 'row',
    line: `${meeting.name} · #${place.name}`,
    detail: [meetingTime(meeting)],
  }));
}

/** What is ahead for a person, over all places. */
export function nextMeetingsCard(rows: readonly Block[]): Card {
  const title = rows.length === 0 ? 'No meeting is planned' : 'Your next meetings';
  const line = 'None of your channels has a meeting scheduled. Write `meeting every monday 10:00` in one.';
  return titledCard(title, rows.length === 0 ? [text(line)] : rows);
}

export interface ScheduleValues {
  readonly when?: string;
  readonly zone: string;
  readonly lead: string;
  readonly length: string;
  readonly name: string;
}

/** @param placeId whose schedule it is */
export function scheduleForm(placeId: string, values: ScheduleValues): Form {
  return {
    form: 'meetings.schedule',
    subject: placeId,
    title: 'When do you meet?',
    submit: 'Schedule',
    fields: [
      field('text', 'when', 'When', {
        hint: 'monday 10:00 · weekday 9:30 · second tuesday 14:00 · cron such as 0 10 * * 1 · or a calendar’s address (.ics)',
        value: values.when,
        maxLength: 1_900,
      }),
      field('text', 'zone', 'Time zone', { value: values.zone }),
      field('text', 'lead', 'The agenda opens before the start by', { value: values.lead }),
      field('text', 'length', 'It lasts', { value: values.length }),
      field('text', 'name', 'Name', { value: values.name, maxLength: 100 }),
    ],
  };
}

/** A calendar holds several meetings: which is this place's? @param valueFor the value of a choice's button; null: all */
export function chooseEventCard(
  names: readonly string[],
  leftOut: readonly Unread[],
  valueFor: (event: string | null) => string,
): Card {
  const shown = names.slice(0, chooseLimit);
  const rest = names.length - shown.length;
  const button = (label: string, event: string | null): Action => ({
    kind: 'button',
    action: 'meetings.chooseEvent',
    label,
    value: valueFor(event),
  });
  return {
    title: 'Which of these is the meeting?',
    summary: 'That calendar holds several meetings.',
    blocks: [
      text('That calendar holds several meetings. Choose the one that opens here.'),
      ...shown.map((name) => ({ kind: 'row', line: name, action: button('This one', name) }) as const),
      ...(rest > 0 ? [note(`and ${rest} more: add event:"its name" to the command`)] : []),
      ...(leftOut.length > 0 ? [note(leftOutWords(leftOut))] : []),
      { kind: 'actions', actions: [button('All of them', null)] },
    ],
  };
}

const chooseLimit = 15;
