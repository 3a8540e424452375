/** Makes, lists and revokes the keys of systems that send in. Asked by the command line (src/cli.ts). */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../kernel/clock.js';
import { Conflict, InvalidInput, NotFound } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import { platforms } from '../../kernel/person.js';
import type { Database } from '../../storage/database.js';
import { appendAudit, boundTo, insertKey, markRevoked } from './store.js';

interface KeyDeps {
  readonly database: Database;
  readonly clock: Clock;
}

/** What the caller gets of a key that was just made. */
export interface CreatedKey {
  /** Shown once: only its hash is kept. */
  readonly key: string;
  /** Shown once; null when requests need not be signed. */
  readonly signingSecret: string | null;
}

/**
 * What is kept of a key. Keys are 256 random bits, so a plain hash can't be guessed backwards, and they are found
 * by it: there is no comparison whose time could tell how much of a guessed key was right (the hash of a guess
 * says nothing about the hash of a nearby one).
 */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/**
 * @param name the source that its items are marked with; it can be used again once the key is revoked.
 * @throws InvalidInput on `name`, Conflict when a key of that name is in use.
 */
export async function createKey(
  deps: KeyDeps,
  wish: {
    readonly organisationId: string;
    readonly name: string;
    readonly signed: boolean;
    readonly isAdmin?: boolean;
  },
): Promise<CreatedKey> {
  const name = checkName(wish.name);
  const key = `ec_${secret()}`;
  const signingSecret = wish.signed ? `whsec_${randomBytes(32).toString('base64')}` : null;
  const createdAt = deps.clock.now();
  const id = newId(createdAt);
  const sealed = signingSecret && deps.database.seal.seal(signingSecret, boundTo('api_keys', id));
  const row = { id, organisationId: wish.organisationId, name, keyHash: hashKey(key), signingSecret: sealed };
  const { signed, isAdmin = false, organisationId } = wish;
  const isMade = await deps.database.transaction(async (tx) => {
    if (!(await insertKey(tx, { ...row, isAdmin, createdAt }))) return false;
    await appendAudit(
      tx,
      [{ ...byOperator, organisationId, what: 'api.createKey', subject: name, after: { signed, isAdmin } }],
      createdAt,
    );
    return true;
  });
  if (isMade) return { key, signingSecret };
  throw new Conflict(
    'api.keyExists',
    `There is a key named ${name}. Revoke it first (key revoke), or choose another name.`,
  );
}

/** Whoever works at the machine itself. */
const byOperator = { actorId: null, surface: 'operator' } as const;

const secret = (): string => randomBytes(32).toString('base64url');

/** A key's items would pass for something else under these. */
const reservedNames: readonly string[] = [...platforms, 'import', 'page', 'clock'];

function checkName(typed: string): string {
  const name = typed.trim();
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u.test(name)) {
    const mend = 'A key’s name has 1 to 60 letters, digits, spaces, dots, dashes or underscores, such as survey-tool.';
    throw InvalidInput.field('api.keyName', 'name', mend);
  }
  if (reservedNames.includes(name.toLowerCase())) {
    throw InvalidInput.field(
      'api.keyName',
      'name',
      `${name} is what the bot calls a source of its own. Choose another name.`,
    );
  }
  return name;
}

/** @throws NotFound when no key of that name is in use. */
export async function revokeKey(
  deps: KeyDeps,
  wish: { readonly organisationId: string; readonly name: string },
): Promise<void> {
  const name = wish.name.trim();
  const { organisationId } = wish;
  const now = deps.clock.now();
  await deps.database.transaction(async (tx) => {
    if (!(await markRevoked(tx, { organisationId, name }, now)))
      throw new NotFound('api.noKey', `No key named ${name} is in use. See "key list".`);
    await appendAudit(tx, [{ ...byOperator, organisationId, what: 'api.revokeKey', subject: name }], now);
  });
}
