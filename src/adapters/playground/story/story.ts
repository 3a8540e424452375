/** The made-up company's last month: its chapters in order, and when it begins. play-story.ts plays it. */
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

/** All steps of the month that the playground tells, week by week. */
export const storySteps: readonly StoryStep[] = [
  ...firstWeek,
  ...secondWeek,
  ...thirdWeek,
  ...lastWeek,
  ...meetings,
  ...ideas,
  ...numbers,
];

/** The story's first day, in working days before its end. */
const firstDay = 21;

/** Early on the story's first day, if its end is `now`. */
export function storyStart(now: Date): Date {
  return instantOf({ workingDaysAgo: firstDay, at: '00:00' }, now, northlight.timeZone);
}
