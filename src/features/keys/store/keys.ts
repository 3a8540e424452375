/** SQL of API keys. */
import type { KeyEntry, Scope } from '../../../chat/key-book.js';
import { boundTo, type Database, type Sql, type Transaction } from '../../../storage/database.js';
import { keptScopes } from '../rules/scopes.js';

export { appendAudit, boundTo } from '../../../storage/database.js';

/** A key that is in use, as a request names it. */
export interface FoundKey {
  readonly keyId: string;
  readonly organisationId: string;
  readonly memberId: string | null;
  readonly name: string;
  readonly signingSecret: string | null;
  readonly scopes: readonly Scope[];
  readonly lastUsedAt: Date | null;
}

interface Kept {
  readonly keptScopes: readonly string[] | null;
  readonly isAdmin: boolean;
}

/** Null: no key has one of these hashes, or it was revoked. Of all organisations: the key says whose it is. */
export async function findKey(database: Database, hashes: readonly string[]): Promise<FoundKey | null> {
  const [row] = await database.query<(Omit<FoundKey, 'scopes'> & Kept)[]>`
    SELECT id AS "keyId", organisation_id AS "organisationId", member_id AS "memberId", name,
      signing_secret AS "signingSecret", scopes AS "keptScopes", is_admin AS "isAdmin", last_used_at AS "lastUsedAt"
    FROM api_keys WHERE key_hash = ANY(${[...hashes]}::text[]) AND revoked_at IS NULL`;
  if (row === undefined) return null;
  const { signingSecret: sealed, keptScopes: kept, isAdmin, ...found } = row;
  const signingSecret = sealed && database.seal.open(sealed, boundTo('api_keys', found.keyId));
  return { ...found, signingSecret, scopes: keptScopes(kept, isAdmin) };
}

/** Notes that a key was used. */
export async function markUsed(db: Sql, { organisationId, keyId }: FoundKey, now: Date): Promise<void> {
  await db.execute`
    UPDATE api_keys SET last_used_at = ${now} WHERE organisation_id = ${organisationId}::uuid AND id = ${keyId}::uuid`;
}

export interface NewKey {
  readonly id: string;
  readonly organisationId: string;
  readonly memberId: string | null;
  readonly name: string;
  readonly keyHash: string;
  /** Sealed. */
  readonly signingSecret: string | null;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
}

/**
 * false: a key of that name is in use. Or, for a person's key, somebody else had one of that name once: what came in
 * under it would pass for theirs.
 */
export async function insertKey(tx: Transaction, key: NewKey): Promise<boolean> {
  const { id, organisationId, memberId, name, keyHash, signingSecret, scopes, createdAt } = key;
  const count = await tx.execute`
    INSERT INTO api_keys (id, organisation_id, member_id, name, key_hash, signing_secret, scopes, is_admin, created_at)
    SELECT ${id}::uuid, ${organisationId}::uuid, ${memberId}::uuid, ${name}, ${keyHash}, ${signingSecret},
      ${[...scopes]}::text[], ${scopes.includes('admin')}, ${createdAt}::timestamptz
    WHERE ${memberId}::uuid IS NULL OR NOT EXISTS (SELECT FROM api_keys WHERE organisation_id = ${organisationId}::uuid
      AND lower(name) = lower(${name}) AND member_id IS DISTINCT FROM ${memberId}::uuid)
    ON CONFLICT DO NOTHING`;
  return count === 1;
}

/** How many of a person are in use. */
export async function countKeysOf(tx: Transaction, organisationId: string, memberId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }[]>`
    SELECT count(*)::int AS count FROM api_keys
    WHERE organisation_id = ${organisationId}::uuid AND member_id = ${memberId}::uuid AND revoked_at IS NULL`;
  return row?.count ?? 0;
}

/** In the order in which they were made, the revoked among them. @param memberId whose; absent: all */
export async function readKeys(db: Sql, organisationId: string, memberId?: string): Promise<readonly KeyEntry[]> {
  const rows = await db.query<(Omit<KeyEntry, 'scopes'> & Kept)[]>`
    SELECT name, signing_secret IS NOT NULL AS signs, member_id AS "memberId", scopes AS "keptScopes",
      is_admin AS "isAdmin", created_at AS "createdAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
    FROM api_keys WHERE organisation_id = ${organisationId}::uuid
      AND (${memberId ?? null}::uuid IS NULL OR member_id = ${memberId ?? null}::uuid) ORDER BY id`;
  return rows.map(({ keptScopes: kept, isAdmin, ...row }) => ({ ...row, scopes: keptScopes(kept, isAdmin) }));
}

/** Which key is revoked. */
export interface WhichKey {
  readonly organisationId: string;
  readonly name: string;
  /** Only where it is theirs; absent: anybody's. */
  readonly memberId?: string | undefined;
}

/** Its name as it was made; null: no such key of that name is in use. */
export async function markRevoked(tx: Transaction, key: WhichKey, now: Date): Promise<string | null> {
  const { organisationId, name, memberId = null } = key;
  const [row] = await tx.query<{ name: string }[]>`
    UPDATE api_keys SET revoked_at = ${now}
    WHERE organisation_id = ${organisationId}::uuid AND revoked_at IS NULL AND name = (
      SELECT name FROM api_keys WHERE organisation_id = ${organisationId}::uuid AND revoked_at IS NULL
        AND lower(name) = lower(${name}) AND (${memberId}::uuid IS NULL OR member_id = ${memberId}::uuid)
      ORDER BY name <> ${name} LIMIT 1)
    RETURNING name`;
  return row?.name ?? null;
}
