/** Instants as words, by locale and zone, for the texts that a platform does not put into words itself. */

export interface TimeFormat {
  /** IANA zone in which the reader, or the organisation, lives. */
  readonly timeZone: string;
  /** BCP 47. */
  readonly locale?: string;
  /** The present: when given, another year than this one is named. */
  readonly now?: Date;
}

export type TimeStyle = 'date' | 'time' | 'dateTime' | 'dayMonth';

const date = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const time = { hour: '2-digit', minute: '2-digit' } as const;
const styles: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  date,
  time,
  dateTime: { ...date, ...time },
  dayMonth: { day: 'numeric', month: 'long' },
};

/** Making a formatter takes some 100 µs, using one some 2 µs. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const keptFormatters = 500;

/** In British English: `Mon 23 Nov`, `17:00`, `Mon 23 Nov, 17:00`, `23 November`. */
export function formatInstant(instant: Date, style: TimeStyle, format: TimeFormat): string {
  const { timeZone, locale = 'en-GB', now } = format;
  const isOtherYear = now !== undefined && yearOf(instant, timeZone) !== yearOf(now, timeZone);
  const options = isOtherYear && style !== 'time' ? { ...styles[style], year: 'numeric' as const } : styles[style];
  return formatter(locale, { ...options, timeZone }).format(instant);
}

function yearOf(instant: Date, timeZone: string): string {
  return formatter('en-GB', { year: 'numeric', timeZone }).format(instant);
}

/** The formatter for these, kept from the time before. Throws RangeError for a zone or locale that this machine does not know. */
export function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${Object.entries(options).join()}`;
  let found = formatters.get(key);
  if (!found) {
    if (formatters.size >= keptFormatters) formatters.clear();
    found = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, found);
  }
  return found;
}
