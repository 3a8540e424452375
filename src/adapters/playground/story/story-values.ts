/** What the story types and fills in, as commands and forms take it: people as ids, days as dates. play-story.ts asks. */
import type { FormValues } from '../../../chat/form.js';
import { dateOfDay } from '../../../kernel/time/calendar-date.js';
import { dayAt } from '../../../kernel/time/local-day.js';
import { isWorkingDay } from '../clock/next-morning.js';
import type { Finder } from '../people/find.js';
import type { StoryValues } from './story-step.js';

/** When the story ends, and for whom the days are counted. */
export interface StoryDay {
  /** The story's present. */
  readonly endsAt: Date;
  /** IANA zone of whoever speaks. */
  readonly timeZone: string;
}

/** `{day+3}` is the date three working days after the story's end, `{day-7}` seven before it. */
export function withDates(text: string, day: StoryDay): string {
  return text.replace(/\{day([+-]\d+)\}/g, (_, count: string) => dateOf(Number(count), day));
}

/** The same in forms, where `@maya` means her. */
export async function formValues(values: StoryValues, day: StoryDay, find: Finder): Promise<FormValues> {
  const entries = Object.entries(values).map(async ([name, value]) => {
    const isPerson = value.startsWith('@');
    return [name, isPerson ? (await find.person(value, 'as')).id : withDates(value, day)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function dateOf(workingDays: number, { endsAt, timeZone }: StoryDay): string {
  const step = Math.sign(workingDays);
  let day = dayAt(timeZone, endsAt.getTime());
  for (let left = Math.abs(workingDays); left > 0; left -= isWorkingDay(day) ? 1 : 0) day += step;
  return dateOfDay(day);
}
