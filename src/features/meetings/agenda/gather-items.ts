/**
 * The items of an agenda from each room. What this very meeting ticked stays among them, wherever it went since: it
 * belongs on the living card and into the minutes.
 */
import type { AgendaFeedback } from '../../feedback/index.js';
import type { AgendaIdea } from '../../ideas/index.js';
import { heardIn } from '../../people/index.js';
import type { MeetingsDeps } from '../deps.js';
import { type Meeting, type Tick, tickedIds } from '../rules/agenda.js';
import type { FollowUp } from '../rules/follow-up.js';
import type { Learning } from '../rules/learning.js';
import { listByIds, listFollowUps, listOfMeeting } from '../store/follow-ups.js';
import { listForAgenda } from '../store/learnings.js';

/** More than a meeting ever speaks of. What is beyond it is counted, and comes when others are ticked. */
export const gatherLimit = 200;

/** What an agenda shows of a section, and how many there are besides. */
export interface Gathered<T> {
  readonly items: readonly T[];
  readonly moreCount: number;
}

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
): Promise<Gathered<Learning>> {
  const { organisationId, placeId, id: meetingId } = meeting;
  const { from, until, elsewhere, ticks } = shown;
  const wanted = { organisationId, placeId, meetingId, from, until };
  const { items, moreCount } = await listForAgenda(database, wanted, gatherLimit);
  const tellerIds = new Set(items.flatMap((learning) => (learning.placeId === null ? learning.memberId : [])));
  const heard = await heardIn(people, { organisationId, placeId, elsewhere }, [...tellerIds]);
  const ticked = new Set(tickedIds(ticks, 'learning'));
  const isShown = ({ placeId, memberId, id }: Learning) => placeId !== null || heard.has(memberId) || ticked.has(id);
  return { items: items.filter(isShown), moreCount };
}

/** The new ones, and those that this meeting ticked and somebody has moved on. */
export async function ideasFor(
  { ideas }: MeetingsDeps,
  { organisationId, placeId }: Meeting,
  { elsewhere, ticks }: { readonly elsewhere: readonly string[]; readonly ticks: readonly Tick[] },
): Promise<Gathered<AgendaIdea>> {
  const { items: fresh, moreCount } = await ideas.newIn({ organisationId, placeId, elsewhere });
  const goneIds = tickedIds(ticks, 'idea').filter((tickedId) => !fresh.some(({ id }) => id === tickedId));
  const gone = goneIds.length > 0 ? await ideas.byIds(organisationId, goneIds) : [];
  return { items: [...fresh, ...gone].sort((a, b) => a.number - b.number), moreCount };
}

/** What is resolved, or was ticked as such and reopened since; and what was ticked as overdue and answered since. */
export async function feedbackFor(
  { feedback }: MeetingsDeps,
  { organisationId }: Meeting,
  found: {
    readonly preventions: { readonly ids: readonly string[]; readonly totalCount: number };
    readonly overdue: { readonly items: readonly AgendaFeedback[]; readonly totalCount: number };
    /** What customers said since last time is not solved. */
    readonly notSolved: readonly AgendaFeedback[];
    readonly ticks: readonly Tick[];
  },
): Promise<{ readonly resolved: Gathered<AgendaFeedback>; readonly overdue: Gathered<AgendaFeedback> }> {
  const { preventions, ticks } = found;
  const known = new Set(found.notSolved.map(({ id }) => id));
  const late = found.overdue.items.filter(({ id }) => !known.has(id));
  const overdue = {
    items: [...found.notSolved, ...late],
    moreCount: found.overdue.totalCount - found.overdue.items.length,
  };
  const ticked = tickedIds(ticks, 'feedback');
  const resolvedIds = [...new Set([...preventions.ids, ...ticked])];
  const answeredIds = tickedIds(ticks, 'overdue').filter((id) => !overdue.items.some((each) => each.id === id));
  const [resolved, answered] = await Promise.all([
    feedback.forAgenda.byIds(organisationId, resolvedIds),
    feedback.forAgenda.byIds(organisationId, answeredIds),
  ]);
  return {
    resolved: {
      items: resolved.filter(({ id, resolvedAt }) => resolvedAt || ticked.includes(id)).sort(byResolution),
      moreCount: preventions.totalCount - preventions.ids.length,
    },
    overdue: { items: [...overdue.items, ...answered], moreCount: overdue.moreCount },
  };
}

/** The oldest first; what was reopened stands at the end. */
function byResolution(a: AgendaFeedback, b: AgendaFeedback): number {
  const timeOf = ({ resolvedAt }: AgendaFeedback) => resolvedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : 1);
}

/** What is open, what was kept in this very meeting, and what was promised in it, whatever became of that. */
export async function promisesFor(
  { database }: MeetingsDeps,
  { organisationId, placeId, id }: Meeting,
  ticks: readonly Tick[],
): Promise<Gathered<FollowUp>> {
  const keptIds = tickedIds(ticks, 'followUp');
  const [kept, ofMeeting, open] = await Promise.all([
    listByIds(database, organisationId, keptIds),
    listOfMeeting(database, organisationId, id),
    listFollowUps(database, { organisationId, placeId, state: 'open' }, { limit: gatherLimit, offset: 0 }),
  ]);
  const all = new Map([...open.items, ...kept, ...ofMeeting].map((followUp) => [followUp.id, followUp]));
  const items = [...all.values()];
  return { items, moreCount: Math.max(0, open.totalCount - items.filter(({ state }) => state === 'open').length) };
}
