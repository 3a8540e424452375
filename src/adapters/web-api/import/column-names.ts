/** What the columns of other people's files are called. Asked by columns.ts. */

import { commonColumns } from '../../../chat/column-names.js';

/** What one kind of file can hold. */
export interface FieldSet {
  /** The names under which a field is known, as they are compared: small letters and digits only. The first is its own. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Without it there is nothing to take in. */
  readonly wanted: {
    readonly field: string;
    /** "No column is named like …". */
    readonly like: string;
    /** "Say which one holds …". */
    readonly holds: string;
    /** Names that may be meant, and are not taken unless somebody says so. */
    readonly maybe: RegExp;
  };
  /** The customer's words: kept exactly as they are, while around the rest spaces mean nothing. */
  readonly words: string;
}

/** @param names as the feedback room describes its fields */
export const feedbackFields = (names: FieldSet['names']): FieldSet => ({
  names,
  wanted: {
    field: 'text',
    like: "the customer's words (text, comment, feedback, message, review)",
    holds: 'what the customer said',
    maybe: /./,
  },
  words: 'text',
});

/** @param metric another number than NPS, whose column may have its name */
export function scoreFields(metric?: string): FieldSet {
  const named = metric === undefined ? ['nps', 'npsscore', 'likelihoodtorecommend', 'recommend'] : metricNames(metric);
  const like =
    metric === undefined ? 'a score (score, NPS, how likely are you to recommend …)' : `${metric} (or score)`;
  return {
    names: { score: ['score', ...named], ...scoreNames },
    wanted: {
      field: 'score',
      like,
      holds: metric === undefined ? 'the answers of 0 to 10' : 'its answers',
      maybe: /rating|stars?|answer/i,
    },
    words: 'comment',
  };
}

function metricNames(metric: string): string[] {
  const name = fold(metric);
  return name === '' ? [] : [name, `${name}score`];
}

const scoreNames = {
  comment: [
    'comment',
    'comments',
    'reason',
    'reasons',
    'why',
    'text',
    'feedback',
    'verbatim',
    'explanation',
    'npscomment',
    'npsreason',
    'reasonforscore',
  ],
  customer: commonColumns.customer,
  segment: ['segment', 'customersegment', 'segmentname'],
  givenAt: [...commonColumns.saidAt, 'givenat', 'answeredat', 'respondedat', 'completedat', 'scoredate'],
  sourceId: [...commonColumns.sourceId, 'scoreid', 'answerid', 'submissionid', 'surveyresponseid'],
  link: commonColumns.link,
  source: commonColumns.source,
} as const satisfies FieldSet['names'];

/** Whole questions as column names, as survey tools write them. */
const questions: Readonly<Record<string, RegExp>> = {
  score: /likely.*recommend|wouldyourecommend/,
  comment: /reasonforyour|whydidyougive|whydoyou/,
};

/** Whether a column of this name is that field. */
export function isNamed(fields: FieldSet, field: string, column: string): boolean {
  const folded = fold(column);
  if (fields.names[field]?.includes(folded)) return true;
  const isQuestion = questions[field]?.test(folded) === true;
  // A comment's question often repeats the score's: "What is the main reason for your score?"
  return isQuestion && fields.wanted.field === 'score' && !(field === 'score' && questions.comment?.test(folded));
}

/** "Review ID", "review_id" and "reviewId" are one name. */
export function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
