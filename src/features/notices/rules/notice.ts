/** What a notice is, when its owner is reminded of its end, and who may write one. Pure. */

import { numbered } from '../../../chat/numbered.js';
import { phrase } from '../../../kernel/language/say.js';
import { addWorkingDays, type WorkingCalendar } from '../../../kernel/time/working-time.js';

/** `draft`: a second person has not approved it yet. */
export const noticeStates = ['draft', 'open', 'ended', 'dropped'] as const;
/** How a notice stands. */
export type NoticeState = (typeof noticeStates)[number];

/** Where customers read it. */
export const channels = ['mail', 'page', 'text'] as const;
/** One of `channels`. */
export type Channel = (typeof channels)[number];

/** Who is told. */
export type NoticeAudience =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'segment'; readonly segment: string }
  | { readonly kind: 'customers'; readonly ids: readonly string[]; readonly names: readonly string[] };

/** What customers are told before they notice it. */
export interface Notice {
  readonly organisationId: string;
  readonly id: string;
  /** 1 of N-1. */
  readonly number: number;
  readonly state: NoticeState;
  /** How it touches the customer. */
  readonly touches: string;
  readonly beginsAt: Date;
  /** When it is expected to end; null: nobody knows yet. */
  readonly endsAt: Date | null;
  readonly why: string;
  readonly audience: NoticeAudience;
  readonly channels: readonly Channel[];
  readonly ownerId: string;
  readonly approvedById: string | null;
  readonly placeId: string | null;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly endedAt: Date | null;
  readonly round: number;
  readonly nudgeDueAt: Date | null;
  readonly nudgeCount: number;
}

/** One entry of a notice's thread. */
export interface NoticeUpdate {
  readonly id: string;
  readonly organisationId: string;
  readonly noticeId: string;
  readonly kind: 'opened' | 'updated' | 'moved' | 'ended';
  readonly text: string;
  readonly endsAt: Date | null;
  readonly at: Date;
  readonly byId: string;
}

/** In characters, or how many there may be. */
export const limits = { touches: 500, why: 1_000, update: 2_000, customers: 50, open: 20 } as const;

/** Reads and writes `N-1`. */
export const noticeNumbers = numbered({
  letter: 'N',
  room: 'notices',
  named: phrase('A notice is named by its number'),
  list: 'notices',
});

/** `N-1` for 1. */
export const noticeName = noticeNumbers.nameOf;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** An owner who does not know the end yet is asked so long after the last word. */
const unknownEndMs = 4 * hourMs;
/** The earliest and the latest that somebody is told before the end. */
const shortestLeadMs = 5 * minuteMs;
const longestLeadMs = hourMs;

/** How many reminders come before and at the end; then one each working day. */
export const rungs = { before: 0, atEnd: 1 } as const;

/**
 * When its owner is first reminded: a quarter of its length before its end, 5 minutes to an hour; where its end is not
 * known, 4 h after it was told.
 */
export function firstNudgeAt(endsAt: Date | null, now: Date): Date {
  if (endsAt === null) return new Date(now.getTime() + unknownEndMs);
  const lead = Math.min(longestLeadMs, Math.max(shortestLeadMs, (endsAt.getTime() - now.getTime()) / 4));
  return new Date(Math.max(now.getTime() + minuteMs, endsAt.getTime() - lead));
}

/** When they are reminded next. */
export function nextNudgeAt(endsAt: Date | null, calendar: WorkingCalendar, now: Date): Date {
  if (endsAt !== null && endsAt > now) return endsAt;
  return addWorkingDays(calendar, now, 1);
}

/** Below this key its card is kept at a destination. */
export const livingKey = (noticeId: string): string => `notice:${noticeId}`;
