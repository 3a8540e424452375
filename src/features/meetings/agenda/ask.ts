/**
 * The working day before a meeting: plans what everybody in the place is asked, and one person by turns whether they
 * share something new; question-reminders.ts asks each in their own working hours. An answer that never comes is never chased: the
 * question stands under `owe` until the meeting opens, and the agenda says from whom to hear.
 */

import type { Sweep } from '../../../chat/feature.js';
import { newId } from '../../../kernel/id.js';
import { organisationsOf } from '../../../kernel/organisations-of.js';
import { startOfDate } from '../../../kernel/time/local-day.js';
import { nextWorkingMoment } from '../../../kernel/time/working-time.js';
import { calendarOf, isAway, type MemberProfile, type OrganisationProfile } from '../../people/index.js';
import type { MeetingsDeps } from '../deps.js';
import { askDate } from '../rules/plan.js';
import type { Question, QuestionKind } from '../rules/question.js';
import { chooseTurn } from '../rules/turns.js';
import { asksQuestions, sharerIds } from '../settings.js';
import {
  askingDue,
  askingWork,
  claimAsking,
  insertQuestions,
  listQuestions,
  type MeetingToAsk,
  peekAsking,
} from '../store/questions.js';
import { listTurns } from '../store/ticks.js';

/** Meetings, and questions, in one transaction. */
const batchSize = 200;

/** @param limit meetings of one run */
export function askingSweeps(deps: MeetingsDeps, limit = batchSize): readonly Sweep[] {
  // Where the run before stopped: however many wait for a platform, those behind them have their turn.
  let after: MeetingToAsk | null = null;
  async function planQuestions(now: Date): Promise<number> {
    const due = await peekAsking(deps.database, now, { after, limit });
    after = due.length < limit ? null : (due.at(-1) ?? null);
    let waitingCount = 0;
    const count = await deps.batches.inGroups(askingWork, now, [due], async (some) => {
      waitingCount += some.length - (await planSome(deps, some, now));
    });
    return count - waitingCount;
  }
  return [{ name: askingWork, due: askingDue, run: planQuestions }];
}

/** Answers of how many the questions are planned; the others wait for the platform. */
async function planSome(deps: MeetingsDeps, due: readonly MeetingToAsk[], now: Date): Promise<number> {
  // Who is in a place may be asked of a platform: never inside a transaction.
  const circles = new Map<string, Circle>();
  const ids: string[] = [];
  for (const { id, organisationId, placeId, opensAt } of due) {
    const circle = await readCircle(deps, organisationId, placeId);
    circles.set(id, circle);
    // While nobody knows who is there, it waits for the platform, until it opens.
    if (circle.isKnown || opensAt <= now) ids.push(id);
  }
  if (ids.length === 0) return 0;
  await deps.database.transaction(async (tx) => {
    const claimed = await claimAsking(tx, now, ids);
    const before = await listQuestions(tx, organisationsOf(due), ids);
    const questions = [];
    for (const { id, opensAt } of claimed) {
      const circle = circles.get(id);
      const meeting = due.find((each) => each.id === id);
      if (!circle || !meeting || !asksQuestions.of(circle.organisation.settings)) continue;
      const when = { now, before: opensAt, date: askDate(meeting.askDueAt) };
      const turns = await listTurns(tx, 'share', [meeting]);
      const subject = { meetingId: id, organisationId: meeting.organisationId };
      const shares = before.filter((each) => each.meetingId === id && each.kind === 'share');
      // Asked before the meeting was skipped and is held again: only whoever swapped leaves it to another.
      const isSettled = shares.some(({ state }) => state !== 'swapped');
      const askedIds = shares.map(({ memberId }) => memberId);
      const sharer = isSettled ? null : chooseTurn(turns, reachable(circle, circle.sharers, when).map(idOf), askedIds);
      questions.push(
        ...reachable(circle, circle.members, when).map((asked) => question(subject, 'learned', asked)),
        ...reachable(circle, circle.sharers, when)
          .filter(({ member }) => member.id === sharer)
          .map((asked) => question(subject, 'share', asked)),
      );
    }
    await insertQuestions(tx, questions);
  });
  return ids.length;
}

/** Who is in a place, and who of them may be asked to share. */
export interface Circle {
  readonly organisation: OrganisationProfile;
  /** By name. */
  readonly members: readonly MemberProfile[];
  /** Sales and support, as the settings name them; everybody in the place when none of those is there. */
  readonly sharers: readonly MemberProfile[];
  /** false: the platform has not said yet who is there. */
  readonly isKnown: boolean;
}

export async function readCircle({ people }: MeetingsDeps, organisationId: string, placeId: string): Promise<Circle> {
  const organisation = await people.organisation(organisationId);
  const known = await people.placeMembers(organisationId, placeId);
  const members = known ?? [];
  return { organisation, members, sharers: sharersOf(organisation, members), isKnown: known !== null };
}

export function sharersOf(
  { settings }: Pick<OrganisationProfile, 'settings'>,
  members: readonly MemberProfile[],
): readonly MemberProfile[] {
  const ids = sharerIds.of(settings);
  const named = members.filter(({ id }) => ids.includes(id));
  return named.length > 0 ? named : members;
}

export interface Reachable {
  readonly member: MemberProfile;
  /** The next moment in their working hours. */
  readonly dueAt: Date;
}

/**
 * Those who are at work, and not away, at some moment from `now` on and before the meeting opens.
 * @param date the day before, as each has it at home; absent: it has come for everybody
 */
export function reachable(
  { organisation }: Pick<Circle, 'organisation'>,
  members: readonly MemberProfile[],
  { now, before, date }: { readonly now: Date; readonly before: Date; readonly date?: string },
): readonly Reachable[] {
  const calendar = calendarOf(organisation.settings);
  return members.flatMap((member) => {
    const day = date === undefined ? now : startOfDate(member.workingHours.timeZone, date);
    const dueAt = nextWorkingMoment(calendar, member.workingHours, day > now ? day : now);
    return dueAt < before && !isAway(member, dueAt) ? [{ member, dueAt }] : [];
  });
}

export const idOf = ({ member }: Reachable): string => member.id;

export function question(
  { meetingId, organisationId }: Pick<Question, 'meetingId' | 'organisationId'>,
  kind: QuestionKind,
  { member, dueAt }: Reachable,
): Question {
  const id = newId(dueAt);
  return { id, organisationId, meetingId, memberId: member.id, kind, dueAt, state: 'planned', learningId: null };
}
