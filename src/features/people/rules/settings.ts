/** What an organisation can set, its defaults, and the calendar that follows from it. */
import type { WorkingCalendar } from '../../../kernel/time/working-time.js';
import { defaultLadder, type LadderStep } from './ladder.js';

/** An organisation's settings, complete: what was never set has its default here. */
export interface Settings {
  /** Within how many hours on working days feedback should be resolved. */
  readonly promiseHours: number;
  /** IANA zone of the organisation: its working days and holidays are dates in it. */
  readonly timeZone: string;
  /** ISO weekdays, 1 = Monday, ascending. */
  readonly workingDays: readonly number[];
  /** `YYYY-MM-DD`, ascending. */
  readonly holidays: readonly string[];
  /** Working hours of members who set none of their own: minutes after local midnight, half-open. */
  readonly workStartMinutes: number;
  readonly workEndMinutes: number;
  /** Where resolutions are told; null: where each piece of feedback was captured. */
  readonly newsPlaceId: string | null;
  /** Where the number is posted; null: nowhere yet. */
  readonly scoresPlaceId: string | null;
  /** Ascending by `at`. */
  readonly ladder: readonly LadderStep[];
}

export const defaultSettings: Settings = {
  promiseHours: 24,
  timeZone: 'UTC',
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
  workStartMinutes: 9 * 60,
  workEndMinutes: 17 * 60,
  newsPlaceId: null,
  scoresPlaceId: null,
  ladder: defaultLadder,
};

/** The days on which the promise clock runs. */
export function calendarOf(settings: Settings): WorkingCalendar {
  return { timeZone: settings.timeZone, workingDays: settings.workingDays, holidays: settings.holidays };
}
