/** Answers by the hour of the week in which customers wrote, added up from days. Pure. */
import type { HourCount } from '../../../chat/home-pages.js';

/** Of a week, from Monday 0:00 on. */
export const hoursOfWeek = 168;
/** How far back the web home looks, today included. */
export const daysLookedAt = 84;

/** One day's answers, each list with a count for every hour of the week. */
export interface AnswerDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly answered: readonly number[];
  readonly kept: readonly number[];
}

/** What was counted of one hour on one day. */
export interface CountedHour {
  readonly day: string;
  /** 0 to 167. */
  readonly hour: number;
  readonly answered: number;
  readonly kept: number;
}

/** A whole day of each of these, also of those on which nothing was answered. */
export function daysOf(days: readonly string[], counted: readonly CountedHour[]): readonly AnswerDay[] {
  return days.map((day) => {
    const own = new Map(counted.filter((each) => each.day === day).map((each) => [each.hour, each]));
    const list = (of: 'answered' | 'kept') =>
      Array.from({ length: hoursOfWeek }, (_, hour) => own.get(hour)?.[of] ?? 0);
    return { day, answered: list('answered'), kept: list('kept') };
  });
}

/** All days together. */
export const sumOf = (days: readonly AnswerDay[]): readonly HourCount[] =>
  Array.from({ length: hoursOfWeek }, (_, hour) => ({
    answeredCount: days.reduce((sum, { answered }) => sum + (answered[hour] ?? 0), 0),
    keptCount: days.reduce((sum, { kept }) => sum + (kept[hour] ?? 0), 0),
  }));

/** Days that follow each other, at most so many together. */
export function runsOf(days: readonly number[], most: number): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && run.length < most && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs;
}
