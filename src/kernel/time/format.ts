/** Instants as words, by locale and zone, for the texts that a platform does not put into words itself. */

import { currentLocale } from '../language/reader.js';

export interface TimeFormat {
  /** IANA zone in which the reader, or the organisation, lives. */
  readonly timeZone: string;
  /** BCP 47; absent: the reader's. */
  readonly locale?: string;
  /** The present: when given, another year than this one is named. */
  readonly now?: Date;
}

export type TimeStyle = 'date' | 'time' | 'dateTime';

const date = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const time = { hour: '2-digit', minute: '2-digit' } as const;
const styles: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  date,
  time,
  dateTime: { ...date, ...time },
};

/** Making a formatter takes some 100 µs, using one some 2 µs. */
const keptFormatters = 500;

/** In English: `Mon 23 Nov`, `17:00`, `Mon 23 Nov, 17:00`. */
export function formatInstant(instant: Date, style: TimeStyle, format: TimeFormat): string {
  const { timeZone, locale = currentLocale(), now } = format;
  const isOtherYear = now !== undefined && yearOf(instant, timeZone) !== yearOf(now, timeZone);
  const options = isOtherYear && style !== 'time' ? { ...styles[style], year: 'numeric' as const } : styles[style];
  // British English has a comma behind the weekday where a year stands, and none where it does not.
  return formatter(locale, { ...options, timeZone })
    .format(instant)
    .replace(/^(\p{L}+),/u, '$1');
}

/** `Mon 23 Nov`, of a calendar date `YYYY-MM-DD`, which is the same for every reader. @param now the year is named when it is another */
export const formatDay = (date: string, now: Date): string =>
  formatInstant(new Date(`${date}T12:00:00Z`), 'date', { timeZone: 'UTC', now });

function yearOf(instant: Date, timeZone: string): string {
  return formatter('en-GB', { year: 'numeric', timeZone }).format(instant);
}

/** The formatter for these, kept from the time before. Throws RangeError for a zone or locale that this machine does not know. */
export const formatter = kept<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(
  (locale, options) => new Intl.DateTimeFormat(locale, options),
);

/** The same for numbers. */
export const numberFormatter = kept<Intl.NumberFormatOptions, Intl.NumberFormat>(
  (locale, options) => new Intl.NumberFormat(locale, options),
);

/** The same for lists. */
export const listFormatter = kept<Intl.ListFormatOptions, Intl.ListFormat>(
  (locale, options) => new Intl.ListFormat(locale, options),
);

function kept<Options extends object, Formatter>(
  make: (locale: string, options: Options) => Formatter,
): (locale: string, options: Options) => Formatter {
  const formatters = new Map<string, Formatter>();
  return (locale, options) => {
    const key = `${locale} ${Object.entries(options).join()}`;
    let found = formatters.get(key);
    if (!found) {
      if (formatters.size >= keptFormatters) formatters.clear();
      found = make(locale, options);
      formatters.set(key, found);
    }
    return found;
  };
}
