/** What an organisation sets for its newsletter: where it goes, and how often. */
import { mailsPerDay } from '../customers/index.js';
import { placeSetting, refuse, type Setting, setting } from '../people/index.js';

/** Where it is posted; null: none is drafted. */
export const newsletterPlaceId = placeSetting(
  { name: 'newsletter', key: 'newsletterPlaceId', label: 'Place for the newsletter' },
  'Nowhere: none is drafted',
);

/** Days from one to the next. */
export const newsletterDays = setting<number>({
  name: 'newsletter-days',
  key: 'newsletterDays',
  label: 'Days between newsletters',
  group: 'places',
  default: 14,
  read(typed) {
    const days = /^\s*\d{1,3}\s*$/.test(typed) ? Number(typed) : Number.NaN;
    return days >= 7 && days <= 91 ? days : refuse('This is not a number of days. Write 7 to 91, such as 14.');
  },
  field: (value) => ({ kind: 'text', value: String(value), maxLength: 3, hint: 'From 7 to 91, such as 14.' }),
  show: (value) => `${value} days`,
});

/** How many mails with a newsletter go out a day. */
export const newsletterMailsPerDay = mailsPerDay(
  { name: 'newsletter-mails', key: 'newsletterMailsPerDay', label: 'Newsletters by mail a day', default: 5_000 },
  'They go out in your working hours.',
);

/** What this room lets an organisation set. */
export const newsletterSettings: readonly Setting[] = [newsletterPlaceId, newsletterDays, newsletterMailsPerDay];
