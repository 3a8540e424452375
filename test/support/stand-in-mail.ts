/** A real SMTP server that keeps what it is sent, and refuses whom a test wants refused. */
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { drawPng } from '../../src/adapters/chart-picture/draw-chart.js';
import { createMail, type MailSender } from '../../src/adapters/mail/mail.js';
import type { FindMailFace } from '../../src/chat/mail.js';
import { createLogger } from '../../src/kernel/logger.js';

export interface StandInMail {
  readonly url: string;
  /** Everything that was accepted, in order. */
  readonly mails: readonly ParsedMail[];
  /** To whom, in the order of the alphabet. */
  addressees(): readonly string[];
  /** To whom each would go back. */
  readonly returnPaths: readonly string[];
  /** By address: what the server says to it. */
  readonly refusals: Map<string, { readonly code: number; readonly words: string }>;
  /** The next mail is kept, and the connection breaks before the server says so. */
  breakAfterNext(): void;
  /** Sends mails of a stage to it: `createStage({ mail: server.sender })`. */
  readonly sender: (findFace: FindMailFace) => MailSender;
  close(): Promise<void>;
}

export async function startMail(): Promise<StandInMail> {
  const mails: ParsedMail[] = [];
  const returnPaths: string[] = [];
  const refusals = new Map<string, { readonly code: number; readonly words: string }>();
  let breaks = false;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, _session, callback) {
      const refusal = refusals.get(address);
      callback(refusal ? Object.assign(new Error(refusal.words), { responseCode: refusal.code }) : null);
    },
    onData(stream, session, callback) {
      void simpleParser(stream).then((mail) => {
        mails.push(mail);
        const { mailFrom } = session.envelope;
        returnPaths.push(mailFrom === false ? '' : mailFrom.address);
        if (!breaks) return callback(null);
        breaks = false;
        for (const connection of server.connections) if (connection.session === session) connection.close();
      }, callback);
    },
  });
  // Whoever sends may be killed over it.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const url = `smtp://127.0.0.1:${port}`;
  let sender: MailSender | undefined;
  return {
    url,
    mails,
    returnPaths,
    refusals,
    breakAfterNext() {
      breaks = true;
    },
    addressees: () => mails.map(({ to }) => [to].flat()[0]?.value[0]?.address ?? '').toSorted(),
    sender(findFace) {
      const settings = { url, from: 'hello@harbour.example', bounces: 'bounces@harbour.example' };
      sender ??= createMail(settings, { log: createLogger('silent'), findFace, draw: drawPng });
      return sender;
    },
    close() {
      sender?.close();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
