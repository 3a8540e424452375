/** When a step of the story happens, counted back from the day it is told; story.ts writes these, play-story.ts asks. */
import { weekdayOf } from '../../../kernel/time/calendar-date.js';
import { dayAt, firstInstantAt } from '../../../kernel/time/local-day.js';
import { isWorkingDay } from '../clock/next-morning.js';
import { northlight } from '../people/company.js';

/**
 * So many working days before the story's end at this time on the speaker's wall, or minutes before the end; or by the
 * company's wall on the so-manieth Monday before the day of the end (`eve`: on the Friday before it), when it meets.
 */
export type StoryTime =
  | { readonly workingDaysAgo: number; readonly at: `${number}:${number}` }
  | { readonly minutesAgo: number }
  | { readonly mondaysAgo: number; readonly eve?: true; readonly at: `${number}:${number}` };

/** @param endsAt the story's present. @param timeZone IANA zone of whoever acts. */
export function instantOf(time: StoryTime, endsAt: Date, timeZone: string): Date {
  if ('minutesAgo' in time) return new Date(endsAt.getTime() - time.minutesAgo * 60_000);
  const [hours = 0, minutes = 0] = time.at.split(':').map(Number);
  if ('mondaysAgo' in time) {
    const today = dayAt(northlight.timeZone, endsAt.getTime());
    const monday = today - (weekdayOf(today - 1) - 1) - 1 - 7 * (time.mondaysAgo - 1);
    return new Date(firstInstantAt(northlight.timeZone, time.eve ? monday - 3 : monday, hours * 60 + minutes));
  }
  let day = dayAt(timeZone, endsAt.getTime());
  for (let left = time.workingDaysAgo; left > 0; left -= isWorkingDay(day) ? 1 : 0) day -= 1;
  return new Date(firstInstantAt(timeZone, day, hours * 60 + minutes));
}
