/** A schedule in words, as it is shown back to whoever typed it. */
import cronstrue from 'cronstrue';
import type { SeriesRule, WeeklyRule } from '../rules/series.js';

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `Every Monday and Thursday at 10:00`, `At 10:00, on day 29 of the month, only in February`. */
export function scheduleWords(rule: SeriesRule): string {
  switch (rule.kind) {
    case 'weekly':
      return weeklyWords(rule);
    case 'cron':
      return cronWords(rule.expression);
    case 'calendar':
      return `${rule.event ? `“${rule.event}”` : 'All meetings'} in the calendar at ${rule.host}`;
  }
}

function weeklyWords({ weekdays, minutes, everyWeeks }: WeeklyRule): string {
  const time = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `Every ${everyWeeks === 1 ? '' : 'second '}${dayWords(weekdays)} at ${time}`;
}

function dayWords(weekdays: readonly number[]): string {
  if (weekdays.length === 7) return 'day';
  if (weekdays.join() === '1,2,3,4,5') return 'weekday';
  return list.format(weekdays.map((day) => names[day - 1] ?? ''));
}

/** cronstrue knows months and weekdays by three letters, node-cron by their whole names as well. */
function cronWords(expression: string): string {
  const short = expression.replace(/[a-z]{4,}/giu, (word) => word.slice(0, 3));
  try {
    return cronstrue.toString(short, { use24HourTimeFormat: true });
  } catch {
    return `By cron, ${expression}`;
  }
}
