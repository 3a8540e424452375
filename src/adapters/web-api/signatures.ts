/**
 * The signature of a request, for keys that were made with `--sign`. Two schemes are taken:
 *
 * - Ours covers all that a request does. `X-Timestamp: SECONDS` (since 1970) and `X-Signature: sha256=HEX`, the
 *   HMAC-SHA256 of five parts with a line feed between each: SECONDS, the method, the path with its query as sent, the
 *   Idempotency-Key (empty without one), the body as sent.
 * - Standard Webhooks (https://www.standardwebhooks.com), which tools sign with by themselves. It covers id, time and body.
 *   Its `webhook-id` is the Idempotency-Key, so that under one id nothing else can be asked anywhere.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { ApiClient, Scope } from '../../chat/key-book.js';
import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../storage/database.js';
import { inOrganisation } from '../../storage/scope.js';
import { type AuthenticateDeps, type AuthenticateOptions, authenticate, unauthorised } from './authenticate.js';
import { insertHold } from './store.js';

/** How far a signature's time may lie from ours, either way, in seconds: what is older may be a replay. */
export const signatureWindowSeconds = 300;

/** A signature that fits. */
export interface Signed {
  /** Under which the request is done once. */
  readonly key: string;
}

interface Signature {
  readonly seconds: string;
  /** What was signed, before the body. */
  readonly head: string;
  /** HMACs, one of which has to fit: Standard Webhooks sends several while a secret is changed. */
  readonly given: readonly Buffer[];
  readonly secret: string | Buffer;
  readonly key: string;
}

/**
 * @returns null when the key asks for no signature
 * @throws Problem 401 when it is missing, wrong, or made more than five minutes from `now`
 */
export function verifySignature(
  { signingSecret }: ApiClient,
  request: Request,
  { body, now }: { body: Buffer; now: Date },
): Signed | null {
  if (signingSecret === null) return null;
  const signature =
    request.get('webhook-id') === undefined ? ours(signingSecret, request) : standard(signingSecret, request);
  if (signature === null) {
    const detail =
      'This key’s requests are signed: send X-Timestamp and X-Signature, or the headers of Standard Webhooks. docs/api.md says how.';
    throw unauthorised('api.noSignature', detail);
  }
  const { seconds, head, given, secret, key } = signature;
  const expected = createHmac('sha256', secret).update(head).update(body).digest();
  if (!given.some((each) => each.length === expected.length && timingSafeEqual(expected, each))) {
    throw unauthorised('api.wrongSignature', 'The signature does not fit the request and the signing secret.');
  }
  if (Math.abs(now.getTime() / 1000 - Number(seconds)) > signatureWindowSeconds) {
    const here = now.toISOString();
    const detail = `The request was signed more than ${signatureWindowSeconds} seconds from now. It is ${here} here. Check the clock and sign it again.`;
    throw unauthorised('api.staleSignature', detail);
  }
  return { key };
}

const isTime = (seconds: string): boolean => /^\d{1,12}$/.test(seconds);

function ours(secret: string, request: Request): Signature | null {
  const seconds = request.get('x-timestamp') ?? '';
  const [, hex] = /^sha256=([0-9a-f]{64})$/i.exec(request.get('x-signature') ?? '') ?? [];
  if (hex === undefined || !isTime(seconds)) return null;
  const { method, originalUrl } = request;
  const head = `${[seconds, method, originalUrl, request.get('idempotency-key') ?? ''].join('\n')}\n`;
  return { seconds, head, given: [Buffer.from(hex, 'hex')], secret, key: `signature:${hex.toLowerCase()}` };
}

function standard(secret: string, request: Request): Signature | null {
  const id = request.get('webhook-id') ?? '';
  const seconds = request.get('webhook-timestamp') ?? '';
  const given = (request.get('webhook-signature') ?? '').split(' ', 10).flatMap((each) => {
    const [, base64] = /^v1,([\w+/]{43}=)$/.exec(each) ?? [];
    return base64 === undefined ? [] : [Buffer.from(base64, 'base64')];
  });
  const otherKey = request.get('idempotency-key') ?? id;
  if (!/^[!-~]{1,250}$/.test(id) || otherKey !== id || !isTime(seconds) || given.length === 0) return null;
  const bytes = Buffer.from(secret.replace(/^[a-z]+_/, ''), 'base64');
  return { seconds, head: `${id}.${seconds}.`, given, secret: bytes, key: `key:${id}` };
}

/** What letting somebody in needs. */
export interface AdmitDeps extends AuthenticateDeps {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Who asks for something that is there. A signed question is answered once: caught on the way, it tells nobody else.
 * @throws Problem 401, or 403 without this scope
 */
export async function admit(
  deps: AdmitDeps,
  request: Request,
  scope: Scope,
  options: Omit<AuthenticateOptions, 'scope'> = {},
): Promise<ApiClient> {
  const { database, clock } = deps;
  const client = await authenticate(deps, request, { scope, ...options });
  const now = clock.now();
  const signed = verifySignature(client, request, { body: Buffer.alloc(0), now });
  if (signed === null) return client;
  const hold = { requestHash: '', heldUntil: now, createdAt: now };
  const held = { organisationId: client.organisationId, apiKeyId: client.keyId, key: signed.key };
  if (await inOrganisation(client.organisationId, () => insertHold(database, held, hold))) return client;
  throw unauthorised('api.usedSignature', 'This signature was used before. Sign each request anew.');
}
