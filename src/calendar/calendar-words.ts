/** What this room says of a calendar that gives no meetings, or not all of them: the cause, then what mends it. */
import { firstFew } from '../chat/counted.js';
import { excerpt } from '../chat/shorten.js';
import type { CalendarTrouble } from './ask-calendar.js';
import type { RuleFault, Unread, UnreadCause } from './dates/unread.js';

/** What a reader of calendars advises beside what every one does. */
export interface CalendarAdvice {
  /** Of a calendar that is too large. */
  readonly smaller: string;
  /** Where no calendar can be read. */
  readonly instead: string;
}

const again = 'Then try again.';
const shown = (typed: string): string => excerpt(typed, 60);

/** Why a calendar gives no meetings, and the remedy. */
export function calendarWords(trouble: CalendarTrouble, advice: CalendarAdvice): string {
  switch (trouble.why) {
    case 'address':
      return 'That is not the address of a calendar. It begins with https:// or webcal:// and often ends in .ics.';
    case 'private':
      return 'That calendar lies inside a private network, where I don’t look. Use its public address, or ask whoever runs me to allow it.';
    case 'redirects':
      return 'That address sends me on and on. Open it in a browser and copy the address at which it ends.';
    case 'tooLarge':
      return `That calendar is larger than 5 MB. ${advice.smaller}`;
    case 'slow':
      return `That calendar didn’t answer within 10 s. Check the address in a browser. ${again}`;
    case 'unreachable':
      return `Nobody answers at that address. Check it in a browser. ${again}`;
    case 'status':
      return trouble.status === 404 || trouble.status === 410
        ? 'There is no calendar at that address any more. Copy the address again from the calendar’s settings.'
        : `The calendar’s server refused with ${trouble.status}. Is it shared? Copy its secret address in iCal format.`;
    case 'notCalendar':
      return 'That is a web page, not a calendar. Copy the address in iCal format (.ics) from the calendar’s settings.';
    case 'cut':
      return `That calendar breaks off in line ${trouble.line}, so half of it may be missing. Open the address in a browser to see whether it ends with END:VCALENDAR. ${again}`;
    case 'noLine':
      return `Line ${trouble.line} of that calendar is not iCalendar: its server sent an error page instead. Open the address in a browser to see it. ${again}`;
    case 'tooMany':
      return `That calendar holds more events than I can look through. ${advice.smaller}`;
    case 'tooHard':
      return `That calendar takes too long to read. ${advice.smaller}`;
    case 'empty':
      return calendarEmpty;
    case 'unreadable':
      return `I can’t read this in the calendar: ${leftOutList(trouble.leftOut)}. Save the event again in the calendar, as a series of its own.`;
    case 'missing':
      return `The calendar came back without ${trouble.count} of its ${trouble.of} known dates. That looks like a fault of its server, so I changed nothing. If the same dates are missing in an hour, I take them as cancelled.`;
    case 'noFetcher':
      return `I can’t read calendars here. ${advice.instead}`;
  }
}

/** There is nothing ahead in it. */
export const calendarEmpty = 'That calendar has no meeting ahead with a time of day (all-day events don’t count).';

/** @param leftOut what could not be read: the wanted event may be among it */
export function eventUnknown(event: string, names: readonly string[], leftOut: readonly Unread[]): string {
  const known = names
    .slice(0, 5)
    .map((name) => `“${shown(name)}”`)
    .join(', ');
  const unread = leftOut.length > 0 ? ` ${leftOutWords(leftOut)}` : '';
  return `No coming meeting in that calendar is called “${shown(event)}”. There are: ${known}.${unread}`;
}

const shownLeftOut = 3;

/** `Left out: “Board” (zone “Moon/Crater” is unknown).` */
export function leftOutWords(leftOut: readonly Unread[]): string {
  return `Left out: ${leftOutList(leftOut)}.`;
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
      return `zone “${shown(cause.zone)}” is unknown`;
    case 'line':
      return `line ${cause.line} is not iCalendar`;
    case 'noEnd':
      return `it begins in line ${cause.line} and has no end`;
    case 'start':
      return 'its start can’t be read';
    case 'onwards':
      return 'it changes all dates of a series up to one';
    case 'exceptions':
      return 'more than 5,000 dates are left out of it';
    case 'endless':
      return 'it recurs too often to look through';
    case 'rule':
      return ruleWords[cause.fault];
  }
}

const ruleWords: Readonly<Record<RuleFault, string>> = {
  second: 'it recurs every second',
  minute: 'it recurs every minute',
  hour: 'it recurs every hour',
  often: 'it recurs more than 24 times a day',
  week: 'it recurs by the number of the week',
  except: 'a second rule says when it does not recur',
  sense: 'how it recurs makes no sense',
};
