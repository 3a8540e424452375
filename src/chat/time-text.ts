/** Writes an instant for a person to read, in a given zone; plain text uses it, and whoever needs a time outside a card. */

import { english } from '../kernel/language/languages.js';
import { currentLanguage, currentLocale } from '../kernel/language/reader.js';
import { say } from '../kernel/language/say.js';
import { formatter } from '../kernel/time/format.js';
import { dateInZone, startOfDate } from '../kernel/time/local-day.js';
import type { Inline } from './card.js';

type TimeStyle = 'date' | 'time' | 'dateTime';

interface TimeText {
  readonly at: Date;
  /** IANA zone, e.g. `Asia/Kathmandu`. One that this machine does not know becomes UTC, and the text says UTC. */
  readonly timeZone: string;
  readonly style: TimeStyle;
}

/** Days with their year and times with their zone, because who reads it, and when, is not known. */
const partsByStyle = {
  date: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
} as const satisfies Record<'date' | 'time', Intl.DateTimeFormatOptions>;

/** `Tue 1 Dec 2026`, `09:05 GMT`, or both: `Tue 1 Dec 2026, 09:05 GMT`. Never throws. */
export function timeToText({ at, timeZone, style }: TimeText): string {
  if (Number.isNaN(at.getTime())) return say('an unknown time');
  if (style !== 'dateTime') return format(at, timeZone, partsByStyle[style]);
  const [date, time] = [format(at, timeZone, partsByStyle.date), format(at, timeZone, partsByStyle.time)];
  return say('{date}, {time}', { date, time });
}

/** Both within a sentence, where a platform writes each of them. */
export const dayAndTime = (date: string, time: string): string => say('{date} at {time}', { date, time });

/** English is put together from its parts: the commas between them change with every release of the Unicode data. */
function format(at: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const written = formatterFor(timeZone, options);
  if (currentLanguage() !== english) return written.format(at);
  const parts = written.formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  if (options.hour === undefined) return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`;
  return `${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}

function formatterFor(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return formatter(currentLocale(), { ...options, timeZone });
  } catch {
    return formatter(currentLocale(), { ...options, timeZone: 'UTC' });
  }
}

/**
 * A deadline as a part of a line. At midnight it is named by the day that it ends, because most people take 00:00 of
 * Tuesday for Tuesday: `end of Mon 30 Nov 2026 (GMT)`. Any other one is a time in the reader's zone.
 */
export function deadline(at: Date, timeZone: string): Inline {
  if (startOfDate(timeZone, dateInZone(timeZone, at)).getTime() !== at.getTime())
    return { kind: 'time', at, timeZone, style: 'dateTime' };
  const eve = new Date(at.getTime() - 1);
  const times = formatterFor(timeZone, partsByStyle.time).formatToParts(eve);
  const zone = times.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  return say('end of {day} ({zone})', { day: timeToText({ at: eve, timeZone, style: 'date' }), zone });
}
