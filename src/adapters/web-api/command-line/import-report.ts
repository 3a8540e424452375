/** Follows an import on its way, and says at the end what became of the rows. Asked by import-command.ts. */
import { counted, firstFew } from '../../../chat/counted.js';
import type { ImportCounts } from '../../../chat/import-book.js';
import type { ImportEvent } from '../import/import-file.js';
import { rowsText } from '../import/plan-words.js';
import type { Progress } from '../import/progress.js';
import type { RefusedFile } from '../import/refused-file.js';
import type { Terminal } from './terminal.js';

/** What has become of the file so far. */
export interface Course {
  refusedFile: RefusedFile;
  counts: ImportCounts;
  readonly refusedLines: number[];
  readonly updated: { readonly line: number; readonly id: string | null }[];
  readonly newCustomers: string[];
  readonly notes: { readonly line: number; readonly note: string }[];
}

/** Notes one event. */
export async function follow(course: Course, event: ImportEvent, progress: Progress): Promise<void> {
  switch (event.kind) {
    case 'refused':
      course.refusedLines.push(event.row.line);
      return course.refusedFile.add(event.row);
    case 'updated':
      course.updated.push({ line: event.line, id: event.id });
      return;
    case 'newCustomer':
      course.newCustomers.push(event.name);
      return;
    case 'note':
      course.notes.push({ line: event.line, note: event.note });
      return;
    case 'progress':
      course.counts = event.counts;
      progress.update(event.counts, event.byteCount);
  }
}

/** Says what became of the rows, and the way back. */
export function sumUp(
  terminal: Terminal,
  { refusedFile, counts, updated, newCustomers, notes }: Course,
  about: { readonly number: number; readonly file: string; readonly organisation: string },
): void {
  const { rowCount, addedCount, updatedCount, knownCount, refusedCount, leftOutCount } = counts;
  terminal.say(
    `Import ${about.number}, ${about.file} into ${about.organisation}: ${rowsText(rowCount)} read, ${counted(addedCount)} added, ${counted(updatedCount)} updated, ${counted(knownCount)} already known, ${counted(refusedCount)} refused, ${counted(leftOutCount)} left out.`,
  );
  if (updated.length > 0) {
    const rows = updated.map(({ line, id }) => (id === null ? `line ${line}` : `${id} (line ${line})`));
    terminal.say(`Updated: ${firstFew(rows, 20)}.`);
  }
  if (newCustomers.length > 0) terminal.say(newCustomersText(newCustomers));
  for (const line of noteLines(notes)) terminal.say(line);
  if (refusedFile.path)
    terminal.say(
      `Refused rows, with line and reason: ${refusedFile.path}. Mend them there and import that file; a column that does not fit is left out with --map FIELD=`,
    );
  if (addedCount + updatedCount > 0) terminal.say(`To take it back: npm run import -- --undo ${about.number}`);
}

/** What was left out, each once with its lines. */
function noteLines(notes: Course['notes']): readonly string[] {
  const linesByNote = new Map<string, number[]>();
  for (const { line, note } of notes) linesByNote.set(note, [...(linesByNote.get(note) ?? []), line]);
  const all = [...linesByNote].map(
    ([note, lines]) => `${lines.length === 1 ? 'Line' : 'Lines'} ${firstFew(lines.map(String), 5)}: ${note}`,
  );
  const more = all.length - notedCount;
  return more > 0 ? [...all.slice(0, notedCount), `And ${counted(more)} more of these.`] : all;
}

const notedCount = 20;

/** A typing mistake in a name is seen here. */
function newCustomersText(names: readonly string[]): string {
  return `${counted(names.length)} new ${names.length === 1 ? 'customer' : 'customers'}: ${firstFew(names, 5)}.`;
}
