/** A schedule in words, as it is shown back to whoever typed it. */
import cronstrue from 'cronstrue';
import { english } from '../../../kernel/language/languages.js';
import { sayAll } from '../../../kernel/language/list.js';
import { currentLanguage, currentLocale } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import { formatter } from '../../../kernel/time/format.js';
import type { SeriesRule, WeeklyRule } from '../rules/series.js';

/** `Every Monday and Thursday at 10:00`, `At 10:00, on day 29 of the month, only in February`. */
export function scheduleWords(rule: SeriesRule): string {
  switch (rule.kind) {
    case 'weekly':
      return weeklyWords(rule);
    case 'cron':
      return cronWords(rule.expression);
    case 'calendar':
      return rule.event
        ? say('“{event}” in the calendar at {host}', { event: rule.event, host: rule.host })
        : say('All meetings in the calendar at {host}', { host: rule.host });
  }
}

function weeklyWords({ weekdays, minutes, everyWeeks }: WeeklyRule): string {
  const time = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  const isEach = everyWeeks === 1;
  if (weekdays.length === 7)
    return isEach ? say('Every day at {time}', { time }) : say('Every second day at {time}', { time });
  if (weekdays.join() === '1,2,3,4,5')
    return isEach ? say('Every weekday at {time}', { time }) : say('Every second weekday at {time}', { time });
  const days = sayAll(weekdays.map(dayName));
  return isEach ? say('Every {days} at {time}', { days, time }) : say('Every second {days} at {time}', { days, time });
}

/** @param day 1 is Monday, as 1 January 2024 was */
const dayName = (day: number): string =>
  formatter(currentLocale(), { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));

/** Cronstrue speaks English only, of our languages. It knows months and weekdays by three letters, node-cron by their whole names as well. */
function cronWords(expression: string): string {
  if (currentLanguage() !== english) return say('By cron, {expression}', { expression });
  const short = expression.replace(/[a-z]{4,}/giu, (word) => word.slice(0, 3));
  try {
    return cronstrue.toString(short, { use24HourTimeFormat: true });
  } catch {
    return say('By cron, {expression}', { expression });
  }
}
