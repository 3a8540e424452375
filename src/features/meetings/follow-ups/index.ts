/** What the agenda asks of follow-ups: adds and settles promises in its own transaction, and lists those of a place. */
import type { Transaction } from '../../../storage/database.js';
import type { MeetingsDeps } from '../deps.js';
import type { FollowUp } from '../rules/follow-up.js';
import { firstOpen, listByIds, listOfMeeting } from '../store/follow-ups.js';

export { addFollowUp, settleFollowUp } from './change.js';
export { readFollowUpDraft } from './draft.js';

/** At most `limit` open promises of a place, the earliest date first, with how many there are in all. */
export function openFollowUps(
  { database }: MeetingsDeps,
  place: { readonly organisationId: string; readonly placeId: string },
  limit: number,
): Promise<{ readonly items: readonly FollowUp[]; readonly totalCount: number }> {
  return firstOpen(database.prisma, place, limit);
}

/** What was promised in one meeting, whatever became of it, by number. */
export function followUpsOfMeeting(
  { database }: MeetingsDeps,
  organisationId: string,
  meetingId: string,
  tx?: Transaction,
): Promise<readonly FollowUp[]> {
  return listOfMeeting(tx ?? database.prisma, organisationId, meetingId);
}

/** By our ids; those of another organisation are not found. */
export function followUpsById(
  { database }: MeetingsDeps,
  organisationId: string,
  ids: readonly string[],
  tx?: Transaction,
): Promise<readonly FollowUp[]> {
  return listByIds(tx ?? database.prisma, organisationId, ids);
}
