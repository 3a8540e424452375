/** What an organisation sets for notices: whether a second person looks at them, and how many mails go out. */
import { phrase } from '../../kernel/language/say.js';
import { mailsPerDay } from '../customers/index.js';
import { onOffSetting, type Setting } from '../people/index.js';

/** Whether a second person approves a notice before customers read it. */
export const noticeApproval = onOffSetting(
  {
    name: 'notice-approval',
    key: 'noticeApproval',
    label: phrase('Notices to customers'),
    group: 'pages',
    default: false,
  },
  { on: phrase('a second person approves them'), off: phrase('go out when they are written') },
);

/** How many mails about notices go out a day. */
export const noticeMailsPerDay = mailsPerDay(
  { name: 'notice-mails', key: 'noticeMailsPerDay', label: phrase('Notices by mail a day'), default: 5_000 },
  phrase('At once, also outside working hours, when it touches customers already.'),
);

/** What this room lets an organisation set. */
export const noticesSettings: readonly Setting[] = [noticeApproval, noticeMailsPerDay];
