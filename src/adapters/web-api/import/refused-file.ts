/** The file beside an imported one that tells which rows were refused and why: mended, it can be imported itself. */
import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { defuse } from '../../../kernel/defuse.js';
import { Conflict } from '../../../kernel/errors.js';
import type { RefusedRow } from './import-file.js';
import type { ImportPlan } from './plan.js';
import { ownNames } from './read/layout.js';

/** The file beside the imported one that keeps the refused rows with their reasons; made with the first of them. */
export interface RefusedFile {
  add(row: RefusedRow): Promise<void>;
  /** Where the rows are written; null while none was refused. */
  readonly path: string | null;
  close(): Promise<void>;
}

/** What of a plan the file's head is made of. */
export interface RefusedHead {
  readonly header: readonly string[];
  readonly delimiter: string;
  /** How many columns at the start are our own already: an errors file's own errors. */
  readonly ownCount: number;
  /** Rows have ids: else each is marked with what it is known by. */
  readonly hasIds: boolean;
}

/** The head that a planned file's refused rows get. */
export const refusedHeadOf = ({ columns, delimiter, layout }: ImportPlan): RefusedHead => ({
  header: columns.header,
  delimiter,
  ownCount: layout.ours?.count ?? 0,
  hasIds: columns.indexes.has('sourceId'),
});

/** So that spreadsheet programs read it as UTF-8; and what this program knows a file of its own by. */
const mark = `\ufeff${ownNames[0]}`;

/**
 * `reviews.csv` has `reviews.errors.csv` beside it. Where that folder can't be written to, it goes into `elsewhere`.
 * It is made with the first row; one that an earlier run left is replaced, or taken away when nothing is refused.
 * @throws Conflict when a file of that name is there that this program did not write.
 */
export async function openRefusedFile(
  imported: string,
  head: RefusedHead,
  elsewhere: string = process.cwd(),
): Promise<RefusedFile> {
  const name = `${basename(imported, extname(imported))}.errors.csv`;
  const path = join(dirname(resolve(imported)), name);
  await forget(path);
  let file: { readonly handle: FileHandle; readonly path: string } | null = null;
  return {
    async add({ line, reason, key, cells }) {
      file ??= await create([path, join(elsewhere, name)], head);
      const own = [String(line), reason, ...(head.hasIds ? [] : [key ?? ''])];
      await file.handle.write(lineOf([...own, ...cells.slice(cells.length === 1 ? 0 : head.ownCount)], head.delimiter));
    },
    get path() {
      return file?.path ?? null;
    },
    close: async () => file?.handle.close(),
  };
}

/** Takes away what an earlier run left: it would tell of rows that have long been mended. */
async function forget(path: string): Promise<void> {
  const found = await readFile(path, 'utf8').catch(() => null);
  if (found === null) return;
  if (!found.startsWith(mark)) {
    throw new Conflict('import.refusedFile', `${path} is in the way: refused rows are to go there. Move or rename it.`);
  }
  await rm(path, { force: true });
}

async function create(
  [path, ...others]: readonly string[],
  head: RefusedHead,
): Promise<{ readonly handle: FileHandle; readonly path: string }> {
  if (path === undefined)
    throw new Conflict('import.refusedFile', 'The refused rows can’t be written down: no folder takes them.');
  try {
    const handle = await open(path, 'w');
    const own = ownNames.slice(0, head.hasIds ? 2 : 3);
    await handle.write(`\ufeff${lineOf([...own, ...head.header.slice(head.ownCount)], head.delimiter)}`);
    return { handle, path };
  } catch {
    return create(others, head);
  }
}

function lineOf(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => cellOf(cell, delimiter)).join(delimiter)}\r\n`;
}

function cellOf(text: string, delimiter: string): string {
  const safe = defuse(text);
  const needsQuotes = safe.includes(delimiter) || /["\r\n]|^\s|\s$/.test(safe);
  return needsQuotes ? `"${safe.replaceAll('"', '""')}"` : safe;
}
