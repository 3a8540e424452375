/** Words of notices that several cards share, and what is said to whoever typed something that can't be taken. */
import type { Inline, Line } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import type { Notice, NoticeAudience, NoticeUpdate } from '../rules/notice.js';

/** `customers in segment Key` */
export function audienceText(audience: NoticeAudience): string {
  if (audience.kind === 'everyone') return 'all customers';
  return audience.kind === 'segment' ? `customers in segment ${audience.segment}` : firstFew(audience.names, 3);
}

/** `Mon 16 Nov, 14:30` in the reader's own way. */
export const time = (at: Date, timeZone: string): Inline => ({ kind: 'time', at, timeZone, style: 'dateTime' });

/** `14:30, expected`, or that nobody knows. */
export const endLine = ({ endsAt }: Pick<Notice, 'endsAt'>, timeZone: string): Line =>
  endsAt === null ? 'not known yet' : [time(endsAt, timeZone)];

/** What an entry of the thread is called. */
export const updateTitles: Readonly<Record<NoticeUpdate['kind'], string>> = {
  opened: 'Told',
  updated: 'Update',
  moved: 'New end',
  ended: 'Ended',
};

/** Refusals; each is a fault and its remedy. */
export const noticeRefusals = {
  notYours: 'Only the champion and admins can tell customers something.',
  nameOne: 'No notice is named. Type `notice end N-1 what happened`; `notices` lists them.',
  saySo: 'Nothing is said to customers. Type `notice update N-1 we found the cause`.',
  sayHow: 'What happened is not said. Type `notice end N-1 what happened`.',
  sayWhen: 'No time is named. Type `notice until N-1 16:30`, or `notice until N-1 tomorrow 10:00`.',
  tooLong: (length: number, most: number) =>
    `${length.toLocaleString('en-GB')} characters is too long. The limit is ${most.toLocaleString('en-GB')}.`,
  notOpen: (name: string, state: string) =>
    state === 'draft'
      ? `${name} is a draft: customers have not read it. Type \`notice ${name}\` to see who approves it.`
      : `${name} has ended. Type \`notice\` for a new one.`,
  notDraft: (name: string) => `${name} is no draft any more. Type \`notice ${name}\` to see how it stands.`,
  ownDraft: (name: string) =>
    `${name} is your own draft. Somebody else among the champion and admins approves it: \`notice approve ${name}\`.`,
  nobodyElse:
    'Nobody but you could approve this. Make somebody else champion or admin, or type `settings notice-approval:off`.',
  past: 'The end can’t be in the past. Name a later time, such as 16:30 or tomorrow 10:00.',
  beforeBegin: 'It can’t end before it begins. Name a later end.',
  farBegin: 'It begins more than a year from now or ago. Check the date.',
  manyOpen: (most: number) =>
    `${most} notices are open or drafts, which is the limit. End one first: \`notice end N-1 what happened\`.`,
  customer: (typed: string, guess: string | null) =>
    `No customer is called “${typed}”. ${guess === null ? 'Separate several names by a semicolon.' : `The nearest is ${guess}.`}`,
  manyCustomers: (count: number, most: number) =>
    `${count} customers are too many to name. The limit is ${most}; make them a segment instead: \`segment add\`.`,
  noChannel: 'Say where customers read it: by mail, on the page, or as a text to paste.',
  noMail: 'I can’t send mail: whoever runs me has set no mail server. Choose the page, or a text to paste.',
} as const;
