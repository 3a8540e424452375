/**
 * The items of an agenda from each room. What this very meeting ticked stays among them, wherever it went since: it
 * belongs on the living card and into the minutes.
 */
import type { AgendaFeedback } from '../../feedback/index.js';
import type { AgendaIdea } from '../../ideas/index.js';
import { heardIn } from '../../people/index.js';
import type { MeetingsDeps } from '../deps.js';
import { followUpsById, followUpsOfMeeting, openFollowUps } from '../follow-ups/index.js';
import { type Meeting, type Tick, tickedIds } from '../rules/agenda.js';
import type { FollowUp } from '../rules/follow-up.js';
import type { Learning } from '../rules/learning.js';
import { listForAgenda } from '../store/learnings.js';

/** Those of the place; what was told privately is shown where that person's meetings are, or everywhere if they have none. */
export async function learningsFor(
  { database, people }: MeetingsDeps,
  meeting: Meeting,
  shown: {
    readonly from: Date;
    readonly until: Date;
    readonly elsewhere: readonly string[];
    readonly ticks: readonly Tick[];
  },
): Promise<readonly Learning[]> {
  const { organisationId, placeId, id: meetingId } = meeting;
  const { from, until, elsewhere, ticks } = shown;
  const learnings = await listForAgenda(database.prisma, { organisationId, placeId, meetingId, from, until });
  const tellerIds = new Set(learnings.flatMap((learning) => (learning.placeId === null ? learning.memberId : [])));
  const heard = await heardIn(people, { organisationId, placeId, elsewhere }, [...tellerIds]);
  const ticked = new Set(tickedIds(ticks, 'learning'));
  return learnings.filter(({ placeId, memberId, id }) => placeId !== null || heard.has(memberId) || ticked.has(id));
}

/** The new ones, and those that this meeting ticked and somebody has moved on. */
export async function ideasFor(
  { ideas }: MeetingsDeps,
  { organisationId, placeId }: Meeting,
  { elsewhere, ticks }: { readonly elsewhere: readonly string[]; readonly ticks: readonly Tick[] },
): Promise<readonly AgendaIdea[]> {
  const fresh = await ideas.newIn({ organisationId, placeId, elsewhere });
  const goneIds = tickedIds(ticks, 'idea').filter((tickedId) => !fresh.some(({ id }) => id === tickedId));
  const gone = goneIds.length > 0 ? await ideas.byIds(organisationId, goneIds) : [];
  return [...fresh, ...gone].sort((a, b) => a.number - b.number);
}

/** What is resolved, or was ticked as such and reopened since; and what was ticked as overdue and answered since. */
export async function feedbackFor(
  { feedback }: MeetingsDeps,
  { organisationId }: Meeting,
  found: {
    readonly preventionIds: readonly string[];
    readonly overdue: readonly AgendaFeedback[];
    readonly ticks: readonly Tick[];
  },
): Promise<{ readonly resolved: readonly AgendaFeedback[]; readonly answered: readonly AgendaFeedback[] }> {
  const ticked = tickedIds(found.ticks, 'feedback');
  const resolvedIds = [...new Set([...found.preventionIds, ...ticked])];
  const answeredIds = tickedIds(found.ticks, 'overdue').filter((id) => !found.overdue.some((each) => each.id === id));
  const [resolved, answered] = await Promise.all([
    feedback.forAgenda.byIds(organisationId, resolvedIds),
    feedback.forAgenda.byIds(organisationId, answeredIds),
  ]);
  return { resolved: resolved.filter(({ id, resolvedAt }) => resolvedAt || ticked.includes(id)), answered };
}

/** What is open, what was kept in this very meeting, and what was promised in it, whatever became of that. */
export async function promisesFor(
  deps: MeetingsDeps,
  { organisationId, placeId, id }: Meeting,
  ticks: readonly Tick[],
): Promise<readonly FollowUp[]> {
  const keptIds = tickedIds(ticks, 'followUp');
  const [kept, ofMeeting, open] = await Promise.all([
    followUpsById(deps, organisationId, keptIds),
    followUpsOfMeeting(deps, organisationId, id),
    openFollowUps(deps, organisationId, placeId),
  ]);
  const all = new Map([...open, ...kept, ...ofMeeting].map((followUp) => [followUp.id, followUp]));
  return [...all.values()];
}
