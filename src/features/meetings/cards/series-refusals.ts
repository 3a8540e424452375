/** What this room says when a schedule can't be taken, and how it would be. */
import type { CalendarTrouble } from '../../../calendar/ask-calendar.js';
import { calendarWords } from '../../../calendar/calendar-words.js';
import { excerpt } from '../../../chat/shorten.js';
import { sayAll } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { CronField, CronProblem } from '../../../kernel/time/cron.js';
import { formatDuration } from '../../../kernel/time/duration.js';
import type { EveryProblem } from '../rules/read-every.js';
import type { SeriesProblem } from '../rules/series.js';

/** Why a calendar gives this place no meetings, and the remedy. */
export const seriesCalendarWords = (trouble: CalendarTrouble): string =>
  calendarWords(trouble, {
    smaller: say('Share one that only holds this meeting.'),
    instead: say('Use `meeting every monday 10:00` instead.'),
  });

const example = (): string => say('Write it as `meeting every monday 10:00`.');
const shown = (typed: string): string => excerpt(typed, 60);

export function everyWords(problem: EveryProblem): string {
  switch (problem.kind) {
    case 'noDay':
      return say('The days are missing. {example}', { example: example() });
    case 'noTime':
      return say('The time is missing. {example}', { example: example() });
    case 'badTime':
      return say('“{typed}” is not a time of day. Write 10:00, 9.30 or 2pm.', { typed: shown(problem.word) });
    case 'badWord': {
      const mend = problem.guess ? say('Did you mean {guess}?', { guess: problem.guess }) : example();
      return say('I can’t read “{typed}” in a schedule. {mend}', { typed: shown(problem.word), mend });
    }
  }
}

const fieldWords: Readonly<Record<CronField, string>> = {
  second: phrase('the seconds'),
  minute: phrase('the minutes (0 to 59)'),
  hour: phrase('the hours (0 to 23)'),
  dayOfMonth: phrase('the day of the month (1 to 31)'),
  month: phrase('the month (1 to 12, or jan to dec)'),
  dayOfWeek: phrase('the weekday (0 to 7, or mon to sun)'),
};
const cronExample = (): string => say('“0 10 * * 1” is every Monday at 10:00');

export function cronWords(problem: CronProblem): string {
  switch (problem.kind) {
    case 'fieldCount':
      return say('Cron has five parts: minute, hour, day of the month, month, weekday. {example}.', {
        example: cronExample(),
      });
    case 'never':
      return say('That date never comes: no such month has that day. Choose another day or month.');
    case 'seconds':
      return say('A meeting doesn’t come by the second: leave the sixth part out. {example}.', {
        example: cronExample(),
      });
    case 'field':
      return say('“{typed}” doesn’t fit {field}. {example}.', {
        typed: shown(problem.value),
        field: say(fieldWords[problem.field]),
        example: cronExample(),
      });
  }
}

export function seriesWords(problem: SeriesProblem): string {
  const gap = (minutes: number) => formatDuration(minutes * 60_000);
  switch (problem.kind) {
    case 'never':
      return say('That date never comes. Choose another day or month.');
    case 'tooOften':
      return say('That would be a meeting every {gap}. Leave at least 15 min between two.', {
        gap: gap(problem.gapMinutes),
      });
    case 'overlaps':
      return say(
        'Two meetings are only {gap} apart, so the next agenda would open before the one before has ended. Choose a shorter lead: or length:, or fewer meetings.',
        { gap: gap(problem.gapMinutes) },
      );
  }
}

export const needsPlace = (): string =>
  say('A schedule belongs to a channel: write this in the channel whose meeting it is.');
export const noSeries = (): string => say('No meeting is scheduled here. `meeting every monday 10:00` schedules one.');
export const nothingToSkip = (): string => say('There is no date ahead to skip.');
export function notPlanned(day: string, planned: readonly string[]): string {
  return planned.length > 0
    ? say('No meeting is planned here on {day}. Planned are {planned}; later dates follow when these have begun.', {
        day,
        planned: sayAll(planned),
      })
    : say('No meeting is planned here on {day}.', { day });
}
export const nothingToAdd = (command: 'stop' | 'now', typed: string): string =>
  say('I can’t read “{typed}”, so nothing was done. Nothing stands behind `meeting {command}`.', {
    typed: shown(typed),
    command,
  });
export const notAhead = (): string => say('That date has begun, or was removed. `meeting` shows the next dates.');
export const atOnce = (): string =>
  say('Somebody else scheduled a meeting here at the same moment. `meeting` shows it.');
export const leadLimits = (): string =>
  say('The agenda can open up to 24 h before: write lead:15m, or lead:0m for none.');
export const lengthLimits = (): string => say('A meeting lasts from 5 min to 12 h: write length:45m.');
export const nameLimits = (length: number): string =>
  say('That name has {length, number} characters; at most 100 fit on a card.', { length });
export const nameUnstorable = (): string =>
  say('The name contains characters that can’t be kept (NUL or half a symbol). Type it again.');
export const unknownText = (typed: string): string =>
  say(
    'I don’t know “meeting {typed}”. Try `meeting every monday 10:00`, `meeting skip`, `meeting stop` or `meeting now`.',
    { typed: shown(typed) },
  );
export const notForMembers = (champion: string | null): string =>
  champion
    ? say('{champion}, the customer champion, or an admin can change when meetings are. Ask them.', { champion })
    : say('The customer champion or an admin can change when meetings are. Ask them.');
