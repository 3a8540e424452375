/** When a place meets: the card of `meeting`, what is ahead, and the form that schedules it. */

import { leftOutWords } from '../../../calendar/calendar-words.js';
import type { Unread } from '../../../calendar/dates/unread.js';
import { heading, note, text, titledCard } from '../../../chat/blocks.js';
import type { Action, Block, Card, Inline, Line } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import { RUN_ACTION } from '../../../chat/help.js';
import { say } from '../../../kernel/language/say.js';
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
  return say('{date} is skipped. The channel hears of it.', {
    date: formatInstant(startsAt, 'date', { timeZone, now }),
  });
}

/** @param changed a sentence on top, when this answers a change */
export function seriesCard(picture: SeriesPicture, changed: string | null = null): Card {
  const { series, place, ahead, isCalendarSilent, leftOut } = picture;
  const next = ahead.find(({ state }) => state === 'planned');
  const title = `${series.name} · #${place.name}`;
  const silent = say('The calendar has not answered lately. These are its last known dates; I keep trying.');
  const none = say('No date is planned. When the calendar or the schedule has one, it appears here.');
  return {
    title,
    summary: changed ?? picture.words,
    ...(changed && { tone: 'good' as const }),
    blocks: [
      ...(changed ? [text(changed)] : []),
      { kind: 'facts', facts: facts(picture) },
      heading(say('Next dates')),
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
    { label: say('When'), value: rule.kind === 'calendar' ? words : `${words} (${series.timeZone})` },
    {
      label: say('Agenda'),
      value:
        leadMinutes === 0
          ? say('opens at the start')
          : say('opens {duration} before', { duration: minutes(leadMinutes) }),
    },
    ...(rule.kind === 'calendar' ? [] : [{ label: say('Lasts'), value: minutes(lengthMinutes) }]),
  ];
}

function dateRow(meeting: PlannedMeeting, mayChange: boolean): Block {
  const { id, state, skippedFor } = meeting;
  const why = {
    holiday: say('skipped, a holiday'),
    hand: say('skipped // a meeting'),
    held: say('a holiday, held all the same'),
  };
  const hold: Action = { kind: 'button', action: 'meetings.hold', label: say('Hold it anyway'), value: id };
  return {
    kind: 'row',
    line: [meetingTime(meeting), skippedFor ? ` · ${why[skippedFor]}` : ''],
    ...(state === 'skipped' && mayChange && { action: hold }),
  };
}

function actions({ mayChange, series, place }: SeriesPicture, next: PlannedMeeting | undefined): readonly Action[] {
  const open: Action = { kind: 'button', action: RUN_ACTION, label: say('Open now'), value: 'meeting now' };
  if (!mayChange) return [open];
  const confirm = {
    title: say('Stop {name}?', { name: series.name }),
    text: say('Meetings in {place} no longer open by themselves.', { place: `#${place.name}` }),
    yes: say('Stop it'),
  };
  return [
    open,
    ...(next
      ? [{ kind: 'button', action: 'meetings.skip', label: say('Skip the next'), value: next.id } as const]
      : []),
    { kind: 'button', action: 'meetings.changeSeries', label: say('Change'), value: place.id },
    { kind: 'button', action: 'meetings.stop', label: say('Stop'), value: place.id, style: 'danger', confirm },
  ];
}

/** The place has no meeting; says how one is scheduled to whoever may. */
export function noSeriesCard(place: PlaceRef, mayChange: boolean): Card {
  const title = say('No meeting is scheduled in {place}', { place: `#${place.name}` });
  const line = say('When do you meet? I open every meeting with what customers told you since the last one.');
  const schedule: Action = {
    kind: 'button',
    action: 'meetings.changeSeries',
    label: say('Schedule'),
    value: place.id,
    style: 'primary',
  };
  const ask: Block = note(say('The customer champion or an admin schedules it: `meeting every monday 10:00`'));
  const open: Action = { kind: 'button', action: RUN_ACTION, label: say('Open one now'), value: 'meeting now' };
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
  const title = rows.length === 0 ? say('No meeting is planned') : say('Your next meetings');
  const line = say('None of your channels has a meeting scheduled. Write `meeting every monday 10:00` in one.');
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
    title: say('When do you meet?'),
    submit: say('Schedule'),
    fields: [
      field('text', 'when', say('When'), {
        hint: say(
          'monday 10:00 · weekday 9:30 · second tuesday 14:00 · cron such as 0 10 * * 1 · or a calendar’s address (.ics)',
        ),
        value: values.when,
        maxLength: 1_900,
      }),
      field('text', 'zone', say('Time zone'), { value: values.zone }),
      field('text', 'lead', say('The agenda opens before the start by'), { value: values.lead }),
      field('text', 'length', say('It lasts'), { value: values.length }),
      field('text', 'name', say('Name'), { value: values.name, maxLength: 100 }),
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
    title: say('Which of these is the meeting?'),
    summary: say('That calendar holds several meetings.'),
    blocks: [
      text(say('That calendar holds several meetings. Choose the one that opens here.')),
      ...shown.map(
        (name) => ({ kind: 'row', line: name, action: button(say('This one // a meeting'), name) }) as const,
      ),
      ...(rest > 0
        ? [note(say('and {count, number} more: add event:"its name" to the command', { count: rest }))]
        : []),
      ...(leftOut.length > 0 ? [note(leftOutWords(leftOut))] : []),
      { kind: 'actions', actions: [button(say('All of them'), null)] },
    ],
  };
}

const chooseLimit = 15;
