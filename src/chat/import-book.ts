/** The book of imports: which files were taken in, and what taking one back does. The command line and the room share these shapes; all are JSON-ready. */

/** What a file can hold: `metric` files are scores too. */
export const importKinds = ['feedback', 'scores', 'customers', 'people'] as const;
/** One of `importKinds`. */
export type ImportKind = (typeof importKinds)[number];

/** What became of the rows of a file: each is counted once. */
export interface ImportCounts {
  readonly rowCount: number;
  readonly addedCount: number;
  /** In already, and the file says something else now. */
  readonly updatedCount: number;
  /** In already: from an earlier run, or by another way from the same source. */
  readonly knownCount: number;
  readonly refusedCount: number;
  /** No answer in it, another survey's, a preview. */
  readonly leftOutCount: number;
}

/** The counts before the first row. */
export const noRows: ImportCounts = {
  rowCount: 0,
  addedCount: 0,
  updatedCount: 0,
  knownCount: 0,
  refusedCount: 0,
  leftOutCount: 0,
};

/** An import by its number. */
export interface WhichImport {
  readonly organisationId: string;
  readonly number: number;
}

/** Which files a new one is compared with. */
export interface ImportOf {
  readonly organisationId: string;
  readonly kind: ImportKind;
  /** Another number than NPS; null: it is NPS, or no answers at all. */
  readonly metric: string | null;
  readonly source: string;
}

/** A file that is about to be taken in. */
export interface NewImport extends ImportOf {
  readonly fileName: string;
  /** SHA-256 of the file, in hex. */
  readonly digest: string;
  /** Digest of the names of its columns. */
  readonly shape: string;
  /** Under which its rows without ids are known. */
  readonly family: string;
  /** The date that was given for rows without one; null: none was needed. */
  readonly undated: string | null;
  /** How it is read. */
  readonly settings: object;
  /** `LINE:DIGEST` of each row without an id, between spaces; null: rows are known by what they say. */
  readonly rows: string | null;
}

/** A file whose rows are all through. */
export interface EndedImport extends WhichImport {
  readonly counts: ImportCounts;
  readonly refusedLines: readonly number[];
}

/** One row of a file, as it is recognised: its line, and a digest of all it says. */
export interface RowMark {
  readonly line: number;
  readonly mark: string;
}

/** A file that was imported and stands, as far as the next one is compared with it. */
export interface EarlierImport extends Pick<NewImport, 'digest' | 'shape' | 'undated' | 'family' | 'settings'> {
  readonly number: number;
  readonly rows: readonly RowMark[];
  readonly refusedLines: readonly number[];
}

/** What has to be known of the organisation before a file is read. */
export interface ImportGround {
  /** IANA zone. */
  readonly timeZone: string;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Of the kind and source, the newest first. */
  readonly earlier: readonly EarlierImport[];
}

/** An import as it is listed. */
export interface ImportEntry extends Pick<NewImport, 'kind' | 'metric' | 'source' | 'fileName'> {
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** null: it broke off. */
  readonly counts: ImportCounts | null;
  readonly undoneAt: string | null;
}

/** How many things that an import made go, how many get back what they said, and which stay because somebody has used them. */
export interface Undoing {
  readonly addedCount: number;
  readonly changedCount: number;
  /** By name. */
  readonly staying: readonly string[];
}

/** What taking an import back takes, and what stays. */
export interface UndoPreview {
  readonly number: number;
  readonly source: string;
  readonly fileName: string;
  /** By number: `NPS`, or the metric's name. */
  readonly answers: readonly (Pick<Undoing, 'addedCount' | 'changedCount'> & { readonly name: string })[];
  /** Somebody has acted on those that stay: `F-12`, …. */
  readonly feedback: Undoing;
  /** Those that a file of customers told of. */
  readonly customers: Undoing;
}

/** The door of imports, as the command line sees it. */
export interface ImportsBook {
  ground(of: ImportOf): Promise<ImportGround>;
  /** Notes that a file is about to come in, and gives it its number. */
  begin(given: NewImport): Promise<{ readonly number: number }>;
  /** All its rows are through: what it brought is told now. */
  end(ended: EndedImport): Promise<void>;
  /** The newest first, at most 50. */
  list(organisationId: string): Promise<readonly ImportEntry[]>;
  /** What taking it back takes and leaves. @throws NotFound, Conflict when it was taken back already */
  preview(which: WhichImport): Promise<UndoPreview>;
  /** Takes it back, for an operator. @throws NotFound, Conflict */
  undo(which: WhichImport): Promise<UndoPreview>;
}
