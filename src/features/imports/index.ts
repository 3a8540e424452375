/** The door of imports: every file that is taken in has a number, is known again, and can be taken back. */
import type { Feature } from '../../chat/feature.js';
import type { ImportsDeps } from './deps.js';
import { askUndo, importsList, undoByButton } from './show.js';
import { type Counts, earlierImports, endImport, insertImport, listImports, type NewImport } from './store/imports.js';
import { previewUndo, type UndoPreview, undoImport } from './undo.js';

export type { UndoPreview } from './undo.js';

/** An import as the command line lists it, JSON-ready. */
export interface ImportEntry {
  readonly number: number;
  readonly kind: string;
  readonly metric: string | null;
  readonly source: string;
  readonly fileName: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** null: it broke off. */
  readonly counts: Counts | null;
  readonly undoneAt: string | null;
}

/** What has to be known before a file is read. */
export interface ImportGround {
  /** The organisation's IANA zone. */
  readonly timeZone: string;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Files of the kind and source that were imported and stand, the newest first. */
  readonly earlier: readonly EarlierImport[];
}

/** A file that was imported, as far as the next one is compared with it. */
export interface EarlierImport {
  readonly number: number;
  readonly digest: string;
  readonly shape: string;
  readonly undated: string | null;
  readonly family: string;
  readonly rows: readonly { readonly line: number; readonly mark: string }[];
  readonly refusedLines: readonly number[];
  /** How it was read. */
  readonly settings: object;
}

type Of = Pick<NewImport, 'organisationId' | 'kind' | 'metric' | 'source'>;

/** The door of imports. */
export interface ImportsRoom extends Feature {
  ground(of: Of): Promise<ImportGround>;
  /** Notes that a file is about to come in, and gives it its number. */
  begin(given: NewImport): Promise<{ readonly number: number }>;
  /** All its rows are through: what it brought is told now. */
  end(ended: EndedImport): Promise<void>;
  /** What taking it back takes and leaves. @throws NotFound, Conflict when it was taken back already */
  preview(which: { readonly organisationId: string; readonly number: number }): Promise<UndoPreview>;
  /** Takes it back, for an operator. @throws NotFound, Conflict */
  undo(which: { readonly organisationId: string; readonly number: number }): Promise<UndoPreview>;
  /** The newest first, at most 50. */
  list(organisationId: string): Promise<readonly ImportEntry[]>;
}

/** An import whose rows are all through. */
export interface EndedImport {
  readonly organisationId: string;
  readonly number: number;
  readonly counts: Counts;
  readonly refusedLines: readonly number[];
}

const listedCount = 50;

/** Builds the room on people and the rooms that take files in. */
export function createImports(deps: ImportsDeps): ImportsRoom {
  const { database, clock, people, nps } = deps;
  return {
    title: 'Imports',
    commands: [
      {
        name: 'imports',
        usage: 'imports [WORDS]',
        does: 'lists the files that were taken in, with Undo',
        allowed: 'champion',
        handle: importsList(deps).typed,
      },
    ],
    actions: {
      'imports.list': importsList(deps).pressed,
      'imports.ask': (value, context) => askUndo(deps, value, context),
      'imports.undo': (value, context) => undoByButton(deps, value, context),
    },
    preview: (which) => previewUndo(deps, which),
    undo: (which) => undoImport(deps, which, null),
    async ground(of) {
      const { settings } = await people.organisation(of.organisationId);
      const earlier = await earlierImports(database, of);
      const entries = earlier.map(({ rows, ...each }) => ({ ...earlierOf(each), rows: rowsIn(rows) }));
      return { timeZone: settings.timeZone, now: clock.now().toISOString(), earlier: entries };
    },
    async begin(given) {
      const number = await database.transaction((tx) => insertImport(tx, given, clock.now()));
      return { number };
    },
    async end({ organisationId, number, counts, refusedLines }) {
      await database.transaction((tx) =>
        endImport(tx, { organisationId, number }, { counts, refusedLines, at: clock.now() }),
      );
      await nps.importEnded(organisationId, { number, rowCount: counts.rowCount, addedCount: counts.addedCount });
    },
    async list(organisationId) {
      const { items } = await listImports(database, { organisationId }, { limit: listedCount, offset: 0 });
      return items.map(({ startedAt, undoneAt, number, kind, metric, source, fileName, counts }) => ({
        ...{ number, kind, metric, source, fileName, counts },
        startedAt: startedAt.toISOString(),
        undoneAt: undoneAt?.toISOString() ?? null,
      }));
    },
  };
}

const earlierOf = ({
  number,
  digest,
  shape,
  undated,
  family,
  refusedLines,
  settings,
}: Omit<EarlierImport, 'rows'>): Omit<EarlierImport, 'rows'> => ({
  ...{ number, digest, shape, undated, family, refusedLines, settings },
});

function rowsIn(kept: string | null): EarlierImport['rows'] {
  return (kept ?? '').split(' ').flatMap((row) => {
    const [, line, mark] = /^(\d+):(.+)$/.exec(row) ?? [];
    return line === undefined || mark === undefined ? [] : [{ line: Number(line), mark }];
  });
}
