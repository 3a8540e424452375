/** What the command line needs of the room that keeps imports; its door has this shape and app.ts hands it in. */
import type { ImportCounts } from './import/counts.js';
import type { EarlierFile } from './import/row-keys.js';
import type { Kind } from './intakes.js';

/** Which files a new one is compared with. */
export interface ImportOf {
  readonly organisationId: string;
  readonly kind: Kind;
  readonly metric: string | null;
  readonly source: string;
}

/** What has to be known of the organisation before a file is read. */
export interface ImportGround {
  readonly timeZone: string;
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly earlier: readonly (EarlierFile & { readonly settings: object })[];
}

/** A file that is about to be taken in. */
export interface NewImport extends ImportOf {
  readonly fileName: string;
  readonly digest: string;
  readonly shape: string;
  readonly family: string;
  readonly undated: string | null;
  readonly settings: object;
  /** `LINE:DIGEST` of each row without an id, between spaces; null: rows have ids. */
  readonly rows: string | null;
}

/** A file whose rows are all through. */
export interface EndedImport {
  readonly organisationId: string;
  readonly number: number;
  readonly counts: ImportCounts;
  readonly refusedLines: readonly number[];
}

/** An import as the command line lists it. */
export interface ImportEntry {
  readonly number: number;
  readonly kind: string;
  readonly metric: string | null;
  readonly source: string;
  readonly fileName: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** null: it broke off. */
  readonly counts: ImportCounts | null;
  readonly undoneAt: string | null;
}

/** An import by its number. */
export interface WhichImport {
  readonly organisationId: string;
  readonly number: number;
}

/** What taking an import back takes, and what stays. */
export interface UndoPreview {
  readonly number: number;
  readonly source: string;
  readonly fileName: string;
  readonly answers: readonly { readonly name: string; readonly addedCount: number; readonly changedCount: number }[];
  readonly feedbackCount: number;
  /** Feedback that was here before and gets back what it said. */
  readonly changedFeedbackCount: number;
  /** `F-12`, …: somebody has acted on these. */
  readonly staying: readonly string[];
}

/** Which files were taken in. */
export interface ImportsBook {
  ground(of: ImportOf): Promise<ImportGround>;
  begin(given: NewImport): Promise<{ readonly number: number }>;
  end(ended: EndedImport): Promise<void>;
  list(organisationId: string): Promise<readonly ImportEntry[]>;
  preview(which: WhichImport): Promise<UndoPreview>;
  undo(which: WhichImport): Promise<UndoPreview>;
}
