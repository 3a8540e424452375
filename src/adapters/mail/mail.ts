/**
 * Sends cards by mail, to people at customers and to colleagues who asked for it, through a server that takes SMTP. A mail is sent once: one of which nobody
 * knows whether it arrived is not repeated, when its order says so.
 */
import { createTransport } from 'nodemailer';
import type { Card, Chart } from '../../chat/card.js';
import type { FindMailFace } from '../../chat/mail.js';
import type { Messenger, PersonDestination, SendOutcome } from '../../chat/messenger.js';
import type { Logger } from '../../kernel/logger.js';
import { chartsIn, oneLine, renderMail } from './render-mail.js';
import type { MailSettings } from './settings.js';

export interface MailDeps {
  readonly log: Logger;
  readonly findFace: FindMailFace;
  /** A chart as a PNG. */
  readonly draw: (chart: Chart) => Promise<Buffer>;
}

/** Sends mail; one for the whole bot. */
export interface MailSender {
  /** For one person; the same server for all. */
  messengerFor(to: PersonDestination): Messenger;
  /** Ends the connections; what is being sent is finished first. */
  close(): void;
}

/** A server that is slower is taken for one that does not answer. */
const patienceMs = 8_000;

/** Connects when the first mail goes out. */
export function createMail({ url, from, bounces }: MailSettings, { log, findFace, draw }: MailDeps): MailSender {
  // The outbox repeats; a mail that was perhaps sent is not sent again here.
  const transport = createTransport({ ...serverAt(url), pool: true, maxConnections: 4, maxRequeues: 0 });

  const domain = from.slice(from.lastIndexOf('@') + 1);
  const threadOf = (name: string) => `<${name.replace(/[^\w.-]/g, '.')}@${domain}>`;

  /** They come with the mail, so that nothing is asked of us when it is read. */
  const picturesOf = (card: Card) =>
    Promise.all(
      chartsIn(card).map(async (chart, place) => ({
        filename: `chart-${place + 1}.png`,
        content: await draw(chart),
        cid: `chart-${place + 1}@${domain}`,
        contentDisposition: 'inline' as const,
      })),
    );

  /** The server answered since the last failure: a broken connection does not tell whether the mail before it arrived. */
  let isProven = false;

  async function post(to: PersonDestination, card: Card, mark: string | undefined) {
    const face = await findFace(to);
    if (!face) return { kind: 'permanent', reason: 'person_gone' } as const;
    const pictures = await picturesOf(card);
    const mail = renderMail(card, face, (place) => `cid:${pictures[place]?.cid}`);
    try {
      if (!isProven) await transport.verify();
      isProven = true;
    } catch (error) {
      return notSent(error, { mayHaveArrived: false });
    }
    try {
      const { messageId } = await transport.sendMail({
        from: { name: oneLine(face.from.name), address: from },
        to: { name: oneLine(face.to.name), address: oneLine(face.to.address) },
        ...mail,
        attachments: pictures,
        // Where servers on the way send it back.
        ...(bounces !== null && { envelope: { from: bounces, to: oneLine(face.to.address) } }),
        ...(mark !== undefined && {
          messageId: `<${mark}.${face.returnName}@${domain}>`,
        }),
        ...(card.thread !== undefined && { references: threadOf(card.thread) }),
        headers: {
          // A mail program’s own button takes them out with one press (RFC 8058).
          'List-Unsubscribe': `<${face.wishesUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          // Answering programs leave such mail alone (RFC 3834).
          'Auto-Submitted': 'auto-generated',
          Precedence: 'bulk',
        },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { kind: 'sent', ref: { channel: 'mail', message: messageId } } as const;
    } catch (error) {
      isProven = false;
      return notSent(error, {});
    }
  }

  function notSent(error: unknown, known: { readonly mayHaveArrived?: false }) {
    const outcome = outcomeOf(error);
    log.warn({ err: error, reason: outcome.reason }, 'mail not sent');
    return outcome.kind === 'retry' ? { ...outcome, ...known } : outcome;
  }

  return {
    messengerFor: (to) => ({
      post: (_, card, options) => post(to, card, options?.mark),
      // A mail stands as it was sent.
      update: async () => ({ kind: 'gone', reason: 'mail' }),
      find: async () => ({ kind: 'blind', reason: 'mail' }),
      remove: async () => false,
    }),
    close: () => transport.close(),
  };
}

/** Signs in, and sends nothing. Throws what nodemailer throws. */
export const greetMailServer = ({ url }: MailSettings): Promise<unknown> => createTransport(serverAt(url)).verify();

function serverAt(address: string) {
  const { protocol, hostname, port, username, password } = new URL(address);
  const isSecure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}

/** What a failed mail means: the server's own code where it gave one (RFC 5321), else how the connection ended. */
export function outcomeOf(error: unknown): Exclude<SendOutcome, { kind: 'sent' | 'gone' }> {
  const { responseCode, command, code, syscall } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly responseCode?: unknown;
    readonly command?: unknown;
    readonly code?: unknown;
    readonly syscall?: unknown;
  };
  if (typeof responseCode === 'number') {
    if (code === 'EAUTH') return { kind: 'retry', reason: 'mail_server', waitSeconds: 600, wantsMending: true };
    if (responseCode >= 500 && command === 'RCPT TO') return { kind: 'permanent', reason: 'person_gone' };
    if (responseCode >= 500) return { kind: 'permanent', reason: `mail_refused_${responseCode}` };
    return { kind: 'retry', reason: `mail_${responseCode}`, waitSeconds: 60 };
  }
  if (code === 'EENVELOPE') return { kind: 'permanent', reason: 'person_gone' };
  const isUnreached = code === 'EDNS' || code === 'ETLS' || code === 'ENOAUTH' || syscall === 'connect';
  return { kind: 'retry', reason: `mail_${String(code ?? 'failed')}`, mayHaveArrived: !isUnreached };
}
