/** What this room says when a schedule can't be taken, and how it would be. */
import type { CalendarTrouble } from '../../../calendar/ask-calendar.js';
import { calendarWords } from '../../../calendar/calendar-words.js';
import { excerpt } from '../../../chat/shorten.js';
import type { CronField, CronProblem } from '../../../kernel/time/cron.js';
import { formatDuration } from '../../../kernel/time/duration.js';
import type { EveryProblem } from '../rules/read-every.js';
import type { SeriesProblem } from '../rules/series.js';

/** Why a calendar gives this place no meetings, and the remedy. */
export const seriesCalendarWords = (trouble: CalendarTrouble): string =>
  calendarWords(trouble, {
    smaller: 'Share one that only holds this meeting.',
    instead: 'Use `meeting every monday 10:00` instead.',
  });

const example = 'Write it as `meeting every monday 10:00`.';
const shown = (typed: string): string => excerpt(typed, 60);

export function everyWords(problem: EveryProblem): string {
  switch (problem.kind) {
    case 'noDay':
      return `The days are missing. ${example}`;
    case 'noTime':
      return `The time is missing. ${example}`;
    case 'badTime':
      return `“${shown(problem.word)}” is not a time of day. Write 10:00, 9.30 or 2pm.`;
    case 'badWord': {
      const mend = problem.guess ? `Did you mean ${problem.guess}?` : example;
      return `I can’t read “${shown(problem.word)}” in a schedule. ${mend}`;
    }
  }
}

const fieldWords: Readonly<Record<CronField, string>> = {
  second: 'the seconds',
  minute: 'the minutes (0 to 59)',
  hour: 'the hours (0 to 23)',
  dayOfMonth: 'the day of the month (1 to 31)',
  month: 'the month (1 to 12, or jan to dec)',
  dayOfWeek: 'the weekday (0 to 7, or mon to sun)',
};
const cronExample = '“0 10 * * 1” is every Monday at 10:00';

export function cronWords(problem: CronProblem): string {
  switch (problem.kind) {
    case 'fieldCount':
      return `Cron has five parts: minute, hour, day of the month, month, weekday. ${cronExample}.`;
    case 'never':
      return 'That date never comes: no such month has that day. Choose another day or month.';
    case 'seconds':
      return `A meeting doesn’t come by the second: leave the sixth part out. ${cronExample}.`;
    case 'field':
      return `“${shown(problem.value)}” doesn’t fit ${fieldWords[problem.field]}. ${cronExample}.`;
  }
}

export function seriesWords(problem: SeriesProblem): string {
  const gap = (minutes: number) => formatDuration(minutes * 60_000);
  switch (problem.kind) {
    case 'never':
      return 'That date never comes. Choose another day or month.';
    case 'tooOften':
      return `That would be a meeting every ${gap(problem.gapMinutes)}. Leave at least 15 min between two.`;
    case 'overlaps':
      return `Two meetings are only ${gap(problem.gapMinutes)} apart, so the next agenda would open before the one before has ended. Choose a shorter lead: or length:, or fewer meetings.`;
  }
}

export const needsPlace = 'A schedule belongs to a channel: write this in the channel whose meeting it is.';
export const noSeries = 'No meeting is scheduled here. `meeting every monday 10:00` schedules one.';
export const nothingToSkip = 'There is no date ahead to skip.';
export function notPlanned(day: string, planned: readonly string[]): string {
  const ahead =
    planned.length > 0 ? ` Planned are ${planned.join(' and ')}; later dates follow when these have begun.` : '';
  return `No meeting is planned here on ${day}.${ahead}`;
}
export const nothingToAdd = (command: 'stop' | 'now', typed: string): string =>
  `I can’t read “${shown(typed)}”, so nothing was done. Nothing stands behind \`meeting ${command}\`.`;
export const notAhead = 'That date has begun, or was removed. `meeting` shows the next dates.';
export const atOnce = 'Somebody else scheduled a meeting here at the same moment. `meeting` shows it.';
export const leadLimits = 'The agenda can open up to 24 h before: write lead:15m, or lead:0m for none.';
export const lengthLimits = 'A meeting lasts from 5 min to 12 h: write length:45m.';
export const nameLimits = (length: number): string =>
  `That name has ${length.toLocaleString('en-GB')} characters; at most 100 fit on a card.`;
export const nameUnstorable = 'The name contains characters that can’t be kept (NUL or half a symbol). Type it again.';
export const unknownText = (typed: string): string =>
  `I don’t know “meeting ${shown(typed)}”. Try \`meeting every monday 10:00\`, \`meeting skip\`, \`meeting stop\` or \`meeting now\`.`;
export const notForMembers = (champion: string | null): string =>
  `${champion ? `${champion}, the customer champion,` : 'The customer champion'} or an admin can change when meetings are. Ask them.`;
