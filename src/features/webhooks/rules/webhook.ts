/** What a webhook is, what is sent to it, and when a message is tried again. Pure. */
import { numbered } from '../../../chat/numbered.js';
import type { NotPosted, PostAnswer } from '../../../chat/webhook-post.js';
import { phrase, say } from '../../../kernel/language/say.js';

/** An address that is told of events. */
export interface Webhook {
  readonly organisationId: string;
  readonly id: string;
  /** 1 of WH-1. */
  readonly number: number;
  /** Sealed, as the secrets. */
  readonly url: string;
  readonly secret: string;
  readonly previousSecret: string | null;
  readonly previousUntil: Date | null;
  /** The marks that it wants. */
  readonly events: readonly string[];
  readonly createdById: string;
  readonly createdAt: Date;
  readonly pausedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedWhy: EndedWhy | null;
  /** null: the last message got through. */
  readonly failingSince: Date | null;
  readonly isTold: boolean;
}

/** `gone`: it answered 410. */
export type EndedWhy = 'removed' | 'gone';

/** `dropped`: its thing or its webhook is gone, or a backup was restored. */
export type MessageState = 'waiting' | 'delivered' | 'givenUp' | 'dropped';

/** One event for one webhook. */
export interface Message {
  readonly organisationId: string;
  readonly id: string;
  readonly webhookId: string;
  readonly mark: string;
  readonly subject: string;
  readonly entryId: bigint | null;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly at: Date;
  readonly dueAt: Date | null;
  readonly state: MessageState;
  readonly attempts: number;
  readonly status: number | null;
  readonly reason: string | null;
  readonly triedAt: Date | null;
}

/** How many there may be, or in milliseconds. */
export const limits = {
  webhooks: 20,
  url: 1_000,
  /** The old secret signs so long beside the new one. */
  previousMs: 24 * 3_600_000,
  /** Settled messages are kept so long, and can be sent again. */
  keptMs: 30 * 24 * 3_600_000,
  shown: 10,
} as const;

/** Reads and writes `WH-1`. */
export const webhookNumbers = numbered({
  letter: 'WH',
  room: 'webhooks',
  named: phrase('A webhook is named by its number'),
  list: 'webhooks',
});

/** `WH-1` for 1. */
export const webhookName = webhookNumbers.nameOf;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Behind each failed try, less up to a quarter; together not quite a day. */
const waitsMs = [
  ...[5_000, 30_000, 2 * minuteMs, 10 * minuteMs, 30 * minuteMs],
  ...[hourMs, 2 * hourMs, 4 * hourMs, 6 * hourMs, 10 * hourMs],
];

/** A test message: of no event, never tried again. */
export const testMark = 'webhook.test';

/** What becomes of a message after a try. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly status: number }
  /** Its webhook wants nothing more. */
  | { readonly kind: 'gone'; readonly status: number }
  | { readonly kind: 'again'; readonly dueAt: Date; readonly status: number | null; readonly reason: string }
  | { readonly kind: 'givenUp'; readonly status: number | null; readonly reason: string };

/**
 * @param attempts how often it was tried before
 * @param random 0 to 1: spreads the waits, so that what failed together does not come back together
 */
export function outcomeOf(
  answer: PostAnswer,
  { attempts, mark }: Pick<Message, 'attempts' | 'mark'>,
  { now, random }: { readonly now: Date; readonly random: number },
): Outcome {
  const status = answer.kind === 'answered' ? answer.status : null;
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered', status };
  if (status === 410) return { kind: 'gone', status };
  const failure = { status, reason: answer.kind === 'failed' ? reasons[answer.why] : reasonOf(answer.status) };
  const waitMs = mark === testMark ? undefined : waitsMs[attempts];
  if (waitMs === undefined) return { kind: 'givenUp', ...failure };
  return { kind: 'again', dueAt: new Date(now.getTime() + waitMs * (1 - random / 4)), ...failure };
}

const reasonOf = (status: number): string =>
  status >= 300 && status < 400 ? reasons.redirects : `it answered ${status}`;

/** Why what waits is dropped when its webhook ends; kept in English. */
export const endedReason = phrase('the webhook ended');

/** Kept in English, and said where they are shown. */
const reasons: Readonly<Record<NotPosted, string>> = {
  address: phrase('its address can’t be asked: it does not begin with https'),
  private: phrase('its address lies in a private network'),
  slow: phrase('it did not answer within 15 seconds'),
  redirects: phrase('it sends us elsewhere, which is not followed'),
  unreachable: phrase('nobody answers there'),
};

/** What is signed with now, the newest first. Sealed as they are kept. */
export const signingWith = (
  { secret, previousSecret, previousUntil }: Pick<Webhook, 'secret' | 'previousSecret' | 'previousUntil'>,
  now: Date,
): readonly string[] =>
  previousSecret !== null && previousUntil !== null && previousUntil > now ? [secret, previousSecret] : [secret];

/** What is wrong with an address, as a sentence without its full stop; null: nothing. */
export function faultOfUrl(typed: string, allowsHttp: boolean): string | null {
  if (typed.length > limits.url)
    return say('{count, number} characters is too long for an address. The limit is {limit, number}', {
      count: typed.length,
      limit: limits.url,
    });
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (!url || !['https:', ...(allowsHttp ? ['http:'] : [])].includes(url.protocol))
    return say('This is no address that begins with https');
  if (url.username !== '' || url.password !== '') return say('There is a name or a password in this address');
  return null;
}
