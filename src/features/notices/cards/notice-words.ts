/** Words of notices that several cards share, and what is said to whoever typed something that can't be taken. */

import type { Inline, Line } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { Notice, NoticeAudience, NoticeUpdate } from '../rules/notice.js';

/** `customers in segment Key` */
export function audienceText(audience: NoticeAudience): string {
  if (audience.kind === 'everyone') return say('all customers');
  return audience.kind === 'segment'
    ? say('customers in segment {segment}', { segment: audience.segment })
    : firstFew(audience.names, 3);
}

/** `Mon 16 Nov, 14:30` in the reader's own way. */
export const time = (at: Date, timeZone: string): Inline => ({ kind: 'time', at, timeZone, style: 'dateTime' });

/** `14:30, expected`, or that nobody knows. */
export const endLine = ({ endsAt }: Pick<Notice, 'endsAt'>, timeZone: string): Line => [endOf({ endsAt }, timeZone)];

/** The same within a sentence. */
export const endOf = ({ endsAt }: Pick<Notice, 'endsAt'>, timeZone: string): Inline =>
  endsAt === null ? say('not known yet') : time(endsAt, timeZone);

/** What an entry of the thread is called. */
export const updateTitles: Readonly<Record<NoticeUpdate['kind'], string>> = {
  opened: phrase('Told'),
  updated: phrase('Update'),
  moved: phrase('New end'),
  ended: phrase('Ended'),
};

/** Refusals; each is a fault and its remedy. */
export const noticeRefusals = {
  notYours: () => say('Only the champion and admins can tell customers something.'),
  nameOne: () => say('No notice is named. Type `notice end N-1 what happened`; `notices` lists them.'),
  saySo: () => say('Nothing is said to customers. Type `notice update N-1 we found the cause`.'),
  sayHow: () => say('What happened is not said. Type `notice end N-1 what happened`.'),
  sayWhen: () => say('No time is named. Type `notice until N-1 16:30`, or `notice until N-1 tomorrow 10:00`.'),
  tooLong: (length: number, most: number) =>
    say('{length, number} characters is too long. The limit is {most, number}.', { length, most }),
  notOpen: (name: string, state: string) =>
    state === 'draft'
      ? say('{name} is a draft: customers have not read it. Type `notice {name}` to see who approves it.', { name })
      : say('{name} has ended. Type `notice` for a new one.', { name }),
  notDraft: (name: string) => say('{name} is no draft any more. Type `notice {name}` to see how it stands.', { name }),
  ownDraft: (name: string) =>
    say('{name} is your own draft. Somebody else among the champion and admins approves it: `notice approve {name}`.', {
      name,
    }),
  nobodyElse: () =>
    say(
      'Nobody but you could approve this. Make somebody else champion or admin, or type `settings notice-approval:off`.',
    ),
  past: () => say('The end can’t be in the past. Name a later time, such as 16:30 or tomorrow 10:00.'),
  beforeBegin: () => say('It can’t end before it begins. Name a later end.'),
  farBegin: () => say('It begins more than a year from now or ago. Check the date.'),
  manyOpen: (most: number) =>
    say('{most} notices are open or drafts, which is the limit. End one first: `notice end N-1 what happened`.', {
      most,
    }),
  customer: (typed: string, guess: string | null) =>
    guess === null
      ? say('No customer is called “{typed}”. Separate several names by a semicolon.', { typed })
      : say('No customer is called “{typed}”. The nearest is {guess}.', { typed, guess }),
  manyCustomers: (count: number, most: number) =>
    say('{count} customers are too many to name. The limit is {most}; make them a segment instead: `segment add`.', {
      count,
      most,
    }),
  noChannel: () => say('Say where customers read it: by mail, on the page, or as a text to paste.'),
  noMail: () => say('I can’t send mail: whoever runs me has set no mail server. Choose the page, or a text to paste.'),
} as const;
