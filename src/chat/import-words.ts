/** How imports are told, in chat and on the command line alike. */
import { counted, firstFew } from './counted.js';
import type { ImportEntry, Undoing, UndoPreview } from './import-book.js';

const many = (count: number, what: string): string => `${counted(count)} ${what}${count === 1 ? '' : 's'}`;

/** `feedback`, `customers`, `NPS`, or the metric's name. */
export const importedWhat = ({ kind, metric }: Pick<ImportEntry, 'kind' | 'metric'>): string =>
  kind === 'scores' ? (metric ?? 'NPS') : kind;

/** `12 of 15 rows added, 1 updated`. */
export function importedText({ counts }: Pick<ImportEntry, 'counts'>): string {
  if (counts === null) return 'stopped before its end';
  const updated = counts.updatedCount > 0 ? `, ${counted(counts.updatedCount)} updated` : '';
  return `${counted(counts.addedCount)} of ${many(counts.rowCount, 'row')} added${updated}`;
}

/** What taking an import back takes and leaves, line by line. @param begins `It takes back`, or what was done */
export function undoLines({ answers, feedback, customers }: UndoPreview, begins = 'It takes back'): readonly string[] {
  const goes = [
    ...answers.flatMap(({ name, addedCount, changedCount }) => [
      ...(addedCount > 0 ? [`${many(addedCount, 'answer')} of ${name}`] : []),
      ...(changedCount > 0 ? [`what it changed in ${many(changedCount, 'answer')} of ${name}`] : []),
    ]),
    ...(feedback.addedCount > 0 ? [`${many(feedback.addedCount, 'piece')} of feedback that nobody has acted on`] : []),
    ...(feedback.changedCount > 0 ? [`what it changed in ${many(feedback.changedCount, 'piece')} of feedback`] : []),
    ...(customers.addedCount > 0 ? [`${many(customers.addedCount, 'customer')} that nobody has used since`] : []),
    ...(customers.changedCount > 0 ? [`what it changed in ${many(customers.changedCount, 'customer')}`] : []),
  ];
  const stays = ({ staying }: Undoing, why: string) =>
    staying.length === 0 ? [] : [`Somebody has ${why} ${firstFew(staying, 20)}: that stays.`];
  return [
    goes.length === 0 ? 'There is nothing left of it to take back.' : `${begins} ${goes.join(', ')}.`,
    ...stays(feedback, 'acted on'),
    ...stays(customers, 'used'),
  ];
}
