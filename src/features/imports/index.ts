/** The door of imports: every file that is taken in has a number, is known again, and can be taken back. */
import type { Feature } from '../../chat/feature.js';
import type { ImportsBook, RowMark } from '../../chat/import-book.js';
import { phrase } from '../../kernel/language/say.js';
import type { ImportsDeps } from './deps.js';
import { askUndo, importsList, undoByButton } from './show.js';
import { earlierImports, endImport, insertImport, listImports } from './store/imports.js';
import { previewUndo, undoImport } from './undo.js';

/** The door of imports. */
export interface ImportsRoom extends Feature, ImportsBook {}

const listedCount = 50;

/** Builds the room on people and the rooms that take files in. */
export function createImports(deps: ImportsDeps): ImportsRoom {
  const { database, clock, people, nps } = deps;
  return {
    title: phrase('Imports'),
    commands: [
      {
        name: 'imports',
        usage: 'imports [WORDS]',
        does: phrase('lists the files that were taken in, with Undo'),
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
    undo: (which) => undoImport(deps, which, { actorId: null, surface: 'operator' }),
    async ground(of) {
      const { settings } = await people.organisation(of.organisationId);
      const earlier = await earlierImports(database, of);
      return {
        timeZone: settings.timeZone,
        now: clock.now().toISOString(),
        earlier: earlier.map(({ rows, ...each }) => ({ ...each, rows: rowsIn(rows) })),
      };
    },
    async begin(given) {
      const number = await database.transaction((tx) => insertImport(tx, given, clock.now()));
      return { number };
    },
    async end(ended) {
      const { organisationId, number, counts } = ended;
      await database.transaction(async (tx) => {
        const { fileName, ...about } = await endImport(tx, ended, clock.now());
        const entry = { organisationId, what: 'imports.take', actorId: null, surface: 'operator' } as const;
        await people.audit(tx, { ...entry, subject: fileName, after: { number, ...about, ...counts } });
      });
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

function rowsIn(kept: string | null): readonly RowMark[] {
  return (kept ?? '').split(' ').flatMap((row) => {
    const [, line, mark] = /^(\d+):(.+)$/.exec(row) ?? [];
    return line === undefined || mark === undefined ? [] : [{ line: Number(line), mark }];
  });
}
