/** Instants and days as people read them, in the zone of the person that you are. */
import { locale } from './say.js';
import { session } from './session.js';

const formatters = new Map();

/** As the cards write it: 24 hours. Browsers do not know each language; English stands in as the bot writes it. */
function format(options, date, timeZone) {
  const key = JSON.stringify([options, timeZone, locale()]);
  if (!formatters.has(key))
    formatters.set(key, new Intl.DateTimeFormat([locale(), 'en-GB'], { ...options, timeZone, hourCycle: 'h23' }));
  return formatters.get(key).format(date);
}

export const timeOfDay = (date, zone = session.you.timeZone) =>
  format({ hour: '2-digit', minute: '2-digit' }, date, zone);

/** `Thursday 26 November`. */
export const longDay = (date, zone = session.you.timeZone) =>
  format({ weekday: 'long', day: 'numeric', month: 'long' }, date, zone).replace(',', '');

/** `Thu 26 Nov`. */
export const shortDay = (date, zone = session.you.timeZone) =>
  format({ weekday: 'short', day: 'numeric', month: 'short' }, date, zone).replace(',', '');

/** `Thu 26 Nov 2026, 14:05`, for the cards' own times. */
export const dayAndTime = (date, zone = session.you.timeZone) => `${dateOf(date, zone)}, ${timeOfDay(date, zone)}`;

/** `Sat`, in English for every reader: it is compared, not shown. */
export const weekdayIn = (date, timeZone) =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone }).format(date);

/** `London`, of `Europe/London`. */
export const cityOf = (zone) => zone.split('/').at(-1).replaceAll('_', ' ');

/** `Thu 26 Nov 2026`. */
export const dateOf = (date, zone = session.you.timeZone) =>
  format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }, date, zone).replace(',', '');
