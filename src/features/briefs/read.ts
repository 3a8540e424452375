/** Reads members' calendars: what is kept of them are the times at which customers are met. Every hour, and before a brief. */
import { askCalendar, type CalendarNews } from '../../calendar/ask-calendar.js';
import { nextFetchAt } from '../../calendar/dates/next-fetch.js';
import type { Unread } from '../../calendar/dates/unread.js';
import { fetchBeside, fetchLeaseMs } from '../../calendar/fetch-beside.js';
import type { Sweep } from '../../chat/feature.js';
import { groupBy } from '../../kernel/group-by.js';
import { newId } from '../../kernel/id.js';
import type { Transaction } from '../../storage/database.js';
import type { BriefsDeps } from './deps.js';
import { briefChanges, briefHorizonMs, isToBeTold, lookAgainAt, type Meeting } from './rules/brief.js';
import { ownAddress } from './rules/own-address.js';
import { applyChanges, briefsOf } from './store/briefs.js';
import {
  addressOf,
  type BriefCalendar,
  claimCalendars,
  findCalendar,
  forgetCalendars,
  lockCalendar,
  readingDue,
  readingWork,
  saveCalendar,
} from './store/calendars.js';

/** Calendars in one transaction. */
const batchSize = 50;
const dayMs = 24 * 3_600_000;
/** Of events that say no length. */
const usualLengthMs = 3_600_000;

/** Reads what is due, each by itself: one bad calendar stops nobody. */
export const readingSweep = (deps: BriefsDeps): Sweep => ({
  name: readingWork,
  due: readingDue,
  async run(now) {
    const { count, results } = await deps.batches.inTransaction({
      work: readingWork,
      now,
      limit: batchSize,
      claim: (tx, limit) => claimCalendars(tx, { now, until: new Date(now.getTime() + fetchLeaseMs), limit }),
      run: async (_, calendars) => calendars,
    });
    const refresh = (calendar: BriefCalendar) =>
      deps.batches.oneByOne(readingWork, now, [calendar], (due) => refreshCalendar(deps, due));
    await fetchBeside(deps, results.flat(), refresh);
    return count;
  },
});

/** What an address says now. */
export type Found =
  | Exclude<CalendarNews, { kind: 'dates' | 'unchanged' }>
  | { readonly kind: 'meetings'; readonly meetings: readonly Meeting[]; readonly leftOut: readonly Unread[] };

/** Network: never inside a transaction. @param timeZone for times without a zone */
export async function findMeetings(
  deps: BriefsDeps,
  {
    organisationId,
    url,
    timeZone,
  }: { readonly organisationId: string; readonly url: string; readonly timeZone: string },
): Promise<Found> {
  // Asked for whole each time: titles are not kept, and customers come and go.
  const wanted = { timeZone, lengthMs: usualLengthMs, horizonMs: briefHorizonMs, event: null, withPeople: true };
  const news = await askCalendar(deps, { url, ...wanted });
  if (news.kind === 'trouble') return news;
  if (news.kind === 'unchanged') return { kind: 'trouble', trouble: { why: 'unreachable' } };
  const own = ownAddress({ ...news, url });
  const attended = news.occurrences.filter(
    ({ people = [] }) => !people.some(({ address, hasDeclined }) => hasDeclined && address === own),
  );
  const met = await deps.customers.metAt(organisationId, {
    ownDomains: own === null ? [] : [own.slice(own.lastIndexOf('@') + 1)],
    meetings: attended.map(({ name, people = [] }) => ({
      title: name,
      addresses: people.map(({ address }) => address),
    })),
  });
  const pairs = attended.flatMap(({ startsAt }, index) =>
    (met[index] ?? []).map((customerId) => ({ customerId, startsAt })),
  );
  return { kind: 'meetings', meetings: placed(pairs), leftOut: news.unread };
}

/** Two meetings at one time are one brief. */
function placed(pairs: readonly Omit<Meeting, 'place'>[]): readonly Meeting[] {
  return [...groupBy(pairs, ({ startsAt }) => startsAt.getTime()).values()].flatMap((together) =>
    [...new Map(together.map((pair) => [pair.customerId, pair])).values()].map((pair, place) => ({ ...pair, place })),
  );
}

async function refreshCalendar(deps: BriefsDeps, due: BriefCalendar): Promise<void> {
  const { id } = due;
  const asked = await findCalendar(deps.database, due.organisationId, id);
  if (!asked) return;
  const { organisationId, memberId } = asked;
  const url = addressOf(deps.database, asked);
  const member = await deps.people.member(organisationId, memberId);
  if (!member || member.hasLeft) {
    await deps.database.transaction((tx) => forgetCalendars(tx, organisationId, [memberId]));
    return;
  }
  const found = await findMeetings(deps, { organisationId, url, timeZone: member.timeZone });
  await deps.outbox.commit(async (tx) => {
    const calendar = await lockCalendar(tx, organisationId, id);
    // Forgotten, or given another address, while we asked.
    if (calendar?.url !== asked.url) return;
    if (found.kind === 'meetings') await keepMeetings(tx, deps, calendar, found.meetings);
    else await noteFailure(tx, deps, calendar, found.trouble);
  });
}

/** In the caller's transaction. The calendar is written too. */
export async function keepMeetings(
  tx: Transaction,
  { clock }: BriefsDeps,
  calendar: BriefCalendar,
  meetings: readonly Meeting[],
): Promise<void> {
  const now = clock.now();
  const { id: calendarId, organisationId } = calendar;
  const kept = await briefsOf(tx, organisationId, calendarId);
  const { goneIds, added } = briefChanges(kept, meetings, now);
  const gone = new Set(goneIds);
  const waiting = [...kept.filter(({ id }) => !gone.has(id)), ...added].flatMap(({ dueAt }) => dueAt ?? []);
  const nextDueAt = waiting.toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null;
  await saveCalendar(tx, {
    ...calendar,
    fetchedAt: now,
    fetchDueAt: lookAgainAt(nextFetchAt(0, now), nextDueAt, now),
    failureCount: 0,
    failingSince: null,
    isTold: false,
  });
  const rows = added.map((meeting) => ({ ...meeting, id: newId(now) }));
  const forgetBefore = new Date(now.getTime() - dayMs);
  await applyChanges(tx, { organisationId, calendarId }, { goneIds, added: rows, forgetBefore });
}

type Trouble = NonNullable<BriefCalendar['trouble']>;

/** Known times hold. Whose it is hears of it once, when it lasts. */
async function noteFailure(
  tx: Transaction,
  { clock, log, outbox }: BriefsDeps,
  calendar: BriefCalendar,
  trouble: Trouble,
): Promise<void> {
  const now = clock.now();
  const { id: calendarId, organisationId, memberId } = calendar;
  const failureCount = calendar.failureCount + 1;
  const failingSince = calendar.failingSince ?? now;
  const tell = isToBeTold(failingSince, calendar.isTold, now);
  const failed = { failureCount, failingSince, failedAt: now, trouble, isTold: calendar.isTold || tell };
  log.warn({ calendarId, why: trouble.why, failureCount }, 'calendar failed');
  await saveCalendar(tx, { ...calendar, ...failed, fetchDueAt: nextFetchAt(failureCount, now) });
  if (!tell) return;
  const payload = { organisationId, calendarId };
  await outbox.enqueue(tx, [{ organisationId, kind: 'briefs.trouble', payload, to: { kind: 'member', memberId } }]);
}
