/** The file beside an imported one that tells which rows were refused and why: mended, it can be imported itself. */
import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Conflict } from '../../../kernel/errors.js';
import type { ImportPlan, RefusedRow } from './import-file.js';

/** The file beside the imported one that keeps the refused rows with their reasons; made with the first of them. */
export interface RefusedFile {
  add(row: RefusedRow): Promise<void>;
  /** Where the rows are written; null while none was refused. */
  readonly path: string | null;
  close(): Promise<void>;
}

/** So that spreadsheet programs read it as UTF-8; and what this program knows a file of its own by. */
const mark = '\ufeffLine';

/**
 * `reviews.csv` has `reviews.errors.csv` beside it. Where that folder can't be written to, it goes into `elsewhere`.
 * It is made with the first row; one that an earlier run left is replaced, or taken away when nothing is refused.
 * @throws Conflict when a file of that name is there that this program did not write.
 */
export async function openRefusedFile(
  imported: string,
  plan: ImportPlan,
  elsewhere: string = process.cwd(),
): Promise<RefusedFile> {
  const name = `${basename(imported, extname(imported))}.errors.csv`;
  const path = join(dirname(resolve(imported)), name);
  await forget(path);
  let file: { readonly handle: FileHandle; readonly path: string } | null = null;
  return {
    async add(row) {
      file ??= await create([path, join(elsewhere, name)], plan);
      await file.handle.write(lineOf([String(row.line), row.reason, ...row.cells], plan.delimiter));
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
  plan: ImportPlan,
): Promise<{ readonly handle: FileHandle; readonly path: string }> {
  if (path === undefined)
    throw new Conflict('import.refusedFile', 'The refused rows can’t be written down: no folder takes them.');
  try {
    const handle = await open(path, 'w');
    await handle.write(`${mark}${lineOf(['', 'Reason', ...plan.columns.header], plan.delimiter)}`);
    return { handle, path };
  } catch {
    return create(others, plan);
  }
}

function lineOf(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => cellOf(cell, delimiter)).join(delimiter)}\r\n`;
}

/** What spreadsheet programs would run as a formula gets an apostrophe, which they take for "this is text". */
function cellOf(text: string, delimiter: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+$/.test(text) ? `'${text}` : text;
  const needsQuotes = safe.includes(delimiter) || /["\r\n]|^\s|\s$/.test(safe);
  return needsQuotes ? `"${safe.replaceAll('"', '""')}"` : safe;
}
