/** The settings that people itself obeys: working days, hours, zone, holidays, and who counts as away. */

import { english, languages, ownName, readLanguage } from '../../../kernel/language/languages.js';
import { withSemicolons } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { dayNumberOf, weekdayOf } from '../../../kernel/time/calendar-date.js';
import { formatInstant } from '../../../kernel/time/format.js';
import { dayAt } from '../../../kernel/time/local-day.js';
import { daysInWords, daysToText, readDays } from '../../../kernel/time/weekdays.js';
import { parseZone } from '../../../kernel/time/zone.js';
import { notSpoken } from '../cards/language.js';
import { wordsFor } from '../cards/refusals.js';
import { hoursToText, readHolidays, readHours } from '../rules/notation.js';
import { defaultSettings, type Settings } from '../rules/settings.js';
import { onOffSetting } from './kinds.js';
import { refuse, type Setting, setting } from './setting.js';

/** How many holidays fit into one text field of a form. */
const holidayLimit = 250;

/** How many days ahead, from today, there has to be a working day. */
const idleDaysLimit = 365;

const dayLabels = [
  phrase('Monday'),
  phrase('Tuesday'),
  phrase('Wednesday'),
  phrase('Thursday'),
  phrase('Friday'),
  phrase('Saturday'),
  phrase('Sunday'),
];
const dayValue = (day: number): string => daysToText([day]);

const workingDays = setting<readonly number[]>({
  name: 'days',
  key: 'workingDays',
  label: phrase('Working days'),
  group: 'time',
  default: defaultSettings.workingDays,
  read: (typed) => readDays(typed) ?? refuse(wordsFor.days()),
  field: (days) => ({
    kind: 'choices',
    options: dayLabels.map((label, index) => ({ value: dayValue(index + 1), label: say(label) })),
    value: days.map(dayValue),
  }),
  show: daysInWords,
  refuse: withoutWork,
});

const workingHours = setting({
  name: 'hours',
  key: 'workingHours',
  label: phrase('Working hours'),
  group: 'time',
  default: defaultSettings.workingHours,
  read: (typed) => readHours(typed) ?? refuse(wordsFor.hours()),
  field: (hours) => ({
    kind: 'text',
    value: hoursToText(hours),
    hint: say('Such as 9-17, in each person’s own zone.'),
    maxLength: 20,
  }),
  show: (hours) => {
    const [start = '', end = ''] = hoursToText(hours).split('-');
    return say('{start} to {end}, in each person’s own zone', { start, end });
  },
});

/** As the organisation's time zone is typed. */
export const zoneName = 'zone';

const timeZone = setting({
  name: zoneName,
  key: 'timeZone',
  label: phrase('Time zone'),
  group: 'time',
  default: defaultSettings.timeZone,
  read: (typed) => parseZone(typed, 'zone'),
  field: (value) => ({
    kind: 'text',
    value,
    hint: say('The nearest large city: Europe/London, America/New_York.'),
    maxLength: 60,
  }),
  show: (value) => value.replaceAll('_', ' '),
});

const holidays = setting<readonly string[]>({
  name: 'holidays',
  key: 'holidays',
  label: phrase('Holidays'),
  group: 'time',
  default: defaultSettings.holidays,
  read(typed) {
    const read = readHolidays(typed);
    if ('wrong' in read) return refuse(wordsFor.holiday(read.wrong));
    return read.length > holidayLimit ? refuse(wordsFor.manyHolidays(holidayLimit)) : read;
  },
  field: (dates) => ({
    kind: 'text',
    value: dates.join(', '),
    hint: say('Dates, with commas between them: 2026-12-25, 2026-12-26.'),
    optional: true,
    multiline: true,
    maxLength: holidayLimit * '2026-12-25, '.length,
  }),
  show: (dates, { today }) => holidaysAhead(dates, today),
  refuse: withoutWork,
});

const dndCountsAsAway = onOffSetting(
  {
    name: 'dnd',
    key: 'dndCountsAsAway',
    label: phrase('Do not disturb'),
    group: 'time',
    default: defaultSettings.dndCountsAsAway,
  },
  { on: phrase('Counts as away'), off: phrase('Does not count as away') },
);

/** What is posted in channels, and what customers get, is in this language; each member has their own (`language`). */
export const organisationLanguage = setting({
  name: 'language',
  key: 'language',
  label: phrase('Language of channels, mails and pages'),
  group: 'places',
  default: english,
  read: (typed) => readLanguage(typed) ?? refuse(notSpoken(typed)),
  field: (value) => ({
    kind: 'choice',
    options: languages().map((each) => ({ value: each, label: ownName(each) })),
    value,
  }),
  show: ownName,
});

/** What people itself lets an organisation set. */
export const ownSettings: readonly Setting[] = [
  workingDays,
  workingHours,
  timeZone,
  holidays,
  dndCountsAsAway,
  organisationLanguage,
];

/** Without a working day within the limit no promise would ever end and nobody would be reminded. */
function withoutWork({ timeZone: zone, workingDays: days, holidays: dates }: Settings, now: Date): string | null {
  const free = new Set(dates.map(dayNumberOf));
  const today = dayAt(zone, now.getTime());
  for (let day = today; day <= today + idleDaysLimit; day += 1) {
    if (days.includes(weekdayOf(day)) && !free.has(day)) return null;
  }
  return wordsFor.noWork(idleDaysLimit);
}

const shownHolidays = 6;

function holidaysAhead(dates: readonly string[], today: string): string {
  const ahead = dates.filter((date) => date >= today);
  const words = ahead.slice(0, shownHolidays).map((date) => dayOf(date, today));
  const rest = ahead.length - words.length;
  if (words.length === 0) return say('none ahead');
  const days = withSemicolons(words);
  return rest > 0 ? say('{days}; and {rest, number} more', { days, rest }) : days;
}

function dayOf(date: string, today: string): string {
  const at = (day: string) => new Date(`${day}T12:00:00Z`);
  return formatInstant(at(date), 'date', { timeZone: 'UTC', now: at(today) });
}
