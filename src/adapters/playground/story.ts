/** The made-up company's last month, step by step; play-story.ts plays it through the same receive as a visitor's. */

import { northlight } from './company.js';
import type { StoryStep } from './story-step.js';
import { instantOf } from './story-time.js';

/** The story's first morning, in working days before its end. */
const firstDay = 21;

export const storySteps: readonly StoryStep[] = [];

/** Early on the story's first day, if its end is `now`. */
export function storyStart(now: Date): Date {
  return instantOf({ workingDaysAgo: firstDay, at: '00:00' }, now, northlight.timeZone);
}
