/** What the web API and the import need of the rooms that take items in; their doors have this shape and app.ts hands them in. */
import type { z } from 'zod';
import type { FieldErrors } from '../../kernel/errors.js';

/** Old words are kept and found without owner or promise, or treated as if they were new. */
export const olderAs = ['history', 'open'] as const;
/** One of `olderAs`. */
export type OlderAs = (typeof olderAs)[number];

/** Who sends in: what the items are marked with, and what tells two captures of one source item apart from two items. */
export interface IntakeSource {
  readonly organisationId: string;
  /** The API key's name, or what a file says where its rows come from. */
  readonly source: string;
  readonly surface: 'api' | 'import';
  /** The member who did it; null for systems. */
  readonly actorId: string | null;
  /** The import that brings them; absent: none does. */
  readonly importNumber?: number;
  /** What becomes of words that are old when they come; absent: history. */
  readonly olderAs?: OlderAs;
  /** The date that the import gives to items without one, as they carry it: no news of those that are here. Absent: none. */
  readonly undated?: string;
}

/** What became of one item that came in. */
export interface IntakeResult {
  /** false: this source item was known already, and nothing was added. */
  readonly isNew: boolean;
  /** It was known and says something else now: what is kept was changed. */
  readonly isUpdate?: boolean;
  /** The customer that it names was not known, and was made with this name. */
  readonly newCustomer?: string;
  /** What it is about is called so here, where rows are known by that. */
  readonly name?: string;
  /** What of it was left out, and why. */
  readonly notes?: readonly string[];
}

/** `Entry` is what `GET` gives out: whatever the room shows, JSON-ready, in the order in which it was taken in. */
export interface Intake<Result extends IntakeResult = IntakeResult, Page = never, Entry = unknown> {
  /** All or nothing, in order. Throws InvalidInput whose fields are `INDEX.field`, e.g. `3.text`. */
  intake(items: readonly unknown[], source: IntakeSource): Promise<readonly Result[]>;
  /** What is wrong with one item by itself, by field; null when nothing is. Asks nobody. */
  check(item: unknown): FieldErrors | null;
  page(organisationId: string, page: Page): Promise<readonly Entry[]>;
}

export interface FeedbackPage {
  /** Only numbers above this: F-12 is 12. */
  readonly after?: number;
  readonly limit: number;
  readonly state?: string;
}

/** A room whose items the description of the API tells of. */
interface Described {
  /** One item as it comes in, field by field. */
  readonly itemSchema: z.ZodType;
}

export type FeedbackIntake = Described &
  Intake<IntakeResult & { readonly number: number }, FeedbackPage, { readonly number: number }>;

export interface ScorePage {
  /** Only what was taken in after the score of this id. */
  readonly after?: string;
  readonly limit: number;
  readonly metric?: string;
}

export type ScoreIntake = Described &
  Intake<IntakeResult & { readonly id: string }, ScorePage, { readonly id: string }>;

/** The rooms that take items in, by what they take. */
export interface Intakes {
  readonly feedback: FeedbackIntake;
  readonly scores: ScoreIntake;
  /** Only files bring customers so: systems tell of them in the Segment spec. */
  readonly customers: Pick<Intake, 'intake' | 'check'>;
  readonly people: Pick<Intake, 'intake' | 'check'>;
}

/** The collections that the API takes items for. */
export type Kind = 'feedback' | 'scores';
