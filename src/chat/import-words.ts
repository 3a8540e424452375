/** How imports are told, in chat and on the command line alike. */
import { withCommas } from '../kernel/language/list.js';
import { phrase, say } from '../kernel/language/say.js';
import { firstFew } from './counted.js';
import type { ImportEntry, ImportKind, Undoing, UndoPreview } from './import-book.js';

const kindNames: Readonly<Record<Exclude<ImportKind, 'scores'>, string>> = {
  feedback: phrase('feedback // of a file'),
  customers: phrase('customers // of a file'),
  people: phrase('people // of a file'),
};

/** `feedback`, `customers`, `NPS`, or the metric's name. */
export const importedWhat = ({ kind, metric }: Pick<ImportEntry, 'kind' | 'metric'>): string =>
  kind === 'scores' ? (metric ?? 'NPS') : say(kindNames[kind]);

/** `12 of 15 rows added, 1 updated`. */
export function importedText({ counts }: Pick<ImportEntry, 'counts'>): string {
  if (counts === null) return say('stopped before its end');
  const { addedCount: added, rowCount: rows, updatedCount: updated } = counts;
  return updated > 0
    ? say('{added, number} of {rows, plural, one {# row} other {# rows}} added, {updated, number} updated', {
        added,
        rows,
        updated,
      })
    : say('{added, number} of {rows, plural, one {# row} other {# rows}} added', { added, rows });
}

/** What taking an import back takes and leaves, line by line. @param isDone it is taken back already */
export function undoLines({ answers, feedback, customers }: UndoPreview, isDone = false): readonly string[] {
  const goes = [
    ...answers.flatMap(({ name, addedCount, changedCount }) => [
      ...some(addedCount, (count) =>
        say('{count, plural, one {# answer} other {# answers}} of {name}', { count, name }),
      ),
      ...some(changedCount, (count) =>
        say('what it changed in {count, plural, one {# answer} other {# answers}} of {name}', { count, name }),
      ),
    ]),
    ...some(feedback.addedCount, (count) =>
      say('{count, plural, one {# piece} other {# pieces}} of feedback that nobody has acted on', { count }),
    ),
    ...some(feedback.changedCount, (count) =>
      say('what it changed in {count, plural, one {# piece} other {# pieces}} of feedback', { count }),
    ),
    ...some(customers.addedCount, (count) =>
      say('{count, plural, one {# customer} other {# customers}} that nobody has used since', { count }),
    ),
    ...some(customers.changedCount, (count) =>
      say('what it changed in {count, plural, one {# customer} other {# customers}}', { count }),
    ),
  ];
  const things = withCommas(goes);
  const first = isDone ? say('Gone: {things}.', { things }) : say('It takes back {things}.', { things });
  return [
    goes.length === 0 ? say('There is nothing left of it to take back.') : first,
    ...staying(feedback, (names) => say('Somebody has acted on {names}: that stays.', { names })),
    ...staying(customers, (names) => say('Somebody has used {names}: that stays.', { names })),
  ];
}

const some = (count: number, words: (count: number) => string): readonly string[] => (count > 0 ? [words(count)] : []);

const staying = ({ staying: left }: Undoing, words: (names: string) => string): readonly string[] =>
  left.length === 0 ? [] : [words(firstFew(left, 20))];
