/** What an organisation can set, its defaults, and the calendar that follows from it. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { WorkingCalendar } from '../../../kernel/time/working-time.js';
import { defaultLadder, type LadderStep } from './ladder.js';
import type { Posting } from './posting.js';

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
  /** Whether people who don't want to be disturbed, as their platform says, are away for us too. */
  readonly dndCountsAsAway: boolean;
  /** The emoji with which somebody captures a message, and with which its owner says that it is done; without colons. */
  readonly captureEmoji: string;
  readonly doneEmoji: string;
  /** Ascending by `at`. */
  readonly ladder: readonly LadderStep[];
  /** Before meetings the bot asks everybody what they learned, and one person to share something new. */
  readonly asksQuestions: boolean;
  /** Member ids of sales and support, who are asked by turns to share; empty: everybody in the meeting's place. */
  readonly sharerIds: readonly string[];
  /** Whether the number counts each customer's latest answer or every answer. */
  readonly counting: Counting;
  /** When the number is posted by itself, in the organisation's zone. */
  readonly posts: Posting | 'off';
}

export const countings = ['latest', 'every'] as const;
export type Counting = (typeof countings)[number];

export const defaultSettings: Settings = {
  promiseHours: 24,
  timeZone: 'UTC',
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
  workStartMinutes: 9 * 60,
  workEndMinutes: 17 * 60,
  newsPlaceId: null,
  scoresPlaceId: null,
  dndCountsAsAway: false,
  captureEmoji: 'ear',
  doneEmoji: 'white_check_mark',
  ladder: defaultLadder,
  asksQuestions: true,
  sharerIds: [],
  counting: 'latest',
  posts: { days: [1], minutes: 10 * 60 },
};

export const promiseHoursLimit = 90 * 24;
/** As many as fit into one text field of a form. */
export const holidayLimit = 250;
/** More people than a sales and a support team have, and few enough for one line. */
export const sharerLimit = 100;

/** Some settings, to be laid over the others. */
export type SettingsPatch = Partial<Settings>;

/** What is kept laid over the defaults. Kept settings were checked when they were set, so they are taken as they are. */
export function completeSettings(kept: SettingsPatch): Settings {
  return { ...defaultSettings, ...kept };
}

/** Which of the patch's settings differ from what is, with both values: what history notes. */
export function changedSettings(
  before: Settings,
  patch: SettingsPatch,
): Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>> {
  const keys = Object.keys(before) as (keyof Settings)[];
  const changed = keys.filter((key) => patch[key] !== undefined && !isDeepStrictEqual(before[key], patch[key]));
  return Object.fromEntries(changed.map((key) => [key, { from: before[key], to: patch[key] }]));
}

/**
 * The days on which the promise clock runs. The very same object for the same settings, because working-time
 * remembers a calendar's days by the object.
 */
export function calendarOf(settings: Settings): WorkingCalendar {
  return settings;
}
