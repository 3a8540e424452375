/**
 * What this room shows on the web home and on walls: answers within the promise by the hour of the week, and what is
 * overdue. Days that are over are counted once and kept, so that a page costs the same however much was answered.
 */
import type { HomePart, HomeReader, HourCount } from '../../chat/home-pages.js';
import { dateOfDay } from '../../kernel/time/calendar-date.js';
import { dayAt, firstInstantAt } from '../../kernel/time/local-day.js';
import { calendarOf } from '../people/index.js';
import { overduePart, promisePart } from './cards/home-parts.js';
import type { FeedbackDeps } from './deps.js';
import { pictures } from './picture.js';
import { daysLookedAt, daysOf, runsOf, sumOf } from './rules/answer-hours.js';
import { countAnswers, countOverdue, keptDays, mostOverdue, saveDays } from './store/answer-days.js';
import { findByIds } from './store/feedback.js';

/** Read at a glance; the chat has the rest. */
const rowsShown = 8;
/** Days in one statement. */
const daysAtOnce = 7;

/** A wall is read by whoever passes: it counts, and names nobody. */
export async function homeParts(deps: FeedbackDeps, reader: HomeReader): Promise<readonly HomePart[]> {
  const [hours, overdue] = await Promise.all([answersByHour(deps, reader.organisationId), overdueFor(deps, reader)]);
  return [promisePart(hours), overdue];
}

async function overdueFor(deps: FeedbackDeps, { organisationId, viewer }: HomeReader): Promise<HomePart> {
  const { database, people, clock } = deps;
  const now = clock.now();
  const [counts, { settings }] = await Promise.all([
    countOverdue(database, organisationId, now),
    people.organisation(organisationId),
  ]);
  const ids = viewer === null || counts.count === 0 ? [] : await mostOverdue(database, organisationId, now, rowsShown);
  const items = await findByIds(database, [organisationId], ids);
  const shown = items.length === 0 ? [] : await pictures(deps, organisationId, items);
  return overduePart(counts, shown, { calendar: calendarOf(settings), now, isWall: viewer === null });
}

/** Twelve weeks, today included. A day counts as it stood when it was over. */
export async function answersByHour(deps: FeedbackDeps, organisationId: string): Promise<readonly HourCount[]> {
  const { database, people, clock } = deps;
  const now = clock.now();
  const { timeZone } = (await people.organisation(organisationId)).settings;
  const today = dayAt(timeZone, now.getTime());
  const first = today - daysLookedAt + 1;
  const of = { organisationId, timeZone };
  const kept = await keptDays(database, { ...of, first: dateOfDay(first), last: dateOfDay(today - 1) });
  const known = new Set(kept.map(({ day }) => day));
  const count = async (days: readonly number[]) => {
    const from = new Date(firstInstantAt(timeZone, days[0] ?? today));
    const until = new Date(firstInstantAt(timeZone, (days.at(-1) ?? today) + 1));
    return daysOf(days.map(dateOfDay), await countAnswers(database, of, { from, until }));
  };
  const past = Array.from({ length: daysLookedAt - 1 }, (_, index) => first + index);
  const missing = past.filter((day) => !known.has(dateOfDay(day)));
  const counted = [];
  for (const run of runsOf(missing, daysAtOnce)) {
    const days = await count(run);
    await saveDays(database, of, days, now);
    counted.push(...days);
  }
  return sumOf([...kept, ...counted, ...(await count([today]))]);
}
