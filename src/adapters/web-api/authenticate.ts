/** Who a request comes from: its key, and its signature where the key asks for one. Asked by the routes. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Database } from '../../storage/database.js';
import { hashKey } from './api-keys.js';
import { Problem } from './problem.js';
import { type ApiClient, findClient } from './store.js';

/** How far a signature's time may lie from ours, either way, in seconds: what is older may be a replay. */
export const signatureWindowSeconds = 300;

/**
 * @param basic whether the key may also be the user of Basic authentication, as clients of Segment send it
 * @throws Problem 401 when there is no key, or none that is in use.
 */
export async function authenticate(
  database: Database,
  request: Request,
  { basic = false }: { readonly basic?: boolean } = {},
): Promise<ApiClient> {
  const header = request.get('authorization') ?? '';
  const [, bearer] = /^Bearer +([\w.~+/-]{1,200}=*) *$/i.exec(header) ?? [];
  const key = bearer ?? (basic ? basicUser(header) : undefined);
  if (key === undefined) throw unauthorised('api.noKey', 'Send the key as "Authorization: Bearer ec_…".', '');
  const client = await findClient(database, hashKey(key));
  if (client === null) {
    const detail = 'This key is unknown or was revoked. Make one with: npm run key -- create NAME';
    throw unauthorised('api.wrongKey', detail, ', error="invalid_token"');
  }
  return client;
}

/** The user; the password is empty or anything. */
function basicUser(header: string): string | undefined {
  const [, encoded = ''] = /^Basic +([\w+/-]{1,400}={0,2}) *$/i.exec(header) ?? [];
  const [user = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return /^[\w.~+/-]{1,200}=*$/.test(user) ? user : undefined;
}

function unauthorised(code: string, detail: string, parameters: string): Problem {
  return new Problem(401, code, detail, {
    headers: { 'WWW-Authenticate': `Bearer realm="empty-chair"${parameters}` },
  });
}

/**
 * A key made with `--sign` takes only what is signed:
 * `X-Timestamp: SECONDS` (since 1970) and `X-Signature: sha256=HEX`, the HMAC-SHA256 under the signing secret
 * of `SECONDS.BODY`, the body as sent.
 * @returns the signature, or null when none is asked for.
 * @throws Problem 401 when it is missing, wrong, or made more than five minutes from `now`.
 */
export function verifySignature(
  client: ApiClient,
  request: Request,
  { body, now }: { body: Buffer; now: Date },
): string | null {
  if (client.signingSecret === null) return null;
  const timestamp = request.get('x-timestamp') ?? '';
  const [, signature] = /^sha256=([0-9a-f]{64})$/i.exec(request.get('x-signature') ?? '') ?? [];
  if (signature === undefined || !/^\d{1,12}$/.test(timestamp)) {
    const detail =
      'This key’s requests are signed: send X-Timestamp: SECONDS and X-Signature: sha256=HEX of "SECONDS.BODY".';
    throw unauthorised('api.noSignature', detail, '');
  }
  const expected = createHmac('sha256', client.signingSecret).update(`${timestamp}.`).update(body).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) {
    throw unauthorised(
      'api.wrongSignature',
      'The signature does not fit the time, the body and the signing secret.',
      '',
    );
  }
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > signatureWindowSeconds) {
    const detail = `The request was signed more than ${signatureWindowSeconds} seconds from now. Check the clock and sign it anew.`;
    throw unauthorised('api.staleSignature', detail, '');
  }
  return signature.toLowerCase();
}
