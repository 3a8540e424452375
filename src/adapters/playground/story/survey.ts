/** A year of answers from three segments, as a survey tool would send them in: one real drop, and the way back. */
import { dateOfDay } from '../../../kernel/time/calendar-date.js';
import { dayAt } from '../../../kernel/time/local-day.js';

/** One answer as the room takes it in. */
export interface SurveyAnswer {
  readonly score: number;
  readonly segment: string;
  /** `2026-11-20`. */
  readonly givenAt: string;
  readonly sourceId: string;
}

/** The number of each of the last twelve months, the oldest first: in the sixth the new servers came. */
const months = [28, 31, 35, 33, 38, 10, -4, 12, 27, 36, 42, 46];
const segments = [
  { name: 'Key', above: 8, count: 10 },
  { name: 'Standard', above: 0, count: 12 },
  { name: 'Trial', above: -14, count: 8 },
];
const daysOfMonth = 30;

/** The answers of the days `fromDaysAgo` to `toDaysAgo`, both included, counted back from `endsAt`; the same each time. */
export function surveyAnswers(endsAt: Date, fromDaysAgo: number, toDaysAgo: number): readonly SurveyAnswer[] {
  const today = dayAt('UTC', endsAt.getTime());
  return months.flatMap((number, index) =>
    segments.flatMap(({ name, above, count }) =>
      Array.from({ length: count }, (_, nth): SurveyAnswer & { readonly daysAgo: number } => {
        const daysAgo = (months.length - index) * daysOfMonth - Math.floor((nth * daysOfMonth) / count);
        const score = scoreOf(number + above, (nth * 7) % count, count);
        const sourceId = `${index}-${name}-${nth}`;
        return { score, segment: name, givenAt: dateOfDay(today - daysAgo), sourceId, daysAgo };
      }).flatMap(({ daysAgo, ...answer }) => (daysAgo <= fromDaysAgo && daysAgo >= toDaysAgo ? [answer] : [])),
    ),
  );
}

/** Of `count` answers that come to this number, the one at `place`: promoters first, then passives, then detractors. */
function scoreOf(number: number, place: number, count: number): number {
  const detractors = 0.28 - number / 400;
  const share = (place + 0.5) / count;
  if (share < detractors + number / 100) return place % 2 === 0 ? 9 : 10;
  if (share < 1 - detractors) return place % 2 === 0 ? 7 : 8;
  return 3 + (place % 4);
}
