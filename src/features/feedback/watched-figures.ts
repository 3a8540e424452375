/** What `report` says of feedback, as alerts watch it. The same definitions: rules/report.ts. */
import type { Figure, FigureAsked, Measured } from '../../chat/figures.js';
import { phrase } from '../../kernel/language/say.js';
import { workingTimeBetween } from '../../kernel/time/working-time.js';
import { calendarOf } from '../people/index.js';
import type { FeedbackDeps } from './deps.js';
import { median } from './rules/report.js';
import { countWatched, takenUp, type Watched } from './store/watched.js';

/** By their names. Medians look at the latest thousand of their time. */
export function watchedFigures(deps: FeedbackDeps): readonly Figure[] {
  const one = (name: string, unit: string, measure: Figure['measure'], more?: { readonly isNow: true }): Figure => ({
    ...{ name, unit, usualDays: 30, takesSegment: true, measure },
    ...more,
  });
  const counted = (of: (watched: Watched) => Measured | null) => async (asked: FigureAsked) =>
    of(await countWatched(deps.database, asked, deps.clock.now()));
  const exact = (of: (watched: Watched) => number) => counted((watched) => ({ kind: 'exact', value: of(watched) }));
  return [
    one(
      phrase('feedback'),
      '',
      exact(({ captured }) => captured),
    ),
    one(
      phrase('resolved'),
      '',
      exact(({ resolved }) => resolved),
    ),
    one(
      phrase('reopened'),
      '',
      exact(({ reopened }) => reopened),
    ),
    one(
      phrase('came back'),
      '',
      exact(({ cameBack }) => cameBack),
    ),
    one(
      phrase('open'),
      '',
      exact(({ open }) => open),
      { isNow: true },
    ),
    one(
      phrase('overdue'),
      '',
      exact(({ overdue }) => overdue),
      { isNow: true },
    ),
    one(
      phrase('within promise'),
      '%',
      counted(({ kept, resolved }) => shareOf(kept, resolved)),
    ),
    one(
      phrase('solved'),
      '%',
      counted(({ saidSolved, said }) => shareOf(saidSolved, said)),
    ),
    one(
      phrase('median time to resolve'),
      'ms',
      counted(({ medianClockMs: value, resolved: count }) =>
        value === null ? null : { kind: 'median', value, count },
      ),
    ),
    one(phrase('median time to acknowledge'), 'ms', (asked) => timeTo(deps, asked, 'acknowledge')),
    one(phrase('median time to owner'), 'ms', (asked) => timeTo(deps, asked, 'owner')),
  ];
}

const shareOf = (part: number, whole: number): Measured | null => (whole === 0 ? null : { kind: 'share', part, whole });

async function timeTo(
  { database, people }: FeedbackDeps,
  asked: FigureAsked,
  what: 'acknowledge' | 'owner',
): Promise<Measured | null> {
  const [{ settings }, items] = await Promise.all([
    people.organisation(asked.organisationId),
    takenUp(database, asked),
  ]);
  const calendar = calendarOf(settings);
  const times = items.flatMap(({ capturedAt, ownedAt, acknowledgedAt }) => {
    if (what === 'owner') return ownedAt ? [ownedAt.getTime() - capturedAt.getTime()] : [];
    return acknowledgedAt ? [workingTimeBetween(calendar, capturedAt, acknowledgedAt)] : [];
  });
  const value = median(times);
  return value === null ? null : { kind: 'median', value, count: times.length };
}
