/** Whether somebody can come back on a date. Pure; called when they go away. */
import { dayNumberOf } from '../../../kernel/time/calendar-date.js';

/** An absence longer than this is a slip of the year. */
const longestDays = 731;

/** Why `date` can't be the day of return, or null. Both are `YYYY-MM-DD` in the member's zone. */
export function wrongWithReturn(date: string, today: string): 'past' | 'far' | null {
  if (date <= today) return 'past';
  return (dayNumberOf(date) ?? 0) - (dayNumberOf(today) ?? 0) > longestDays ? 'far' : null;
}
