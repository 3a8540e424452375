/** What columns of other people's files are called that hold the same in every kind of file: small letters and digits. */
export const commonColumns = {
  customer: ['customer', 'customername', 'company', 'companyname', 'account', 'accountname', 'client', 'clientname'],
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
  saidAt: [
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
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What a room's items are called in files: names of columns by field, and how other programs write what the room knows. */
export interface FileColumns {
  /** The first name is the field's own. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly synonyms: Readonly<Record<string, ReadonlyMap<string, string>>>;
}
