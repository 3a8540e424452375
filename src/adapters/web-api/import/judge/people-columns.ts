/** Which columns of a file of people are what, as Delighted and other tools that ask by mail export them. */
import type { FieldSet } from '../column-names.js';
import { personWeights } from './person-names.js';

const weights: FieldSet['weights'] = {
  ...personWeights,
  customer: [
    [/id$|email|domain|type|size/, 0],
    [/^(customer|company|account|client|organi[sz]ation|firma|unternehmen|entreprise|empresa)(name)?$/, 0.9],
  ],
  unsubscribed: [
    [/^(is)?unsubscri(bed|ption)(at|on|date|time)?$|^optedout(at|on)?$|^optout(date)?$|^donotcontact$/, 1],
  ],
  bounced: [[/^(is|hard)?bounced?(at|on|date|time)?$/, 1]],
  askedAt: [
    [/next|respon/, 0],
    [
      /^(last)?(survey)?(sent|emailed|asked|surveyed|contacted|invited)(at|on|date|time)?$|^lastsurvey(date|sentat)?$/,
      1,
    ],
  ],
  asOf: [[/^(last)?(modified|updated)(at|on|date|time)?$/, 1]],
};

const fit: FieldSet['fit'] = (field, { filledCount, emailShare, dateShare }) => {
  if (filledCount === 0) return { fit: 1, says: 'empty' };
  // Of a few values one mistake proves nothing: the name decides.
  if (field === 'email') return { fit: emailShare > 0.5 || filledCount < 5 ? 1 : 0, says: 'e-mail addresses' };
  if (field === 'askedAt' || field === 'asOf') return { fit: dateShare === 0 ? 0 : 1, says: 'dates' };
  return { fit: 1, says: 'by its name' };
};

/** What a file of people can hold. */
export const peopleFields: FieldSet = {
  names: Object.fromEntries(Object.keys(weights).map((field) => [field, [field.toLowerCase()]])),
  wanted: { field: 'email', like: 'an address (email, e-mail address)', holds: 'their e-mail addresses' },
  id: 'email',
  knownBy: 'content',
  words: 'person',
  date: 'asOf',
  furtherDates: ['askedAt', 'bounced', 'unsubscribed'],
  isNps: false,
  ...{ weights, fit, speaks: { email: ({ emailShare, filledCount }) => filledCount > 2 && emailShare > 0.9 } },
};
