/**
 * By what rows without ids are known again: the digest of the file that first brought them, and their line. A file that
 * is mended or grows is recognised by its lines, so that it adds what is new; any other file adds all its rows.
 */
import { hash } from 'node:crypto';
import type { EarlierImport, RowMark } from '../../../chat/import-book.js';

/** A file that was imported, as far as it has to be recognised. */
export type EarlierFile = Omit<EarlierImport, 'settings'>;

/** How the rows of a file are known, and which earlier file they were found in. */
export interface RowKeys {
  readonly family: string;
  /** The file that this one is, mended or longer; null: it is new. */
  readonly same: { readonly number: number; readonly sameCount: number } | null;
  /** Another file that holds most of these rows on other lines; null: none. */
  readonly moved: { readonly number: number; readonly movedCount: number; readonly lines: ReadonlySet<number> } | null;
}

export const keyOf = (family: string, line: number): string => `row:${family}:${line}`;
export const familyOf = (digest: string): string => digest.slice(0, 16);

/** Twelve characters of a digest of what the row says, in the order of the columns' names. */
export function rowMarker(header: readonly string[], from: number): (cells: readonly string[]) => string {
  const inOrder = header
    .map((name, index) => ({ name: name.trim(), index }))
    .slice(from)
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  return (cells) => {
    const said = inOrder.flatMap(({ name, index }) => (cells[index] ? [name, cells[index]] : []));
    return hash('sha256', JSON.stringify(said), 'base64').slice(0, 12);
  };
}

export function shapeOf(header: readonly string[]): string {
  const names = header.map((name) => name.trim()).toSorted();
  return hash('sha256', JSON.stringify(names), 'hex').slice(0, 16);
}

type Candidate = Omit<EarlierFile, 'number' | 'refusedLines' | 'family'>;

/** This much of an earlier file has to stand on its lines for a file to be the same one. */
const sameShare = 0.9;
/** This much of its different rows has to be there for a file to be the same one in another order. */
const movedShare = 0.5;

/** @param earlier files of the same kind and source, the newest first */
export function recognise(file: Candidate, earlier: readonly EarlierFile[]): RowKeys {
  const again = earlier.find(({ digest }) => digest === file.digest);
  if (again) return { family: again.family, same: { number: again.number, sameCount: file.rows.length }, moved: null };
  const alike = earlier.filter(({ shape, undated }) => shape === file.shape && undated === file.undated);
  const marks = new Map(file.rows.map(({ line, mark }) => [line, mark]));
  for (const { number, family, rows, refusedLines } of alike) {
    const taken = withoutRefused(rows, refusedLines);
    const sameCount = taken.filter(({ line, mark }) => marks.get(line) === mark).length;
    if (taken.length > 0 && sameCount >= taken.length * sameShare)
      return { family, same: { number, sameCount }, moved: null };
  }
  const family = familyOf(file.digest);
  for (const { number, rows, refusedLines } of alike) {
    const taken = new Set(withoutRefused(rows, refusedLines).map(({ mark }) => mark));
    // Bare scores say the same again and again: that proves nothing.
    if (taken.size < 5 || taken.size < rows.length * 0.8) continue;
    const lines = new Set(file.rows.filter(({ mark }) => taken.has(mark)).map(({ line }) => line));
    if (lines.size >= taken.size * movedShare)
      return { family, same: null, moved: { number, movedCount: lines.size, lines } };
  }
  return { family, same: null, moved: null };
}

function withoutRefused(rows: readonly RowMark[], refusedLines: readonly number[]): readonly RowMark[] {
  const refused = new Set(refusedLines);
  return rows.filter(({ line }) => !refused.has(line));
}
