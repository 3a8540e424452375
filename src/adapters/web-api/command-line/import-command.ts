/** `npm run import -- FILE.csv --kind feedback …`: takes a file in and says what became of its rows. */

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileColumns } from '../../../chat/column-names.js';
import { NotFound } from '../../../kernel/errors.js';
import type { Host } from '../host/host.js';
import {
  type ImportCounts,
  type ImportEvent,
  type ImportPlan,
  type ImportWish,
  importFile,
  noRows,
} from '../import/import-file.js';
import { createProgress, type Progress } from '../import/progress.js';
import { openRefusedFile, type RefusedFile } from '../import/refused-file.js';
import type { OrganisationEntry } from '../store.js';
import { chooseOrganisation } from './choose-organisation.js';
import { type ImportOptions, wishOf } from './import-options.js';
import type { Terminal } from './terminal.js';

/** @throws UsageError at once; the rest happens when the answer is called. */
export function importCommand(
  words: readonly string[],
  options: ImportOptions,
  columns: FileColumns,
): (host: Host, terminal: Terminal) => Promise<number> {
  const wish = wishOf(words, options, columns);
  return async (host, terminal) => {
    const size = await sizeOf(wish.path);
    const organisation = await chooseOrganisation(host, options.organisation);
    return run({ host, terminal, organisation }, wish, size);
  };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new NotFound('import.noFile', `There is no file ${path}, or it may not be read.`);
  if (!found.isFile()) throw new NotFound('import.noFile', `${path} is not a file.`);
  return found.size;
}

interface Import {
  readonly host: Host;
  readonly terminal: Terminal;
  readonly organisation: OrganisationEntry;
}

interface Course {
  plan: ImportPlan | null;
  refusedFile: RefusedFile | null;
  counts: ImportCounts;
}

async function run({ host, terminal, organisation }: Import, wish: ImportWish, size: number): Promise<number> {
  const course: Course = { plan: null, refusedFile: null, counts: noRows };
  const progress = createProgress(terminal.progress, size);
  const { kind } = wish.file;
  const sources = new Set<string>();
  const take = (items: readonly unknown[], source: string) => {
    sources.add(source);
    return host.take({ organisationId: organisation.id, kind, source, items });
  };
  try {
    for await (const event of importFile(take, wish)) await follow(course, event, { wish, progress });
    for (const source of sources) await host.importEnded({ organisationId: organisation.id, kind, source });
  } catch (error) {
    progress.stop();
    if (course.counts.rowCount > 0)
      terminal.error(
        `The import stopped after ${rows(course.counts.rowCount)}. What went in stays in; run it again to go on.`,
      );
    throw error;
  } finally {
    progress.stop();
    await course.refusedFile?.close();
  }
  sumUp(terminal, course, { file: basename(wish.path), organisation: organisation.name });
  const { rowCount, refusedCount } = course.counts;
  return rowCount > 0 && refusedCount === rowCount ? 1 : 0;
}

async function follow(
  course: Course,
  event: ImportEvent,
  { wish, progress }: { wish: ImportWish; progress: Progress },
): Promise<void> {
  switch (event.kind) {
    case 'planned':
      course.plan = event.plan;
      course.refusedFile = await openRefusedFile(wish.path, event.plan);
      return;
    case 'refused':
      return course.refusedFile?.add(event.row);
    case 'progress':
      course.counts = event.counts;
      progress.update(event.counts, event.byteCount);
  }
}

function sumUp(
  terminal: Terminal,
  { plan, refusedFile, counts }: Course,
  about: { file: string; organisation: string },
): void {
  const { rowCount, addedCount, knownCount, refusedCount } = counts;
  terminal.say(
    `${about.file} into ${about.organisation}: ${rows(rowCount)} read, ${number(addedCount)} added, ${number(knownCount)} already known, ${number(refusedCount)} refused.`,
  );
  if (plan !== null) {
    const { header, indexes, keptOut } = plan.columns;
    terminal.say(`Columns: ${[...indexes].map(([field, index]) => `${header[index]?.trim()} → ${field}`).join(', ')}.`);
    if (keptOut.length > 0)
      terminal.say(`Kept out: ${listOf(keptOut)}. If one of them belongs to a field: --map FIELD="COLUMN".`);
  }
  if (refusedFile?.path)
    terminal.say(
      `Refused rows, with line and reason: ${refusedFile.path}. A column that does not fit is left out with --map FIELD=`,
    );
}

/** A file may have hundreds of columns. */
function listOf(names: readonly string[]): string {
  return names.length > 20 ? `${names.slice(0, 20).join(', ')} and ${names.length - 20} more` : names.join(', ');
}

const number = (value: number): string => value.toLocaleString('en-GB');
const rows = (count: number): string => `${number(count)} ${count === 1 ? 'row' : 'rows'}`;
