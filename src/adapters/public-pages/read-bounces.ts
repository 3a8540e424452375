/**
 * Reads what comes back of mails: a bounce as mail servers write it (RFC 3464), or the JSON of a service that sends mail.
 * Both name the mail by its id. Pure.
 */
import type { Bounce } from '../../chat/mail.js';

/** As mail.ts puts it into a Message-ID: whose it is in a word (`subscriber`, or a mark of eight digits), and a token. */
const returned = /\.([a-z\d]{6,10}\.[\w-]{60})@/;

/** Nobody has the address, or its domain is none: RFC 3463. A full mailbox and a refused sender say nothing of the address. */
const deadStatus = /^Status:\s*5\.(?:0\.0|1\.\d{1,3}|2\.1|4\.4)\b/im;

/** What each mail that came back says; mails of others, and what is no bounce, are left out. */
export function readBounces(body: string): readonly Bounce[] {
  const json = parsed(body);
  return json === undefined ? ofMail(body) : eventsIn(json).flatMap(ofEvent);
}

function ofMail(mail: string): readonly Bounce[] {
  // Of a forwarded bounce, lines may have been broken.
  const text = mail.replaceAll(/=\r?\n/g, '');
  const returnName = returned.exec(text)?.[1];
  if (returnName === undefined) return [];
  if (/^Feedback-Type:\s*abuse\b/im.test(text)) return [{ returnName, why: 'complaint' }];
  return /^Action:\s*failed\b/im.test(text) && deadStatus.test(text) ? [{ returnName, why: 'dead' }] : [];
}

function parsed(body: string): unknown {
  if (!/^\s*[[{]/.test(body)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

type Event = Readonly<Record<string, unknown>>;

const isEvent = (value: unknown): value is Event => typeof value === 'object' && value !== null;

/** One, several, or one wrapped as Mailgun and Amazon SNS wrap it. */
function eventsIn(json: unknown): readonly Event[] {
  if (Array.isArray(json)) return json.filter(isEvent);
  if (!isEvent(json)) return [];
  if (isEvent(json['event-data'])) return [json['event-data']];
  const inner = json.Type === 'Notification' && typeof json.Message === 'string' ? parsed(json.Message) : undefined;
  return [isEvent(inner) ? inner : json];
}

/** By the words of Postmark, SendGrid, Mailgun, Amazon SES and Brevo. */
function whyOf({
  event,
  type,
  severity,
  Type,
  RecordType,
  notificationType,
  eventType,
  bounce,
}: Event): Bounce['why'] | null {
  const words = [event, RecordType, Type, notificationType, eventType];
  const says = (...all: readonly string[]) => words.some((word) => all.some((each) => each === word));
  if (says('spamreport', 'complained', 'spam', 'SpamComplaint', 'Complaint')) return 'complaint';
  const isDead =
    says('HardBounce', 'hard_bounce', 'invalid_email') ||
    (event === 'bounce' && type !== 'blocked') ||
    (event === 'failed' && severity === 'permanent') ||
    (says('Bounce') && isEvent(bounce) && bounce.bounceType === 'Permanent');
  return isDead ? 'dead' : null;
}

function ofEvent(event: Event): readonly Bounce[] {
  const why = whyOf(event);
  const returnName = why && returned.exec(JSON.stringify(event))?.[1];
  return why && returnName ? [{ returnName, why }] : [];
}
