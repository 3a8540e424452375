/** What this room says of a calendar that gives no meetings, or not all of them: the cause, then what mends it. */

import { firstFew } from '../chat/counted.js';
import { excerpt } from '../chat/shorten.js';
import { phrase, say } from '../kernel/language/say.js';
import type { CalendarTrouble } from './ask-calendar.js';
import type { RuleFault, Unread, UnreadCause } from './dates/unread.js';

/** What a reader of calendars advises beside what every one does. */
export interface CalendarAdvice {
  /** Of a calendar that is too large. */
  readonly smaller: string;
  /** Where no calendar can be read. */
  readonly instead: string;
}

const again = () => say('Then try again.');
const shown = (typed: string): string => excerpt(typed, 60);

/** Why a calendar gives no meetings, and the remedy. */
export function calendarWords(trouble: CalendarTrouble, advice: CalendarAdvice): string {
  switch (trouble.why) {
    case 'address':
      return say('That is not the address of a calendar. It begins with https:// or webcal:// and often ends in .ics.');
    case 'private':
      return say(
        'That calendar lies inside a private network, where I don’t look. Use its public address, or ask whoever runs me to allow it.',
      );
    case 'redirects':
      return say('That address sends me on and on. Open it in a browser and copy the address at which it ends.');
    case 'tooLarge':
      return `${say('That calendar is larger than 5 MB.')} ${advice.smaller}`;
    case 'slow':
      return `${say('That calendar didn’t answer within 10 s. Check the address in a browser.')} ${again()}`;
    case 'unreachable':
      return `${say('Nobody answers at that address. Check it in a browser.')} ${again()}`;
    case 'status':
      return trouble.status === 404 || trouble.status === 410
        ? say('There is no calendar at that address any more. Copy the address again from the calendar’s settings.')
        : say('The calendar’s server refused with {status}. Is it shared? Copy its secret address in iCal format.', {
            status: trouble.status,
          });
    case 'notCalendar':
      return say(
        'That is a web page, not a calendar. Copy the address in iCal format (.ics) from the calendar’s settings.',
      );
    case 'cut':
      return `${say(
        'That calendar breaks off in line {line}, so half of it may be missing. Open the address in a browser to see whether it ends with END:VCALENDAR.',
        { line: trouble.line },
      )} ${again()}`;
    case 'noLine':
      return `${say(
        'Line {line} of that calendar is not iCalendar: its server sent an error page instead. Open the address in a browser to see it.',
        { line: trouble.line },
      )} ${again()}`;
    case 'tooMany':
      return `${say('That calendar holds more events than I can look through.')} ${advice.smaller}`;
    case 'tooHard':
      return `${say('That calendar takes too long to read.')} ${advice.smaller}`;
    case 'empty':
      return say('That calendar has no meeting ahead with a time of day (all-day events don’t count).');
    case 'unreadable':
      return say(
        'I can’t read this in the calendar: {events}. Save the event again in the calendar, as a series of its own.',
        { events: leftOutList(trouble.leftOut) },
      );
    case 'missing':
      return say(
        'The calendar came back without {count} of its {all} known dates. That looks like a fault of its server, so I changed nothing. If the same dates are missing in an hour, I take them as cancelled.',
        { count: trouble.count, all: trouble.of },
      );
    case 'noFetcher':
      return `${say('I can’t read calendars here.')} ${advice.instead}`;
  }
}

/** @param leftOut what could not be read: the wanted event may be among it */
export function eventUnknown(event: string, names: readonly string[], leftOut: readonly Unread[]): string {
  const known = names
    .slice(0, 5)
    .map((name) => `“${shown(name)}”`)
    .join(', ');
  const unread = leftOut.length > 0 ? ` ${leftOutWords(leftOut)}` : '';
  const unknown = say('No coming meeting in that calendar is called “{name}”. There are: {known}.', {
    name: shown(event),
    known,
  });
  return `${unknown}${unread}`;
}

const shownLeftOut = 3;

/** `Left out: “Board” (zone “Moon/Crater” is unknown).` */
export function leftOutWords(leftOut: readonly Unread[]): string {
  return say('Left out: {events}.', { events: leftOutList(leftOut) });
}

function leftOutList(leftOut: readonly Unread[]): string {
  const words = [
    ...new Set(
      leftOut.map(({ name, cause }) => (name ? `“${shown(name)}” (${causeWords(cause)})` : causeWords(cause))),
    ),
  ];
  return firstFew(words, shownLeftOut);
}

function causeWords(cause: UnreadCause): string {
  switch (cause.why) {
    case 'zone':
      return say('zone “{zone}” is unknown', { zone: shown(cause.zone) });
    case 'line':
      return say('line {line} is not iCalendar', { line: cause.line });
    case 'noEnd':
      return say('it begins in line {line} and has no end', { line: cause.line });
    case 'start':
      return say('its start can’t be read');
    case 'onwards':
      return say('it changes all dates of a series up to one');
    case 'exceptions':
      return say('more than 5,000 dates are left out of it');
    case 'endless':
      return say('it recurs too often to look through');
    case 'rule':
      return say(ruleWords[cause.fault]);
  }
}

const ruleWords: Readonly<Record<RuleFault, string>> = {
  second: phrase('it recurs every second'),
  minute: phrase('it recurs every minute'),
  hour: phrase('it recurs every hour'),
  often: phrase('it recurs more than 24 times a day'),
  week: phrase('it recurs by the number of the week'),
  except: phrase('a second rule says when it does not recur'),
  sense: phrase('how it recurs makes no sense'),
};
