/** Follow-ups, and who is reminded of them when: at their date, then every working day until they are settled. Pure. */
import type { DayNumber } from '../../../kernel/time/calendar-date.js';
import { dateOfDay } from '../../../kernel/time/calendar-date.js';
import { dateInZone, dayAt, firstInstantAt, startOfDate } from '../../../kernel/time/local-day.js';
import { nextWorkingMoment, type WorkingCalendar, type WorkingHours } from '../../../kernel/time/working-time.js';

/** `dropped`: it is not wanted any more, which is an end as honest as done. */
export type FollowUpState = 'open' | 'done' | 'dropped';

/** A promise made in a meeting: who, what, by when. */
export interface FollowUp {
  readonly id: string;
  readonly organisationId: string;
  /** A-31 is 31. */
  readonly number: number;
  readonly text: string;
  readonly ownerId: string;
  /** `YYYY-MM-DD`, in the owner's zone. */
  readonly dueOn: string;
  readonly placeId: string | null;
  readonly meetingId: string | null;
  readonly createdById: string;
  readonly createdAt: Date;
  readonly state: FollowUpState;
  readonly settledAt: Date | null;
  readonly settledById: string | null;
  /** When its owner is reminded next; null: settled. */
  readonly nudgeDueAt: Date | null;
  /** Reminders since the date was set. */
  readonly nudgeCount: number;
  /** When the champion hears of it too; null: not at present. */
  readonly championDueAt: Date | null;
}

export const followUpTextLimit = 2_000;
/** A promise for later than this is a wish. */
export const followUpDaysLimit = 366;

export const followUpName = (number: number): string => `A-${number}`;

/** `A-31`, `a31`; null: no name of a follow-up. */
export function parseFollowUpName(typed: string): number | null {
  const digits = /^a-?([1-9]\d{0,8})$/iu.exec(typed.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Whether its date is past where the owner lives. On the date itself it is due, not late. */
export function isLate({ state, dueOn }: Pick<FollowUp, 'state' | 'dueOn'>, ownersZone: string, now: Date): boolean {
  return state === 'open' && dueOn < dateInZone(ownersZone, now);
}

/** Whether its date has come where the owner lives. */
export function isDue({ state, dueOn }: Pick<FollowUp, 'state' | 'dueOn'>, ownersZone: string, now: Date): boolean {
  return state === 'open' && dueOn <= dateInZone(ownersZone, now);
}

/** The owner's first working moment on the date, or after it when nobody works then; never before `now`. */
export function firstNudgeAt(dueOn: string, calendar: WorkingCalendar, hours: WorkingHours, now: Date): Date {
  const start = startOfDate(hours.timeZone, dueOn);
  return nextWorkingMoment(calendar, hours, start > now ? start : now);
}

/** The start of the next working day of whoever was reminded at `now`. */
export function nextNudgeAt(calendar: WorkingCalendar, hours: WorkingHours, now: Date): Date {
  const { timeZone: zone } = hours;
  return nextWorkingMoment(calendar, hours, new Date(firstInstantAt(zone, dayAt(zone, now.getTime()) + 1)));
}

/** As much of a member as reminders ask for. */
export interface Reachable {
  readonly id: string;
  readonly workingHours: WorkingHours;
  readonly awayUntil: Date | null;
  readonly hasLeft: boolean;
}

/** Whom a due follow-up's reminder reaches at present, or when it is to be tried again. */
export type Reminder =
  | { readonly kind: 'send'; readonly to: Reachable; readonly role: FollowUpRole }
  | { readonly kind: 'later'; readonly at: Date };

/** In which capacity somebody is reminded: as its owner, for one who is away, or because the owner has left. */
export type FollowUpRole = 'owner' | 'standIn' | 'champion';

export interface Circle {
  /** null: not a member any more. */
  readonly owner: Reachable | null;
  /** Who stands in for the owner; null: nobody was named. */
  readonly delegate: Reachable | null;
  readonly champion: Reachable | null;
}

/**
 * The owner in their working hours; while they are away whoever stands in, or nobody until they are back; and for an
 * owner who has left the champion, who can hand it over. null: nobody is there at all.
 */
export function chooseReminded(
  { owner, delegate, champion }: Circle,
  calendar: WorkingCalendar,
  now: Date,
): Reminder | null {
  if (owner && !owner.hasLeft && isHere(owner, now)) return inHours({ to: owner, role: 'owner' }, calendar, now);
  if (owner && !owner.hasLeft && delegate && isHere(delegate, now) && !delegate.hasLeft) {
    return inHours({ to: delegate, role: 'standIn' }, calendar, now);
  }
  if (owner && !owner.hasLeft && owner.awayUntil) {
    return { kind: 'later', at: nextWorkingMoment(calendar, owner.workingHours, owner.awayUntil) };
  }
  if (!champion || champion.hasLeft) return null;
  if (champion.awayUntil && !isHere(champion, now)) {
    return { kind: 'later', at: nextWorkingMoment(calendar, champion.workingHours, champion.awayUntil) };
  }
  return inHours({ to: champion, role: 'champion' }, calendar, now);
}

function isHere({ awayUntil }: Reachable, now: Date): boolean {
  return awayUntil === null || awayUntil <= now;
}

function inHours(
  { to, role }: { readonly to: Reachable; readonly role: FollowUpRole },
  calendar: WorkingCalendar,
  now: Date,
): Reminder {
  const at = nextWorkingMoment(calendar, to.workingHours, now);
  return at > now ? { kind: 'later', at } : { kind: 'send', to, role };
}

/** Every second reminder reaches the champion too, unless the reminder was the champion's own anyway. */
export function championHears(nudgeCount: number, reminded: Reachable, champion: Reachable | null): boolean {
  return champion !== null && champion.id !== reminded.id && nudgeCount % 2 === 0;
}

/** When the champion may be told, not before they are back. */
export function championTime(champion: Reachable, calendar: WorkingCalendar, now: Date): Date {
  const from = champion.awayUntil && !isHere(champion, now) ? champion.awayUntil : now;
  return nextWorkingMoment(calendar, champion.workingHours, from);
}

/** The date so many days from now where somebody lives: what forms propose. */
export function dateAhead(zone: string, now: Date, days: number): string {
  const day: DayNumber = dayAt(zone, now.getTime()) + days;
  return dateOfDay(day);
}
