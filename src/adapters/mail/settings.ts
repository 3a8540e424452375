/** The environment variables of mail: a server that takes it by SMTP, and who it comes from. */
import { z } from 'zod';
import { incompleteGroups, type PlatformConfig } from '../platform/platform-config.js';

const shape = {
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an address like smtps://user:password@smtp.example.com:465' })
    .optional(),
  MAIL_FROM: z.email('must be an address like hello@example.com').optional(),
  MAIL_BOUNCES: z.email('must be an address like bounces@example.com').optional(),
};

/** How mail is sent. */
export interface MailSettings {
  /** Holds the password. */
  readonly url: string;
  /** The address that mails come from; the organisation's name stands before it. */
  readonly from: string;
  /** Where mails that can't be delivered go; null: to `from`. */
  readonly bounces: string | null;
}

/** Settings are null where no mail is sent. */
export const mailConfig: PlatformConfig<typeof shape, MailSettings> = {
  shape,
  problems: (set) => incompleteGroups([{ what: 'sending mail', keys: ['SMTP_URL', 'MAIL_FROM'] }], set),
  settings: ({ SMTP_URL: url, MAIL_FROM: from, MAIL_BOUNCES: bounces = null }) =>
    url === undefined || from === undefined ? null : { url, from, bounces },
};
