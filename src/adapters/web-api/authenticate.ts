/** Who a request comes from, by its key. signatures.ts checks the signature where the key asks for one. */
import type { Request } from 'express';
import type { Database } from '../../storage/database.js';
import { acrossOrganisations } from '../../storage/scope.js';
import type { Allowance } from '../http/allowance.js';
import { senderIsKnown } from '../http/limit-addresses.js';
import { Problem } from '../http/problem.js';
import { hashKey } from './api-keys.js';
import { type ApiClient, findClient } from './store.js';

export interface AuthenticateDeps {
  readonly database: Database;
  /** How many requests a key may make. */
  readonly keyAllowance: Allowance;
}

/**
 * @param basic whether the key may also be the user of Basic authentication, as clients of Segment send it
 * @throws Problem 401 when there is no key, or none that is in use; 429 when it asks too often.
 */
export async function authenticate(
  { database, keyAllowance }: AuthenticateDeps,
  request: Request,
  { basic = false }: { readonly basic?: boolean } = {},
): Promise<ApiClient> {
  const header = request.get('authorization') ?? '';
  const [, bearer] = /^Bearer +([\w.~+/-]{1,200}=*) *$/i.exec(header) ?? [];
  const key = bearer ?? (basic ? basicUser(header) : undefined);
  if (key === undefined) throw unauthorised('api.noKey', 'Send the key as "Authorization: Bearer ec_…".');
  const client = await acrossOrganisations('signedAddress', () => findClient(database, hashKey(key)));
  if (client === null) {
    const detail = 'This key is unknown or was revoked. Make one with: npm run key -- create NAME';
    throw unauthorised('api.wrongKey', detail, ', error="invalid_token"');
  }
  if (request.res) senderIsKnown(request.res);
  const refusal = keyAllowance.refusal(client.keyId);
  if (refusal) throw refusal;
  keyAllowance.use(client.keyId);
  request.res?.set(keyAllowance.headers(client.keyId));
  return client;
}

/** The user; the password is empty or anything. */
function basicUser(header: string): string | undefined {
  const [, encoded = ''] = /^Basic +([\w+/-]{1,400}={0,2}) *$/i.exec(header) ?? [];
  const [user = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return /^[\w.~+/-]{1,200}=*$/.test(user) ? user : undefined;
}

/** @param parameters what WWW-Authenticate says besides, `, error="…"` */
export function unauthorised(code: string, detail: string, parameters = ''): Problem {
  return new Problem(401, code, detail, {
    headers: { 'WWW-Authenticate': `Bearer realm="empty-chair"${parameters}` },
  });
}
