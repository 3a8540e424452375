/** Words of surveys that several cards share, and what is said to whoever typed something that can't be taken. */

import { firstFew } from '../../../chat/counted.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import type { Audience, LeftOut, LeftOutReason, SurveyCounts } from '../rules/survey.js';

/** `customers in segment Key` */
export function audienceText(audience: Audience): string {
  switch (audience.kind) {
    case 'link':
      return say('whoever has the link');
    case 'everyone':
      return say('all customers');
    case 'segment':
      return say('customers in segment {segment}', { segment: audience.segment });
    case 'customers':
      return firstFew(audience.names, 3);
  }
}

/** `40 people` */
export const people = (count: number): string => say('{count, plural, one {1 person} other {# people}}', { count });

const reasonTexts: Readonly<Record<LeftOutReason, (count: number, restDays: number) => string>> = {
  unwanted: (count) => say('{count, plural, one {1 person who wants} other {# people who want}} no surveys', { count }),
  unreachable: (count) => say('{count, plural, one {1 person} other {# people}} whose mail comes back', { count }),
  recently: (count, restDays) =>
    say('{count, plural, one {1 person} other {# people}} asked in the last {days} days', { count, days: restDays }),
};

/** `5 people asked in the last 90 days, 2 people who want no surveys`; null: nobody is left out. */
export function leftOutText(leftOut: LeftOut, restDays: number): string | null {
  const parts = Object.entries(leftOut).map(([reason, count]) => reasonTexts[reason as LeftOutReason](count, restDays));
  return parts.length === 0 ? null : withCommas(parts);
}

/** Of mails that broke off while they were sent. */
export const unsureText = (count: number): string =>
  say(
    '{count, plural, one {1 person} other {# people}} may not have got the mail: it broke off while it was sent. It is not sent again, so that nobody gets two.',
    { count },
  );

/** `12 of 40 answered (30 %), and 3 by the link for everybody` */
export function answeredText({ askedCount, answeredCount, openCount }: SurveyCounts): string {
  const open = say('{count, number} by the link for everybody', { count: openCount });
  if (askedCount === 0) return openCount === 0 ? say('nobody yet') : open;
  const share = Math.round((answeredCount / askedCount) * 100);
  const own = say('{answered, number} of {asked, number} ({percent} %)', {
    answered: answeredCount,
    asked: askedCount,
    percent: share,
  });
  return openCount === 0 ? own : say('{answered}, and {openly}', { answered: own, openly: open });
}

/** Refusals of the commands; each is a fault and its remedy. */
export const surveyRefusals = {
  noAudience: () =>
    say(
      'Nobody is named to be asked. Type `survey start segment:Key`, `survey start customer:Acme`, `survey start everyone`, or `survey start link` for a link without names.',
    ),
  twoAudiences: () => say('Only one of segment, customer, everyone and link can be asked. Leave the others out.'),
  unknownWord: (typed: string) =>
    say(
      '“{typed}” is not known here. Type `survey start everyone`, `survey start link`, or name a segment or a customer: `survey start segment:Key`.',
      { typed },
    ),
  customer: (typed: string, guess: string | null) =>
    guess === null
      ? say('No customer is called “{typed}”. Separate several names by a semicolon.', { typed })
      : say('No customer is called “{typed}”. The nearest is {guess}.', { typed, guess }),
  manyCustomers: (count: number, most: number) =>
    say('{count} customers are too many to name. The limit is {most}; make them a segment instead: `segment add`.', {
      count,
      most,
    }),
  past: () =>
    say('The last day can’t be in the past. Name a later one, such as `survey start everyone until:2027-12-31`.'),
  again: (most: number) => say('The time between two questions is 0 to {most} days, such as again:90d.', { most }),
  noTouchpoint: () =>
    say(
      'No touchpoint is named. Type `survey start expected touchpoint:Billing everyone`, with what the customers have just met.',
    ),
  manyOpen: (most: number) =>
    say('{most} surveys are open, which is the limit. Stop one first: `survey stop S-1`; `survey` lists them.', {
      most,
    }),
  notYours: () => say('Only the champion and admins can change surveys and see their links.'),
  noLinks: () => say('This survey has no links of its own: it asks whoever has the link for everybody.'),
  noMail: () =>
    say(
      'I can’t send mail: whoever runs me has set no mail server. Type `survey links S-1` for a file for the tool that sends yours.',
    ),
  notOpen: (name: string) =>
    say('{name} has ended, so nobody is asked any more. Type `survey start everyone` for a new one.', { name }),
  nameOne: () => say('No survey is named. Type `survey stop S-1`; `survey` lists them.'),
} as const;
