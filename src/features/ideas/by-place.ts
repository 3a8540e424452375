/** What each place did with ideas in a period: for whoever shows a team its month. */
import type { ReportPeriod } from '../../chat/feature.js';
import { groupBy } from '../../kernel/group-by.js';
import { beforeAfter, labelOf } from './cards/words.js';
import type { IdeasDeps } from './deps.js';
import { ideaName } from './rules/idea.js';
import { countByPlace, type PlaceCounts, readResults } from './store/by-place.js';
import { countByAuthor } from './store/report.js';

/** A value that was measured before and after something was tried. */
export interface IdeaResult {
  /** `I-7` */
  readonly name: string;
  readonly title: string;
  /** `Activation`, as whoever tried it called the number. */
  readonly metric: string;
  /** `40 % → 48 %, better` */
  readonly values: string;
}

/** Of the ideas that were posted in one place. */
export interface PlaceIdeas extends PlaceCounts {
  /** The latest first. */
  readonly results: readonly IdeaResult[];
}

/** What happened to ideas in a period, by place and by person. */
export interface IdeasByPlace {
  /** Places where something happened, in no order. */
  readonly places: readonly PlaceIdeas[];
  /** Who posted how many; most first. */
  readonly authors: readonly { readonly authorId: string; readonly count: number }[];
}

/**
 * - Ideas: those posted in the period. With evidence: of those, the ones that cite feedback (F-12).
 * - Tried, adopted: ideas moved to trying, to adopted, in the period, whenever they were posted; each counts once.
 * - Results: the values of experiments whose value after was entered in the period.
 * All of it counts for the place where the idea was posted. The same words mean the same in `report`.
 */
export async function ideasByPlace(
  { database }: IdeasDeps,
  organisationId: string,
  period: ReportPeriod,
): Promise<IdeasByPlace> {
  const span = { organisationId, ...period };
  const [counts, results, authors] = await Promise.all([
    countByPlace(database, span),
    readResults(database, span),
    countByAuthor(database, span),
  ]);
  const byPlace = groupBy(results, ({ placeId }) => placeId);
  const none = { postedCount: 0, withEvidenceCount: 0, triedCount: 0, adoptedCount: 0 };
  const measuredOnly = [...byPlace.keys()].filter((placeId) => counts.every((each) => each.placeId !== placeId));
  const all = [...counts, ...measuredOnly.map((placeId) => ({ placeId, ...none }))];
  return {
    authors,
    places: all.map((each) => ({
      ...each,
      results: (byPlace.get(each.placeId) ?? []).map((result) => ({
        name: ideaName(result.number),
        title: result.title,
        metric: labelOf(result),
        values: beforeAfter(result),
      })),
    })),
  };
}
