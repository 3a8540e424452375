/** What the story writes into forms, as the forms take it: people as ids, dates as dates. play-story.ts asks. */
import type { FormValues } from '../../chat/form.js';
import { dateOfDay } from '../../kernel/time/calendar-date.js';
import { dayAt } from '../../kernel/time/local-day.js';
import type { Finder } from './find.js';
import { isWorkingDay } from './next-morning.js';
import type { StoryDate, StoryValues } from './story-step.js';

export interface StoryContext {
  readonly find: Finder;
  /** The story's present. */
  readonly endsAt: Date;
  /** IANA zone of whoever fills the form in. */
  readonly timeZone: string;
}

export async function storyFormValues(values: StoryValues, context: StoryContext): Promise<FormValues> {
  const entries = Object.entries(values).map(async ([name, value]) => [name, await formValue(value, context)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function formValue(
  value: StoryValues[string],
  { find, endsAt, timeZone }: StoryContext,
): Promise<string | boolean> {
  if (typeof value === 'object') return dateOf(value, endsAt, timeZone);
  if (typeof value === 'string' && value.startsWith('@')) return (await find.person(value, 'as')).id;
  return value;
}

function dateOf({ inWorkingDays }: StoryDate, endsAt: Date, timeZone: string): string {
  let day = dayAt(timeZone, endsAt.getTime());
  for (let left = inWorkingDays; left > 0; left -= isWorkingDay(day) ? 1 : 0) day += 1;
  return dateOfDay(day);
}
