/** How well the meetings' habit goes in a period: the figures of `report`, and exactly what each of them counts. Pure. */
import { dateInZone } from '../../../kernel/time/local-day.js';

/** How well the habit of meeting with the customer went in a period. */
export interface MeetingsReport {
  /** Opened in the period, by time, by hand or by the platform; also those that are still open. */
  readonly heldCount: number;
  /** Of these, those in whose empty chair a customer sat. */
  readonly customerFirstCount: number;
  /** Those that were to begin in the period and did not take place because the bot was down too long. */
  readonly missedCount: number;
  /** Learnings shared in the period, in meetings or between them. */
  readonly learningCount: number;
  /** `learningCount` for each meeting held; null: none was. */
  readonly learningsPerMeeting: number | null;
  /** Who shared how many, most first. */
  readonly learningsBy: readonly { readonly memberId: string; readonly count: number }[];
  /** Follow-ups whose date lay in the period and is over where their owner lives; dropped ones don't count. */
  readonly dueCount: number;
  /** Of these, those that were done on their date or before, where their owner lives. A date that was moved counts as moved. */
  readonly keptCount: number;
}

/** How many meetings were held, opened with a customer, and missed. */
export interface MeetingCounts {
  readonly heldCount: number;
  readonly customerFirstCount: number;
  readonly missedCount: number;
}

export interface DuePromise {
  /** `YYYY-MM-DD` in the owner's zone. */
  readonly dueOn: string;
  readonly state: string;
  readonly settledAt: Date | null;
  /** IANA. */
  readonly ownersZone: string;
}

/** Counts a period: meetings, learnings by person, and promises kept in time. */
export function reckonMeetings(
  meetings: MeetingCounts,
  learningsBy: MeetingsReport['learningsBy'],
  { promises, now }: { readonly promises: readonly DuePromise[]; readonly now: Date },
): MeetingsReport {
  const learningCount = learningsBy.reduce((sum, { count }) => sum + count, 0);
  const over = promises.filter(
    ({ dueOn, state, ownersZone }) => state !== 'dropped' && dueOn < dateInZone(ownersZone, now),
  );
  return {
    ...meetings,
    learningCount,
    learningsPerMeeting: meetings.heldCount > 0 ? learningCount / meetings.heldCount : null,
    learningsBy,
    dueCount: over.length,
    keptCount: over.filter(isKept).length,
  };
}

function isKept({ dueOn, state, settledAt, ownersZone }: DuePromise): boolean {
  return state === 'done' && settledAt !== null && dateInZone(ownersZone, settledAt) <= dueOn;
}
