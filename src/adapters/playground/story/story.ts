/** The made-up company's last year: its chapters in order, and when it begins. play-story.ts plays it. */
import { northlight } from '../people/company.js';
import { firstWeek } from './first-week.js';
import { ideas } from './ideas.js';
import { lastWeek } from './last-week.js';
import { meetings } from './meetings.js';
import { numbers } from './numbers.js';
import { secondWeek } from './second-week.js';
import type { StoryStep } from './story-step.js';
import { instantOf } from './story-time.js';
import { thirdWeek } from './third-week.js';
import { year, yearStart } from './year.js';

/** All steps of the year that the playground tells: eleven months in short, and the last week by week. */
export const storySteps: readonly StoryStep[] = [
  ...year,
  ...firstWeek,
  ...secondWeek,
  ...thirdWeek,
  ...lastWeek,
  ...meetings,
  ...ideas,
  ...numbers,
];

/** Early on the story's first day, if its end is `now`. */
export function storyStart(now: Date): Date {
  return instantOf({ workingDaysAgo: yearStart, at: '00:00' }, now, northlight.timeZone);
}
