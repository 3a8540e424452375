/** What an alert is, and how it stands. Pure. */
import { numbered } from '../../../chat/numbered.js';
import { phrase } from '../../../kernel/language/say.js';
import type { Sign } from '../watch.js';

/** Something measured that somebody wants to hear of. */
export interface Alert {
  readonly organisationId: string;
  readonly id: string;
  /** 1 of AL-1. */
  readonly number: number;
  readonly figure: string;
  /** As its room calls it now; absent: by its name. */
  readonly title?: string;
  /** Of the figure, as it was when the alert was made: what the bound is written in. */
  readonly unit: string;
  readonly sign: Sign;
  readonly bound: number;
  /** Over how many days. */
  readonly days: number;
  readonly segment: string | null;
  /** Where it is told; null: to the member. */
  readonly placeId: string | null;
  readonly memberId: string | null;
  /** What is done then, in the words of whoever made it. */
  readonly thenDo: string | null;
  readonly createdById: string;
  readonly createdAt: Date;
  /** Taken off: it is looked at no more, and can be brought back. */
  readonly removedAt: Date | null;
  /** Since when it is so; null: it is not. */
  readonly firingSince: Date | null;
  /** 1, and one more each time that it begins. */
  readonly round: number;
  /** What was measured last, and of how many; null: nothing yet. */
  readonly value: number | null;
  readonly count: number | null;
  /** The equally long time before, when it began. */
  readonly valueBefore: number | null;
  readonly checkedAt: Date | null;
}

/** In characters, days, or how many. */
export const limits = { thenDo: 300, days: 366, alerts: 50 } as const;

/** Reads and writes `AL-1`. */
export const alertNumbers = numbered({
  letter: 'AL',
  room: 'alerts',
  named: phrase('An alert is named by its number'),
  list: 'alerts',
});

/** `AL-1` for 1. */
export const alertName = alertNumbers.nameOf;

/** What falls due by itself, without any new fact, is looked at so often. */
export const fullLookMs = 3_600_000;
/** How soon new facts are seen. */
export const lookMs = 55_000;
