/** What is kept of an organisation's settings, the ones that people itself obeys, and the calendar that follows. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { WorkingCalendar, WorkingHours } from '../../../kernel/time/working-time.js';
import type { DayHours } from './notation.js';

/** What people itself obeys. */
export interface OwnSettings {
  /** IANA zone of the organisation: its working days and holidays are dates in it. */
  readonly timeZone: string;
  /** Whether somebody said so; else it was taken from whoever connected the workspace, or is UTC. */
  readonly zoneIsChosen: boolean;
  /** ISO weekdays, 1 = Monday, ascending. */
  readonly workingDays: readonly number[];
  /** `YYYY-MM-DD`, ascending. */
  readonly holidays: readonly string[];
  /** Of members who set none of their own. */
  readonly workingHours: DayHours;
  /** Whether people who don't want to be disturbed, as their platform says, are away for us too. */
  readonly dndCountsAsAway: boolean;
}

/** What was set, by the keys of the entries; what a room owns is read by its entry: `promise.of(settings)`. */
export interface Settings extends OwnSettings {
  readonly [key: string]: unknown;
}

/** Some settings by their keys, to be laid over the others. */
export type SettingsPatch = Readonly<Record<string, unknown>>;

/** What holds until somebody changes it. */
export const defaultSettings: OwnSettings = {
  timeZone: 'UTC',
  zoneIsChosen: false,
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
  workingHours: { startMinutes: 9 * 60, endMinutes: 17 * 60 },
  dndCountsAsAway: false,
};

/** What is kept laid over the defaults. Kept settings were checked when they were set, so they are taken as they are. */
export function completeSettings(kept: SettingsPatch): Settings {
  return { ...defaultSettings, ...kept };
}

/** What changed, by the settings' keys. */
export type SettingsChange = Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;

/** Which of the patch's settings differ from what is, with both values: what history notes. */
export function changedSettings(before: SettingsPatch, patch: SettingsPatch): SettingsChange {
  const changed = Object.entries(patch).filter(([key, to]) => !isDeepStrictEqual(before[key], to));
  return Object.fromEntries(changed.map(([key, to]) => [key, { from: before[key], to }]));
}

/**
 * The days on which the promise clock runs. The very same object for the same settings, because working-time
 * remembers a calendar's days by the object.
 */
export function calendarOf(settings: OwnSettings): WorkingCalendar {
  return settings;
}

/** The organisation's own hours: for places, and where somebody's are not known. */
export function hoursOf({ timeZone, workingHours }: OwnSettings): WorkingHours {
  return { timeZone, ...workingHours };
}
