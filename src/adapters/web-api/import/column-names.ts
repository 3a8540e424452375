/** What the columns of other people's files are called. Asked by columns.ts. */

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

const feedbackNames = {
  text: [
    'text',
    'comment',
    'comments',
    'feedback',
    'message',
    'review',
    'body',
    'content',
    'verbatim',
    'reviewtext',
    'feedbacktext',
    'commenttext',
    'messagetext',
    'customercomment',
  ],
  customer: ['customer', 'customername', 'company', 'companyname', 'account', 'accountname', 'client', 'clientname'],
  topic: ['topic', 'category', 'theme', 'area'],
  severity: ['severity', 'priority', 'urgency'],
  // Not "rating": five stars of five would be read as a five of ten.
  score: ['score', 'nps', 'npsscore', 'likelihoodtorecommend'],
  author: [
    'author',
    'name',
    'authorname',
    'reviewer',
    'reviewername',
    'respondent',
    'contact',
    'contactname',
    'username',
  ],
  link: ['link', 'url', 'permalink'],
  sourceId: [
    'id',
    'reviewid',
    'feedbackid',
    'commentid',
    'responseid',
    'messageid',
    'ticketid',
    'caseid',
    'recordid',
    'externalid',
    'sourceid',
  ],
  capturedAt: [
    'date',
    'submittedat',
    'capturedat',
    'createdat',
    'receivedat',
    'submitted',
    'created',
    'timestamp',
    'datetime',
    'submissiondate',
    'reviewdate',
    'responsedate',
  ],
  source: ['source', 'channel', 'platform', 'origin'],
  owner: ['owner'],
  confidential: ['confidential'],
} as const satisfies FieldSet['names'];

export const feedbackFields: FieldSet = {
  names: feedbackNames,
  wanted: {
    field: 'text',
    like: "the customer's words (text, comment, feedback, message, review)",
    holds: 'what the customer said',
    maybe: /./,
  },
  words: 'text',
};

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
  customer: feedbackNames.customer,
  segment: ['segment', 'customersegment', 'segmentname'],
  givenAt: [...feedbackNames.capturedAt, 'givenat', 'answeredat', 'respondedat', 'completedat', 'scoredate'],
  sourceId: [...feedbackNames.sourceId, 'scoreid', 'answerid', 'submissionid', 'surveyresponseid'],
  link: feedbackNames.link,
  source: feedbackNames.source,
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
