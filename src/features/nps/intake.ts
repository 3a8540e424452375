/** The way in for systems and files: many scores a call, all or nothing, with problems by item and field. */
import type { FieldErrors } from '../../kernel/errors.js';
import type { NpsDeps } from './deps.js';

export interface IntakeSource {
  readonly organisationId: string;
  /** The API key's name, or what a file says where its rows come from. */
  readonly source: string;
  readonly surface: 'api' | 'import';
  /** The member who did it; null for systems. */
  readonly actorId: string | null;
}

export interface IntakeResult {
  readonly id: string;
  /** false: this answer was known already, and nothing was added. */
  readonly isNew: boolean;
}

/** One answer as the web API gives it out, JSON-ready. */
export interface ScoreView {
  /** Sorts by when it was taken in: the last of a page is the next page's `after`. */
  readonly id: string;
  /** `NPS`, or the metric's name. */
  readonly metric: string;
  readonly score: number;
  readonly comment: string | null;
  readonly customer: string | null;
  readonly segment: string | null;
  readonly givenAt: string;
  readonly source: string;
  readonly sourceId: string | null;
  readonly link: string | null;
}

export interface ScorePage {
  /** Only what was taken in after the score of this id. */
  readonly after?: string;
  readonly limit: number;
  /** `NPS` or a metric's name; absent: all. */
  readonly metric?: string;
}

/** Problems of one item by field; null when it can be taken. No look-ups. */
export function check(_item: unknown): FieldErrors | null {
  return null;
}

/** Takes all items or none, in order. Throws InvalidInput whose fields are `INDEX.field`, e.g. `3.score`. */
export async function intake(
  _deps: NpsDeps,
  _items: readonly unknown[],
  _source: IntakeSource,
): Promise<readonly IntakeResult[]> {
  return [];
}
