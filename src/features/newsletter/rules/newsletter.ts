/** What a newsletter is, when the next is drafted, and when nobody approves any more. Pure. */
import { numbered } from '../../../chat/numbered.js';
import { phrase } from '../../../kernel/language/say.js';
import {
  addWorkingDays,
  nextWorkingMoment,
  type WorkingCalendar,
  type WorkingHours,
} from '../../../kernel/time/working-time.js';

/** `draft`: nobody has approved it yet. `skipped`: nobody did in time, or somebody said so. */
export type NewsletterState = 'draft' | 'sent' | 'skipped';

/** The parts that the champion edits. Empty: it is left out. */
export const writtenParts = ['portrait', 'learned', 'well', 'badly', 'question'] as const;
/** One of `writtenParts`. */
export type WrittenPart = (typeof writtenParts)[number];

/** What it says. Where a part stands on feedback that became confidential since, it is left out. */
export type Content = Readonly<Record<WrittenPart, string>> & {
  /** The customer of the portrait, whose numbers are its picture; null: none. */
  readonly customerId: string | null;
  /** The feedback behind two parts; null: somebody wrote it, or there is none. */
  readonly wellId: string | null;
  readonly badlyId: string | null;
};

/** `Our customers, these two weeks`, numbered L-1. */
export interface Newsletter {
  readonly organisationId: string;
  readonly id: string;
  readonly number: number;
  readonly state: NewsletterState;
  /** It tells of what happened from then until it was drafted. */
  readonly from: Date;
  readonly draftedAt: Date;
  /** null: nobody has looked at it yet, so nothing is gathered. */
  readonly content: Content | null;
  readonly approvedById: string | null;
  /** When it was sent or skipped. */
  readonly endedAt: Date | null;
  /** Where it goes. */
  readonly placeId: string | null;
  /** When somebody is reminded, or it is skipped; null: neither. */
  readonly dueAt: Date | null;
  readonly nudgeCount: number;
}

/** In characters, or how many there may be. */
export const limits = { part: 1_200, subscribers: 500 } as const;

/** Reads and writes `L-1`. */
export const newsletterNumbers = numbered({
  letter: 'L',
  room: 'newsletter',
  named: phrase('A newsletter is named by its number'),
  list: 'newsletter',
});

/** `L-1` for 1. */
export const newsletterName = newsletterNumbers.nameOf;

/** As reminders know it. */
export const approvalKind = 'newsletter.approve';

/** Below this key its card is kept at a destination, and answers in its thread are known. */
export const livingKey = (id: string): string => `newsletter:${id}`;
/** The id behind that key; null: it is another one. */
export const idOfKey = (key: string | null): string | null => /^newsletter:(.+)$/.exec(key ?? '')?.[1] ?? null;

const dayMs = 86_400_000;

/** In the working hours of the organisation's zone, so many days after the one before (null: there was none). */
export function nextDraftAt(
  calendar: WorkingCalendar,
  hours: WorkingHours,
  { last, days, now }: { readonly last: Date | null; readonly days: number; readonly now: Date },
): Date {
  const wanted = last === null ? now.getTime() : last.getTime() + days * dayMs;
  return nextWorkingMoment(calendar, hours, new Date(Math.max(wanted, now.getTime())));
}

/** Two working days after it was drafted somebody is reminded; one more, and it is skipped. */
export const firstNudgeAt = (calendar: WorkingCalendar, at: Date): Date => addWorkingDays(calendar, at, 2);
/** @see firstNudgeAt */
export const skipAt = (calendar: WorkingCalendar, at: Date): Date => addWorkingDays(calendar, at, 1);

const questions = [
  phrase('What did a customer say to you this week that surprised you?'),
  phrase('Which of our customers would you like to watch at work for an hour?'),
  phrase('What do we do that no customer would miss?'),
  phrase('What did a customer ask for that you could not give?'),
  phrase('Which promise of ours is hardest to keep, and why?'),
  phrase('When did you last thank a customer, and for what?'),
] as const;

/** Another one each time. */
export const questionOf = (number: number): string => questions[(number - 1) % questions.length] ?? questions[0];
