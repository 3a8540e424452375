/** The check of mail: whether the server takes ours, and whether the links in them lead anywhere. */
import { type Check, type Finding, failing, ok } from '../platform/check.js';
import { greetMailServer } from './mail.js';
import type { MailSettings } from './settings.js';

export interface MailCheckDeps {
  /** null: no mail is sent. */
  readonly settings: MailSettings | null;
  readonly publicUrl: string | undefined;
}

export function mailCheck({ settings, publicUrl }: MailCheckDeps): Check {
  return {
    name: 'mail',
    does: 'whether the mail server takes mail, and links in it lead here',
    async run() {
      if (settings === null) return [ok('No mail is sent. docs/asking.md says how to set it up.')];
      const links = publicUrl === undefined ? [local] : [];
      return [await look(settings), ...links];
    },
  };
}

const local = failing(
  'PUBLIC_URL is not set: links in mails lead to this machine, and nobody else can open them.',
  'Set PUBLIC_URL=https://YOUR-ADDRESS in .env',
);

async function look(settings: MailSettings): Promise<Finding> {
  const { host } = new URL(settings.url);
  try {
    await greetMailServer(settings);
    return ok(`The mail server ${host} takes mail.`);
  } catch (error) {
    const { code = '' } = error as { readonly code?: string };
    const why = error instanceof Error ? error.message : String(error);
    return failing(`The mail server ${host} takes no mail: ${why}`, remedies[code] ?? unreached);
  }
}

const unreached = 'Look whether it runs, and whether this machine may reach it; or mend host and port in SMTP_URL.';

/** By nodemailer’s codes. */
const remedies: Readonly<Record<string, string>> = {
  EAUTH: 'Mend the user and the password in SMTP_URL; in an address @ is written %40, / is %2F and : is %3A.',
  EDNS: 'Mend the host in SMTP_URL.',
  ETLS: 'Mend its certificate; or smtp:// and smtps:// are mixed up: smtps:// is encrypted from the start, mostly at port 465.',
};
