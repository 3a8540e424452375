/** Who a request comes from, by its key, and whether that may ask for this. signatures.ts checks the signature where the key asks for one. */
import type { Request } from 'express';
import type { ApiClient, KeyFinder, Scope } from '../../chat/key-book.js';
import type { Allowance } from '../http/allowance.js';
import { senderIsKnown } from '../http/limit-addresses.js';
import { Problem } from '../http/problem.js';

/** What telling who asks needs. */
export interface AuthenticateDeps {
  readonly keys: KeyFinder;
  /** How many requests a system's key may make, and a person with all of theirs. */
  readonly keyAllowance: Allowance;
}

export interface AuthenticateOptions {
  /** What the key has to be for; null: any key will do, and the caller looks at its scopes. */
  readonly scope: Scope | null;
  /** Where in Basic authentication the key may also stand: clients of Segment send it as the user, Excel as the password. */
  readonly basic?: 'user' | 'password';
}

/**
 * @throws Problem 401 when there is no key, none that is in use, or whose it is has left; 429 when it asks too often;
 * 403 when it is for something else.
 */
export async function authenticate(
  { keys, keyAllowance }: AuthenticateDeps,
  request: Request,
  { scope, basic }: AuthenticateOptions,
): Promise<ApiClient> {
  const header = request.get('authorization') ?? '';
  const [, bearer] = /^Bearer +([\w.~+/-]{1,200}=*) *$/i.exec(header) ?? [];
  const key = bearer ?? (basic && basicPart(header, basic));
  if (key === undefined) throw unauthorised('api.noKey', 'Send the key as "Authorization: Bearer ec_…".');
  const client = await keys.find(key);
  if (client === null) {
    const detail =
      'This key is unknown or was revoked. In the chat `key new NAME` makes one of yours, and npm run key -- create NAME a system’s.';
    throw unauthorised('api.wrongKey', detail, ', error="invalid_token"');
  }
  if (request.res) senderIsKnown(request.res);
  const sender = client.actor?.id ?? client.keyId;
  const refusal = keyAllowance.refusal(sender);
  if (refusal) throw refusal;
  keyAllowance.use(sender);
  request.res?.set(keyAllowance.headers(sender));
  if (scope !== null) requireScope(client, scope);
  return client;
}

/** @throws Problem 403 when the key is for something else, or the person may not any more. */
export function requireScope(client: ApiClient, scope: Scope): void {
  if (client.scopes.includes(scope)) return;
  throw new Problem(
    403,
    'api.noScope',
    `This key may not do that: it lacks the scope ${scope}. ${remedy(client, scope)}`,
    {
      headers: { 'WWW-Authenticate': `Bearer realm="empty-chair", error="insufficient_scope", scope="${scope}"` },
    },
  );
}

function remedy({ actor }: ApiClient, scope: Scope): string {
  if (scope === 'admin' && actor?.role === 'member')
    return 'Only a key of the champion or an admin can have it. Ask one of them.';
  const made = actor ? `in the chat: key new NAME scope:${scope}` : `with: npm run key -- create NAME --scope ${scope}`;
  return `Make one that has it ${made}`;
}

/** The other part is empty or anything. */
function basicPart(header: string, part: 'user' | 'password'): string | undefined {
  const [, encoded = ''] = /^Basic +([\w+/-]{1,400}={0,2}) *$/i.exec(header) ?? [];
  const [user = '', password = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const key = part === 'user' ? user : password;
  return /^[\w.~+/-]{1,200}=*$/.test(key) ? key : undefined;
}

/** @param parameters what WWW-Authenticate says besides, `, error="…"` */
export function unauthorised(code: string, detail: string, parameters = ''): Problem {
  return new Problem(401, code, detail, {
    headers: { 'WWW-Authenticate': `Bearer realm="empty-chair"${parameters}` },
  });
}
