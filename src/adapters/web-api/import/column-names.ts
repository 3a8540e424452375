/** What the columns of other people's files are called. Asked by columns.ts. */

/** The names under which a field is known, as they are compared: small letters and digits only. The first is its own. */
export const namesByField = {
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
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ImportField = keyof typeof namesByField;

/** What the row's fields are called in `--map` and in sentences. */
export const importFields = Object.keys(namesByField) as readonly ImportField[];
