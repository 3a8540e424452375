/** What the kinds of files differ in: their fields, how a row becomes an item, how many go in at once. plan.ts asks. */
import type { FileColumns } from '../../../chat/column-names.js';
import type { ImportKind } from '../../../chat/import-book.js';
import { isNoWords } from '../../../chat/no-words.js';
import { type FieldSet, feedbackFields, scoreFields } from './column-names.js';
import { customerItem } from './customer-item.js';
import { feedbackItem } from './feedback-item.js';
import { type Fields, type ItemOf, isFault, momentIn, type ReadStyle } from './item.js';
import { customerFields } from './judge/customer-columns.js';
import { peopleFields } from './judge/people-columns.js';
import { personIn, personItem } from './person-item.js';
import { scoreIn, voteIn } from './read/scores.js';

/** A kind of file that can be imported: its fields, and how many rows are taken at once. */
export interface FileKind {
  readonly kind: ImportKind;
  /** Another number than NPS; null: it is NPS, or feedback. */
  readonly metric: string | null;
  readonly fields: FieldSet;
  /** "each line after it is …". */
  readonly row: string;
  /** Rows read at a time, and items given to the room at a time: few enough for a short transaction. */
  readonly rowsPerBatch: number;
  readonly itemsPerTake: number;
  readonly itemOf: (style: ReadStyle) => ItemOf;
}

/** Files of feedback: one piece a row. @param columns as the feedback room describes them */
export const feedbackFile = (columns: FileColumns): FileKind => ({
  kind: 'feedback',
  metric: null,
  fields: feedbackFields(columns.names),
  row: 'one piece of feedback',
  rowsPerBatch: 2000,
  itemsPerTake: 500,
  itemOf: (style) => feedbackItem(columns.synonyms, style),
});

/** Files of customers: who they are, and whatever else a CRM knows of them. */
export const customerFile: FileKind = {
  kind: 'customers',
  metric: null,
  fields: customerFields,
  row: 'one customer',
  rowsPerBatch: 2000,
  itemsPerTake: 500,
  itemOf: customerItem,
};

/** @param metric absent: NPS */
export function scoreFile(metric?: string): FileKind {
  return {
    kind: 'scores',
    metric: metric ?? null,
    fields: scoreFields(metric),
    row: 'one answer',
    rowsPerBatch: 10_000,
    itemsPerTake: 5_000,
    itemOf: (style) => (fields) => scoreItem(fields, style, metric),
  };
}

/** Written out, and the same shape for every row: spreads would take a third of an import's time. */
function scoreItem(fields: Fields, style: ReadStyle, metric: string | undefined): ReturnType<ItemOf> {
  const { score, givenAt, comment, customer, segment, sourceId, link, email } = fields;
  const value = score === undefined || isNoWords(score) ? null : answerIn(score, metric);
  if (value === null || value === 'none') return { leftOut: 'no answer' };
  if (typeof value === 'object') return value;
  const at = momentIn(givenAt, 'givenAt', style);
  if (typeof at !== 'string' && isFault(at)) return at;
  return {
    score: value,
    comment: comment === undefined || isNoWords(comment) ? undefined : comment,
    customer: customer === undefined || isNoWords(customer) ? undefined : customer,
    segment: segment === undefined || isNoWords(segment) ? undefined : segment,
    email: email === undefined || isNoWords(email) ? undefined : email,
    person: email === undefined ? undefined : personIn(fields),
    givenAt: at,
    sourceId,
    link,
    metric,
  };
}

/** Files of people: who can be asked, and what another tool knew of asking them. */
export const peopleFile: FileKind = {
  kind: 'people',
  metric: null,
  fields: peopleFields,
  row: 'one person',
  rowsPerBatch: 2000,
  itemsPerTake: 500,
  itemOf: personItem,
};

/** What is no number goes on as typed and is judged in the room. `none`: a survey that nobody answered. */
function answerIn(typed: string, metric: string | undefined): number | string | { field: string; fault: string } {
  const read = scoreIn(typed, metric === undefined ? 10 : null);
  if (read !== null) return 'value' in read ? read.value : { field: 'score', fault: read.fault };
  const vote = metric === undefined ? null : voteIn(typed);
  if (vote === 'good') return votes.good;
  return vote === 'bad' ? votes.bad : (vote ?? typed);
}

/** What a good and a bad vote count on a scale of 1 to 5. */
export const votes = { good: 5, bad: 1 } as const;
