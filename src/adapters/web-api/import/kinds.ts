/** What the kinds of files differ in: their fields, how a row becomes an item, how many go in at once. import-file.ts asks. */
import type { FileColumns } from '../../../chat/column-names.js';
import type { Kind } from '../intakes.js';
import { type FieldSet, feedbackFields, scoreFields } from './column-names.js';
import { type DateOrder, instantIn } from './dates.js';
import { feedbackItem } from './feedback-item.js';
import type { Fields, ItemOf } from './item.js';

/** A kind of file that can be imported: its fields, and how many rows are taken at once. */
export interface FileKind {
  readonly kind: Kind;
  readonly fields: FieldSet;
  /** "each line after it is …". */
  readonly row: string;
  /** Rows read at a time, and items given to the room at a time: few enough for a short transaction. */
  readonly rowsPerBatch: number;
  readonly itemsPerTake: number;
  /** Which column's dates may be written day first or month first. */
  readonly dateField: string | null;
  readonly itemOf: (order: DateOrder) => ItemOf;
}

/** Files of feedback: one piece a row. @param columns as the feedback room describes them */
export const feedbackFile = (columns: FileColumns): FileKind => ({
  kind: 'feedback',
  fields: feedbackFields(columns.names),
  row: 'one piece of feedback',
  rowsPerBatch: 2000,
  itemsPerTake: 500,
  // Its dates are ISO 8601 and nothing else.
  dateField: null,
  itemOf: () => feedbackItem(columns.synonyms),
});

/** @param metric absent: NPS */
export function scoreFile(metric?: string): FileKind {
  return {
    kind: 'scores',
    fields: scoreFields(metric),
    row: 'one answer',
    rowsPerBatch: 10_000,
    itemsPerTake: 5_000,
    dateField: 'givenAt',
    itemOf: (order) => (fields) => scoreItem(fields, order, metric),
  };
}

/** Written out, and the same shape for every row: spreads would take a third of an import's time. */
function scoreItem(fields: Fields, order: DateOrder, metric: string | undefined): ReturnType<ItemOf> {
  const { score, givenAt, comment, customer, segment, sourceId, link } = fields;
  const at = givenAt === undefined ? undefined : instantIn(givenAt, order);
  if (at === null) {
    const fault = `“${givenAt}” is no date that can be read. Write it as 2026-03-31 or 2026-03-31 14:05.`;
    return { field: 'givenAt', fault };
  }
  return {
    score: score === undefined ? undefined : numberOf(score),
    comment: comment?.trim() === '' ? undefined : comment,
    customer,
    segment,
    givenAt: at,
    sourceId,
    link,
    metric,
  };
}

/** As the room takes it: what is no number goes on as typed and is judged there. */
function numberOf(typed: string): number | string {
  return /^[+-]?\d{1,9}(?:\.\d{1,9})?$/.test(typed) ? Number(typed) : typed;
}
