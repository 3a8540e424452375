/** When briefs are due, and which of them change when a calendar was read. Pure. */

const minuteMs = 60_000;

/** So long before a meeting its brief comes. */
export const briefLeadMs = 30 * minuteMs;
/** Meetings are known so far ahead, for the time in which a calendar doesn’t answer. */
export const briefHorizonMs = 31 * 24 * 60 * minuteMs;
/** Customers of one meeting who get a card of their own; the others are named. */
export const cardsPerMeeting = 3;

/** That the owner meets a customer at a time. */
export interface Meeting {
  readonly customerId: string;
  readonly startsAt: Date;
  /** Among the customers of this meeting, from 0. */
  readonly place: number;
}

/** As it is kept. */
export interface Brief extends Meeting {
  readonly id: string;
  /** null: it was sent, or the time passed. */
  readonly dueAt: Date | null;
}

/** What a fresh reading changes. */
export interface BriefChanges {
  readonly goneIds: readonly string[];
  readonly added: readonly (Meeting & { readonly dueAt: Date })[];
}

/**
 * Meetings that were moved are known by their new time alone. Whoever has read a brief needs none for a meeting with the
 * same customer that is less than half an hour away from it: it is the same one, a little later, or the next.
 */
export function briefChanges(kept: readonly Brief[], found: readonly Meeting[], now: Date): BriefChanges {
  const ahead = found.filter(({ startsAt }) => startsAt > now);
  const wanted = new Map(ahead.map((meeting) => [keyOf(meeting), meeting]));
  const waiting = kept.filter(({ dueAt }) => dueAt !== null);
  const done = kept.filter(({ dueAt }) => dueAt === null);
  const isUnchanged = (brief: Brief) => wanted.get(keyOf(brief))?.place === brief.place;
  const known = new Set(waiting.filter(isUnchanged).map(keyOf));
  const wasRead = ({ customerId, startsAt }: Meeting) =>
    done.some(
      (brief) =>
        brief.customerId === customerId && Math.abs(brief.startsAt.getTime() - startsAt.getTime()) < briefLeadMs,
    );
  return {
    goneIds: waiting.filter((brief) => !isUnchanged(brief)).map(({ id }) => id),
    added: [...wanted.values()]
      .filter((meeting) => !known.has(keyOf(meeting)) && !wasRead(meeting))
      .map((meeting) => ({ ...meeting, dueAt: new Date(meeting.startsAt.getTime() - briefLeadMs) })),
  };
}

const keyOf = ({ customerId, startsAt }: Meeting): string => `${startsAt.getTime()} ${customerId}`;

/** A look shortly before a brief, so that a meeting that was just moved or cancelled gets none at the old time. */
const lastLookMs = 5 * minuteMs;

/** @param usually when it would be asked without any meeting @param nextDueAt of the next brief; null: there is none */
export function lookAgainAt(usually: Date, nextDueAt: Date | null, now: Date): Date {
  const lastLook = nextDueAt === null ? null : new Date(nextDueAt.getTime() - lastLookMs);
  return lastLook && lastLook < usually && lastLook.getTime() - now.getTime() > lastLookMs ? lastLook : usually;
}

/** Its owner hears of it once when a calendar fails for so long: known times hold meanwhile. */
const toldAfterMs = 3 * 60 * minuteMs;

/** Whether now is the time to say that it fails. */
export const isToBeTold = (failingSince: Date, isTold: boolean, now: Date): boolean =>
  !isTold && now.getTime() - failingSince.getTime() >= toldAfterMs;
