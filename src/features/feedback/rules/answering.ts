/** Hours in which customers were promised somebody who answers: how far that was kept, and when people are missing. Pure. */
import { weekdayOf } from '../../../kernel/time/calendar-date.js';
import { dayAt, firstInstantAt } from '../../../kernel/time/local-day.js';
import { type WorkingCalendar, workingTimeBetween } from '../../../kernel/time/working-time.js';

/** Within how long somebody answers, in which hours of which days, in the organisation's zone. */
export interface AnsweringHours {
  /** 1 = Monday to 7 = Sunday, ascending. */
  readonly days: readonly number[];
  /** After midnight. */
  readonly startMinutes: number;
  readonly endMinutes: number;
  readonly withinMs: number;
}

/** What was captured, with when somebody first said “I’m on it” or resolved it. */
export interface AnsweredItem {
  readonly capturedAt: Date;
  readonly acknowledgedAt: Date | null;
}

/** What came in one hour of the week; what came outside of the hours counts where they begin next. */
export interface HourOfWeek {
  /** 1 = Monday. */
  readonly weekday: number;
  /** 0 to 23. */
  readonly hour: number;
  readonly count: number;
  readonly lateCount: number;
}

/** How far it was kept. What can still be answered in time is not counted. */
export interface AnsweringKept {
  readonly count: number;
  readonly keptCount: number;
  /** Those in which something came, by weekday and hour. */
  readonly hours: readonly HourOfWeek[];
}

const minuteMs = 60_000;

/**
 * Counts what was captured, item by item.
 * @param calendar of the organisation: nobody is expected on its holidays
 */
export function tallyAnswering({
  hours,
  calendar,
  now,
}: {
  readonly hours: AnsweringHours;
  readonly calendar: WorkingCalendar;
  readonly now: Date;
}) {
  const office = { ...calendar, workingDays: hours.days };
  const slots = new Map<string, HourOfWeek>();
  return {
    captured({ capturedAt, acknowledgedAt }: AnsweredItem): void {
      const passedMs = openTime(office, hours, capturedAt, acknowledgedAt ?? now);
      const isLate = passedMs > hours.withinMs;
      if (!acknowledgedAt && !isLate) return;
      const { weekday, hour } = slotOf(office, hours, capturedAt);
      const key = `${weekday} ${String(hour).padStart(2, '0')}`;
      const { count, lateCount } = slots.get(key) ?? { count: 0, lateCount: 0 };
      slots.set(key, { weekday, hour, count: count + 1, lateCount: lateCount + Number(isLate) });
    },
    kept(): AnsweringKept {
      const all = [...slots].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, slot]) => slot);
      const count = all.reduce((sum, slot) => sum + slot.count, 0);
      return { count, keptCount: count - all.reduce((sum, slot) => sum + slot.lateCount, 0), hours: all };
    },
  };
}

const opens = ({ timeZone }: WorkingCalendar, { startMinutes }: AnsweringHours, day: number) =>
  firstInstantAt(timeZone, day, startMinutes);
const closes = ({ timeZone }: WorkingCalendar, { endMinutes }: AnsweringHours, day: number) =>
  firstInstantAt(timeZone, day, endMinutes);

/** Nobody waits for less than a part of a working day: one that has none of the hours left is not counted. */
const isOpenDay = (office: WorkingCalendar, day: number): boolean =>
  workingTimeBetween(
    office,
    new Date(firstInstantAt(office.timeZone, day)),
    new Date(firstInstantAt(office.timeZone, day + 1)),
  ) > 0;

/** Longer than anybody looks back. */
const daysLimit = 800;

/** Time within the hours, in ms. */
function openTime(office: WorkingCalendar, hours: AnsweringHours, from: Date, to: Date): number {
  const last = dayAt(office.timeZone, to.getTime());
  let sumMs = 0;
  for (
    let day = dayAt(office.timeZone, from.getTime()), left = daysLimit;
    day <= last && left > 0;
    day += 1, left -= 1
  ) {
    if (!isOpenDay(office, day)) continue;
    const startMs = Math.max(opens(office, hours, day), from.getTime());
    sumMs += Math.max(Math.min(closes(office, hours, day), to.getTime()) - startMs, 0);
    // Late is late.
    if (sumMs > hours.withinMs) return sumMs;
  }
  return sumMs;
}

function slotOf(office: WorkingCalendar, hours: AnsweringHours, at: Date): Pick<HourOfWeek, 'weekday' | 'hour'> {
  for (let day = dayAt(office.timeZone, at.getTime()), left = daysLimit; left > 0; day += 1, left -= 1) {
    if (!isOpenDay(office, day) || closes(office, hours, day) <= at.getTime()) continue;
    const sinceOpenMs = Math.max(at.getTime() - opens(office, hours, day), 0);
    return { weekday: weekdayOf(day), hour: Math.floor((hours.startMinutes + sinceOpenMs / minuteMs) / 60) };
  }
  return { weekday: hours.days[0] ?? 1, hour: Math.floor(hours.startMinutes / 60) };
}
