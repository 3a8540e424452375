/** What the web API and the import need of the feedback room; its door has this shape and app.ts hands it in. */
import type { FieldErrors } from '../../kernel/errors.js';

/** Who sends in: what the items are marked with, and what tells two captures of one source item apart from two items. */
export interface IntakeSource {
  readonly organisationId: string;
  /** The API key's name, or what a file says where its rows come from. */
  readonly source: string;
  readonly surface: 'api' | 'import';
  /** The member who did it; null for systems. */
  readonly actorId: string | null;
}

export interface IntakeResult {
  /** F-12 is 12. */
  readonly number: number;
  /** false: this source item was known already, and nothing was added. */
  readonly isNew: boolean;
}

/** Feedback as `GET /api/v1/feedback` gives it: whatever the room shows, JSON-ready, in the order of its numbers. */
export interface FeedbackEntry {
  readonly number: number;
}

export interface FeedbackPage {
  /** Only numbers above this. */
  readonly after?: number;
  readonly limit: number;
  readonly state?: string;
}

export interface FeedbackIntake {
  /** All or nothing, in order. Throws InvalidInput whose fields are `INDEX.field`, e.g. `3.text`. */
  intake(items: readonly unknown[], source: IntakeSource): Promise<readonly IntakeResult[]>;
  /** What is wrong with one item by itself, by field; null when nothing is. Asks nobody. */
  check(item: unknown): FieldErrors | null;
  page(organisationId: string, page: FeedbackPage): Promise<readonly FeedbackEntry[]>;
}
