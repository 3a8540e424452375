/** What an organisation sets for its newsletter: where it goes, and how often. */
import { phrase, say } from '../../kernel/language/say.js';
import { mailsPerDay } from '../customers/index.js';
import { placeSetting, refuse, type Setting, setting } from '../people/index.js';

/** Where it is posted; null: none is drafted. */
export const newsletterPlaceId = placeSetting(
  { name: 'newsletter', key: 'newsletterPlaceId', label: phrase('Place for the newsletter') },
  phrase('Nowhere: none is drafted'),
);

/** Days from one to the next. */
export const newsletterDays = setting<number>({
  name: 'newsletter-days',
  key: 'newsletterDays',
  label: phrase('Days between newsletters'),
  group: 'places',
  default: 14,
  read(typed) {
    const days = /^\s*\d{1,3}\s*$/.test(typed) ? Number(typed) : Number.NaN;
    return days >= 7 && days <= 91 ? days : refuse(say('This is not a number of days. Write 7 to 91, such as 14.'));
  },
  field: (value) => ({ kind: 'text', value: String(value), maxLength: 3, hint: say('From 7 to 91, such as 14.') }),
  show: (value) => say('{days, plural, one {# day} other {# days}}', { days: value }),
});

/** How many mails with a newsletter go out a day. */
export const newsletterMailsPerDay = mailsPerDay(
  {
    name: 'newsletter-mails',
    key: 'newsletterMailsPerDay',
    label: phrase('Newsletters by mail a day'),
    default: 5_000,
  },
  phrase('They go out in your working hours.'),
);

/** What this room lets an organisation set. */
export const newsletterSettings: readonly Setting[] = [newsletterPlaceId, newsletterDays, newsletterMailsPerDay];
