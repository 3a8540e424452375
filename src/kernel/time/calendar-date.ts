/** Dates without a time or zone, `YYYY-MM-DD`, counted for the calendar; what people type is read by read-date.ts. */
const dayMs = 86_400_000;

/** Days since 1970-01-01, as a date on the wall and not an instant: what calendars count in. */
export type DayNumber = number;

/** The day's number, or null when `date` isn't a real date written `YYYY-MM-DD`. */
export function dayNumberOf(date: string): DayNumber | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const month = Number(date.slice(5, 7));
  const midnight = new Date(0);
  midnight.setUTCFullYear(Number(date.slice(0, 4)), month - 1, Number(date.slice(8)));
  // Date takes 30 February for 2 March, and day 0 for the last of the month before.
  return midnight.getUTCMonth() === month - 1 ? midnight.getTime() / dayMs : null;
}

/** `YYYY-MM-DD`. */
export function dateOfDay(day: DayNumber): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** 1 = Monday to 7 = Sunday (ISO 8601). */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
